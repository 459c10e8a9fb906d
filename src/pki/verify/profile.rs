use crate::pki::algorithm::{DigestId, SignatureKind};
use crate::pki::key::KeyKind;

/// Which algorithms and keys a path may use. The fields are sets: bit `n - 1` stands for the algorithm or curve of
/// number `n`, as C programs write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Digests of signatures, by [`DigestId::number`].
    pub digests: u32,
    /// Kinds of keys and of signatures: 1 RSA, 2 EC key, 3 EC key for agreement, 4 ECDSA, 6 RSASSA-PSS.
    pub algorithms: u32,
    /// Curves, by [`Curve::number`](crate::pki::algorithm::Curve::number).
    pub curves: u32,
    /// The shortest RSA modulus in bits.
    pub min_rsa_bits: u32,
}

impl Profile {
    /// What is expected to be safe for general use: SHA-2 from 256 bits, RSA from 2048 bits, curves from 256 bits.
    pub const DEFAULT: Self =
        Self { digests: 0x700, algorithms: 0x0fff_ffff, curves: 0xfc, min_rsa_bits: 2048 };
    /// What the default is expected to become: [`DEFAULT`](Self::DEFAULT) and secp256k1.
    pub const NEXT: Self = Self { curves: 0x8fc, ..Self::DEFAULT };
    /// Suite B (RFC 6460): ECDSA over P-256 or P-384, with SHA-256 or SHA-384.
    pub const SUITE_B: Self = Self { digests: 0x300, algorithms: 0x0a, curves: 0x0c, min_rsa_bits: 0 };
    /// Nothing at all: a start for profiles that add what they allow.
    pub const NONE: Self = Self { digests: 0, algorithms: 0, curves: 0, min_rsa_bits: u32::MAX };

    pub(super) fn allows_digest(&self, digest: DigestId) -> bool {
        holds(self.digests, digest.number())
    }

    pub(super) fn allows_signature(&self, kind: SignatureKind) -> bool {
        holds(
            self.algorithms,
            match kind {
                SignatureKind::RsaPkcs1 => 1,
                SignatureKind::Ecdsa => 4,
                SignatureKind::RsaPss => 6,
            },
        )
    }

    pub(super) fn allows_key_algorithm(&self, kind: KeyKind) -> bool {
        holds(
            self.algorithms,
            match kind {
                KeyKind::Rsa { .. } => 1,
                KeyKind::Ec { agreement_only: false, .. } => 2,
                KeyKind::Ec { agreement_only: true, .. } => 3,
            },
        )
    }

    pub(super) fn allows_key(&self, kind: KeyKind) -> bool {
        match kind {
            KeyKind::Rsa { bits } => bits >= self.min_rsa_bits as usize,
            KeyKind::Ec { curve, .. } => holds(self.curves, curve.number()),
        }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::DEFAULT
    }
}

fn holds(set: u32, number: u8) -> bool {
    number.checked_sub(1).and_then(|bit| set.checked_shr(bit.into())).is_some_and(|set| set & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::algorithm::Curve;

    #[test]
    fn profiles_hold_what_they_say() {
        let curve = |curve| KeyKind::Ec { curve, agreement_only: false };
        assert!(Profile::DEFAULT.allows_key(curve(Curve::SECP256R1)));
        assert!(!Profile::DEFAULT.allows_key(curve(Curve::SECP224R1)));
        assert!(!Profile::DEFAULT.allows_key(curve(Curve::SECP256K1)));
        assert!(Profile::NEXT.allows_key(curve(Curve::SECP256K1)));
        assert!(Profile::DEFAULT.allows_key(KeyKind::Rsa { bits: 2048 }));
        assert!(!Profile::DEFAULT.allows_key(KeyKind::Rsa { bits: 2047 }));
        assert!(!Profile::DEFAULT.allows_digest(DigestId::SHA1));
        assert!(Profile::SUITE_B.allows_signature(SignatureKind::Ecdsa));
        assert!(!Profile::SUITE_B.allows_signature(SignatureKind::RsaPss));
        assert!(!Profile::SUITE_B.allows_key_algorithm(KeyKind::Rsa { bits: 4096 }));
        assert!(!Profile::NONE.allows_key(KeyKind::Rsa { bits: 16384 }));
    }
}
