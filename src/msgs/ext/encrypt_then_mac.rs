//! encrypt_then_mac (RFC 7366 §2), whose contents are empty.

use crate::codec::Writer;
use crate::codec::{ExtensionType, Reader};
use crate::error::DecodeError;
use crate::msgs::ext::block::write_extension;

pub(super) fn read(body: &mut Reader) -> Result<bool, DecodeError> {
    if body.is_empty() { Ok(true) } else { Err(DecodeError::TrailingData) }
}

pub(super) fn write(writer: &mut Writer) {
    write_extension(writer, ExtensionType::ENCRYPT_THEN_MAC, |_| ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_empty() {
        let mut writer = Writer::new();
        write(&mut writer);
        assert_eq!(writer.into_vec(), [0, 22, 0, 0]);
        assert_eq!(read(&mut Reader::new(&[])), Ok(true));
        assert_eq!(read(&mut Reader::new(&[0])), Err(DecodeError::TrailingData));
    }
}
