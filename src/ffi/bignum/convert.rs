use super::types::{mbedtls_mpi, read};
use super::{
    BAD_INPUT, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_MPI_BAD_INPUT_DATA,
    MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL, MBEDTLS_MPI_MAX_LIMBS,
};
use crate::crypto::{Integer, Word};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_char, c_int, c_uchar};
use zeroize::{Zeroize, Zeroizing};

const TOO_SMALL: Status = Status::new(MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);

/// More digits than this make a number that is too long in any radix.
const MAX_DIGITS: usize = MBEDTLS_MPI_MAX_LIMBS as usize * Word::BITS as usize;

/// Reads a number from text.
///
/// \param X      The number. What it is after an error is not specified.
/// \param radix  The radix, 2 to 16.
/// \param s      The digits, in capitals or small letters, with a minus sign in front of a negative number. An empty
///               string is zero.
///
/// \return       0; MBEDTLS_ERR_MPI_INVALID_CHARACTER if there is something else in the text;
///               MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another radix, or if one is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if
///               the number is too long or memory runs out.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `s` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_read_string(
    X: *mut mbedtls_mpi,
    radix: c_int,
    s: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, text) = unsafe { (ptr::reference_mut(X), ptr::string(s)) };
        let number = number.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        let text = text.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        set_text(number, text.to_bytes(), radix)
    })
}

/// See `mbedtls_mpi_read_string()`.
pub(in crate::ffi) fn set_text(number: &mut mbedtls_mpi, text: &[u8], radix: c_int) -> Result<(), Status> {
    if text.len() > MAX_DIGITS {
        return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
    }
    if text.is_empty() && (2..=16).contains(&radix) {
        number.clear();
        return Ok(());
    }
    number.set(&Integer::from_text(text, u32::try_from(radix).map_err(|_| BAD_INPUT)?)?)
}

/// Writes a number as text: in capitals, and with radix 16 as whole bytes, which are none for a number that was never
/// set.
///
/// \param X       The number.
/// \param radix   The radix, 2 to 16.
/// \param buf     Where the text and the NUL that ends it go. May be NULL if `buflen` is 0.
/// \param buflen  The size of `buf`. It must have room for what a number of this length may need, which can be a little
///                more than this number does.
/// \param olen    Where the length of the text goes, with the NUL; if it does not fit, the size that is needed.
///
/// \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if it does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another
///                radix, or if an argument is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `buf` is `buflen` bytes; `olen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_write_string(
    X: *const mbedtls_mpi,
    radix: c_int,
    buf: *mut c_char,
    buflen: usize,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, out) = unsafe { (read(X)?, ptr::slice_mut(buf.cast::<u8>(), buflen)) };
        let out = out.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        let radix = u32::try_from(radix).map_err(|_| BAD_INPUT)?;
        if !(2..=16).contains(&radix) {
            return Err(BAD_INPUT);
        }
        let needed = room_for(&number, radix);
        let store = |length| {
            // SAFETY: by contract.
            unsafe { ptr::store(olen, length) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)
        };
        if out.len() < needed {
            store(needed)?;
            return Err(TOO_SMALL);
        }
        // SAFETY: by contract; it was read above.
        let wordless = unsafe { ptr::reference(X) }.is_ok_and(|number| number.words().is_empty());
        let text = text_of(&number, wordless, radix)?;
        let (own, rest) = out.split_at_mut_checked(text.len()).ok_or(TOO_SMALL)?;
        own.copy_from_slice(text.as_bytes());
        *rest.first_mut().ok_or(TOO_SMALL)? = 0;
        store(text.len() + 1)
    })
}

/// The room that a number's text is asked to have: a digit for every one, two or four bits that it has whole, one for
/// the rest of them, a sign and an end, and one to make it even.
fn room_for(number: &Integer, radix: u32) -> usize {
    let digits = match radix {
        16 => number.bits() / 4,
        4..16 => number.bits() / 2,
        _ => number.bits(),
    };
    let room = digits + 3;
    room + room % 2
}

/// In hexadecimal there are always two digits for a byte, and none where there are no words.
fn text_of(number: &Integer, wordless: bool, radix: u32) -> Result<Zeroizing<String>, Status> {
    if wordless && radix == 16 {
        return Ok(Zeroizing::new(String::new()));
    }
    let mut text = number.to_text(radix)?;
    let sign = usize::from(number.is_negative());
    if radix == 16 && (text.len() - sign) % 2 == 1 {
        text.insert(sign, '0');
    }
    Ok(text)
}

/// Reads a number from big-endian bytes.
///
/// \param X       The number.
/// \param buf     The bytes. May be NULL if `buflen` is 0.
/// \param buflen  How many there are.
///
/// \return        0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the number is too long or memory runs out;
///                MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_read_binary(
    X: *mut mbedtls_mpi,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, bytes) = unsafe { (ptr::reference_mut(X), ptr::slice(buf, buflen)) };
        let number = number.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        number.set_bytes(bytes.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?)
    })
}

/// Reads a number from little-endian bytes.
///
/// \param X       The number.
/// \param buf     The bytes. May be NULL if `buflen` is 0.
/// \param buflen  How many there are.
///
/// \return        As of `mbedtls_mpi_read_binary()`.
///
/// # Safety
/// As `mbedtls_mpi_read_binary()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_read_binary_le(
    X: *mut mbedtls_mpi,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, bytes) = unsafe { (ptr::reference_mut(X), ptr::slice(buf, buflen)) };
        let number = number.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        let bytes = bytes.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        if bytes.len() > MAX_DIGITS / 8 {
            return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
        }
        let reversed: Zeroizing<Vec<u8>> = Zeroizing::new(bytes.iter().rev().copied().collect());
        number.set_bytes(&reversed)
    })
}

/// Writes the absolute value of a number in big-endian bytes, with zeros in front to fill the buffer.
///
/// \param X       The number.
/// \param buf     Where the bytes go. May be NULL if `buflen` is 0.
/// \param buflen  How many there are to be.
///
/// \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the number does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one
///                is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_write_binary(
    X: *const mbedtls_mpi,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, out) = unsafe { (ptr::reference(X), ptr::slice_mut(buf, buflen)) };
        let number = number.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        let out = out.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        write(number, out, |_| ())
    })
}

/// Writes the absolute value of a number in little-endian bytes, with zeros behind to fill the buffer.
///
/// \param X       The number.
/// \param buf     Where the bytes go. May be NULL if `buflen` is 0.
/// \param buflen  How many there are to be.
///
/// \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the number does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one
///                is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_write_binary_le(
    X: *const mbedtls_mpi,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (number, out) = unsafe { (ptr::reference(X), ptr::slice_mut(buf, buflen)) };
        let number = number.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        let out = out.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        write(number, out, <[u8]>::reverse)
    })
}

fn write(number: &mbedtls_mpi, out: &mut [u8], order: fn(&mut [u8])) -> Result<(), Status> {
    let Some(()) = number.write_be(out) else {
        // Not even a part of what may be secret.
        out.zeroize();
        return Err(TOO_SMALL);
    };
    order(out);
    Ok(())
}
