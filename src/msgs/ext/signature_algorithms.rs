//! signature_algorithms (RFC 5246 §7.4.1.4.1).

use crate::codec::{Reader, SignatureScheme, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::list::{read_u16_list, write_u16_list};

/// Most signature schemes that we read from one list.
pub const MAX_SIGNATURE_SCHEMES: usize = 256;

pub(super) fn read(body: &mut Reader) -> Result<Vec<SignatureScheme>, DecodeError> {
    read_u16_list(body, MAX_SIGNATURE_SCHEMES, SignatureScheme)
}

pub(super) fn write(writer: &mut Writer, schemes: &[SignatureScheme]) {
    write_u16_list(writer, schemes.iter().map(|scheme| scheme.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_round_trip_and_are_capped() {
        let mut writer = Writer::new();
        write(&mut writer, &[SignatureScheme::ECDSA_SHA256, SignatureScheme(0xfafa)]);
        let bytes = writer.into_vec();
        assert_eq!(bytes, [0, 4, 4, 3, 0xfa, 0xfa]);
        let schemes = read(&mut Reader::new(&bytes));
        assert_eq!(schemes, Ok(vec![SignatureScheme::ECDSA_SHA256, SignatureScheme(0xfafa)]));

        let mut writer = Writer::new();
        write(&mut writer, &[SignatureScheme::ECDSA_SHA256; MAX_SIGNATURE_SCHEMES + 1]);
        let bytes = writer.into_vec();
        assert_eq!(read(&mut Reader::new(&bytes)), Err(DecodeError::BadLength));
    }
}
