//! Text into a buffer of C, as `snprintf` writes it: what does not fit is cut off, and a NUL always ends it.

use super::ptr::BadPointer;
use std::ffi::c_char;
use std::fmt;

/// Writes into a buffer of C.
pub struct TextBuffer<'a> {
    buffer: &'a mut [c_char],
    length: usize,
}

impl<'a> TextBuffer<'a> {
    /// Begins an empty text.
    ///
    /// # Safety
    /// `buffer` points to `size` writable characters, or is NULL or `size` is 0, which are refused.
    pub unsafe fn new(buffer: *mut c_char, size: usize) -> Result<Self, BadPointer> {
        // SAFETY: by contract.
        let buffer = unsafe { super::ptr::slice_mut(buffer, size) }?;
        *buffer.first_mut().ok_or(BadPointer)? = 0;
        Ok(Self { buffer, length: 0 })
    }

    /// How many characters are written, without the NUL.
    pub fn length(&self) -> usize {
        self.length
    }
}

impl fmt::Write for TextBuffer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write_bytes(text.as_bytes())
    }
}

impl TextBuffer<'_> {
    /// Writes bytes as they are, in whatever encoding.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> fmt::Result {
        let room = self.buffer.len() - 1 - self.length;
        let fitting = bytes.len().min(room);
        for (place, byte) in self.buffer[self.length..].iter_mut().zip(&bytes[..fitting]) {
            *place = *byte as c_char;
        }
        self.length += fitting;
        self.buffer[self.length] = 0;
        if fitting < bytes.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn text_is_cut_off_and_terminated() {
        let mut buffer = [0x7f as c_char; 6];
        // SAFETY: the buffer is alive and as long as said.
        let mut text = unsafe { TextBuffer::new(buffer.as_mut_ptr(), 5) }.expect("room for a NUL");
        assert_eq!(write!(text, "ab{}", 1), Ok(()));
        assert_eq!(write!(text, "{}", "cd"), Err(fmt::Error));
        assert_eq!(text.length(), 4);
        assert_eq!(buffer.map(|c| c as u8), *b"ab1c\0\x7f");
        // SAFETY: nothing is written.
        assert!(unsafe { TextBuffer::new(buffer.as_mut_ptr(), 0) }.is_err());
    }
}
