//! Keys and signatures, all of them the same in every run: keys on curves come from a hash of their name, RSA keys from
//! files, and no signature needs randomness.

use super::der::{self, oid, seq};
use ecdsa_signing::PrehashSigner;
use p256::ecdsa::signature::hazmat as ecdsa_signing;
use rsa::BoxedUint;
use sha1::Digest;
use std::rc::Rc;

/// A digest that signatures are made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub const ALL: [Self; 6] =
        [Self::Md5, Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    pub fn of(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => md5::Md5::digest(message).to_vec(),
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha224 => sha2::Sha224::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }

    pub fn oid(self) -> &'static str {
        match self {
            Self::Md5 => "1.2.840.113549.2.5",
            Self::Sha1 => "1.3.14.3.2.26",
            Self::Sha224 => "2.16.840.1.101.3.4.2.4",
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        }
    }

    pub fn identifier(self) -> Vec<u8> {
        seq([oid(self.oid()), der::null()])
    }
}

/// How something is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Pkcs1(Hash),
    Pss { hash: Hash, mgf1: Hash, salt: usize },
    Ecdsa(Hash),
}

impl Scheme {
    /// The AlgorithmIdentifier.
    pub fn identifier(self) -> Vec<u8> {
        match self {
            Self::Pkcs1(hash) => {
                let last = match hash {
                    Hash::Md5 => 4,
                    Hash::Sha1 => 5,
                    Hash::Sha256 => 11,
                    Hash::Sha384 => 12,
                    Hash::Sha512 => 13,
                    Hash::Sha224 => 14,
                };
                seq([oid(&format!("1.2.840.113549.1.1.{last}")), der::null()])
            }
            Self::Pss { hash, mgf1, salt } => {
                let mask = seq([oid("1.2.840.113549.1.1.8"), mgf1.identifier()]);
                let parameters = seq([
                    der::tlv(der::constructed(0), hash.identifier()),
                    der::tlv(der::constructed(1), mask),
                    der::tlv(der::constructed(2), der::integer(salt as u32)),
                ]);
                seq([oid("1.2.840.113549.1.1.10"), parameters])
            }
            Self::Ecdsa(hash) => {
                let number = match hash {
                    Hash::Sha1 => "1",
                    Hash::Sha224 => "3.1",
                    Hash::Sha256 => "3.2",
                    Hash::Sha384 => "3.3",
                    Hash::Sha512 => "3.4",
                    Hash::Md5 => panic!("there is no ECDSA with MD5"),
                };
                seq([oid(&format!("1.2.840.10045.4.{number}"))])
            }
        }
    }
}

/// A curve that keys are made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    P256,
    P384,
    P521,
}

impl Curve {
    pub fn oid(self) -> &'static str {
        match self {
            Self::P256 => "1.2.840.10045.3.1.7",
            Self::P384 => "1.3.132.0.34",
            Self::P521 => "1.3.132.0.35",
        }
    }
}

/// A key pair.
#[derive(Clone)]
pub enum Key {
    Rsa(Rc<RsaKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

pub struct RsaKey {
    key: rsa::PrivateKey,
    pkcs1: Vec<u8>,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

impl Key {
    /// The key on a curve that belongs to a name.
    pub fn ec(curve: Curve, name: &str) -> Self {
        let hash = Hash::Sha512.of(name.as_bytes());
        match curve {
            Curve::P256 => Self::P256(p256::ecdsa::SigningKey::from_slice(&hash[..32]).expect("a scalar")),
            Curve::P384 => Self::P384(p384::ecdsa::SigningKey::from_slice(&hash[..48]).expect("a scalar")),
            Curve::P521 => {
                let scalar = [&[0, 1], &hash[..]].concat();
                Self::P521(p521::ecdsa::SigningKey::from_slice(&scalar).expect("a scalar"))
            }
        }
    }

    /// The key of `rsa/NAME.pem`.
    pub fn rsa(name: &str) -> Self {
        let path = format!("{}/tests/corpus/rsa/{name}.pem", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let pkcs1 = der::from_pem(&text);
        let whole = der::elements(&pkcs1)[0].1;
        let number = |at: usize| -> &[u8] { der::elements(whole)[at].1 };
        let big = |at: usize| BoxedUint::from_be_slice_vartime(number(at));
        let [n, e, d, p, q] = [1, 2, 3, 4, 5].map(big);
        let key = rsa::PrivateKey::from_components(n, e, d, vec![p, q]).expect("a key");
        let plain = |at: usize| number(at).strip_prefix(&[0]).unwrap_or(number(at)).to_vec();
        let (modulus, exponent) = (plain(1), plain(2));
        Self::Rsa(Rc::new(RsaKey { key, pkcs1, modulus, exponent }))
    }

    /// The usual scheme for the key.
    pub fn scheme(&self) -> Scheme {
        match self {
            Self::Rsa(_) => Scheme::Pkcs1(Hash::Sha256),
            Self::P256(_) => Scheme::Ecdsa(Hash::Sha256),
            Self::P384(_) => Scheme::Ecdsa(Hash::Sha384),
            Self::P521(_) => Scheme::Ecdsa(Hash::Sha512),
        }
    }

    /// The point of a key on a curve, uncompressed or not; the RSAPublicKey of another.
    pub fn public(&self, compressed: bool) -> Vec<u8> {
        match self {
            Self::Rsa(key) => seq([der::unsigned(&key.modulus), der::unsigned(&key.exponent)]),
            Self::P256(key) => key.verifying_key().to_sec1_point(compressed).as_bytes().to_vec(),
            Self::P384(key) => key.verifying_key().to_sec1_point(compressed).as_bytes().to_vec(),
            Self::P521(key) => key.verifying_key().to_sec1_point(compressed).as_bytes().to_vec(),
        }
    }

    /// The AlgorithmIdentifier of the key.
    pub fn identifier(&self) -> Vec<u8> {
        match self.curve() {
            None => seq([oid("1.2.840.113549.1.1.1"), der::null()]),
            Some(curve) => seq([oid("1.2.840.10045.2.1"), oid(curve.oid())]),
        }
    }

    /// The SubjectPublicKeyInfo.
    pub fn spki(&self) -> Vec<u8> {
        seq([self.identifier(), der::bits(self.public(false))])
    }

    pub fn curve(&self) -> Option<Curve> {
        match self {
            Self::Rsa(_) => None,
            Self::P256(_) => Some(Curve::P256),
            Self::P384(_) => Some(Curve::P384),
            Self::P521(_) => Some(Curve::P521),
        }
    }

    /// RSAPrivateKey (RFC 8017) or the scalar.
    pub fn secret(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.pkcs1.clone(),
            Self::P256(key) => key.to_bytes().to_vec(),
            Self::P384(key) => key.to_bytes().to_vec(),
            Self::P521(key) => key.to_bytes().to_vec(),
        }
    }

    /// What SHA-1 makes of the public key: the usual key identifier.
    pub fn id(&self) -> Vec<u8> {
        Hash::Sha1.of(&self.public(false))
    }

    /// The signature of `message`; the scheme has to fit the key.
    pub fn sign(&self, scheme: Scheme, message: &[u8]) -> Vec<u8> {
        match (self, scheme) {
            (Self::Rsa(key), Scheme::Pkcs1(hash)) => {
                let info = seq([hash.identifier(), der::tlv(der::OCTET_STRING, hash.of(message))]);
                let padding = vec![0xff; key.modulus.len() - info.len() - 3];
                key.raise(&[vec![0, 1], padding, vec![0], info].concat())
            }
            (Self::Rsa(key), Scheme::Pss { hash, mgf1, salt }) => {
                let bits = 8 * key.modulus.len() - key.modulus[0].leading_zeros() as usize - 1;
                key.raise(&encode_pss(hash, mgf1, salt, bits, message))
            }
            (Self::P256(key), Scheme::Ecdsa(hash)) => {
                let signature: p256::ecdsa::DerSignature =
                    key.sign_prehash(&hash_for(hash, message, 32)).expect("a signature");
                signature.as_bytes().to_vec()
            }
            (Self::P384(key), Scheme::Ecdsa(hash)) => {
                let signature: p384::ecdsa::DerSignature =
                    key.sign_prehash(&hash_for(hash, message, 48)).expect("a signature");
                signature.as_bytes().to_vec()
            }
            (Self::P521(key), Scheme::Ecdsa(hash)) => {
                let signature: p521::ecdsa::DerSignature =
                    key.sign_prehash(&hash_for(hash, message, 66)).expect("a signature");
                signature.as_bytes().to_vec()
            }
            _ => panic!("{scheme:?} does not fit the key"),
        }
    }
}

impl RsaKey {
    fn raise(&self, encoded: &[u8]) -> Vec<u8> {
        let number = BoxedUint::from_be_slice_vartime(encoded);
        let signature =
            rsa::hazmat::rsa_decrypt_and_check(&self.key, None::<&mut dtls::crypto::SystemRandom>, &number)
                .expect("a signature");
        let bytes = signature.to_be_bytes();
        let excess = bytes.len().saturating_sub(self.modulus.len());
        let missing = self.modulus.len().saturating_sub(bytes.len());
        [&vec![0; missing][..], &bytes[excess..]].concat()
    }
}

/// The hash on the left of a field: the crate refuses hashes that are much shorter than the field.
fn hash_for(hash: Hash, message: &[u8], field: usize) -> Vec<u8> {
    let digest = hash.of(message);
    let missing = field.saturating_sub(digest.len());
    [&vec![0; missing][..], &digest].concat()
}

/// EMSA-PSS (RFC 8017 section 9.1.1) with a salt that follows from the message.
fn encode_pss(hash: Hash, mgf1: Hash, salt: usize, bits: usize, message: &[u8]) -> Vec<u8> {
    let digest = hash.of(message);
    let length = bits.div_ceil(8);
    let salt = mask(Hash::Sha256, &digest, salt);
    let trailer = hash.of(&[&[0; 8][..], &digest, &salt].concat());
    let block = [vec![0; length - salt.len() - digest.len() - 2], vec![1], salt].concat();
    let masked = block.iter().zip(mask(mgf1, &trailer, block.len())).map(|(a, b)| a ^ b);
    let mut encoded: Vec<u8> = masked.chain(trailer.iter().copied()).chain([0xbc]).collect();
    encoded[0] &= 0xff >> (8 * length - bits);
    encoded
}

/// MGF1 (RFC 8017 section B.2.1).
fn mask(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0u32..).flat_map(|counter| hash.of(&[seed, &counter.to_be_bytes()].concat()));
    blocks.take(length).collect()
}
