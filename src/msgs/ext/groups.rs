//! supported_groups (RFC 8422 §5.1.1) and ec_point_formats (RFC 8422 §5.1.2).

use crate::codec::{NamedGroup, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::list::{read_u16_list, write_u16_list};

/// Most groups that we read from one list.
pub const MAX_GROUPS: usize = 256;

/// `ECPointFormat.uncompressed`, the only format that is not deprecated.
pub const POINT_FORMAT_UNCOMPRESSED: u8 = 0;

pub(super) fn read_groups(body: &mut Reader) -> Result<Vec<NamedGroup>, DecodeError> {
    read_u16_list(body, MAX_GROUPS, NamedGroup)
}

pub(super) fn write_groups(writer: &mut Writer, groups: &[NamedGroup]) {
    write_u16_list(writer, groups.iter().map(|group| group.0));
}

/// Reads the formats; the list is not empty.
pub(super) fn read_point_formats(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    let formats = body.vec8()?;
    if formats.is_empty() {
        return Err(DecodeError::BadLength);
    }
    Ok(formats.to_vec())
}

pub(super) fn write_point_formats(writer: &mut Writer, formats: &[u8]) {
    writer.vec8(|w| w.bytes(formats));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_round_trip_and_are_capped() {
        let mut writer = Writer::new();
        write_groups(&mut writer, &[NamedGroup::X25519, NamedGroup(0x11ec)]);
        let bytes = writer.into_vec();
        assert_eq!(bytes, [0, 4, 0, 29, 0x11, 0xec]);
        let groups = read_groups(&mut Reader::new(&bytes));
        assert_eq!(groups, Ok(vec![NamedGroup::X25519, NamedGroup(0x11ec)]));

        let mut writer = Writer::new();
        write_groups(&mut writer, &[NamedGroup::X25519; MAX_GROUPS + 1]);
        let bytes = writer.into_vec();
        assert_eq!(read_groups(&mut Reader::new(&bytes)), Err(DecodeError::BadLength));
    }

    #[test]
    fn point_formats_are_not_empty() {
        assert_eq!(read_point_formats(&mut Reader::new(&[1, 0])), Ok(vec![POINT_FORMAT_UNCOMPRESSED]));
        assert_eq!(read_point_formats(&mut Reader::new(&[0])), Err(DecodeError::BadLength));
        assert_eq!(read_point_formats(&mut Reader::new(&[2, 0])), Err(DecodeError::Truncated));
    }
}
