use super::data::{EcKeyData, PrivateKeyData};
use super::ec::{carried, check_point, curve_of, known};
use super::public::{algorithm_identifier, check_parameters};
use super::{encrypted, rsa};
use crate::crypto::{PrivateKey, RsaComponents};
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::algorithm::{Curve, KeyAlgorithm};
use crate::pki::der::{Reader, tag};
use crate::pki::oid;
use crate::pki::pem::{self, PemError};
use zeroize::Zeroizing;

const PART: ParsePart = ParsePart::KeyFormat;

/// Why a private key could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The PEM around it is wrong.
    Pem(PemError),
    /// The key itself is wrong.
    Key(ParseError),
}

impl From<ParseError> for KeyError {
    fn from(reason: ParseError) -> Self {
        Self::Key(reason)
    }
}

/// Reads a private key in PEM: PKCS #1 (`RSA PRIVATE KEY`), SEC 1 (`EC PRIVATE KEY`) or PKCS #8 (`PRIVATE KEY`,
/// `ENCRYPTED PRIVATE KEY`). `None` when the text holds none of them, so that it may be DER.
pub fn parse_private_pem(text: &[u8], password: Option<&[u8]>) -> Option<Result<PrivateKeyData, KeyError>> {
    type Parser = fn(&[u8]) -> Result<PrivateKeyData, ParseError>;
    // PKCS #8 has an encryption of its own, so that only the older forms are decrypted as PEM.
    const FORMS: [(&str, bool, Parser); 3] = [
        ("RSA PRIVATE KEY", true, pkcs1),
        ("EC PRIVATE KEY", true, |der| sec1(der, None).map(PrivateKeyData::Ec)),
        ("PRIVATE KEY", false, pkcs8),
    ];
    for (label, may_be_encrypted, parse) in FORMS {
        match pem::find(text, label, password.filter(|_| may_be_encrypted)).content {
            Ok(der) => return Some(parse(&der).map_err(KeyError::Key)),
            Err(PemError::NoBlock) => {}
            Err(PemError::PasswordRequired) if may_be_encrypted => {
                return Some(Err(KeyError::Key(ParsePart::PasswordRequired.refused())));
            }
            Err(PemError::PasswordMismatch) => {
                return Some(Err(KeyError::Key(ParsePart::PasswordMismatch.refused())));
            }
            Err(reason) => return Some(Err(KeyError::Pem(reason))),
        }
    }
    match pem::find(text, "ENCRYPTED PRIVATE KEY", None).content {
        Ok(der) => Some(pkcs8_encrypted(&der, password).map_err(KeyError::Key)),
        Err(PemError::NoBlock) => None,
        Err(reason) => Some(Err(KeyError::Pem(reason))),
    }
}

/// Reads a private key in DER that may be encrypted PKCS #8, if there is a password, or is what
/// [`parse_private_key`] reads. A password that is wrong is told, and beside it there is one error for all.
pub fn parse_private_der(der: &[u8], password: Option<&[u8]>) -> Result<PrivateKeyData, ParseError> {
    let wrong_password = ParsePart::PasswordMismatch.refused();
    match pkcs8_encrypted(der, password) {
        Err(reason) if reason == wrong_password => Err(reason),
        Err(_) => parse_private_key(der),
        key => key,
    }
}

/// Reads a private key in DER: PKCS #8, PKCS #1 or SEC 1, whichever fits. There is one error for all.
pub fn parse_private_key(der: &[u8]) -> Result<PrivateKeyData, ParseError> {
    pkcs8(der)
        .or_else(|_| pkcs1(der))
        .or_else(|_| sec1(der, None).map(PrivateKeyData::Ec))
        .map_err(|_| PART.refused())
}

/// Reads an RSAPrivateKey (RFC 8017 appendix A.1.2). Its numbers may contradict each other.
pub fn parse_rsa_private_key(der: &[u8]) -> Result<RsaComponents, ParseError> {
    rsa::read_private(&mut Reader::new(der))
}

fn pkcs1(der: &[u8]) -> Result<PrivateKeyData, ParseError> {
    parse_rsa_private_key(der).map(PrivateKeyData::Rsa)
}

/// ECPrivateKey (RFC 5915 §3). The curve stands in the key itself, or around it in PKCS #8.
fn sec1(der: &[u8], curve: Option<Curve>) -> Result<EcKeyData, ParseError> {
    let mut key = Reader::new(der).sequence().within(PART)?;
    if key.integer().within(PART)? != 1 {
        return Err(ParsePart::KeyVersion.refused());
    }
    let scalar = key.element(tag::OCTET_STRING).within(PART)?;
    let mut curve = curve;
    if let Some(mut parameters) = optional(&mut key, 0)? {
        let found = parameters.peek_tag().within(PART)?;
        if found != tag::OID && found != tag::SEQUENCE {
            return Err(PART.encoded(Asn1Error::UnexpectedTag));
        }
        let (found, content) = parameters.any().within(PART)?;
        parameters.finish().within(PART)?;
        let named = curve_of(found, &content)?;
        if curve.is_some_and(|outer| outer != named) {
            return Err(PART.refused());
        }
        curve = Some(named);
    }
    let curve = curve.ok_or(ParsePart::MissingCurve.refused())?;
    let scalar = rsa::without_zeros(scalar.rest());
    let signer = match carried(curve) {
        Some(carried) => PrivateKey::from_ec_scalar(carried, scalar, None).ok().map(Some),
        None => {
            let known = known(curve).ok_or(ParsePart::UnknownCurve.refused())?;
            known.has_scalar(scalar).then_some(None)
        }
    };
    let signer = signer.ok_or(ParsePart::Scalar.refused())?;
    let (mut public, mut point) = (signer.as_ref().map(PrivateKey::public_key), None);
    if let Some(mut wrapper) = optional(&mut key, 1)? {
        let length = wrapper.octet_aligned_bit_string().within(PART)?;
        if length != wrapper.remaining() {
            return Err(PART.encoded(Asn1Error::LengthMismatch));
        }
        public = check_point(curve, wrapper.rest()).map_err(|_| PART.refused())?;
        point = Some(wrapper.rest().to_vec());
    }
    let scalar = Zeroizing::new(scalar.to_vec());
    Ok(EcKeyData { curve, agreement_only: false, scalar, point, public, signer })
}

/// CurvePrivateKey (RFC 8410 §7), whose scalar is clamped as RFC 7748 §5 says.
fn montgomery(der: &[u8], curve: Curve) -> Result<EcKeyData, ParseError> {
    let mut whole = Reader::new(der);
    let scalar = whole.element(tag::OCTET_STRING).within(PART)?;
    whole.finish().within(PART)?;
    let mut scalar = Zeroizing::new(scalar.rest().to_vec());
    if scalar.len() != curve.coordinate_length() {
        return Err(ParsePart::Scalar.refused());
    }
    scalar.reverse();
    let (low, high_mask, high) = if curve == Curve::X25519 { (0xf8, 0x7f, 0x40) } else { (0xfc, 0xff, 0x80) };
    if let Some(first) = scalar.first_mut() {
        *first = *first & high_mask | high;
    }
    if let Some(last) = scalar.last_mut() {
        *last &= low;
    }
    Ok(EcKeyData { curve, agreement_only: false, scalar, point: None, public: None, signer: None })
}

/// PrivateKeyInfo (RFC 5208 §5).
fn pkcs8(der: &[u8]) -> Result<PrivateKeyData, ParseError> {
    let mut whole = Reader::new(der);
    let mut info = whole.sequence().within(PART)?;
    if info.integer().within(PART)? != 0 {
        return Err(ParsePart::KeyVersion.refused());
    }
    let (algorithm, parameters) = algorithm_identifier(&mut info).within(ParsePart::KeyAlgorithm)?;
    let algorithm = oid::key_algorithm(algorithm.rest()).ok_or(ParsePart::UnknownKeyAlgorithm.refused())?;
    check_parameters(algorithm, &parameters)?;
    let key = info.element(tag::OCTET_STRING).within(PART)?;
    if key.is_empty() {
        return Err(PART.encoded(Asn1Error::OutOfData));
    }
    let private = match algorithm {
        KeyAlgorithm::Rsa => pkcs1(key.rest())?,
        KeyAlgorithm::Ec | KeyAlgorithm::EcDh => {
            let (tag, content) = parameters.ok_or(PART.encoded(Asn1Error::OutOfData))?;
            let key = sec1(key.rest(), Some(curve_of(tag, &content)?))?;
            PrivateKeyData::Ec(EcKeyData { agreement_only: algorithm == KeyAlgorithm::EcDh, ..key })
        }
        KeyAlgorithm::Montgomery(curve) => PrivateKeyData::Ec(montgomery(key.rest(), curve)?),
    };
    // As Mbed TLS has it, attributes may not follow.
    info.finish().within(PART)?;
    whole.finish().within(PART)?;
    Ok(private)
}

/// EncryptedPrivateKeyInfo (RFC 5208 §6). An empty password is none.
fn pkcs8_encrypted(der: &[u8], password: Option<&[u8]>) -> Result<PrivateKeyData, ParseError> {
    let password =
        password.filter(|password| !password.is_empty()).ok_or(ParsePart::PasswordRequired.refused())?;
    pkcs8(&encrypted::decrypt(der, password)?)
}

fn optional<'a>(key: &mut Reader<'a>, number: u8) -> Result<Option<Reader<'a>>, ParseError> {
    if key.is_empty() {
        return Ok(None);
    }
    key.optional(tag::context_constructed(number)).within(PART)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::testing::certificate;

    fn load(name: &str, password: Option<&[u8]>) -> Result<PrivateKey, KeyError> {
        read(name, password).map(|key| key.into_signer().expect("a key that signs"))
    }

    fn read(name: &str, password: Option<&[u8]>) -> Result<PrivateKeyData, KeyError> {
        let path = format!("{}/capi-tests/certs/{name}.key", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read(path).expect("a test key");
        parse_private_pem(&text, password).expect("PEM")
    }

    #[test]
    fn keys_belong_to_their_certificates() {
        for (file, owner) in [
            ("server-p256", "server-p256"),
            ("server-p256-pkcs8", "server-p256"),
            ("server-p384", "server-p384"),
            ("server-rsa", "server-rsa"),
            ("server-rsa-pkcs8", "server-rsa"),
        ] {
            let key = load(file, None).unwrap_or_else(|reason| panic!("{file}: {reason:?}"));
            assert_eq!(Some(&key.public_key()), certificate(owner).public_key(), "{file}");
        }
    }

    #[test]
    fn encrypted_keys_ask_for_their_password() {
        let refused = |part: ParsePart| Some(KeyError::Key(part.refused()));
        for (name, owner, empty) in [
            ("server-p256-encrypted", "server-p256", ParsePart::PasswordRequired),
            ("server-rsa-encrypted", "server-rsa", ParsePart::PasswordMismatch),
        ] {
            assert_eq!(load(name, None).err(), refused(ParsePart::PasswordRequired), "{name}");
            assert_eq!(load(name, Some(b"")).err(), refused(empty), "{name}");
            assert_eq!(load(name, Some(b"wrong")).err(), refused(ParsePart::PasswordMismatch), "{name}");
            let key = load(name, Some(b"secret")).unwrap_or_else(|reason| panic!("{name}: {reason:?}"));
            assert_eq!(Some(&key.public_key()), certificate(owner).public_key(), "{name}");
        }
    }

    #[test]
    fn the_public_point_follows_from_the_scalar() {
        let one = |length: usize| {
            let mut scalar = vec![0; length];
            scalar[length - 1] = 1;
            [&[0x30, 5 + length as u8, 2, 1, 1, 4, length as u8][..], &scalar].concat()
        };
        let short = sec1(&one(1), Some(Curve::SECP256R1)).expect("a key");
        let long = sec1(&one(40), Some(Curve::SECP256R1)).expect("zeros in front do not count");
        assert!(short.public.is_some() && short.public == long.public);
        // Another point beside it, the public key of a certificate.
        let other = certificate("server-p256").public_key().and_then(|key| Some(key.ec_point()?.to_vec()));
        let other = other.expect("a point");
        let point = [&[0xa1, 68, 3, 66, 0][..], &other].concat();
        let key = [&[0x30, 6 + 70, 2, 1, 1, 4, 1, 1][..], &point].concat();
        let key = sec1(&key, Some(Curve::SECP256R1)).expect("a key");
        assert_eq!(key.signer.map(|key| key.public_key()), short.public);
        assert_eq!(key.public.as_ref(), certificate("server-p256").public_key());
        assert_eq!(key.point, Some(other));
    }

    #[test]
    fn rsa_numbers_are_read_as_they_are() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/rsa1024.key");
        let text = std::fs::read(path).expect("a test key");
        let der = pem::find(&text, "RSA PRIVATE KEY", None).content.expect("PEM");
        let numbers = |der: &[u8]| match pkcs1(der).expect("a key") {
            PrivateKeyData::Rsa(numbers) => numbers,
            PrivateKeyData::Ec(_) => panic!("RSA"),
        };
        let sound = numbers(&der);
        assert_eq!(sound.to_der(), der);
        assert!(sound.signer().is_some());
        let changed = |number: &[u8]| {
            let place = der.windows(number.len()).position(|window| window == number).expect("a number");
            let mut der = der.to_vec();
            der[place + number.len() - 1] ^= 2;
            let numbers = numbers(&der);
            assert_eq!(numbers.to_der().as_slice(), der);
            numbers.signer().is_some()
        };
        // Nothing is calculated with the private exponent.
        assert!(changed(&sound.d));
        for number in [&sound.n, &*sound.p, &*sound.q, &*sound.dp, &*sound.dq, &*sound.qinv] {
            assert!(!changed(number));
        }
    }

    #[test]
    fn keys_on_curves_that_sign_nothing_are_read() {
        let sec1 = |scalar: &[u8], curve| {
            let der = [&[0x30, 5 + scalar.len() as u8, 2, 1, 1, 4, scalar.len() as u8], scalar].concat();
            sec1(&der, Some(curve))
        };
        let key = sec1(&[0, 0, 7], Curve::SECP256K1).expect("a key");
        assert_eq!((key.scalar.as_slice(), key.signer.is_none()), (&[7][..], true));
        for scalar in [&[0][..], &[0xff; 32], &[7; 33]] {
            assert_eq!(sec1(scalar, Curve::SECP256K1).err(), Some(ParsePart::Scalar.refused()));
        }
        let octets = |length: u8| [&[4, length][..], &vec![0xff; usize::from(length)]].concat();
        let x25519 = montgomery(&octets(32), Curve::X25519).expect("a key").scalar;
        assert_eq!((x25519[0], x25519[31]), (0x7f, 0xf8));
        let x448 = montgomery(&octets(56), Curve::X448).expect("a key").scalar;
        assert_eq!((x448[0], x448[55]), (0xff, 0xfc));
        assert_eq!(montgomery(&octets(31), Curve::X25519).err(), Some(ParsePart::Scalar.refused()));
        let longer = [&octets(32)[..], &[0]].concat();
        assert_eq!(montgomery(&longer, Curve::X25519).err(), Some(PART.encoded(Asn1Error::LengthMismatch)));
    }

    #[test]
    fn nothing_may_follow_in_pkcs8() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/server-p256-pkcs8.key");
        let text = std::fs::read(path).expect("a test key");
        let der = pem::find(&text, "PRIVATE KEY", None).content.expect("PEM");
        let mismatch = Some(PART.encoded(Asn1Error::LengthMismatch));
        assert!(pkcs8(&der).is_ok());
        assert_eq!(pkcs8(&[&der[..], &[5, 0]].concat()).err(), mismatch);
        let mut attributes = [&der[..], &[0xa0, 0]].concat();
        assert_eq!(attributes[..2], [0x30, 0x81]);
        attributes[2] += 2;
        assert_eq!(pkcs8(&attributes).err(), mismatch);
    }

    #[test]
    fn der_is_told_by_what_fits() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/server-p256.key");
        let text = std::fs::read(path).expect("a test key");
        let der = pem::find(&text, "EC PRIVATE KEY", None).content.expect("PEM");
        assert!(parse_private_key(&der).is_ok());
        for length in 0..der.len() {
            assert_eq!(parse_private_key(&der[..length]).err(), Some(PART.refused()));
        }
        // A public point beside the curve.
        let mut other = der.to_vec();
        *other.last_mut().expect("not empty") ^= 1;
        assert_eq!(parse_private_key(&other).err(), Some(PART.refused()));
        // A scalar of zero, and one without a curve.
        let zero = [0x30, 6, 2, 1, 1, 4, 1, 0];
        assert_eq!(sec1(&zero, Some(Curve::SECP256R1)).err(), Some(ParsePart::Scalar.refused()));
        assert_eq!(sec1(&zero, None).err(), Some(ParsePart::MissingCurve.refused()));
        assert_eq!(sec1(&zero, Some(Curve::X25519)).err(), Some(ParsePart::UnknownCurve.refused()));
        assert!(parse_private_pem(b"no key", None).is_none());
    }
}
