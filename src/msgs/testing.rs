//! What the tests of every message do: cut it anywhere, add to it, damage it.

use crate::error::DecodeError;
use core::fmt::Debug;

/// Checks that `decode` refuses every proper prefix of `bytes` save those of the `legal` lengths, and that it
/// refuses one byte more.
pub(crate) fn refuses_other_lengths<T: Debug>(
    bytes: &[u8],
    legal: &[usize],
    decode: impl Fn(&[u8]) -> Result<T, DecodeError>,
) {
    for length in 0..bytes.len() {
        let result = decode(&bytes[..length]);
        assert_eq!(result.is_ok(), legal.contains(&length), "cut to {length} bytes: {result:?}");
    }
    assert!(decode(bytes).is_ok(), "the whole message");
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert!(decode(&longer).is_err(), "one byte more");
}

/// Changes every byte to several other values: decoding must not panic, and what still decodes must encode to the
/// very bytes that it was decoded from, unless `canonical` says that several encodings share a meaning.
pub(crate) fn survives_damage(bytes: &[u8], canonical: bool, recode: impl Fn(&[u8]) -> Option<Vec<u8>>) {
    let mut decoded = 0;
    for position in 0..bytes.len() {
        for value in [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] {
            let mut damaged = bytes.to_vec();
            damaged[position] = value;
            if let Some(again) = recode(&damaged) {
                decoded += 1;
                if canonical {
                    assert_eq!(again, damaged, "byte {position} set to {value}");
                } else {
                    assert_eq!(recode(&again), Some(again), "byte {position} set to {value}");
                }
            }
        }
    }
    assert!(decoded > 0 || bytes.len() < 2, "damage to free fields must decode");
}
