use super::types::{mbedtls_mpi, mbedtls_mpi_sint};
use super::{BAD_INPUT, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_MPI_BAD_INPUT_DATA, MBEDTLS_MPI_MAX_LIMBS};
use crate::crypto::{Integer, Word};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use subtle::{Choice, ConditionallySelectable};

/// Makes a number zero.
///
/// \param X  The number. NULL is ignored.
///
/// # Safety
/// `X` is NULL or points to a writable `mbedtls_mpi` that holds no value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_init(X: *mut mbedtls_mpi) {
    boundary_void(|| {
        // SAFETY: by contract. NULL is left alone.
        let _ = unsafe { ptr::store(X, mbedtls_mpi::EMPTY) };
    });
}

/// Wipes and frees a number, which is zero then.
///
/// \param X  The number. NULL is ignored.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_free(X: *mut mbedtls_mpi) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(number) = unsafe { ptr::reference_mut(X) } {
            number.clear();
        }
    });
}

/// Gives a number at least so many words; its value stays.
///
/// \param X        The number.
/// \param nblimbs  How many words, at most MBEDTLS_MPI_MAX_LIMBS.
///
/// \return         0; MBEDTLS_ERR_MPI_ALLOC_FAILED for more words or if memory runs out;
///                 MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_grow(X: *mut mbedtls_mpi, nblimbs: usize) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { ptr::reference_mut(X) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?.grow(nblimbs))
}

/// Takes unused words from a number; its value stays.
///
/// \param X        The number.
/// \param nblimbs  How many words to keep at least. A number with fewer grows.
///
/// \return         As of `mbedtls_mpi_grow()`.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_shrink(X: *mut mbedtls_mpi, nblimbs: usize) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let number = unsafe { ptr::reference_mut(X) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        if nblimbs > MBEDTLS_MPI_MAX_LIMBS as usize {
            return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
        }
        let count = number.words().len();
        let used = count - number.words().iter().rev().take_while(|word| **word == 0).count();
        let wanted = used.max(nblimbs).max(1);
        if wanted == count { Ok(()) } else { number.resize(wanted) }
    })
}

/// Copies a number.
///
/// \param X  The copy.
/// \param Y  The number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_copy(X: *mut mbedtls_mpi, Y: *const mbedtls_mpi) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { copy_at(X, Y) })
}

/// See `mbedtls_mpi_copy()`; the two may be the same.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
pub(in crate::ffi) unsafe fn copy_at(to: *mut mbedtls_mpi, from: *const mbedtls_mpi) -> Result<(), Status> {
    if std::ptr::eq(to, from) && !to.is_null() {
        return Ok(());
    }
    // SAFETY: by contract; the two are not the same.
    let (to, from) = unsafe { (ptr::reference_mut(to), ptr::reference(from)) };
    copy(to.map_err(|_| BAD_INPUT)?, from.map_err(|_| BAD_INPUT)?)
}

/// Copies the value, and with it the sign.
pub(in crate::ffi) fn copy(to: &mut mbedtls_mpi, from: &mbedtls_mpi) -> Result<(), Status> {
    let words = from.words();
    let used = words.len() - words.iter().rev().take_while(|word| **word == 0).count();
    to.set_words(from.private_s < 0, &words[..used])
}

/// Exchanges two numbers.
///
/// \param X  The one. NULL makes the call do nothing.
/// \param Y  The other. NULL makes the call do nothing.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_swap(X: *mut mbedtls_mpi, Y: *mut mbedtls_mpi) {
    boundary_void(|| {
        if !X.is_null() && !Y.is_null() && !std::ptr::eq(X, Y) {
            // SAFETY: by contract; both are there and not the same.
            unsafe { std::ptr::swap(X, Y) };
        }
    });
}

/// Copies a number or not, in a time that does not tell which.
///
/// \param X       The number to change.
/// \param Y       The number to copy.
/// \param assign  0 to leave `X` as it is, else to copy.
///
/// \return        0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_safe_cond_assign(
    X: *mut mbedtls_mpi,
    Y: *const mbedtls_mpi,
    assign: c_uchar,
) -> c_int {
    boundary(|| {
        if std::ptr::eq(X, Y) && !X.is_null() {
            return Ok(());
        }
        // SAFETY: by contract; the two are not the same.
        let (to, from) = unsafe { (ptr::reference_mut(X), ptr::reference(Y)) };
        let (to, from) = (to.map_err(|_| BAD_INPUT)?, from.map_err(|_| BAD_INPUT)?);
        let choice = Choice::from(u8::from(assign != 0));
        to.grow(from.words().len())?;
        let above = std::iter::repeat(&0);
        for (word, other) in to.words_mut()?.iter_mut().zip(from.words().iter().chain(above)) {
            *word = Word::conditional_select(word, other, choice);
        }
        to.private_s = i16::conditional_select(&to.private_s, &from.private_s, choice);
        Ok(())
    })
}

/// Exchanges two numbers or not, in a time that does not tell which.
///
/// \param X     The one.
/// \param Y     The other.
/// \param swap  0 to leave them as they are, else to exchange them.
///
/// \return      0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_safe_cond_swap(
    X: *mut mbedtls_mpi,
    Y: *mut mbedtls_mpi,
    swap: c_uchar,
) -> c_int {
    boundary(|| {
        if std::ptr::eq(X, Y) && !X.is_null() {
            return Ok(());
        }
        // SAFETY: by contract; the two are not the same.
        let (one, other) = unsafe { (ptr::reference_mut(X), ptr::reference_mut(Y)) };
        let (one, other) = (one.map_err(|_| BAD_INPUT)?, other.map_err(|_| BAD_INPUT)?);
        let choice = Choice::from(u8::from(swap != 0));
        one.grow(other.words().len())?;
        other.grow(one.words().len())?;
        for (a, b) in one.words_mut()?.iter_mut().zip(other.words_mut()?) {
            Word::conditional_swap(a, b, choice);
        }
        i16::conditional_swap(&mut one.private_s, &mut other.private_s, choice);
        Ok(())
    })
}

/// Sets a number to a small one.
///
/// \param X  The number.
/// \param z  Its value.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_lset(X: *mut mbedtls_mpi, z: mbedtls_mpi_sint) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let number = unsafe { ptr::reference_mut(X) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        set_small(number, z)
    })
}

/// As `mbedtls_mpi_lset()`: there is a word also for zero.
pub(in crate::ffi) fn set_small(number: &mut mbedtls_mpi, value: mbedtls_mpi_sint) -> Result<(), Status> {
    number.set_words(value < 0, &[value.unsigned_abs() as Word])
}

/// A small number as one of any length.
pub(in crate::ffi) fn small(value: mbedtls_mpi_sint) -> Integer {
    Integer::from_words(value < 0, &[value.unsigned_abs() as Word])
}

/// One bit of a number's absolute value.
///
/// \param X    The number.
/// \param pos  Which bit; 0 is the lowest.
///
/// \return     0 or 1; 0 beyond the number's words, or if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_get_bit(X: *const mbedtls_mpi, pos: usize) -> c_int {
    boundary_or(0, || {
        // SAFETY: by contract.
        let words = unsafe { ptr::reference(X) }.map(mbedtls_mpi::words).unwrap_or_default();
        let bits = Word::BITS as usize;
        words.get(pos / bits).map_or(0, |word| (word >> (pos % bits) & 1) as c_int)
    })
}

/// Sets one bit of a number's absolute value. The number grows if need be.
///
/// \param X    The number.
/// \param pos  Which bit; 0 is the lowest.
/// \param val  0 or 1.
///
/// \return     0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another value, or if `X` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED
///             for a number that would be too long, or if memory runs out.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_set_bit(X: *mut mbedtls_mpi, pos: usize, val: c_uchar) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let number = unsafe { ptr::reference_mut(X) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?;
        if val > 1 {
            return Err(BAD_INPUT);
        }
        let bits = Word::BITS as usize;
        if pos / bits >= number.words().len() {
            if val == 0 {
                return Ok(());
            }
            number.grow(pos / bits + 1)?;
        }
        if let Some(word) = number.words_mut()?.get_mut(pos / bits) {
            *word = *word & !(1 << (pos % bits)) | Word::from(val) << (pos % bits);
        }
        Ok(())
    })
}

/// How many zero bits are below the lowest that is set.
///
/// \param X  The number.
///
/// \return   The count; 0 for zero, and if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_lsb(X: *const mbedtls_mpi) -> usize {
    boundary_or(0, || {
        // SAFETY: by contract.
        let words = unsafe { ptr::reference(X) }.map(mbedtls_mpi::words).unwrap_or_default();
        let lowest = words.iter().enumerate().find(|(_, word)| **word != 0);
        lowest.map_or(0, |(index, word)| index * Word::BITS as usize + word.trailing_zeros() as usize)
    })
}

/// The length of a number's absolute value in bits.
///
/// \param X  The number.
///
/// \return   The length; 0 for zero, and if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_bitlen(X: *const mbedtls_mpi) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(X) }.map_or(0, bits))
}

/// The length of a number's absolute value in bytes, rounded up.
///
/// \param X  The number.
///
/// \return   The length; 0 for zero, and if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_size(X: *const mbedtls_mpi) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(X) }.map_or(0, |number| bits(number).div_ceil(8)))
}

fn bits(number: &mbedtls_mpi) -> usize {
    let words = number.words().iter().enumerate().rev();
    let highest = { words }.find(|(_, word)| **word != 0);
    highest.map_or(0, |(index, word)| (index + 1) * Word::BITS as usize - word.leading_zeros() as usize)
}
