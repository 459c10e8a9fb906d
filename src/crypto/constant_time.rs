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
}
