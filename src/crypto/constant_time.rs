use subtle::ConstantTimeEq;

/// Whether `a` and `b` hold the same bytes, in a time that depends on their lengths only. Every comparison of a
/// secret, tag or cookie goes through here.
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
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
}
