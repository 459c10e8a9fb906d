use super::extension::{NewExtension, write_extensions};
use super::name::write_name;
use crate::pki::der::{WriteError, Writer, tag};
use crate::pki::name::Attribute;

/// What goes into a certificate.
#[derive(Clone, Debug)]
pub struct CertificateParts<'a> {
    /// The version as it is encoded: 0 for version 1, which is not written, 2 for version 3, which alone has extensions.
    pub version: i32,
    /// The serial number, big-endian.
    pub serial: &'a [u8],
    /// How the certificate is going to be signed.
    pub signature: SignatureId,
    /// The issuer's name.
    pub issuer: &'a [Attribute<'a>],
    /// The first moment of validity as `YYYYMMDDhhmmssZ`.
    pub not_before: &'a [u8],
    /// The last moment of validity.
    pub not_after: &'a [u8],
    /// The subject's name.
    pub subject: &'a [Attribute<'a>],
    /// The subject's SubjectPublicKeyInfo.
    pub public_key_info: &'a [u8],
    /// The extensions, in their order.
    pub extensions: &'a [NewExtension<'a>],
}

/// An algorithm of signatures as certificates name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureId {
    /// The object identifier, encoded.
    pub oid: &'static [u8],
    /// Whether NULL stands for the parameters, as with RSA (RFC 3279 §2.2.1), or nothing, as with ECDSA (RFC 5758 §3.2).
    pub null_parameters: bool,
}

impl CertificateParts<'_> {
    /// TBSCertificate (RFC 5280 §4.1), the part that is signed, in at most `limit` octets.
    pub fn to_be_signed(&self, limit: usize) -> Result<Vec<u8>, WriteError> {
        let mut writer = Writer::new(limit);
        writer.element(tag::SEQUENCE, |writer| {
            if self.version == 2 {
                writer.element(tag::context_constructed(3), |writer| {
                    writer.element(tag::SEQUENCE, |writer| write_extensions(writer, self.extensions))
                })?;
            }
            writer.octets(self.public_key_info)?;
            write_name(writer, self.subject)?;
            writer.element(tag::SEQUENCE, |writer| {
                write_time(writer, self.not_after)?;
                write_time(writer, self.not_before)
            })?;
            write_name(writer, self.issuer)?;
            writer.algorithm_identifier(self.signature.oid, self.signature.null_parameters)?;
            writer.unsigned(self.serial)?;
            if self.version == 0 {
                return Ok(());
            }
            writer.element(tag::context_constructed(0), |writer| {
                writer.small_number(tag::INTEGER, self.version)
            })
        })?;
        Ok(writer.finish())
    }
}

/// A certificate or a request of its signed part and the signature over that, in at most `limit` octets.
pub fn signed(
    to_be_signed: &[u8],
    algorithm: SignatureId,
    signature: &[u8],
    limit: usize,
) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(limit);
    writer.element(tag::SEQUENCE, |writer| {
        writer.bit_string(signature, signature.len() * 8)?;
        writer.algorithm_identifier(algorithm.oid, algorithm.null_parameters)?;
        writer.octets(to_be_signed)
    })?;
    Ok(writer.finish())
}

/// UTCTime up to the year 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5).
fn write_time(writer: &mut Writer, time: &[u8]) -> Result<(), WriteError> {
    match time {
        [b'2', b'0', ..b'5', ..] | [..b'2', ..] => {
            writer.primitive(tag::UTC_TIME, time.get(2..).unwrap_or_default())
        }
        _ => writer.primitive(tag::GENERALIZED_TIME, time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::Certificate;
    use crate::pki::der::Element;
    use crate::pki::testing;
    use crate::pki::validity::DateTime;

    const ALGORITHM: SignatureId =
        SignatureId { oid: b"\x2a\x86\x48\xce\x3d\x04\x03\x02", null_parameters: false };

    fn certificate(version: i32, limit: usize) -> Result<Vec<u8>, WriteError> {
        let info = testing::certificate("server-p256").spki().to_vec();
        let name = |value| {
            vec![Attribute {
                oid: crate::pki::oid::COMMON_NAME,
                value: Element { tag: tag::UTF8_STRING, value },
                merged_with_next: false,
            }]
        };
        let extensions = [
            NewExtension { oid: b"\x55\x1d\x13", critical: true, value: &[0x30, 3, 1, 1, 0xff] },
            NewExtension { oid: b"\x55\x1d\x0e", critical: false, value: &[4, 1, 7] },
        ];
        let parts = CertificateParts {
            version,
            serial: &[0x80, 1],
            signature: ALGORITHM,
            issuer: &name(b"issuer"),
            not_before: b"20491231235959Z",
            not_after: b"20500101000000Z",
            subject: &name(b"subject"),
            public_key_info: &info,
            extensions: &extensions,
        };
        signed(&parts.to_be_signed(limit)?, ALGORITHM, &[1, 2, 3], limit)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let der = certificate(2, 1000).expect("room enough");
        let read = Certificate::parse(&der).expect("sound");
        assert_eq!(read.der(), der);
        assert_eq!((read.version(), read.serial().value), (3, &[0, 0x80, 1][..]));
        assert_eq!(format!("{:?} {:?}", read.issuer(), read.subject()), "CN=issuer CN=subject");
        assert_eq!((read.not_before().year, read.not_after().year), (2049, 2050));
        assert_eq!(read.not_after(), DateTime { year: 2050, month: 1, day: 1, ..DateTime::default() });
        assert!(read.is_ca());
        assert_eq!(read.subject_key_id(), Some(&[7][..]));
        assert_eq!(read.signature(), [1, 2, 3]);
        let first = Certificate::parse(&certificate(0, 1000).expect("room enough")).expect("sound");
        assert_eq!((first.version(), first.extension_bits()), (1, 0));
    }

    #[test]
    fn the_limit_is_the_length() {
        let length = certificate(2, 1000).expect("room enough").len();
        assert!(certificate(2, length).is_ok());
        for limit in 0..length {
            assert_eq!(certificate(2, limit), Err(WriteError::NoRoom), "{limit}");
        }
    }
}
