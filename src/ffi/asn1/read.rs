use super::{
    MBEDTLS_ERR_ASN1_INVALID_DATA, MBEDTLS_ERR_ASN1_OUT_OF_DATA, mbedtls_asn1_bitstring, mbedtls_asn1_buf,
};
use crate::error::Asn1Error;
use crate::ffi::bignum::mbedtls_mpi;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::der::{Reader, tag};
use std::ffi::{c_int, c_uchar};

/// Reads a length.
///
/// \param p    Where the length stands; it is moved on to what follows.
/// \param end  The end of the data.
/// \param len  Where the length goes; it is there even if so much is not left.
///
/// \return     0; MBEDTLS_ERR_ASN1_OUT_OF_DATA if the data end within the length or before what it counts;
///             MBEDTLS_ERR_ASN1_INVALID_LENGTH if it has no octets or more than four;
///             MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_len(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { Input::new(p, end)?.read(|reader| length(reader, len)) })
}

/// Reads the tag and the length of an element.
///
/// \param p    Where the element stands; it is moved on to its content. A wrong tag is not passed over.
/// \param end  The end of the data.
/// \param len  Where the length goes.
/// \param tag  The tag that is due, one identifier octet.
///
/// \return     0; MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for another tag; else as of mbedtls_asn1_get_len().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_tag(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    len: *mut usize,
    tag: c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { Input::new(p, end)?.read(|reader| header(reader, tag, len)) })
}

/// Reads a BOOLEAN.
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param val  Where the value goes, 0 or 1; anything but zero in the data is 1.
///
/// \return     0; MBEDTLS_ERR_ASN1_INVALID_LENGTH if it does not have one octet; else as of mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_bool(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    val: *mut c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { Input::new(p, end)?.read(|reader| store(val, reader.boolean()?.into())) }
    })
}

/// Reads an INTEGER from 0 to 2^31 - 1.
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param val  Where the number goes.
///
/// \return     0; MBEDTLS_ERR_ASN1_INVALID_LENGTH if it has no octets, or is below zero or too large; else as of
///             mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_int(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    val: *mut c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { Input::new(p, end)?.read(|reader| number(reader, tag::INTEGER, val)) })
}

/// Reads an ENUMERATED from 0 to 2^31 - 1; see mbedtls_asn1_get_int().
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param val  Where the number goes.
///
/// \return     As of mbedtls_asn1_get_int().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_enum(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    val: *mut c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { Input::new(p, end)?.read(|reader| number(reader, tag::ENUMERATED, val)) })
}

/// Reads an INTEGER of any size without a sign.
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param X    Where the number goes.
///
/// \return     0; MBEDTLS_ERR_MPI_ALLOC_FAILED if it has more than MBEDTLS_MPI_MAX_LIMBS words; else as of
///             mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
#[expect(non_snake_case, reason = "the parameter's name in the original's prototype")]
pub unsafe extern "C" fn mbedtls_asn1_get_mpi(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    X: *mut mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, number) = unsafe { (Input::new(p, end)?, ptr::reference_mut(X)) };
        let number = number.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        input.read(|reader| number.set_bytes(reader.element(tag::INTEGER)?.rest()))
    })
}

/// Reads a BIT STRING that fills the data.
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param bs   Where it goes: a pointer into the data, and how many bits of the last octet do not count.
///
/// \return     0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow; MBEDTLS_ERR_ASN1_INVALID_LENGTH if more than 7
///             bits do not count; MBEDTLS_ERR_ASN1_OUT_OF_DATA if it is empty; else as of mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_bitstring(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    bs: *mut mbedtls_asn1_bitstring,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, bits) = unsafe { (Input::new(p, end)?, ptr::reference_mut(bs)) };
        let bits = bits.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        let start = input.start;
        input.read(|reader| {
            header(reader, tag::BIT_STRING.into(), &mut bits.len)?;
            bits.len = bits.len.checked_sub(1).ok_or(Status::new(MBEDTLS_ERR_ASN1_OUT_OF_DATA))?;
            bits.unused_bits = reader.peek_tag()?;
            if bits.unused_bits > 7 {
                return Err(Asn1Error::InvalidLength.into());
            }
            reader.byte()?;
            bits.p = start.wrapping_add(reader.offset());
            reader.take(bits.len)?;
            Ok(reader.clone().finish()?)
        })
    })
}

/// Reads the header of a BIT STRING whose bits fill its octets.
///
/// \param p    Where the element stands; it is moved on to the first octet of bits, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param len  Where the number of octets goes.
///
/// \return     0; MBEDTLS_ERR_ASN1_INVALID_DATA if it is empty or bits of the last octet do not count; else as of
///             mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_bitstring_null(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    len: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, count) = unsafe { (Input::new(p, end)?, ptr::reference_mut(len)) };
        let count = count.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        input.read(|reader| {
            header(reader, tag::BIT_STRING.into(), count)?;
            if *count == 0 {
                return Err(Status::new(MBEDTLS_ERR_ASN1_INVALID_DATA));
            }
            *count -= 1;
            if reader.peek_tag()? != 0 {
                return Err(Status::new(MBEDTLS_ERR_ASN1_INVALID_DATA));
            }
            reader.byte()?;
            Ok(())
        })
    })
}

/// Reads an AlgorithmIdentifier (RFC 5280 section 4.1.1.2).
///
/// \param p       Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end     The end of the data.
/// \param alg     Where the object identifier goes.
/// \param params  Where the parameters go: tag and content; zero if there are none.
///
/// \return        0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if something follows the parameters; else as of
///                mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_alg(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    alg: *mut mbedtls_asn1_buf,
    params: *mut mbedtls_asn1_buf,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, alg, params) =
            unsafe { (Input::new(p, end)?, ptr::reference_mut(alg), ptr::reference_mut(params)) };
        let alg = alg.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        algorithm(&mut input, alg, params.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?)
    })
}

/// Reads an AlgorithmIdentifier whose parameters are NULL or absent; see mbedtls_asn1_get_alg().
///
/// \param p    Where the element stands; it is moved on to what follows it, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param alg  Where the object identifier goes.
///
/// \return     0; MBEDTLS_ERR_ASN1_INVALID_DATA for other parameters; else as of mbedtls_asn1_get_alg().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_alg_null(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    alg: *mut mbedtls_asn1_buf,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, alg) = unsafe { (Input::new(p, end)?, ptr::reference_mut(alg)) };
        let mut params = mbedtls_asn1_buf::EMPTY;
        algorithm(&mut input, alg.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?, &mut params)?;
        let absent = params.tag == c_int::from(tag::NULL) || params.tag == 0;
        if absent && params.len == 0 { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_ASN1_INVALID_DATA)) }
    })
}

/// Data of C to read from, and the pointer that tells how far they are read.
pub(super) struct Input<'a> {
    position: &'a mut *mut c_uchar,
    /// Where the data begin.
    pub(super) start: *mut c_uchar,
    data: &'a [u8],
}

impl<'a> Input<'a> {
    /// # Safety
    /// `p` is NULL or valid, and the bytes from `*p` to `end` are there and not changed for `'a`.
    pub(super) unsafe fn new(p: *mut *mut c_uchar, end: *const c_uchar) -> Result<Self, Status> {
        // SAFETY: by contract.
        let position = unsafe { ptr::reference_mut(p) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        let start = *position;
        let length = (end as usize).saturating_sub(start as usize);
        // SAFETY: by contract.
        let data = unsafe { ptr::slice(start, length) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        Ok(Self { position, start, data })
    }

    /// Reads, and leaves the pointer where reading ended, well or not.
    pub(super) fn read<T>(
        &mut self,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, Status>,
    ) -> Result<T, Status> {
        let mut reader = Reader::new(self.data);
        let result = read(&mut reader);
        *self.position = self.start.wrapping_add(reader.offset());
        result
    }
}

/// # Safety
/// `to` is NULL or writable.
unsafe fn store<T>(to: *mut T, value: T) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { ptr::store(to, value) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)
}

fn length(reader: &mut Reader<'_>, to: *mut usize) -> Result<(), Status> {
    let claimed = reader.claimed_length()?;
    // SAFETY: NULL or writable, by the contract of every caller.
    unsafe { store(to, claimed) }?;
    if claimed > reader.remaining() { Err(Status::new(MBEDTLS_ERR_ASN1_OUT_OF_DATA)) } else { Ok(()) }
}

/// As [`Reader::header`], and leaves the length where C can see it even when it is too long.
pub(super) fn header(reader: &mut Reader<'_>, tag: c_int, to: *mut usize) -> Result<(), Status> {
    if c_int::from(reader.peek_tag()?) != tag {
        return Err(Asn1Error::UnexpectedTag.into());
    }
    reader.byte()?;
    length(reader, to)
}

fn number(reader: &mut Reader<'_>, tag: u8, to: *mut c_int) -> Result<(), Status> {
    let number = reader.small_number(tag)?;
    // SAFETY: NULL or writable, by the contract of every caller.
    unsafe { store(to, number as c_int) }
}

fn algorithm(
    input: &mut Input<'_>,
    alg: &mut mbedtls_asn1_buf,
    params: &mut mbedtls_asn1_buf,
) -> Result<(), Status> {
    let start = input.start;
    input.read(|reader| {
        let length = reader.header(tag::SEQUENCE)?;
        alg.tag = reader.peek_tag()?.into();
        // What follows the identifier must not be read, and the reader behind it goes on from here.
        let mut identifier = reader.clone().take(length)?;
        let result = fields(&mut identifier, start, alg, params);
        reader.take(identifier.offset() - reader.offset())?;
        result
    })
}

fn fields(
    identifier: &mut Reader<'_>,
    start: *mut c_uchar,
    alg: &mut mbedtls_asn1_buf,
    params: &mut mbedtls_asn1_buf,
) -> Result<(), Status> {
    header(identifier, tag::OID.into(), &mut alg.len)?;
    alg.p = start.wrapping_add(identifier.offset());
    identifier.take(alg.len)?;
    if identifier.is_empty() {
        *params = mbedtls_asn1_buf::EMPTY;
        return Ok(());
    }
    params.tag = identifier.byte()?.into();
    length(identifier, &mut params.len)?;
    params.p = start.wrapping_add(identifier.offset());
    identifier.take(params.len)?;
    Ok(identifier.clone().finish()?)
}
