use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::algorithm::{CertificateSignature, DigestId, SignatureKind};
use crate::pki::der::{Reader, tag};
use crate::pki::key::{Parameters, algorithm_identifier, no_parameters};
use crate::pki::oid;

const PART: ParsePart = ParsePart::Algorithm;

/// The signature algorithm that an algorithm identifier names.
pub(in crate::pki) fn signature_algorithm(
    oid: &[u8],
    parameters: &Parameters<'_>,
) -> Result<CertificateSignature, ParseError> {
    let (kind, digest) = oid::signature_algorithm(oid)
        .ok_or(ParsePart::UnknownSignatureAlgorithm.encoded(Asn1Error::UnknownOid))?;
    match digest {
        None => pss_parameters(parameters),
        Some(_) if !no_parameters(parameters) => Err(PART.refused()),
        Some(digest) => Ok(CertificateSignature { kind, digest, mgf1_digest: digest, salt_length: 0 }),
    }
}

/// RSASSA-PSS-params (RFC 4055 §3.1); every part has a default.
fn pss_parameters(parameters: &Parameters<'_>) -> Result<CertificateSignature, ParseError> {
    let mut algorithm = CertificateSignature {
        kind: SignatureKind::RsaPss,
        digest: DigestId::SHA1,
        mgf1_digest: DigestId::SHA1,
        salt_length: 20,
    };
    let mut fields = match parameters {
        Some((tag::SEQUENCE, fields)) => fields.clone(),
        _ => return Err(PART.encoded(Asn1Error::UnexpectedTag)),
    };
    if let Some(mut field) = optional(&mut fields, 0)? {
        let (oid, parameters) = algorithm_identifier(&mut field).within(PART)?;
        if !no_parameters(&parameters) {
            return Err(PART.encoded(Asn1Error::InvalidData));
        }
        algorithm.digest = oid::digest(oid.rest()).ok_or(PART.encoded(Asn1Error::UnknownOid))?;
        field.finish().within(PART)?;
    }
    if let Some(mut field) = optional(&mut fields, 1)? {
        let (oid, parameters) = algorithm_identifier(&mut field).within(PART)?;
        if oid.rest() != oid::MGF1 {
            return Err(ParsePart::Unavailable.encoded(Asn1Error::UnknownOid));
        }
        algorithm.mgf1_digest = mgf1_digest(&parameters)?;
        field.finish().within(PART)?;
    }
    if let Some(mut field) = optional(&mut fields, 2)? {
        algorithm.salt_length = field.integer().within(PART)?;
        field.finish().within(PART)?;
    }
    if let Some(mut field) = optional(&mut fields, 3)? {
        let trailer = field.integer().within(PART)?;
        field.finish().within(PART)?;
        if trailer != 1 {
            return Err(PART.refused());
        }
    }
    fields.finish().within(PART)?;
    Ok(algorithm)
}

fn optional<'a>(fields: &mut Reader<'a>, number: u8) -> Result<Option<Reader<'a>>, ParseError> {
    if fields.is_empty() {
        return Ok(None);
    }
    fields.optional(tag::context_constructed(number)).within(PART)
}

/// The parameters of id-mgf1: a HashAlgorithm.
fn mgf1_digest(parameters: &Parameters<'_>) -> Result<DigestId, ParseError> {
    let mut identifier = match parameters {
        Some((tag::SEQUENCE, identifier)) => identifier.clone(),
        _ => return Err(PART.encoded(Asn1Error::UnexpectedTag)),
    };
    let oid = identifier.oid().within(PART)?;
    let digest = oid::digest(oid.rest()).ok_or(PART.encoded(Asn1Error::UnknownOid))?;
    if identifier.is_empty() {
        return Ok(digest);
    }
    if identifier.header(tag::NULL).within(PART)? != 0 {
        return Err(PART.refused());
    }
    identifier.finish().within(PART)?;
    Ok(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSASSA_PSS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
    const SHA256: [u8; 15] = [0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0];

    fn pss(fields: &[u8]) -> Result<CertificateSignature, ParseError> {
        signature_algorithm(RSASSA_PSS, &Some((tag::SEQUENCE, Reader::new(fields))))
    }

    #[test]
    fn pss_has_defaults() {
        let default = pss(&[]).expect("every field has a default");
        assert_eq!((default.digest, default.mgf1_digest), (DigestId::SHA1, DigestId::SHA1));
        assert_eq!(default.salt_length, 20);
        assert_eq!(signature_algorithm(RSASSA_PSS, &None), Err(PART.encoded(Asn1Error::UnexpectedTag)));
    }

    #[test]
    fn pss_fields_are_read() {
        let mut fields = vec![0xa0, 15];
        fields.extend_from_slice(&SHA256);
        fields.extend_from_slice(&[0xa1, 28, 0x30, 26, 6, 9]);
        fields.extend_from_slice(oid::MGF1);
        fields.extend_from_slice(&SHA256);
        fields.extend_from_slice(&[0xa2, 3, 2, 1, 32, 0xa3, 3, 2, 1, 1]);
        let algorithm = pss(&fields).expect("all four fields");
        assert_eq!((algorithm.digest, algorithm.mgf1_digest), (DigestId::SHA256, DigestId::SHA256));
        assert_eq!(algorithm.salt_length, 32);
        *fields.last_mut().expect("not empty") = 2;
        assert_eq!(pss(&fields), Err(PART.refused()));
        fields.extend_from_slice(&[5, 0]);
        assert_eq!(pss(&[5, 0]), Err(PART.encoded(Asn1Error::LengthMismatch)));
    }

    #[test]
    fn other_algorithms_have_no_parameters() {
        let ecdsa_sha256 = b"\x2a\x86\x48\xce\x3d\x04\x03\x02";
        let found = signature_algorithm(ecdsa_sha256, &None).expect("parameters are absent");
        assert_eq!((found.kind, found.digest), (SignatureKind::Ecdsa, DigestId::SHA256));
        let octets = Some((tag::OCTET_STRING, Reader::new(&[])));
        assert_eq!(signature_algorithm(ecdsa_sha256, &octets), Err(PART.refused()));
        assert_eq!(
            signature_algorithm(b"\x55", &None),
            Err(ParsePart::UnknownSignatureAlgorithm.encoded(Asn1Error::UnknownOid))
        );
    }
}
