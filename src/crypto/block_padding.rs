//! How a message is filled up to whole blocks, and where it ends again.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater, ConstantTimeLess};

/// A way to fill the last block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockPadding {
    /// Every added byte is their number (RFC 5652 §6.3)
    Pkcs7,
    /// 0x80, then zeros (ISO/IEC 7816-4)
    OneAndZeros,
    /// Zeros, then their number with itself (ANSI X9.23)
    ZerosAndLen,
    /// Zeros; a message that ends in zeros loses them
    Zeros,
    /// Nothing: messages are whole blocks
    None,
}

impl BlockPadding {
    /// Fills `block` from `len` on, which must be below its length.
    pub fn fill(self, block: &mut [u8], len: usize) {
        let added = block.len().saturating_sub(len) as u8;
        let Some(rest) = block.get_mut(len..) else { return };
        rest.fill(if self == Self::Pkcs7 { added } else { 0 });
        match self {
            Self::OneAndZeros => {
                if let Some(first) = rest.first_mut() {
                    *first = 0x80;
                }
            }
            Self::ZerosAndLen => {
                if let Some(last) = rest.last_mut() {
                    *last = added;
                }
            }
            Self::Pkcs7 | Self::Zeros | Self::None => {}
        }
    }

    /// The length of the message in its last block, and whether the padding is right; if it is not, the length is 0. More
    /// than a block may be given, and be padding then.
    /// Takes the same time whatever the block says, so that nothing can be learned about the plaintext.
    pub fn message_len(self, block: &[u8]) -> (usize, bool) {
        let size = block.len() as u32;
        let last = u32::from(block.last().copied().unwrap_or(0));
        let (len, valid) = match self {
            Self::None => (size, Choice::from(1)),
            Self::Pkcs7 | Self::ZerosAndLen => {
                let mut valid = !last.ct_eq(&0) & !last.ct_gt(&size);
                let len = size.wrapping_sub(last);
                for (at, &byte) in block.iter().enumerate() {
                    let at = at as u32;
                    let wanted = if self == Self::Pkcs7 { last } else { 0 };
                    let padding = !at.ct_lt(&len)
                        & (Choice::from(u8::from(self == Self::Pkcs7)) | at.ct_lt(&(size - 1)));
                    valid &= !padding | u32::from(byte).ct_eq(&wanted);
                }
                (len, valid)
            }
            Self::Zeros | Self::OneAndZeros => {
                // The last byte that is not zero.
                let mut len = 0u32;
                let mut found = 0u8;
                for (at, byte) in block.iter().enumerate() {
                    let here = !byte.ct_eq(&0);
                    len.conditional_assign(&(at as u32), here);
                    found.conditional_assign(byte, here);
                }
                if self == Self::OneAndZeros {
                    (len, found.ct_eq(&0x80))
                } else {
                    len.conditional_assign(&(len + 1), !found.ct_eq(&0));
                    (len, Choice::from(1))
                }
            }
        };
        (u32::conditional_select(&0, &len, valid) as usize, valid.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [BlockPadding; 4] =
        [BlockPadding::Pkcs7, BlockPadding::OneAndZeros, BlockPadding::ZerosAndLen, BlockPadding::Zeros];

    #[test]
    fn what_is_filled_is_found_again() {
        for padding in ALL {
            for len in 0..16 {
                let mut block = [7; 16];
                padding.fill(&mut block, len);
                assert_eq!(padding.message_len(&block), (len, true), "{padding:?} {len} {block:?}");
            }
        }
        assert_eq!(BlockPadding::None.message_len(&[0; 16]), (16, true));
    }

    #[test]
    fn wrong_padding_is_noticed() {
        for wrong in [[0; 16], [17; 16], [255; 16], [[5; 12], [4; 12]].concat()[4..20].try_into().unwrap()] {
            let mut block: [u8; 16] = wrong;
            if block[15] == 4 {
                block[12] ^= 1;
            }
            assert_eq!(BlockPadding::Pkcs7.message_len(&block), (0, false), "{block:?}");
        }
        for (data, expected) in [
            (&[9, 9, 2, 2][..], (2, true)),
            (&[3, 3, 3], (0, true)),
            (&[9, 3, 2, 3], (0, false)),
            (&[9, 9, 5], (0, false)),
            (&[9; 9], (0, true)),
            (&[9; 8], (0, false)),
            (&[9, 0], (0, false)),
            (&[], (0, false)),
        ] {
            assert_eq!(BlockPadding::Pkcs7.message_len(data), expected, "{data:?}");
        }
        let mut block = [0; 16];
        block[15] = 4;
        assert_eq!(BlockPadding::ZerosAndLen.message_len(&block), (12, true));
        block[13] = 1;
        assert_eq!(BlockPadding::ZerosAndLen.message_len(&block), (0, false));
        block[15] = 0;
        assert_eq!(BlockPadding::ZerosAndLen.message_len(&block), (0, false));
        assert_eq!(BlockPadding::OneAndZeros.message_len(&block), (0, false));
        assert_eq!(BlockPadding::OneAndZeros.message_len(&[0; 16]), (0, false));
        assert_eq!(BlockPadding::Zeros.message_len(&[0; 16]), (0, true));
        block[13] = 0x80;
        assert_eq!(BlockPadding::OneAndZeros.message_len(&block), (13, true));
    }
}
