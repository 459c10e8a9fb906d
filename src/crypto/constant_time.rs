use core::hint::black_box;
use subtle::ConstantTimeEq;

/// Whether `a` and `b` hold the same bytes, in a time that depends on their lengths only. Every comparison of a
/// secret, tag or cookie goes through here.
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Whether the big-endian number `a` is less than `b`, which is as long, in a time that depends on their lengths only.
/// Of numbers that are not of one length neither is less.
pub fn constant_time_less(a: &[u8], b: &[u8]) -> bool {
    let digits = a.iter().zip(b).rev();
    let borrow = digits.fold(0, |borrow, (a, b)| u16::from(*a).wrapping_sub(u16::from(*b) + borrow) >> 15);
    a.len() == b.len() && borrow == 1
}

/// A truth that nothing branches on: it selects by being laid over what is selected.
#[derive(Clone, Copy)]
pub struct Mask(u8);

impl Mask {
    /// Whether `a` is less than `b`; both are lengths, less than half of what their type holds.
    pub fn less(a: usize, b: usize) -> Self {
        Self::from_bit(a.wrapping_sub(b) >> (usize::BITS - 1))
    }

    /// Whether `a` is `b`.
    pub fn equal(a: usize, b: usize) -> Self {
        let difference = a ^ b;
        Self::from_bit(!(difference | difference.wrapping_neg()) >> (usize::BITS - 1))
    }

    /// Whether `byte` is zero.
    pub fn zero(byte: u8) -> Self {
        Self::equal(usize::from(byte), 0)
    }

    /// The compiler must not learn that this is a truth, lest it branches on it after all.
    fn from_bit(bit: usize) -> Self {
        Self(black_box(bit as u8).wrapping_neg())
    }

    /// `byte`, or zero.
    pub fn of(self, byte: u8) -> u8 {
        byte & self.0
    }

    /// `number`, or zero.
    pub fn of_length(self, number: usize) -> usize {
        // The sign fills the word.
        number & self.0 as i8 as usize
    }

    /// Whether both hold.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The truth, to branch on at last.
    pub fn reveal(self) -> bool {
        self.0 != 0
    }
}

impl core::ops::Not for Mask {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_bit_counts() {
        let a = [0x5au8; 33];
        assert!(constant_time_eq(&a, &a));
        assert!(constant_time_eq(&[], &[]));
        assert!(!constant_time_eq(&a, &a[..32]));
        for bit in 0..a.len() * 8 {
            let mut b = a;
            b[bit / 8] ^= 1 << (bit % 8);
            assert!(!constant_time_eq(&a, &b), "bit {bit}");
        }
    }

    #[test]
    fn numbers_of_one_length_have_an_order() {
        let numbers: [[u8; 3]; 7] =
            [[0, 0, 0], [0, 0, 1], [0, 0, 255], [0, 1, 0], [1, 0, 255], [1, 255, 0], [255, 255, 255]];
        for (at, a) in numbers.iter().enumerate() {
            for (other, b) in numbers.iter().enumerate() {
                assert_eq!(constant_time_less(a, b), at < other, "{a:?} {b:?}");
            }
        }
        assert!(!constant_time_less(&[], &[]) && !constant_time_less(&[1], &[1, 2]));
        assert!(!constant_time_less(&[0, 1], &[2]));
    }

    #[test]
    fn masks_are_all_or_nothing() {
        let lengths = [0, 1, 2, 63, 64, 255, 256, 16_384, usize::MAX / 2];
        for a in lengths {
            for b in lengths {
                for (mask, truth) in [(Mask::less(a, b), a < b), (Mask::equal(a, b), a == b)] {
                    assert_eq!((mask.reveal(), (!mask).reveal()), (truth, !truth), "{a} {b}");
                    assert_eq!(mask.of(0xa5), if truth { 0xa5 } else { 0 });
                    assert_eq!(mask.of_length(b), if truth { b } else { 0 });
                    assert_eq!(mask.and(Mask::equal(a, a)).reveal(), truth);
                    assert!(!mask.and(Mask::less(a, a)).reveal());
                }
            }
        }
        for byte in 0..=255 {
            assert_eq!(Mask::zero(byte).reveal(), byte == 0);
        }
    }
}
