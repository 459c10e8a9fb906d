use super::backend::rsa_der;
use super::{Integer, PrivateKey};
use core::fmt;
use zeroize::Zeroizing;

/// Some of the numbers of an RSA private key, big-endian, with or without leading zeros.
///
/// The rest follows from `p`, `q` and `e`, or from `n`, `e` and `d`.
#[derive(Clone, Copy, Default)]
pub struct RsaParts<'a> {
    /// The modulus.
    pub n: Option<&'a [u8]>,
    /// The public exponent.
    pub e: Option<&'a [u8]>,
    /// The private exponent.
    pub d: Option<&'a [u8]>,
    /// The first prime.
    pub p: Option<&'a [u8]>,
    /// The second prime.
    pub q: Option<&'a [u8]>,
}

impl fmt::Debug for RsaParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaParts")
    }
}

/// The numbers of an RSA private key (RFC 8017 §3.2), big-endian without leading zeros.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaComponents {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private exponent.
    pub d: Zeroizing<Vec<u8>>,
    /// The first prime.
    pub p: Zeroizing<Vec<u8>>,
    /// The second prime.
    pub q: Zeroizing<Vec<u8>>,
    /// `d` modulo `p` − 1.
    pub dp: Zeroizing<Vec<u8>>,
    /// `d` modulo `q` − 1.
    pub dq: Zeroizing<Vec<u8>>,
    /// The inverse of `q` modulo `p`.
    pub qinv: Zeroizing<Vec<u8>>,
}

impl RsaComponents {
    /// The key that signs with these numbers; `None` if they contradict each other or are out of the bounds of
    /// [`PrivateKey::from_rsa_components`]. A private exponent that does not fit is no obstacle: signatures are made
    /// without it.
    pub fn signer(&self) -> Option<PrivateKey> {
        if !self.fit() {
            return None;
        }
        let parts = RsaParts {
            n: Some(&self.n),
            e: Some(&self.e),
            d: Some(&self.d),
            p: Some(&self.p),
            q: Some(&self.q),
        };
        PrivateKey::from_rsa_components(&parts)
            .or_else(|_| PrivateKey::from_rsa_components(&RsaParts { d: None, ..parts }))
            .ok()
    }

    /// Whether the numbers that signatures are made with belong together: the primes make the modulus, and the numbers
    /// for the Chinese remainder theorem invert the public exponent and the second prime.
    pub fn fit(&self) -> bool {
        let number = Integer::from_be_bytes;
        let (p, q, e) = (number(&self.p), number(&self.q), number(&self.e));
        p.mul(&q) == number(&self.n)
            && is_inverse(&e, &number(&self.dp), &p.sub(&Integer::from(1)))
            && is_inverse(&e, &number(&self.dq), &q.sub(&Integer::from(1)))
            && is_inverse(&q, &number(&self.qinv), &p)
    }

    /// Whether [`fit`](Self::fit) holds and the private exponent is the one of the numbers for the Chinese remainder
    /// theorem, all as small as can be.
    pub fn are_exact(&self) -> bool {
        let number = Integer::from_be_bytes;
        let (n, d) = (number(&self.n), number(&self.d));
        let one = Integer::from(1);
        let reduced = |prime: &[u8], part: &[u8]| {
            let (below, part) = (number(prime).sub(&one), number(part));
            d.modulo(&below).is_ok_and(|rest| rest == part)
        };
        self.fit() && d > one && d < n && reduced(&self.p, &self.dp) && reduced(&self.q, &self.dq)
    }

    /// As PKCS #1 `RSAPrivateKey` (RFC 8017 §A.1.2).
    pub fn to_der(&self) -> Zeroizing<Vec<u8>> {
        rsa_der::write_private_key(self)
    }
}

fn is_inverse(number: &Integer, inverse: &Integer, modulus: &Integer) -> bool {
    number.mul(inverse).modulo(modulus).is_ok_and(|product| product == Integer::from(1))
}

impl fmt::Debug for RsaComponents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaComponents({} bytes)", self.n.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{HashAlgorithm, SignatureAlgorithm, SystemRandom};
    use crate::error::CryptoError;

    /// The primes are 61 and 53.
    fn small() -> RsaComponents {
        let secret = |number: u16| Zeroizing::new(number.to_be_bytes().to_vec());
        RsaComponents {
            n: vec![0x0c, 0xa1],
            e: vec![17],
            d: secret(2753),
            p: secret(61),
            q: secret(53),
            dp: secret(53),
            dq: secret(49),
            qinv: secret(38),
        }
    }

    #[test]
    fn numbers_that_sign_belong_together() {
        let sound = small();
        assert!(sound.fit() && sound.are_exact());
        // Too short to sign.
        assert!(sound.signer().is_none());
        let change = |change: fn(&mut RsaComponents)| {
            let mut changed = small();
            change(&mut changed);
            (changed.fit(), changed.are_exact())
        };
        assert_eq!(change(|key| key.n[1] ^= 2), (false, false));
        assert_eq!(change(|key| key.e[0] ^= 2), (false, false));
        assert_eq!(change(|key| key.d[1] ^= 2), (true, false));
        assert_eq!(change(|key| key.p[1] ^= 2), (false, false));
        assert_eq!(change(|key| key.q[1] ^= 2), (false, false));
        assert_eq!(change(|key| key.dp[1] += 60), (true, false));
        assert_eq!(change(|key| key.dp[1] += 1), (false, false));
        assert_eq!(change(|key| key.dq[1] += 1), (false, false));
        assert_eq!(change(|key| key.qinv[1] += 61), (true, true));
        assert_eq!(change(|key| key.qinv[1] += 1), (false, false));
        let one = |prime: fn(&mut RsaComponents) -> &mut Zeroizing<Vec<u8>>| {
            let mut changed = small();
            *prime(&mut changed) = Zeroizing::new(vec![1]);
            changed.fit()
        };
        assert!(!one(|key| &mut key.p) && !one(|key| &mut key.q));
    }

    #[test]
    fn only_numbers_that_fit_make_a_key() {
        let key = PrivateKey::generate_rsa(1024, 65537, &mut SystemRandom::new()).unwrap();
        let sound = key.rsa_components().unwrap();
        assert!(sound.are_exact() && sound.signer().is_some());
        let mut other = sound.clone();
        other.d[0] ^= 1;
        assert!(!other.are_exact());
        assert_eq!(other.signer().unwrap().public_key(), key.public_key());
        let mut other = sound.clone();
        *other.qinv.last_mut().unwrap() ^= 1;
        assert!(other.signer().is_none());
        // What stands for such a key signs nothing.
        let unfit = PrivateKey::unfit(key.public_key());
        let algorithm = SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256);
        assert!(unfit.is_unfit() && unfit.can_sign(algorithm) && unfit.rsa_components().is_none());
        assert_eq!(unfit.sign(algorithm, b"a message"), Err(CryptoError::BadRsaSignature));
        assert_eq!(unfit.sign_digest(algorithm, &[0; 32]), Err(CryptoError::BadRsaSignature));
        assert!(unfit.sign_rsa_pkcs1_raw(b"content").is_err());
    }
}
