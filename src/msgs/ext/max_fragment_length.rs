//! max_fragment_length (RFC 6066 §4).

use crate::codec::{MaxFragmentLength, Reader, Writer};
use crate::error::DecodeError;

/// Reads the one byte of either hello, which must be a length.
pub(super) fn read(body: &mut Reader) -> Result<MaxFragmentLength, DecodeError> {
    let code = body.take(body.remaining())?;
    match code {
        [code] if MaxFragmentLength(*code).bytes().is_some() => Ok(MaxFragmentLength(*code)),
        _ => Err(DecodeError::BadFragmentLength),
    }
}

pub(super) fn write(writer: &mut Writer, length: MaxFragmentLength) {
    writer.u8(length.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_lengths_and_no_other_value() {
        for (code, bytes) in [(1, 512), (2, 1024), (3, 2048), (4, 4096)] {
            let length = read(&mut Reader::new(&[code])).unwrap();
            assert_eq!(length.bytes(), Some(bytes));
            let mut writer = Writer::new();
            write(&mut writer, length);
            assert_eq!(writer.into_vec(), [code]);
        }
        for bad in [&[][..], &[0], &[5], &[255], &[1, 1]] {
            assert_eq!(read(&mut Reader::new(bad)), Err(DecodeError::BadFragmentLength), "{bad:?}");
        }
    }
}
