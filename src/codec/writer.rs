/// Writes big-endian fields to a growing byte vector.
///
/// Vectors are written by a closure; the length in front of them is filled in when it returns, so a length can
/// never disagree with its contents.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty writer with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity) }
    }

    /// Number of bytes written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// True when nothing was written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes written.
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    /// Appends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends an 8-bit number.
    pub fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Appends a 16-bit number.
    pub fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    /// Appends the low 24 bits of a number.
    pub fn u24(&mut self, value: u32) {
        let [_, low @ ..] = value.to_be_bytes();
        self.bytes(&low);
    }

    /// Appends a 32-bit number.
    pub fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// Appends a 64-bit number.
    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_be_bytes());
    }

    /// Appends the low 48 bits of a number.
    pub fn u48(&mut self, value: u64) {
        let [_, _, low @ ..] = value.to_be_bytes();
        self.bytes(&low);
    }

    /// Appends what `body` writes, with its length in 8 bits in front.
    ///
    /// # Panics
    /// If `body` writes more than 255 bytes: our own messages keep below by construction.
    pub fn vec8(&mut self, body: impl FnOnce(&mut Self)) {
        self.prefixed::<1>(body);
    }

    /// Appends what `body` writes, with its length in 16 bits in front.
    ///
    /// # Panics
    /// If `body` writes more than 65,535 bytes: our own messages keep below by construction.
    pub fn vec16(&mut self, body: impl FnOnce(&mut Self)) {
        self.prefixed::<2>(body);
    }

    /// Appends what `body` writes, with its length in 24 bits in front.
    ///
    /// # Panics
    /// If `body` writes 16 MiB or more: our own messages keep below by construction.
    pub fn vec24(&mut self, body: impl FnOnce(&mut Self)) {
        self.prefixed::<3>(body);
    }

    fn prefixed<const N: usize>(&mut self, body: impl FnOnce(&mut Self)) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&[0; N]);
        body(self);
        let length = self.bytes.len() - start - N;
        assert!(length < 1 << (8 * N), "vector of {length} bytes does not fit its {N}-byte length");
        let encoded = (length as u32).to_be_bytes();
        self.bytes[start..start + N].copy_from_slice(&encoded[4 - N..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_prefixes_nest() {
        let mut writer = Writer::new();
        writer.vec24(|w| {
            w.vec16(|w| w.vec8(|w| w.bytes(&[9, 9])));
            w.u16(0x0102);
        });
        assert_eq!(writer.into_vec(), [0, 0, 7, 0, 3, 2, 9, 9, 1, 2]);
    }

    #[test]
    fn wide_numbers_lose_only_high_bytes() {
        let mut writer = Writer::new();
        writer.u24(0x0001_0203);
        writer.u48(0x0000_0102_0304_0506);
        assert_eq!(writer.into_vec(), [1, 2, 3, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    #[should_panic(expected = "does not fit")]
    fn an_oversized_vector_is_a_bug() {
        Writer::new().vec8(|w| w.bytes(&[0; 256]));
    }
}
