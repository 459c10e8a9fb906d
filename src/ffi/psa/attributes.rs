use super::PsaError;
use super::algorithm::{ANY_HASH, HASH_MASK, Scheme, is_hash_and_sign, with_hash};
use crate::crypto::{HashAlgorithm, SignatureAlgorithm};

/// What is known of a key besides its material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// PSA_KEY_TYPE_...
    pub key_type: u16,
    /// The size in bits; 0 in what is asked for: whatever the material has.
    pub bits: u16,
    /// PSA_KEY_LIFETIME_...
    pub lifetime: u32,
    /// PSA_KEY_USAGE_... together.
    pub usage: u32,
    /// The algorithm that the policy allows.
    pub algorithm: u32,
    /// A second algorithm that the policy allows.
    pub second_algorithm: u32,
    /// The number asked for.
    pub id: u32,
}

/// PSA_KEY_USAGE_...
pub struct Usage;

impl Usage {
    /// The key may be exported; public keys always may.
    pub const EXPORT: u32 = 0x0001;
    /// The key may be copied within the store.
    pub const COPY: u32 = 0x0002;
    /// Encrypt.
    pub const ENCRYPT: u32 = 0x0100;
    /// Decrypt.
    pub const DECRYPT: u32 = 0x0200;
    /// Sign messages.
    pub const SIGN_MESSAGE: u32 = 0x0400;
    /// Verify signatures of messages.
    pub const VERIFY_MESSAGE: u32 = 0x0800;
    /// Sign hashes, which includes messages.
    pub const SIGN_HASH: u32 = 0x1000;
    /// Verify signatures of hashes, which includes messages.
    pub const VERIFY_HASH: u32 = 0x2000;
    /// Derive secrets.
    pub const DERIVE: u32 = 0x4000;
    /// Compare derived secrets.
    const VERIFY_DERIVATION: u32 = 0x8000;

    const ALL: u32 = Self::EXPORT
        | Self::COPY
        | Self::ENCRYPT
        | Self::DECRYPT
        | Self::SIGN_MESSAGE
        | Self::VERIFY_MESSAGE
        | Self::SIGN_HASH
        | Self::VERIFY_HASH
        | Self::DERIVE
        | Self::VERIFY_DERIVATION;

    /// The flags with those that they include.
    pub const fn extended(flags: u32) -> u32 {
        let mut extended = flags;
        if flags & Self::SIGN_HASH != 0 {
            extended |= Self::SIGN_MESSAGE;
        }
        if flags & Self::VERIFY_HASH != 0 {
            extended |= Self::VERIFY_MESSAGE;
        }
        extended
    }
}

/// PSA_KEY_TYPE_... and what their bits say.
pub mod key_type {
    /// Bytes without a meaning.
    pub const RAW_DATA: u16 = 0x1001;
    /// A key for HMAC.
    pub const HMAC: u16 = 0x1100;
    /// A secret to derive others from.
    pub const DERIVE: u16 = 0x1200;
    /// A password.
    pub const PASSWORD: u16 = 0x1203;
    /// The hash of a password.
    pub const PASSWORD_HASH: u16 = 0x1205;
    /// A key for ChaCha20.
    pub const CHACHA20: u16 = 0x2004;
    /// A key for AES.
    pub const AES: u16 = 0x2400;
    /// A public RSA key.
    pub const RSA_PUBLIC: u16 = 0x4001;
    /// A private RSA key.
    pub const RSA_PAIR: u16 = 0x7001;
    /// A public key on a curve of the family in the lowest 8 bits.
    pub const EC_PUBLIC: u16 = 0x4100;
    /// A private key on a curve of the family in the lowest 8 bits.
    pub const EC_PAIR: u16 = 0x7100;
    /// The family of secp256r1, secp384r1 and secp521r1.
    pub const SECP_R1: u16 = 0x12;

    const CATEGORY: u16 = 0x7000;

    /// Whether it is a public key.
    pub const fn is_public(key_type: u16) -> bool {
        key_type & CATEGORY == 0x4000
    }

    /// Whether it is a private key with its public half.
    pub const fn is_pair(key_type: u16) -> bool {
        key_type & CATEGORY == 0x7000
    }

    /// Whether it is RSA, private or public.
    pub const fn is_rsa(key_type: u16) -> bool {
        matches!(key_type, RSA_PUBLIC | RSA_PAIR)
    }

    /// Whether it is a key on a curve, private or public.
    pub const fn is_ec(key_type: u16) -> bool {
        matches!(key_type & 0xff00, EC_PUBLIC | EC_PAIR)
    }

    /// The family of a key on a curve.
    pub const fn family(key_type: u16) -> u16 {
        key_type & 0x00ff
    }
}

/// The largest number of a key that an application may choose.
const USER_ID_MAX: u32 = 0x3fff_ffff;
/// The longest key in bits.
const MAX_BITS: u16 = 0xfff8;

impl Attributes {
    /// Refuses what no key can have, and keys on storage, of which there is none.
    pub fn check(&self) -> Result<(), PsaError> {
        let location = self.lifetime >> 8;
        let persistence = self.lifetime & 0xff;
        if location != 0 {
            return Err(PsaError::InvalidArgument);
        }
        if persistence != 0 && !(1..=USER_ID_MAX).contains(&self.id) || persistence == 0 && self.id != 0 {
            return Err(PsaError::InvalidArgument);
        }
        if self.usage & !Usage::ALL != 0 {
            return Err(PsaError::InvalidArgument);
        }
        if self.bits > MAX_BITS || persistence != 0 {
            return Err(PsaError::NotSupported);
        }
        Ok(())
    }

    /// Fails with [`PsaError::NotPermitted`] unless the policy allows `usage`.
    pub fn allow(&self, usage: u32) -> Result<(), PsaError> {
        if self.usage & usage == usage { Ok(()) } else { Err(PsaError::NotPermitted) }
    }

    /// Fails with [`PsaError::NotPermitted`] unless the policy allows the algorithm, and with
    /// [`PsaError::InvalidArgument`] if it is none in particular.
    pub fn allow_algorithm(&self, algorithm: u32) -> Result<(), PsaError> {
        let is_any = is_hash_and_sign(algorithm) && algorithm & HASH_MASK == ANY_HASH;
        if algorithm == 0 || is_any {
            return Err(PsaError::InvalidArgument);
        }
        let allows = |allowed: u32| allowed == algorithm || covers(allowed, algorithm);
        if allows(self.algorithm) || allows(self.second_algorithm) {
            Ok(())
        } else {
            Err(PsaError::NotPermitted)
        }
    }

    /// The ways to sign that the algorithms of the policy allow, as DTLS and certificates have them.
    pub fn signature_algorithms(&self) -> Vec<SignatureAlgorithm> {
        let mut found = Vec::new();
        for policy in [self.algorithm, self.second_algorithm] {
            for &hash in HashAlgorithm::ALL {
                let number = with_hash(policy, hash);
                if policy != number && !covers(policy, number) {
                    continue;
                }
                match Scheme::of(number) {
                    Ok(Scheme::RsaPkcs1(_)) => found.push(SignatureAlgorithm::RsaPkcs1(hash)),
                    Ok(Scheme::RsaPss(..)) => found.push(SignatureAlgorithm::RsaPss {
                        hash,
                        mgf1_hash: hash,
                        salt_len: Some(hash.output_len()),
                    }),
                    Ok(Scheme::Ecdsa | Scheme::DeterministicEcdsa(_)) => {
                        found.push(SignatureAlgorithm::Ecdsa(hash));
                    }
                    Err(_) => {}
                }
            }
        }
        found
    }

    /// The policy that allows what both allow. Fails with [`PsaError::InvalidArgument`] if their algorithms exclude
    /// each other.
    pub fn restricted_by(&self, wanted: &Self) -> Result<Self, PsaError> {
        Ok(Self {
            usage: self.usage & wanted.usage,
            algorithm: common(self.algorithm, wanted.algorithm)?,
            second_algorithm: common(self.second_algorithm, wanted.second_algorithm)?,
            ..*self
        })
    }
}

/// Whether a policy for any hash allows a signature algorithm with one.
fn covers(policy: u32, algorithm: u32) -> bool {
    is_hash_and_sign(policy)
        && policy & HASH_MASK == ANY_HASH
        && is_hash_and_sign(algorithm)
        && policy & !HASH_MASK == algorithm & !HASH_MASK
}

fn common(a: u32, b: u32) -> Result<u32, PsaError> {
    match (a, b) {
        _ if a == b || covers(b, a) => Ok(a),
        _ if covers(a, b) => Ok(b),
        (0, _) | (_, 0) => Ok(0),
        _ => Err(PsaError::InvalidArgument),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ECDSA_SHA256: u32 = 0x0600_0609;
    const ECDSA_ANY_HASH: u32 = 0x0600_06ff;
    const EMPTY: Attributes =
        Attributes { key_type: 0, bits: 0, lifetime: 0, usage: 0, algorithm: 0, second_algorithm: 0, id: 0 };

    #[test]
    fn policies_restrict_each_other() {
        let any = Attributes { usage: 0x3c03, algorithm: ECDSA_ANY_HASH, ..EMPTY };
        let one = Attributes { usage: 0x1402, algorithm: ECDSA_SHA256, ..EMPTY };
        assert_eq!(any.restricted_by(&one), Ok(one));
        assert_eq!(one.restricted_by(&any), Ok(one));
        assert_eq!(one.restricted_by(&EMPTY), Ok(EMPTY));
        let other = Attributes { algorithm: 0x0902_0000, ..EMPTY };
        assert_eq!(one.restricted_by(&other), Err(PsaError::InvalidArgument));
    }

    #[test]
    fn a_policy_allows_its_algorithms_only() {
        let any = Attributes { second_algorithm: ECDSA_ANY_HASH, ..EMPTY };
        assert_eq!(any.allow_algorithm(ECDSA_SHA256), Ok(()));
        assert_eq!(any.allow_algorithm(ECDSA_ANY_HASH), Err(PsaError::InvalidArgument));
        assert_eq!(any.allow_algorithm(0), Err(PsaError::InvalidArgument));
        assert_eq!(any.allow_algorithm(0x0600_0309), Err(PsaError::NotPermitted));
        assert_eq!(EMPTY.allow_algorithm(ECDSA_SHA256), Err(PsaError::NotPermitted));
        assert_eq!(EMPTY.allow(Usage::EXPORT), Err(PsaError::NotPermitted));
        assert_eq!(Usage::extended(Usage::SIGN_HASH), Usage::SIGN_HASH | Usage::SIGN_MESSAGE);
    }

    #[test]
    fn policies_name_ways_to_sign() {
        let of = |algorithm, second_algorithm| {
            Attributes { algorithm, second_algorithm, ..EMPTY }.signature_algorithms()
        };
        assert_eq!(of(ECDSA_SHA256, 0), [SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256)]);
        assert_eq!(of(0x0902_0000, ECDSA_SHA256), [SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256)]);
        assert_eq!(of(ECDSA_ANY_HASH, 0).len(), HashAlgorithm::ALL.len());
        assert_eq!(of(0x0600_020a, 0), [SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha384)]);
        assert!(of(0, 0x0902_0000).is_empty());
    }

    #[test]
    fn keys_on_storage_are_refused() {
        let check = |lifetime, id| Attributes { lifetime, id, ..EMPTY }.check();
        assert_eq!(check(0, 0), Ok(()));
        assert_eq!(check(1, 5), Err(PsaError::NotSupported));
        assert_eq!(check(1, 0), Err(PsaError::InvalidArgument));
        assert_eq!(check(1, 0x4000_0000), Err(PsaError::InvalidArgument));
        assert_eq!(check(0, 5), Err(PsaError::InvalidArgument));
        assert_eq!(check(0x100, 0), Err(PsaError::InvalidArgument));
    }
}
