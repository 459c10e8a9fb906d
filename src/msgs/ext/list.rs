use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

/// Reads a list of 16-bit values with its length in 16 bits in front; it has at least one and at most `cap` values.
pub(in crate::msgs) fn read_u16_list<T>(
    reader: &mut Reader,
    cap: usize,
    value: impl Fn(u16) -> T,
) -> Result<Vec<T>, DecodeError> {
    let bytes = reader.vec16()?;
    let (pairs, odd) = bytes.as_chunks::<2>();
    if pairs.is_empty() || !odd.is_empty() || pairs.len() > cap {
        return Err(DecodeError::BadLength);
    }
    Ok(pairs.iter().map(|pair| value(u16::from_be_bytes(*pair))).collect())
}

/// Writes a list of 16-bit values with its length in 16 bits in front.
pub(in crate::msgs) fn write_u16_list(writer: &mut Writer, values: impl Iterator<Item = u16>) {
    writer.vec16(|w| values.for_each(|value| w.u16(value)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_even_not_empty_and_capped() {
        let read = |bytes: &[u8]| read_u16_list(&mut Reader::new(bytes), 2, |value| value);
        assert_eq!(read(&[0, 4, 0, 29, 0, 23]), Ok(vec![29, 23]));
        assert_eq!(read(&[0, 0]), Err(DecodeError::BadLength));
        assert_eq!(read(&[0, 3, 0, 29, 0]), Err(DecodeError::BadLength));
        assert_eq!(read(&[0, 6, 0, 1, 0, 2, 0, 3]), Err(DecodeError::BadLength));
        assert_eq!(read(&[0, 4, 0, 29, 0]), Err(DecodeError::Truncated));
    }
}
