//! Encrypted private keys: EncryptedPrivateKeyInfo (RFC 5208 §6) by PBES2 (RFC 8018 §6.2) or by the two schemes of
//! PKCS #12 that use triple DES (RFC 7292 appendix C).

use super::public::{Parameters, algorithm_identifier, no_parameters};
use crate::crypto::HashAlgorithm;
use crate::crypto::block_padding::BlockPadding;
use crate::crypto::cbc::CbcCipher;
use crate::crypto::password::{Pkcs12Purpose, pbkdf2, pkcs12_sha1};
use crate::error::{Asn1Error, CryptoError, InPart, ParseError, ParsePart};
use crate::pki::der::{Reader, tag};
use crate::pki::oid::{self, PasswordScheme};
use zeroize::Zeroizing;

/// The most iterations of a key derivation. Mbed TLS has no such bound, and would be busy for an hour with a file that
/// says so; what is written in earnest has fewer than a tenth of these.
const MAX_ITERATIONS: u32 = 20_000_000;

/// The longest password and the longest salt of PKCS #12: with what is put around and between their bytes they fill
/// one block of the hash, as Mbed TLS has it.
const PKCS12_MAX_PASSWORD_LENGTH: usize = 31;
const PKCS12_MAX_SALT_LENGTH: usize = 64;

/// Decrypts an EncryptedPrivateKeyInfo to what it holds, which is a PrivateKeyInfo if the password is right.
pub(super) fn decrypt(der: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, ParseError> {
    const PART: ParsePart = ParsePart::KeyFormat;
    let mut info = Reader::new(der).sequence().within(PART)?;
    let (algorithm, parameters) = algorithm_identifier(&mut info).within(PART)?;
    let encrypted = info.element(tag::OCTET_STRING).within(PART)?;
    match oid::password_scheme(algorithm.rest()) {
        Some(PasswordScheme::Pbes2) => pbes2(parameters, encrypted.rest(), password),
        Some(PasswordScheme::Pkcs12 { key_length }) => {
            pkcs12(parameters, key_length, encrypted.rest(), password)
        }
        None => Err(ParsePart::KeyUnavailable.refused()),
    }
}

/// PBES2-params (RFC 8018 appendix A.4) and the decryption by them.
fn pbes2(
    parameters: Parameters<'_>,
    encrypted: &[u8],
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ParseError> {
    const PART: ParsePart = ParsePart::Pbes2;
    let unavailable = ParsePart::Pbes2Unavailable.refused();
    let mut parameters = sequence(parameters, PART)?;
    let (function, function_parameters) = algorithm_identifier(&mut parameters).within(PART)?;
    if function.rest() != oid::PBKDF2 {
        return Err(unavailable);
    }
    let derivation = Pbkdf2::read(function_parameters)?;
    let (scheme, vector) = algorithm_identifier(&mut parameters).within(PART)?;
    let cipher = oid::cbc_cipher(scheme.rest()).ok_or(unavailable)?;
    let iv = match vector {
        Some((tag::OCTET_STRING, iv)) if iv.remaining() == cipher.block_len() => iv,
        _ => return Err(PART.refused()),
    };
    let mut key = Zeroizing::new(vec![0; cipher.key_len()]);
    derivation.derive(password, &mut key).map_err(|_| unavailable)?;
    let mut content = Zeroizing::new(encrypted.to_vec());
    // Key and vector fit the cipher, so that only the content can be wrong.
    let mismatch = ParsePart::PasswordMismatch.refused();
    cipher.decrypt(&key, iv.rest(), &mut content).map_err(|_| mismatch)?;
    without_padding(content, cipher)
}

/// PBKDF2-params (RFC 8018 appendix A.2).
struct Pbkdf2<'a> {
    salt: &'a [u8],
    iterations: u32,
    hash: HashAlgorithm,
}

impl<'a> Pbkdf2<'a> {
    fn read(parameters: Parameters<'a>) -> Result<Self, ParseError> {
        const PART: ParsePart = ParsePart::Pbes2;
        let unavailable = ParsePart::Pbes2Unavailable.refused();
        let mut parameters = sequence(parameters, PART)?;
        let salt = parameters.element(tag::OCTET_STRING).within(PART)?.rest();
        let iterations = parameters.integer().within(PART)?;
        if iterations > MAX_ITERATIONS {
            return Err(unavailable);
        }
        // The length of the key, which follows from the cipher.
        if parameters.peek_tag() == Ok(tag::INTEGER) {
            parameters.integer().within(PART)?;
        }
        let mut hash = HashAlgorithm::Sha1;
        if !parameters.is_empty() {
            let (function, function_parameters) = algorithm_identifier(&mut parameters).within(PART)?;
            if !no_parameters(&function_parameters) {
                return Err(PART.encoded(Asn1Error::InvalidData));
            }
            hash = oid::hmac(function.rest()).ok_or(unavailable)?;
            parameters.finish().within(PART)?;
        }
        Ok(Self { salt, iterations, hash })
    }

    fn derive(&self, password: &[u8], key: &mut [u8]) -> Result<(), CryptoError> {
        pbkdf2(self.hash, password, self.salt, self.iterations, key)
    }
}

/// pkcs-12PbeParams (RFC 7292 appendix C) and the decryption by them with triple DES.
fn pkcs12(
    parameters: Parameters<'_>,
    key_length: usize,
    encrypted: &[u8],
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ParseError> {
    const PART: ParsePart = ParsePart::Pkcs12;
    const CIPHER: CbcCipher = CbcCipher::DesEde3;
    let mut parameters = sequence(parameters, PART)?;
    let salt = parameters.element(tag::OCTET_STRING).within(PART)?.rest();
    let iterations = parameters.integer().within(PART)?;
    parameters.finish().within(PART)?;
    if iterations > MAX_ITERATIONS {
        return Err(ParsePart::Pkcs12Unavailable.refused());
    }
    if password.len() > PKCS12_MAX_PASSWORD_LENGTH || salt.len() > PKCS12_MAX_SALT_LENGTH {
        return Err(ParsePart::Pkcs12Input.refused());
    }
    let mut key = Zeroizing::new(vec![0; key_length]);
    let mut iv = vec![0; CIPHER.block_len()];
    pkcs12_sha1(Pkcs12Purpose::Key, password, salt, iterations, &mut key);
    pkcs12_sha1(Pkcs12Purpose::Iv, password, salt, iterations, &mut iv);
    // Of two keys, the first is used again.
    let key: Zeroizing<Vec<u8>> =
        Zeroizing::new(key.iter().copied().cycle().take(CIPHER.key_len()).collect());
    if encrypted.is_empty() {
        return Err(ParsePart::NoCipherBlock.refused());
    }
    let mut content = Zeroizing::new(encrypted.to_vec());
    CIPHER.decrypt(&key, &iv, &mut content).map_err(|_| ParsePart::PartialCipherBlock.refused())?;
    without_padding(content, CIPHER)
}

/// The content of parameters that are a SEQUENCE.
fn sequence<'a>(parameters: Parameters<'a>, part: ParsePart) -> Result<Reader<'a>, ParseError> {
    match parameters {
        Some((tag::SEQUENCE, content)) => Ok(content),
        _ => Err(part.encoded(Asn1Error::UnexpectedTag)),
    }
}

fn without_padding(
    mut content: Zeroizing<Vec<u8>>,
    cipher: CbcCipher,
) -> Result<Zeroizing<Vec<u8>>, ParseError> {
    let whole = content.len().saturating_sub(cipher.block_len());
    let (last, is_right) = BlockPadding::Pkcs7.message_len(content.get(whole..).unwrap_or_default());
    if !is_right {
        return Err(ParsePart::PasswordMismatch.refused());
    }
    content.truncate(whole + last);
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::key::{parse_private_der, parse_private_pem};
    use crate::pki::pem;
    use crate::pki::testing::certificate;

    fn file(name: &str) -> Zeroizing<Vec<u8>> {
        let path = format!("{}/capi-tests/certs/encrypted-{name}.key", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read(path).expect("a test key");
        pem::find(&text, "ENCRYPTED PRIVATE KEY", None).content.expect("PEM")
    }

    #[test]
    fn every_scheme_decrypts_with_its_password_alone() {
        let owner = certificate("server-p256");
        for name in [
            "pbes2-des-sha1",
            "pbes2-des3-sha224",
            "pbes2-aes128-sha256",
            "pbes2-aes192-sha384",
            "pbes2-aes256-sha512",
            "pkcs12-des3",
            "pkcs12-des2",
        ] {
            let der = file(name);
            let key =
                parse_private_der(&der, Some(b"secret")).unwrap_or_else(|error| panic!("{name}: {error}"));
            let key = key.into_signer().expect("a key that signs");
            assert_eq!(Some(&key.public_key()), owner.public_key(), "{name}");
            let mismatch = Some(ParsePart::PasswordMismatch.refused());
            assert_eq!(decrypt(&der, b"Secret").err(), mismatch, "{name}");
            // What is cut off at the end makes the lengths wrong; without a password it is no key at all.
            let cut = ParsePart::KeyFormat.encoded(Asn1Error::OutOfData);
            assert_eq!(decrypt(&der[..der.len() - 1], b"secret").err(), Some(cut), "{name}");
            let plain = parse_private_der(&der, None).err();
            assert_eq!(plain, Some(ParsePart::KeyFormat.refused()), "{name}");
            let text = pem::encode("ENCRYPTED PRIVATE KEY", &der);
            assert!(parse_private_pem(text.as_bytes(), Some(b"secret")).is_some_and(|key| key.is_ok()));
        }
    }

    #[test]
    fn other_algorithms_are_told_apart() {
        let error = |name| decrypt(&file(name), b"secret").err();
        assert_eq!(error("pbes2-rc2"), Some(ParsePart::Pbes2Unavailable.refused()));
        assert_eq!(error("pbes2-md5"), Some(ParsePart::Pbes2Unavailable.refused()));
        assert_eq!(error("scrypt"), Some(ParsePart::Pbes2Unavailable.refused()));
        assert_eq!(error("pbes1-md5-des"), Some(ParsePart::KeyUnavailable.refused()));
    }

    #[test]
    fn work_and_lengths_are_bounded() {
        let parameters = |salt_length: usize, iterations: u32| {
            let iterations = iterations.to_be_bytes();
            let salt = [&[tag::OCTET_STRING, salt_length as u8][..], &vec![7; salt_length]].concat();
            [salt, [&[tag::INTEGER, 4][..], &iterations].concat()].concat()
        };
        let pkcs12 = |salt_length, iterations, password: &[u8]| {
            let content = parameters(salt_length, iterations);
            pkcs12(Some((tag::SEQUENCE, Reader::new(&content))), 24, &[0; 8], password).err()
        };
        let mismatch = Some(ParsePart::PasswordMismatch.refused());
        let input = Some(ParsePart::Pkcs12Input.refused());
        assert_eq!(pkcs12(PKCS12_MAX_SALT_LENGTH, 1, &[b'x'; PKCS12_MAX_PASSWORD_LENGTH]), mismatch);
        assert_eq!(pkcs12(PKCS12_MAX_SALT_LENGTH + 1, 1, b"x"), input);
        assert_eq!(pkcs12(8, 1, &[b'x'; PKCS12_MAX_PASSWORD_LENGTH + 1]), input);
        assert_eq!(pkcs12(8, MAX_ITERATIONS + 1, b"x"), Some(ParsePart::Pkcs12Unavailable.refused()));
        let pbkdf2 = |iterations| {
            let content = parameters(8, iterations);
            Pbkdf2::read(Some((tag::SEQUENCE, Reader::new(&content)))).map(|read| read.iterations)
        };
        assert_eq!(pbkdf2(MAX_ITERATIONS), Ok(MAX_ITERATIONS));
        assert_eq!(pbkdf2(MAX_ITERATIONS + 1), Err(ParsePart::Pbes2Unavailable.refused()));
    }
}
