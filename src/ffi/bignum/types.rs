use super::{
    BAD_INPUT, CONSTANTS, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_MPI_BAD_INPUT_DATA, MBEDTLS_MPI_MAX_LIMBS,
};
use crate::crypto::{Integer, Word};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_short, c_ushort};
use std::mem::offset_of;
use std::ptr::null_mut;
use zeroize::{Zeroize, Zeroizing};

/// A word of a number.
pub type mbedtls_mpi_uint = Word;

/// A word with a sign.
pub type mbedtls_mpi_sint = isize;

/// A number: words of its absolute value, least significant first, and its sign.
#[repr(C)]
pub struct mbedtls_mpi {
    /// The words; NULL for none, which is zero.
    pub private_p: *mut mbedtls_mpi_uint,
    /// -1 for a negative number, else 1.
    pub private_s: c_short,
    /// How many words there are; the upper ones may be zero.
    pub private_n: c_ushort,
}

const _: () = {
    assert!(size_of::<mbedtls_mpi_uint>() == size_of::<usize>());
    assert!(size_of::<mbedtls_mpi>() == 2 * size_of::<usize>());
    assert!(offset_of!(mbedtls_mpi, private_n) == size_of::<usize>() + 2);
};

impl mbedtls_mpi {
    /// The number zero, without words.
    pub(in crate::ffi) const EMPTY: Self = Self { private_p: null_mut(), private_s: 1, private_n: 0 };

    /// A number whose words are among [`CONSTANTS`].
    pub(in crate::ffi) fn shared(words: &'static [mbedtls_mpi_uint]) -> Self {
        debug_assert!(CONSTANTS.hold(words.as_ptr()));
        Self { private_p: words.as_ptr().cast_mut(), private_s: 1, private_n: words.len() as c_ushort }
    }

    /// The words, with zeros on top as they are.
    pub(in crate::ffi) fn words(&self) -> &[mbedtls_mpi_uint] {
        // SAFETY: the words belong to the struct and are `n`.
        unsafe { ptr::slice(self.private_p, self.private_n.into()) }.unwrap_or_default()
    }

    /// The words to change; shared ones are copied first.
    pub(super) fn words_mut(&mut self) -> Result<&mut [mbedtls_mpi_uint], Status> {
        if CONSTANTS.hold(self.private_p) {
            self.resize(self.private_n.into())?;
        }
        // SAFETY: the words belong to the struct, which is borrowed as long as they are, and are `n`.
        Ok(unsafe { ptr::slice_mut(self.private_p, self.private_n.into()) }.unwrap_or_default())
    }

    /// The value.
    pub(in crate::ffi) fn integer(&self) -> Integer {
        Integer::from_words(self.private_s < 0, self.words())
    }

    /// Whether the value is zero.
    pub(in crate::ffi) fn is_zero(&self) -> bool {
        self.words().iter().fold(0, |all, word| all | word) == 0
    }

    /// Takes a value over.
    pub(in crate::ffi) fn set(&mut self, value: &Integer) -> Result<(), Status> {
        self.set_words(value.is_negative(), value.words())
    }

    /// Takes words over, and keeps the memory it has if they fit.
    pub(in crate::ffi) fn set_words(
        &mut self,
        negative: bool,
        words: &[mbedtls_mpi_uint],
    ) -> Result<(), Status> {
        if self.words().len() < words.len() {
            // What is replaced need not be copied into the new memory.
            self.clear();
            self.grow(words.len())?;
        }
        let own = self.words_mut()?;
        let (low, high) = own.split_at_mut(words.len());
        low.copy_from_slice(words);
        high.fill(0);
        self.private_s = if negative { -1 } else { 1 };
        Ok(())
    }

    /// Takes a number in big-endian bytes over, with as many words as the bytes fill.
    pub(in crate::ffi) fn set_bytes(&mut self, bytes: &[u8]) -> Result<(), Status> {
        const SIZE: usize = size_of::<mbedtls_mpi_uint>();
        let count = bytes.len().div_ceil(SIZE);
        if self.words().len() != count {
            self.clear();
            self.grow(count)?;
        }
        for (word, chunk) in self.words_mut()?.iter_mut().zip(bytes.rchunks(SIZE)) {
            let mut filled = [0; SIZE];
            filled[SIZE - chunk.len()..].copy_from_slice(chunk);
            *word = mbedtls_mpi_uint::from_be_bytes(filled);
            filled.zeroize();
        }
        self.private_s = 1;
        Ok(())
    }

    /// Writes the absolute value big-endian with zeros in front; `None` if it does not fit. The time depends on the
    /// lengths only.
    pub(in crate::ffi) fn write_be(&self, out: &mut [u8]) -> Option<()> {
        let mut octets = self.words().iter().flat_map(|word| word.to_le_bytes());
        for byte in out.iter_mut().rev() {
            *byte = octets.next().unwrap_or(0);
        }
        if octets.fold(0, |all, octet| all | octet) == 0 { Some(()) } else { None }
    }

    /// The absolute value big-endian without zeros in front; nothing for zero.
    pub(in crate::ffi) fn minimal_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut octets = Zeroizing::new(vec![0; size_of_val(self.words())]);
        // There is room for all words.
        let _ = self.write_be(&mut octets);
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        Zeroizing::new(octets[zeros..].to_vec())
    }

    /// Has at least `count` words from now on; the value stays.
    pub(in crate::ffi) fn grow(&mut self, count: usize) -> Result<(), Status> {
        if count > MBEDTLS_MPI_MAX_LIMBS as usize {
            return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
        }
        if count > self.words().len() { self.resize(count) } else { Ok(()) }
    }

    /// Has exactly `count` words from now on; upper words that have no place are lost.
    pub(super) fn resize(&mut self, count: usize) -> Result<(), Status> {
        let mut words = Vec::new();
        words.try_reserve_exact(count).map_err(|_| Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED))?;
        words.extend(self.words().iter().copied().chain(std::iter::repeat(0)).take(count));
        let sign = self.private_s;
        self.clear();
        if !words.is_empty() {
            self.private_n = count as c_ushort;
            self.private_p = Box::into_raw(words.into_boxed_slice()).cast();
        }
        self.private_s = sign;
        Ok(())
    }

    /// Wipes and frees the words; the value is zero then.
    pub(in crate::ffi) fn clear(&mut self) {
        let number = std::mem::replace(self, Self::EMPTY);
        if !number.private_p.is_null() && !CONSTANTS.hold(number.private_p) {
            let words = std::ptr::slice_from_raw_parts_mut(number.private_p, number.private_n.into());
            // SAFETY: the words are not shared, so they came from `Box::into_raw` in `resize`, with this count, and
            // nothing else holds them.
            let mut words = unsafe { Box::from_raw(words) };
            words.zeroize();
        }
    }
}

/// The value of a number of C.
///
/// # Safety
/// `number` is NULL or points to an initialised number that nobody changes during the call.
pub(super) unsafe fn read(number: *const mbedtls_mpi) -> Result<Integer, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference(number) }.map(mbedtls_mpi::integer).map_err(|_| BAD_INPUT)
}

/// Stores a value in a number of C.
///
/// # Safety
/// `number` is NULL or points to an initialised number that nobody else uses.
pub(in crate::ffi) unsafe fn store_in(number: *mut mbedtls_mpi, value: &Integer) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(number) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)?.set(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_grow_and_keep_the_value() {
        let mut number = mbedtls_mpi::EMPTY;
        assert!(number.is_zero() && number.words().is_empty());
        number.set_bytes(&[1, 2, 3]).unwrap();
        assert_eq!(number.words(), [0x01_0203]);
        number.grow(3).unwrap();
        assert_eq!(number.words(), [0x01_0203, 0, 0]);
        number.grow(1).unwrap();
        assert_eq!(number.words().len(), 3);
        number.set(&Integer::from(-5)).unwrap();
        assert_eq!((number.words(), number.private_s), (&[5, 0, 0][..], -1));
        assert_eq!(number.integer(), Integer::from(-5));
        let mut out = [9; 2];
        number.write_be(&mut out).unwrap();
        assert_eq!(out, [0, 5]);
        assert_eq!(number.write_be(&mut []), None);
        assert_eq!(number.grow(10_001).unwrap_err().code(), -0x10);
        number.resize(0).unwrap();
        assert!(number.private_p.is_null() && number.private_n == 0);
        number.clear();
    }
}
