//! Base64 (RFC 4648 §4), without tables: what is encoded may be a private key, and which entry of a table is read
//! shows in the cache. Only the shape of a text (its length, lines and padding) decides branches.

use zeroize::Zeroizing;

/// A character that is no base64, one that stands where it must not, or a last group of four that is incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidCharacter;

/// The alphabet in ranges: first and last character, and the value of the first.
const RANGES: [(u8, u8, u8); 5] =
    [(b'A', b'Z', 0), (b'a', b'z', 26), (b'0', b'9', 52), (b'+', b'+', 62), (b'/', b'/', 63)];

/// The length of `length` encoded bytes.
pub const fn encoded_length(length: usize) -> Option<usize> {
    length.div_ceil(3).checked_mul(4)
}

/// Encodes, with padding and in one line.
pub fn encode(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(encoded_length(bytes.len()).unwrap_or_default()));
    for chunk in bytes.chunks(3) {
        let octet = |index| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = octet(0) << 16 | octet(1) << 8 | octet(2);
        for index in 0..4 {
            text.push(if index <= chunk.len() { character(group >> (18 - 6 * index)) } else { '=' });
        }
    }
    text
}

/// Decodes a text in lines. Spaces may end a line and not stand inside it.
pub fn decode(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, InvalidCharacter> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    let mut group = Zeroizing::new((0u32, 0u32));
    let mut padding = 0u32;
    let mut spaces = false;
    let mut rest = text;
    while let Some((&character, tail)) = rest.split_first() {
        rest = tail;
        match character {
            b' ' => {
                spaces = true;
                continue;
            }
            b'\n' => {
                spaces = false;
                continue;
            }
            b'\r' if tail.first() == Some(&b'\n') => {
                spaces = false;
                rest = tail.get(1..).unwrap_or_default();
                continue;
            }
            _ if spaces => return Err(InvalidCharacter),
            b'=' if padding < 2 => {
                padding += 1;
                group.0 <<= 6;
            }
            _ if padding > 0 => return Err(InvalidCharacter),
            _ => group.0 = group.0 << 6 | six_bits(character).ok_or(InvalidCharacter)?,
        }
        group.1 += 1;
        if group.1 == 4 {
            let [_, first, second, third] = group.0.to_be_bytes();
            bytes.push(first);
            if padding < 2 {
                bytes.push(second);
            }
            if padding < 1 {
                bytes.push(third);
            }
            *group = (0, 0);
        }
    }
    if group.1 == 0 { Ok(bytes) } else { Err(InvalidCharacter) }
}

/// The character for the lowest six bits.
fn character(bits: u32) -> char {
    let value = (bits & 0x3f) as i16;
    let character = RANGES.iter().fold(0, |sum, &(first, last, start)| {
        let (first, last, start) = (i16::from(first), i16::from(last), i16::from(start));
        sum | (mask(value, start, start + last - first) & (value - start + first))
    });
    char::from(character as u8)
}

fn six_bits(character: u8) -> Option<u32> {
    let character = i16::from(character);
    // One more than the value; 0 for a character of no range.
    let above = RANGES.iter().fold(0, |sum, &(first, last, start)| {
        let (first, last) = (i16::from(first), i16::from(last));
        sum | (mask(character, first, last) & (character - first + i16::from(start) + 1))
    });
    u32::try_from(above - 1).ok()
}

/// All bits if `first <= value <= last`, else none.
fn mask(value: i16, first: i16, last: i16) -> i16 {
    ((first - 1 - value) & (value - last - 1)) >> (i16::BITS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        encode(bytes).to_string()
    }

    fn bytes(text: &str) -> Result<Vec<u8>, InvalidCharacter> {
        decode(text.as_bytes()).map(|bytes| bytes.to_vec())
    }

    #[test]
    fn texts_of_the_rfc() {
        let known = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, known) in known.into_iter().enumerate() {
            let plain = &b"foobar"[..length];
            assert_eq!(text(plain), known);
            assert_eq!(bytes(known).as_deref(), Ok(plain));
            assert_eq!(encoded_length(length), Some(known.len()));
        }
        assert_eq!(encoded_length(usize::MAX), None);
    }

    #[test]
    fn every_value_has_its_character() {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for octet in 0..=u8::MAX {
            let value = ALPHABET.iter().position(|known| *known == octet).map(|value| value as u32);
            assert_eq!(six_bits(octet), value, "{octet}");
            if let Some(value) = value {
                assert_eq!(character(value), char::from(octet));
            }
        }
    }

    #[test]
    fn lines_may_end_in_spaces() {
        assert_eq!(bytes("Zm9v\nYmFy"), Ok(b"foobar".to_vec()));
        assert_eq!(bytes("Zm9v  \r\nYg==\n"), Ok(b"foob".to_vec()));
        assert_eq!(bytes("Zm8=  "), Ok(b"fo".to_vec()));
        for wrong in ["Zm9vYmF", "Zm 9v", "Zm9v\rYmFy", "Z==v", "Z===", "Zm8=Zm8=", "Zm9\u{e9}"] {
            assert_eq!(bytes(wrong), Err(InvalidCharacter), "{wrong}");
        }
    }
}
