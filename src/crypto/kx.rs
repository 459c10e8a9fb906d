use super::{Secret, SystemRandom};
use crate::codec::NamedGroup;
use crate::error::CryptoError;
use core::fmt;
use p521::elliptic_curve::Generate;
use ring::agreement::{self, EphemeralPrivateKey, UnparsedPublicKey};

/// The groups that [`EphemeralKey`] offers, strongest preference first.
pub const SUPPORTED_GROUPS: &[NamedGroup] =
    &[NamedGroup::X25519, NamedGroup::SECP256R1, NamedGroup::SECP384R1, NamedGroup::SECP521R1];

/// An ephemeral Diffie-Hellman key: made for one handshake, used for one agreement.
pub struct EphemeralKey {
    group: NamedGroup,
    private: Private,
    public: Box<[u8]>,
}

/// ring has no P-521.
enum Private {
    Ring(EphemeralPrivateKey),
    P521(p521::ecdh::EphemeralSecret),
}

impl EphemeralKey {
    /// A new key from the system's random generator.
    ///
    /// Fails with [`CryptoError::Unsupported`] for a group outside [`SUPPORTED_GROUPS`], and with
    /// [`CryptoError::Random`] if the generator fails.
    pub fn generate(group: NamedGroup) -> Result<Self, CryptoError> {
        let algorithm = match group {
            NamedGroup::X25519 => &agreement::X25519,
            NamedGroup::SECP256R1 => &agreement::ECDH_P256,
            NamedGroup::SECP384R1 => &agreement::ECDH_P384,
            NamedGroup::SECP521R1 => {
                let private = p521::ecdh::EphemeralSecret::try_generate_from_rng(&mut SystemRandom::new())
                    .map_err(|_| CryptoError::Random)?;
                let public = private.public_key().to_sec1_bytes();
                return Ok(Self { group, private: Private::P521(private), public });
            }
            _ => return Err(CryptoError::Unsupported),
        };
        let private = EphemeralPrivateKey::generate(algorithm, SystemRandom::new().as_ring())
            .map_err(|_| CryptoError::Random)?;
        let public = private.compute_public_key().map_err(|_| CryptoError::Random)?.as_ref().into();
        Ok(Self { group, private: Private::Ring(private), public })
    }

    /// The group of the key.
    pub fn group(&self) -> NamedGroup {
        self.group
    }

    /// What goes to the peer: an uncompressed point (SEC 1 §2.3.3), or the 32 bytes of X25519 (RFC 7748 §6.1).
    pub fn public_key(&self) -> &[u8] {
        &self.public
    }

    /// The secret shared with the owner of `peer_public`: the x coordinate in full length, leading zeros and all
    /// (RFC 8422 §5.10), or the output of X25519.
    ///
    /// Fails with [`CryptoError::BadKeyShare`] if the share has a wrong length, is a compressed point, is not on the
    /// curve, or gives the all-zero X25519 result (RFC 8422 §5.11).
    pub fn agree(self, peer_public: &[u8]) -> Result<Secret, CryptoError> {
        match self.private {
            Private::Ring(private) => {
                let peer_public = UnparsedPublicKey::new(private.algorithm(), peer_public);
                agreement::agree_ephemeral(private, &peer_public, |secret| Secret::from(secret))
                    .map_err(|_| CryptoError::BadKeyShare)
            }
            Private::P521(private) => {
                // RFC 8422 §5.1.1: only the uncompressed form is negotiated.
                if peer_public.first() != Some(&4) {
                    return Err(CryptoError::BadKeyShare);
                }
                let peer_public =
                    p521::PublicKey::from_sec1_bytes(peer_public).map_err(|_| CryptoError::BadKeyShare)?;
                let secret = private.diffie_hellman(&peer_public);
                Ok(Secret::from(secret.raw_secret_bytes().as_slice()))
            }
        }
    }
}

impl fmt::Debug for EphemeralKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EphemeralKey({:?})", self.group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sides_agree() {
        for &group in SUPPORTED_GROUPS {
            let (a, b) = (EphemeralKey::generate(group).unwrap(), EphemeralKey::generate(group).unwrap());
            let (a_public, b_public) = (a.public_key().to_vec(), b.public_key().to_vec());
            assert_ne!(a_public, b_public);
            let (public_len, secret_len) = match group {
                NamedGroup::X25519 => (32, 32),
                NamedGroup::SECP256R1 => (65, 32),
                NamedGroup::SECP384R1 => (97, 48),
                _ => (133, 66),
            };
            assert_eq!(a_public.len(), public_len);
            assert_eq!(group.public_key_len(), Some(public_len));
            assert_eq!(a.group(), group);
            let secret = a.agree(&b_public).unwrap();
            assert_eq!(secret, b.agree(&a_public).unwrap());
            assert_eq!(secret.as_bytes().len(), secret_len);
        }
    }

    #[test]
    fn other_groups_are_refused() {
        for group in [NamedGroup(30), NamedGroup(0x11ec)] {
            assert_eq!(EphemeralKey::generate(group).unwrap_err(), CryptoError::Unsupported);
        }
    }

    #[test]
    fn damaged_shares_are_refused() {
        for group in [NamedGroup::SECP256R1, NamedGroup::SECP384R1, NamedGroup::SECP521R1] {
            let good = EphemeralKey::generate(group).unwrap().public_key().to_vec();
            let half = good.len() / 2;
            let mut off_curve = good.clone();
            off_curve[half + 1] ^= 1;
            let compressed = [&[2 + (good[good.len() - 1] & 1)], &good[1..=half]].concat();
            let hybrid = [&[6 + (good[good.len() - 1] & 1)], &good[1..]].concat();
            let too_long = [&good[..], &[0]].concat();
            for bad in [&off_curve[..], &compressed, &hybrid, &too_long, &good[..good.len() - 1], &[0], &[]] {
                let own = EphemeralKey::generate(group).unwrap();
                assert_eq!(own.agree(bad).unwrap_err(), CryptoError::BadKeyShare, "{bad:x?}");
            }
        }
        for bad in [&[0u8; 32][..], &[1; 31], &[1; 33], &[]] {
            let own = EphemeralKey::generate(NamedGroup::X25519).unwrap();
            assert_eq!(own.agree(bad).unwrap_err(), CryptoError::BadKeyShare, "{bad:x?}");
        }
    }
}
