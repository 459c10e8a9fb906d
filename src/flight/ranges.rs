use core::ops::Range;

/// Which bytes of a message have arrived, or have been acknowledged.
///
/// Bytes that come in order cost nothing; the first gap allocates one bit for each byte of the message, so a peer that
/// sends the worst of orders cannot make it grow further.
#[derive(Clone, Debug)]
pub struct ByteRanges {
    total: usize,
    /// Bytes before this one are all there.
    prefix: usize,
    /// One bit for each byte, once there has been a gap.
    bits: Vec<u64>,
}

impl ByteRanges {
    /// None of `total` bytes.
    pub fn new(total: usize) -> Self {
        Self { total, prefix: 0, bits: Vec::new() }
    }

    /// True when every byte is there.
    pub fn is_complete(&self) -> bool {
        self.prefix == self.total
    }

    /// Adds a range, which may overlap what is there; what lies beyond the end is ignored.
    pub fn add(&mut self, range: Range<usize>) {
        let end = range.end.min(self.total);
        if range.start >= end {
            return;
        }
        if self.bits.is_empty() && range.start <= self.prefix {
            self.prefix = self.prefix.max(end);
            return;
        }
        if self.bits.is_empty() {
            self.bits = vec![0; self.total.div_ceil(64)];
        }
        for byte in range.start.max(self.prefix)..end {
            if let Some(word) = self.bits.get_mut(byte / 64) {
                *word |= 1 << (byte % 64);
            }
        }
        while self.prefix < self.total
            && (self.has_bit(self.prefix) || (range.start..end).contains(&self.prefix))
        {
            self.prefix += 1;
        }
    }

    /// True if the byte is there.
    pub fn contains(&self, byte: usize) -> bool {
        byte < self.prefix || self.has_bit(byte)
    }

    fn has_bit(&self, byte: usize) -> bool {
        self.bits.get(byte / 64).is_some_and(|word| word & (1 << (byte % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_message_is_complete() {
        assert!(ByteRanges::new(0).is_complete());
        assert!(!ByteRanges::new(1).is_complete());
    }

    #[test]
    fn agrees_with_a_set_of_bytes() {
        let mut random: u64 = 42;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % below
        };
        for round in 0..500 {
            let total = 1 + next(300);
            let mut ranges = ByteRanges::new(total);
            let mut set = vec![false; total];
            while !set.iter().all(|there| *there) {
                assert!(!ranges.is_complete(), "round {round}");
                let start = next(total);
                let end = (start + next(40)).min(total + 3);
                ranges.add(start..end);
                for there in set.iter_mut().take(end).skip(start) {
                    *there = true;
                }
            }
            assert!(ranges.is_complete(), "round {round}");
        }
    }

    #[test]
    fn bytes_in_order_allocate_nothing() {
        let mut ranges = ByteRanges::new(10_000);
        for start in (0..10_000).step_by(100) {
            ranges.add(start..start + 100);
        }
        assert!(ranges.is_complete());
        assert!(ranges.bits.is_empty());
    }
}
