//! EC J-PAKE over secp256r1 with SHA-256: a password authenticates a key agreement, and nobody who looks on or takes
//! part can try more than one password for each run (draft-cragie-tls-ecjpake-01, RFC 8236).
//!
//! ```text
//! client: x1, x2                                    server: x3, x4                s: the password
//!          ---- X1 = x1*G, X2 = x2*G with proofs ---->
//!          <--- X3 = x3*G, X4 = x4*G with proofs -----     EcJpake --accept--> EcJpakeSecondRound
//!          <--- Xs = (x4*s)*(X1 + X2 + X3), proof ----
//!          ---- Xc = (x2*s)*(X1 + X3 + X4), proof --->
//! (Xs - X4*(x2*s))*x2 = (Xc - X2*(x4*s))*x4, whose x coordinate is hashed, is the secret
//! ```
//!
//! All work with secrets is done in constant time.

use super::{HashAlgorithm, Secret, SystemRandom, digest};
use crate::error::CryptoError;
use core::fmt;
use p256::elliptic_curve::Generate;
use p256::elliptic_curve::ff::{Field, PrimeField};
use p256::elliptic_curve::group::Group as _;
use p256::elliptic_curve::ops::Reduce;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{FieldBytes, NonZeroScalar, ProjectivePoint, PublicKey, Scalar};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of an uncompressed point.
const POINT_LEN: usize = 65;

/// Most bytes of the second half of a proof: a number below the order.
const MAX_RESPONSE_LEN: usize = 32;

/// Which side of the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcJpakeParty {
    /// The side that speaks first.
    Client,
    /// The side that answers.
    Server,
}

impl EcJpakeParty {
    /// What proofs are bound to, so that nobody can send a peer's proof back as its own.
    fn name(self) -> &'static [u8] {
        match self {
            Self::Client => b"client",
            Self::Server => b"server",
        }
    }

    fn peer(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

/// A public key with a proof that its sender knows the private one (Schnorr's, RFC 8235). It is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcJpakeShare {
    /// The public key, uncompressed.
    pub point: Vec<u8>,
    /// The public half of the proof's nonce, uncompressed.
    pub commitment: Vec<u8>,
    /// The number that fits both, big-endian without leading zeros.
    pub response: Vec<u8>,
}

/// One side of an exchange before it has heard of the other.
pub struct EcJpake {
    party: EcJpakeParty,
    password: SecretScalar,
    private: [SecretScalar; 2],
    public: [ProjectivePoint; 2],
    shares: [EcJpakeShare; 2],
}

impl EcJpake {
    /// Draws the two keys of a side. The password is taken as a big-endian number modulo the order.
    ///
    /// Fails with [`CryptoError::BadKey`] if that is 0, which authenticates nobody, and with [`CryptoError::Random`] if
    /// the system's generator fails.
    pub fn new(party: EcJpakeParty, password: &[u8]) -> Result<Self, CryptoError> {
        let password = password_scalar(password)?;
        let private = [random_scalar()?, random_scalar()?];
        let public = [0, 1].map(|at: usize| ProjectivePoint::GENERATOR * *private[at]);
        let prove = |at: usize| prove(party, &ProjectivePoint::GENERATOR, &private[at], &public[at]);
        let shares = [prove(0)?, prove(1)?];
        Ok(Self { party, password, private, public, shares })
    }

    /// Fails with [`CryptoError::BadKey`] for a password that [`EcJpake::new`] refuses.
    pub fn check_password(password: &[u8]) -> Result<(), CryptoError> {
        password_scalar(password).map(drop)
    }

    /// What goes to the peer in the first round; the same however often it is sent.
    pub fn first_round(&self) -> &[EcJpakeShare; 2] {
        &self.shares
    }

    /// Takes what the peer sent in the first round.
    ///
    /// Fails with [`CryptoError::BadKeyShare`] if a point is none of the curve, is the point at infinity or not
    /// uncompressed, or if the sums that the second round stands on would be the point at infinity; with
    /// [`CryptoError::BadProof`] if a proof does not hold.
    pub fn accept(self, peer: &[EcJpakeShare; 2]) -> Result<EcJpakeSecondRound, CryptoError> {
        let Self { party, password, private: [_, private], public: [own_first, own_second], .. } = self;
        let [first, second] = peer;
        let peer_first = verify(party.peer(), &ProjectivePoint::GENERATOR, first)?;
        let peer_second = verify(party.peer(), &ProjectivePoint::GENERATOR, second)?;
        let own_base = own_first + peer_first + peer_second;
        let peer_base = own_first + own_second + peer_first;
        if bool::from(own_base.is_identity() | peer_base.is_identity()) {
            return Err(CryptoError::BadKeyShare);
        }
        let blinded = SecretScalar::new(*private * *password);
        Ok(EcJpakeSecondRound { party, private, blinded, own_base, peer_base, peer_second })
    }
}

/// One side of an exchange that knows the other's keys of the first round.
pub struct EcJpakeSecondRound {
    party: EcJpakeParty,
    /// The second key.
    private: SecretScalar,
    /// The second key times the password.
    blinded: SecretScalar,
    own_base: ProjectivePoint,
    peer_base: ProjectivePoint,
    peer_second: ProjectivePoint,
}

impl EcJpakeSecondRound {
    /// What goes to the peer in the second round.
    pub fn second_round(&self) -> Result<EcJpakeShare, CryptoError> {
        let public = self.own_base * *self.blinded;
        prove(self.party, &self.own_base, &self.blinded, &public)
    }

    /// The secret: the same on both sides if both had the same password, which nothing here tells.
    ///
    /// Fails as [`EcJpake::accept`] does.
    pub fn agree(self, peer: &EcJpakeShare) -> Result<Secret, CryptoError> {
        let point = verify(self.party.peer(), &self.peer_base, peer)?;
        let shared = Zeroizing::new((point - self.peer_second * *self.blinded) * *self.private);
        if bool::from(shared.is_identity()) {
            return Err(CryptoError::BadKeyShare);
        }
        let encoded = Zeroizing::new(encode(&shared));
        let (_, coordinates) = encoded.split_at(1);
        let (x, _) = coordinates.split_at(32);
        Ok(Secret::from(digest(HashAlgorithm::Sha256, &[x]).as_ref()))
    }
}

impl fmt::Debug for EcJpake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcJpake({:?})", self.party)
    }
}

impl fmt::Debug for EcJpakeSecondRound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcJpakeSecondRound({:?})", self.party)
    }
}

/// A secret number, wiped when dropped. It is boxed, so that passing it on leaves no copies behind.
struct SecretScalar(Box<Scalar>);

impl SecretScalar {
    fn new(scalar: Scalar) -> Self {
        Self(Box::new(scalar))
    }
}

impl core::ops::Deref for SecretScalar {
    type Target = Scalar;

    fn deref(&self) -> &Scalar {
        &self.0
    }
}

impl Drop for SecretScalar {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The password modulo the order, which must not be 0.
fn password_scalar(password: &[u8]) -> Result<SecretScalar, CryptoError> {
    let mut number = SecretScalar::new(Scalar::ZERO);
    for &byte in password {
        *number.0 = *number * Scalar::from(256_u64) + Scalar::from(u64::from(byte));
    }
    if bool::from(number.is_zero()) { Err(CryptoError::BadKey) } else { Ok(number) }
}

fn random_scalar() -> Result<SecretScalar, CryptoError> {
    let scalar = NonZeroScalar::try_generate_from_rng(&mut SystemRandom::new());
    Ok(SecretScalar::new(*Zeroizing::new(scalar.map_err(|_| CryptoError::Random)?).as_ref()))
}

/// `public` with the proof that `private` times `base` it is.
fn prove(
    party: EcJpakeParty,
    base: &ProjectivePoint,
    private: &Scalar,
    public: &ProjectivePoint,
) -> Result<EcJpakeShare, CryptoError> {
    let nonce = random_scalar()?;
    let point = encode(public);
    let commitment = encode(&(*base * *nonce));
    let challenge = challenge(party, base, &commitment, &point);
    let response = (*nonce - *private * challenge).to_repr();
    let leading_zeros = response.iter().take_while(|byte| **byte == 0).count();
    let (_, response) = response.split_at(leading_zeros.min(MAX_RESPONSE_LEN - 1));
    Ok(EcJpakeShare { point: point.to_vec(), commitment: commitment.to_vec(), response: response.to_vec() })
}

/// The public key of a share of `party`, if its proof holds.
fn verify(
    party: EcJpakeParty,
    base: &ProjectivePoint,
    share: &EcJpakeShare,
) -> Result<ProjectivePoint, CryptoError> {
    let (public, point) = decode(&share.point)?;
    let (commitment, commitment_bytes) = decode(&share.commitment)?;
    let response = response_scalar(&share.response).ok_or(CryptoError::BadProof)?;
    let challenge = challenge(party, base, &commitment_bytes, &point);
    if *base * response + public * challenge == commitment { Ok(public) } else { Err(CryptoError::BadProof) }
}

/// What a proof answers: the hash of base, commitment, public key and the name of the side, each behind its length in
/// four bytes.
fn challenge(
    party: EcJpakeParty,
    base: &ProjectivePoint,
    commitment: &[u8; POINT_LEN],
    point: &[u8; POINT_LEN],
) -> Scalar {
    const LENGTH: [u8; 4] = (POINT_LEN as u32).to_be_bytes();
    let base = encode(base);
    let name = party.name();
    let name_len = (name.len() as u32).to_be_bytes();
    let parts: [&[u8]; 8] = [&LENGTH, &base, &LENGTH, commitment, &LENGTH, point, &name_len, name];
    let hash = digest(HashAlgorithm::Sha256, &parts);
    let mut bytes = FieldBytes::default();
    bytes.copy_from_slice(hash.as_ref());
    Scalar::reduce(&bytes)
}

/// A big-endian number below the order; leading zeros are allowed.
fn response_scalar(bytes: &[u8]) -> Option<Scalar> {
    let mut padded = FieldBytes::default();
    let start = padded.len().checked_sub(bytes.len()).filter(|_| !bytes.is_empty())?;
    padded.get_mut(start..)?.copy_from_slice(bytes);
    Option::from(Scalar::from_repr(padded))
}

fn encode(point: &ProjectivePoint) -> [u8; POINT_LEN] {
    let mut bytes = [0; POINT_LEN];
    let encoded = point.to_affine().to_sec1_point(false);
    // The point at infinity, which is never encoded here, would be one byte.
    for (to, from) in bytes.iter_mut().zip(encoded.as_bytes()) {
        *to = *from;
    }
    bytes
}

/// A point of the curve, uncompressed, that is not the point at infinity.
fn decode(bytes: &[u8]) -> Result<(ProjectivePoint, [u8; POINT_LEN]), CryptoError> {
    let bytes: [u8; POINT_LEN] = bytes.try_into().map_err(|_| CryptoError::BadKeyShare)?;
    if bytes.first() != Some(&4) {
        return Err(CryptoError::BadKeyShare);
    }
    let key = PublicKey::from_sec1_bytes(&bytes).map_err(|_| CryptoError::BadKeyShare)?;
    Ok((key.to_projective(), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A peer that knew our private keys could make the sums vanish on which the second rounds stand.
    #[test]
    fn sums_at_infinity_are_refused() {
        let server = EcJpakeParty::Server;
        let generator = &ProjectivePoint::GENERATOR;
        let share = |key: Scalar| prove(server, generator, &key, &(*generator * key)).unwrap();
        for of_peer in [false, true] {
            let client = EcJpake::new(EcJpakeParty::Client, b"password").unwrap();
            let [first, second] = [*client.private[0], *client.private[1]];
            let other = Scalar::from(5_u64);
            // Either x1 + x2 + x3 or x1 + x3 + x4 is 0.
            let third = if of_peer { -(first + second) } else { -(first + other) };
            let refused = client.accept(&[share(third), share(other)]);
            assert_eq!(refused.unwrap_err(), CryptoError::BadKeyShare);
        }
    }
}
