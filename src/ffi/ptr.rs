//! Checked conversions of what C passes: pointers to references, (pointer, length) to slices, strings to `CStr`.
//!
//! NULL and misaligned pointers and impossible lengths are refused here. Whether a pointer that passes is alive is the
//! C caller's promise, told in each function's `# Safety`.

use super::status::Status;
use std::borrow::Cow;
use std::ffi::{CStr, c_char, c_int};

/// A pointer that cannot be followed: NULL, misaligned, or with a length that no object has.
///
/// Becomes `MBEDTLS_ERR_SSL_BAD_INPUT_DATA` by itself; headers with another number use [`OrCode::or_code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPointer;

/// Gives a refused pointer the error number of the header at hand.
pub trait OrCode<T> {
    /// `Err` becomes a [`Status`] with this number.
    fn or_code(self, code: c_int) -> Result<T, Status>;
}

impl<T> OrCode<T> for Result<T, BadPointer> {
    fn or_code(self, code: c_int) -> Result<T, Status> {
        self.map_err(|BadPointer| Status::new(code))
    }
}

/// The object behind a pointer of C, to read.
///
/// # Safety
/// A pointer that is not NULL points to a live, initialised `T` that nobody changes while the reference is used.
pub unsafe fn reference<'a, T>(pointer: *const T) -> Result<&'a T, BadPointer> {
    if !pointer.is_aligned() {
        return Err(BadPointer);
    }
    // SAFETY: aligned, not NULL (`as_ref`), and alive by this function's contract.
    unsafe { pointer.as_ref() }.ok_or(BadPointer)
}

/// The object behind a pointer of C, to change.
///
/// # Safety
/// A pointer that is not NULL points to a live, initialised `T` that nobody else uses while the reference is used.
pub unsafe fn reference_mut<'a, T>(pointer: *mut T) -> Result<&'a mut T, BadPointer> {
    if !pointer.is_aligned() {
        return Err(BadPointer);
    }
    // SAFETY: aligned, not NULL (`as_mut`), and ours alone by this function's contract.
    unsafe { pointer.as_mut() }.ok_or(BadPointer)
}

/// The array behind (pointer, length), to read. With length 0 the pointer may be anything, NULL too.
///
/// # Safety
/// For a length above 0, a pointer that is not NULL points to that many live, initialised elements that nobody
/// changes while the slice is used.
pub unsafe fn slice<'a, T>(pointer: *const T, length: usize) -> Result<&'a [T], BadPointer> {
    if length == 0 {
        return Ok(&[]);
    }
    check_array(pointer, length)?;
    // SAFETY: not NULL, aligned, not longer than an object can be (checked); alive by this function's contract. This
    // is the one place of the crate that makes slices from C's pointers.
    #[allow(clippy::disallowed_methods)]
    Ok(unsafe { std::slice::from_raw_parts(pointer, length) })
}

/// The array behind (pointer, length), to change. With length 0 the pointer may be anything, NULL too.
///
/// # Safety
/// For a length above 0, a pointer that is not NULL points to that many live elements (bytes of an output buffer may
/// be unset: they are written before they are read) that nobody else uses while the slice is used.
pub unsafe fn slice_mut<'a, T>(pointer: *mut T, length: usize) -> Result<&'a mut [T], BadPointer> {
    if length == 0 {
        return Ok(&mut []);
    }
    check_array(pointer, length)?;
    // SAFETY: as in `slice`, and ours alone by this function's contract.
    #[allow(clippy::disallowed_methods)]
    Ok(unsafe { std::slice::from_raw_parts_mut(pointer, length) })
}

/// The output array behind (pointer, length) with the input's bytes in it, for what works in place. The two arrays may
/// be one, or overlap. With length 0 both pointers may be anything.
///
/// # Safety
/// For a length above 0, pointers that are not NULL point to that many live bytes, and nobody else uses those of
/// `output` while the slice is used.
pub unsafe fn in_place<'a>(
    input: *const u8,
    output: *mut u8,
    length: usize,
) -> Result<&'a mut [u8], BadPointer> {
    if length > 0 {
        check_array(input, length)?;
        check_array(output, length)?;
        // SAFETY: neither is NULL, both are that long; `copy` takes arrays that overlap.
        unsafe { output.copy_from(input, length) };
    }
    // SAFETY: by contract.
    unsafe { slice_mut(output, length) }
}

/// Bytes that are to be read after (pointer, length) was written: a copy if the two overlap.
pub fn apart(bytes: &[u8], output: *const u8, length: usize) -> Cow<'_, [u8]> {
    let (start, other) = (bytes.as_ptr().addr(), output.addr());
    let overlap = start < other.saturating_add(length) && other < start.saturating_add(bytes.len());
    if overlap { Cow::Owned(bytes.to_vec()) } else { Cow::Borrowed(bytes) }
}

/// The string behind a pointer of C, without its NUL.
///
/// # Safety
/// A pointer that is not NULL points to a live string that ends in NUL and that nobody changes while it is used.
pub unsafe fn string<'a>(pointer: *const c_char) -> Result<&'a CStr, BadPointer> {
    if pointer.is_null() {
        return Err(BadPointer);
    }
    // SAFETY: not NULL; terminated and alive by this function's contract.
    Ok(unsafe { CStr::from_ptr(pointer) })
}

/// Stores a result where C asked for it.
///
/// # Safety
/// A pointer that is not NULL points to memory for a `T` that may be overwritten; what was there is not dropped.
pub unsafe fn store<T>(pointer: *mut T, value: T) -> Result<(), BadPointer> {
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(BadPointer);
    }
    // SAFETY: not NULL, aligned; writable by this function's contract.
    unsafe { pointer.write(value) };
    Ok(())
}

fn check_array<T>(pointer: *const T, length: usize) -> Result<(), BadPointer> {
    let size = length.checked_mul(size_of::<T>()).ok_or(BadPointer)?;
    if pointer.is_null() || !pointer.is_aligned() || isize::try_from(size).is_err() {
        return Err(BadPointer);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr::{null, null_mut};

    #[test]
    fn null_is_refused() {
        // SAFETY: NULL is always allowed by these contracts.
        unsafe {
            assert_eq!(reference::<u32>(null()), Err(BadPointer));
            assert_eq!(reference_mut::<u32>(null_mut()), Err(BadPointer));
            assert_eq!(slice::<u8>(null(), 1), Err(BadPointer));
            assert_eq!(slice_mut::<u8>(null_mut(), 1), Err(BadPointer));
            assert_eq!(string(null()), Err(BadPointer));
            assert_eq!(store(null_mut(), 1u8), Err(BadPointer));
        }
    }

    #[test]
    fn empty_arrays_need_no_pointer() {
        // SAFETY: length 0 is allowed with any pointer.
        unsafe {
            assert_eq!(slice::<u8>(null(), 0), Ok(&[][..]));
            assert_eq!(slice_mut::<u8>(null_mut(), 0), Ok(&mut [][..]));
            assert_eq!(slice::<u32>(std::ptr::without_provenance(1), 0), Ok(&[][..]));
        }
    }

    #[test]
    fn impossible_arrays_are_refused() {
        let byte = 0u8;
        let word = std::ptr::without_provenance::<u32>(2);
        // SAFETY: refused before anything is followed.
        unsafe {
            assert_eq!(slice(&byte, usize::MAX), Err(BadPointer));
            assert_eq!(slice(&byte, isize::MAX as usize + 1), Err(BadPointer));
            assert_eq!(slice(word, 1), Err(BadPointer));
            assert_eq!(reference(word), Err(BadPointer));
            assert_eq!(slice(&0u32, usize::MAX / 2), Err(BadPointer));
        }
    }

    #[test]
    fn objects_are_reached() {
        let mut number = 7u32;
        let text = c"abc";
        let bytes = [1u8, 2, 3];
        // SAFETY: all of these are alive and used one at a time.
        unsafe {
            assert_eq!(reference(&number), Ok(&7));
            *reference_mut(&mut number).unwrap() = 8;
            store(&mut number, number + 1).unwrap();
            assert_eq!(number, 9);
            assert_eq!(string(text.as_ptr()), Ok(text));
            assert_eq!(slice(bytes.as_ptr(), 2), Ok(&[1u8, 2][..]));
        }
    }

    #[test]
    fn input_moves_into_the_output() {
        let mut bytes = [1u8, 2, 3, 4, 5];
        let at = bytes.as_mut_ptr();
        // SAFETY: within one live array; overlaps are allowed.
        unsafe {
            assert_eq!(in_place(at, at.add(2), 3), Ok(&mut [1u8, 2, 3][..]));
            assert_eq!(in_place(at.add(2), at.add(2), 3), Ok(&mut [1u8, 2, 3][..]));
            assert_eq!(in_place(null(), null_mut(), 0), Ok(&mut [][..]));
            assert_eq!(in_place(null(), at, 1), Err(BadPointer));
            assert_eq!(in_place(at, null_mut(), 1), Err(BadPointer));
            assert_eq!(in_place(at, at, usize::MAX), Err(BadPointer));
        }
        assert_eq!(bytes, [1, 2, 1, 2, 3]);
    }

    #[test]
    fn what_will_be_written_over_is_copied() {
        let bytes = [1u8, 2, 3, 4, 5, 6];
        let at = bytes.as_ptr();
        let is_copied = |from: usize, output: usize, length: usize| {
            let kept = apart(&bytes[from..from + 2], at.wrapping_add(output), length);
            assert_eq!(&*kept, &bytes[from..from + 2]);
            matches!(kept, Cow::Owned(_))
        };
        assert!(is_copied(2, 0, 3) && is_copied(2, 3, 3) && is_copied(2, 2, 2) && is_copied(2, 0, 6));
        assert!(!is_copied(2, 0, 2) && !is_copied(2, 4, 2) && !is_copied(2, 2, 0));
        assert!(matches!(apart(&[], at, 6), Cow::Borrowed(_)));
        assert!(matches!(apart(&bytes, null(), 0), Cow::Borrowed(_)));
    }

    #[test]
    fn codes_can_be_chosen() {
        assert_eq!(Status::from(BadPointer).code(), -0x7100);
        assert_eq!(Err::<(), _>(BadPointer).or_code(-0x2800).unwrap_err().code(), -0x2800);
    }
}
