//! `mbedtls/asn1write.h`: writing DER element by element, from the end of a buffer to its beginning.

use super::asn1::{
    MBEDTLS_ERR_ASN1_BUF_TOO_SMALL, MBEDTLS_ERR_ASN1_INVALID_DATA, MBEDTLS_ERR_ASN1_INVALID_LENGTH,
    mbedtls_asn1_named_data, store,
};
use super::bignum::mbedtls_mpi;
use super::boundary::{boundary, boundary_or};
use super::ptr::{self, OrCode};
use super::status::Status;
use crate::pki::der::{WriteError, Writer, tag};
use std::ffi::{c_char, c_int, c_uchar};
use zeroize::Zeroizing;

/// Writes a length in its shortest form.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param len        The length.
///
/// \return           The number of octets written; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room for them;
///                  MBEDTLS_ERR_ASN1_INVALID_LENGTH for a length of more than four octets;
///                  MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_len(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.write_length(len)) })
}

/// Writes a tag.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param tag        The identifier octet.
///
/// \return           1; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room; MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_tag(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    tag: c_uchar,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.octet(tag)) })
}

/// Writes octets as they are.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param buf        The octets.
/// \param size       How many.
///
/// \return           The number of octets written; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if there is no room for them;
///                  MBEDTLS_ERR_ASN1_INVALID_DATA if a pointer is NULL.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `buf` is
/// `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_raw_buffer(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    buf: *const c_uchar,
    size: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_octets(p, start, buf, size, |writer, octets| writer.octets(octets)) }
}

/// Writes an INTEGER of any size.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param X          The number, 0 or above.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
#[expect(non_snake_case, reason = "the parameter's name in the original's prototype")]
pub unsafe extern "C" fn mbedtls_asn1_write_mpi(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    X: *const mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let number = unsafe { ptr::reference(X) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        let octets = number.minimal_bytes();
        let octets = if octets.is_empty() { &[0][..] } else { &octets };
        // SAFETY: by contract.
        unsafe {
            write(p, start, |writer| {
                if number.private_s < 0 {
                    // The sign is not written, as with the original.
                    return writer.primitive(tag::INTEGER, octets);
                }
                writer.unsigned(octets)
            })
        }
    })
}

/// Writes NULL.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
///
/// \return           As of mbedtls_asn1_write_raw_buffer(): 2 octets.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_null(p: *mut *mut c_uchar, start: *const c_uchar) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.null()) })
}

/// Writes an OBJECT IDENTIFIER.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param oid        Its encoded content.
/// \param oid_len    The length of `oid` in bytes.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `oid` is
/// `oid_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_oid(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    oid: *const c_char,
    oid_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag::OID, oid.cast(), oid_len) }
}

/// Writes an AlgorithmIdentifier (RFC 5280 section 4.1.1.2) around parameters that are written already, or with NULL.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param oid        The object identifier.
/// \param oid_len    The length of `oid` in bytes.
/// \param par_len    The length of the parameters in bytes; 0 for NULL.
///
/// \return           As of mbedtls_asn1_write_raw_buffer(), the parameters included.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `oid` is
/// `oid_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_algorithm_identifier(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    oid: *const c_char,
    oid_len: usize,
    par_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { algorithm_identifier(p, start, octets(oid.cast(), oid_len)?, Some(par_len)) }
    })
}

/// Writes an AlgorithmIdentifier as mbedtls_asn1_write_algorithm_identifier() does, or one without parameters.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param oid        The object identifier.
/// \param oid_len    The length of `oid` in bytes.
/// \param par_len    The length of the parameters in bytes; 0 for NULL.
/// \param has_par    0 for no parameters, not even NULL; `par_len` does not count then.
///
/// \return           As of mbedtls_asn1_write_raw_buffer(), the parameters included.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `oid` is
/// `oid_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_algorithm_identifier_ext(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    oid: *const c_char,
    oid_len: usize,
    par_len: usize,
    has_par: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let parameters = if has_par == 0 { None } else { Some(par_len) };
            algorithm_identifier(p, start, octets(oid.cast(), oid_len)?, parameters)
        }
    })
}

/// Writes a BOOLEAN.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param boolean    0 for false, anything else for true.
///
/// \return           As of mbedtls_asn1_write_raw_buffer(): 3 octets.
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_bool(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    boolean: c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.boolean(boolean != 0)) })
}

/// Writes an INTEGER.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param val        The number, 0 or above.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_int(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    val: c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.small_number(tag::INTEGER, val)) })
}

/// Writes an ENUMERATED.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param val        The number, 0 or above.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_enum(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    val: c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write(p, start, |writer| writer.small_number(tag::ENUMERATED, val)) })
}

/// Writes a string of a type by its tag. The characters are not looked at.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param tag        The tag, e.g. MBEDTLS_ASN1_UTF8_STRING.
/// \param text       The characters.
/// \param text_len   How many bytes.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `text` is
/// `text_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_tagged_string(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    tag: c_int,
    text: *const c_char,
    text_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag as u8, text.cast(), text_len) }
}

/// Writes a PrintableString. The characters are not looked at.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param text       The characters.
/// \param text_len   How many bytes.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `text` is
/// `text_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_printable_string(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    text: *const c_char,
    text_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag::PRINTABLE_STRING, text.cast(), text_len) }
}

/// Writes a UTF8String. The characters are not looked at.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param text       The characters.
/// \param text_len   How many bytes.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `text` is
/// `text_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_utf8_string(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    text: *const c_char,
    text_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag::UTF8_STRING, text.cast(), text_len) }
}

/// Writes an IA5String. The characters are not looked at.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param text       The characters.
/// \param text_len   How many bytes.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `text` is
/// `text_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_ia5_string(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    text: *const c_char,
    text_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag::IA5_STRING, text.cast(), text_len) }
}

/// Writes a BIT STRING.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param buf        The bits, the most significant of the first octet first.
/// \param bits       How many bits.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `buf` has
/// `bits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_bitstring(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    buf: *const c_uchar,
    bits: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_octets(p, start, buf, bits.div_ceil(8), |writer, octets| writer.bit_string(octets, bits)) }
}

/// Writes a BIT STRING without the zeros at its end, as bits that have names are encoded (X.680 section 22.7).
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param buf        The bits, the most significant of the first octet first.
/// \param bits       How many bits.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `buf` has
/// `bits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_named_bitstring(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    buf: *const c_uchar,
    bits: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        write_octets(p, start, buf, bits.div_ceil(8), |writer, octets| writer.named_bit_string(octets, bits))
    }
}

/// Writes an OCTET STRING.
///
/// \param p          Where writing goes on, backwards; it is moved on to the first octet written, on an error too.
/// \param start      The beginning of the buffer, before which nothing is written.
/// \param buf        The octets.
/// \param size       How many.
///
/// \return           As of mbedtls_asn1_write_raw_buffer().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `start` to `*p` can be written; `buf` is
/// `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_write_octet_string(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    buf: *const c_uchar,
    size: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_primitive(p, start, tag::OCTET_STRING, buf, size) }
}

/// Sets the value of a name in a list: of the first node with that name, else of a new first node.
///
/// The tags of a new node are zero. The list is to be freed by mbedtls_asn1_free_named_data_list().
///
/// \param list     Where the pointer to the first node is, NULL for an empty list.
/// \param oid      The object identifier that names the value.
/// \param oid_len  The length of `oid` in bytes.
/// \param val      The value. With NULL a new value is zeros, and one of the same length stays as it is.
/// \param val_len  The length of the value in bytes.
///
/// \return         The node, or NULL if memory ran out or an argument is NULL; the list is as it was then.
///
/// # Safety
/// `list` is NULL or points to a list as this function makes it; `oid` and `val` are as long as said, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_store_named_data(
    list: *mut *mut mbedtls_asn1_named_data,
    oid: *const c_char,
    oid_len: usize,
    val: *const c_uchar,
    val_len: usize,
) -> *mut mbedtls_asn1_named_data {
    boundary_or(std::ptr::null_mut(), || {
        // SAFETY: by contract.
        let (list, oid) = unsafe { (ptr::reference_mut(list), ptr::slice(oid.cast(), oid_len)) };
        let (Ok(list), Ok(oid)) = (list, oid) else { return std::ptr::null_mut() };
        // SAFETY: by contract.
        let value = unsafe { ptr::slice(val, val_len) }.ok().filter(|_| !val.is_null());
        // SAFETY: by contract.
        match unsafe { store(list, oid, value, val_len) } {
            Ok(node) => node,
            Err(_) => std::ptr::null_mut(),
        }
    })
}

impl From<WriteError> for Status {
    fn from(reason: WriteError) -> Self {
        Self::new(match reason {
            WriteError::NoRoom => MBEDTLS_ERR_ASN1_BUF_TOO_SMALL,
            WriteError::TooLong => MBEDTLS_ERR_ASN1_INVALID_LENGTH,
        })
    }
}

/// Writes in front of `*p`, down to `start` at most, and moves `*p` to the first octet written. What was written before
/// an error stays.
///
/// # Safety
/// `p` is NULL or valid, and the bytes from `start` to `*p` can be written.
unsafe fn write(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    write: impl FnOnce(&mut Writer) -> Result<(), WriteError>,
) -> Result<usize, Status> {
    // SAFETY: by contract.
    let position = unsafe { ptr::reference_mut(p) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
    let room = (*position as usize).saturating_sub(start as usize);
    let mut writer = Writer::new(room);
    let result = write(&mut writer);
    let written = Zeroizing::new(writer.finish());
    let first = position.wrapping_sub(written.len());
    // SAFETY: by contract; no more is written than there is room.
    let place = unsafe { ptr::slice_mut(first, written.len()) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
    place.copy_from_slice(&written);
    *position = first;
    result?;
    Ok(written.len())
}

/// Writes an element around octets of C's.
///
/// # Safety
/// As [`write`]; `pointer` is NULL or `length` bytes.
unsafe fn write_primitive(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    tag: u8,
    pointer: *const c_uchar,
    length: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { write_octets(p, start, pointer, length, |writer, octets| writer.primitive(tag, octets)) }
}

/// Writes something made of octets of C's.
///
/// # Safety
/// As [`write`]; `pointer` is NULL or `length` bytes.
unsafe fn write_octets(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    pointer: *const c_uchar,
    length: usize,
    work: impl FnOnce(&mut Writer, &[u8]) -> Result<(), WriteError>,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let octets = octets(pointer, length)?;
            write(p, start, |writer| work(writer, octets))
        }
    })
}

/// `parameters` is the length of parameters that are written already, 0 for NULL, `None` for no parameters.
///
/// # Safety
/// As [`write`].
unsafe fn algorithm_identifier(
    p: *mut *mut c_uchar,
    start: *const c_uchar,
    oid: &[u8],
    parameters: Option<usize>,
) -> Result<usize, Status> {
    let before = parameters.unwrap_or(0);
    // SAFETY: by contract.
    let written = unsafe {
        write(p, start, |writer| {
            if parameters == Some(0) {
                writer.null()?;
            }
            writer.primitive(tag::OID, oid)?;
            writer.write_length(writer.length().checked_add(before).ok_or(WriteError::TooLong)?)?;
            writer.octet(tag::SEQUENCE)
        })
    }?;
    Ok(written.saturating_add(before))
}

/// # Safety
/// `pointer` is NULL or `length` bytes.
unsafe fn octets<'a>(pointer: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice(pointer, length) }.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)
}
