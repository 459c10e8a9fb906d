use super::{BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA};
use crate::crypto::{Integer, PrivateKey, PublicKey, RsaComponents, RsaParts};
use crate::ffi::bignum::MBEDTLS_ERR_MPI_NOT_ACCEPTABLE;
use crate::ffi::pk::Key;
use crate::ffi::status::Status;
use crate::pki::key::{KeyKind, SubjectPublicKey};
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// No number follows from those that are given: `MBEDTLS_ERR_MPI_NOT_ACCEPTABLE` is added, as by Mbed TLS.
const NOT_COMPLETED: Status = Status::new(MBEDTLS_ERR_RSA_BAD_INPUT_DATA + MBEDTLS_ERR_MPI_NOT_ACCEPTABLE);

/// What an RSA context holds: a key, or numbers that may become one, each made of the other when it is first needed.
#[derive(Clone)]
pub struct RsaValue {
    numbers: OnceLock<Box<Numbers>>,
    key: OnceLock<Key>,
}

/// The numbers of a key; zero for one that is not there. They may contradict each other.
#[derive(Clone)]
pub(super) struct Numbers {
    pub(super) n: Integer,
    pub(super) e: Integer,
    pub(super) d: Integer,
    pub(super) p: Integer,
    pub(super) q: Integer,
    /// `d` modulo `p` - 1, `d` modulo `q` - 1 and the inverse of `q` modulo `p`: set by a file or when the key is
    /// completed, and left alone when other numbers are imported.
    pub(super) crt: Option<[Integer; 3]>,
}

impl RsaValue {
    pub(super) fn of_key(key: Key) -> Self {
        Self { numbers: OnceLock::new(), key: OnceLock::from(key) }
    }

    pub(super) fn of_numbers(numbers: Numbers) -> Self {
        Self { numbers: OnceLock::from(Box::new(numbers)), key: OnceLock::new() }
    }

    /// A private key as a file has it. Only if its numbers fit it signs.
    pub(super) fn of_private(numbers: &RsaComponents) -> Self {
        Self::with_signer(Numbers::of_components(numbers), numbers.signer())
    }

    fn with_signer(numbers: Numbers, signer: Option<PrivateKey>) -> Self {
        let key = signer.map_or_else(|| numbers.public_key(), Key::private);
        Self { numbers: OnceLock::from(Box::new(numbers)), key: OnceLock::from(key) }
    }

    /// The key. Numbers by themselves make a public one; [`completed`](Self::completed) makes it private.
    pub(super) fn key(&self) -> &Key {
        self.key.get_or_init(|| self.numbers.get().map_or(Key::Empty, |numbers| numbers.public_key()))
    }

    pub(super) fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| Box::new(self.key.get().map_or_else(Numbers::none, Numbers::of_key)))
    }

    /// Bits of the modulus.
    pub(super) fn bits(&self) -> usize {
        match (self.numbers.get(), self.key.get()) {
            (Some(numbers), _) => numbers.n.bits(),
            (None, Some(key)) => key.kind().map_or(0, KeyKind::bits),
            (None, None) => 0,
        }
    }

    /// The same with every number that follows from the others, and with a private key if they make one.
    pub(super) fn completed(&self) -> Result<Self, Status> {
        let mut numbers = self.numbers().clone();
        let given = |number: &Integer| !number.is_zero();
        let (n, e, d) = (given(&numbers.n), given(&numbers.e), given(&numbers.d));
        match (given(&numbers.p), given(&numbers.q)) {
            (false, false) if n && e && !d => return Ok(self.clone()),
            (false, false) if n && e => {
                let found =
                    numbers.private_key().and_then(|key| key.rsa_components()).ok_or(NOT_COMPLETED)?;
                numbers.p = Integer::from_be_bytes(&found.p);
                numbers.q = Integer::from_be_bytes(&found.q);
            }
            (true, true) if e => {}
            _ => return Err(BAD_INPUT),
        }
        if !n {
            numbers.n = numbers.p.mul(&numbers.q);
        }
        numbers.complete()?;
        let signer = numbers.components().and_then(|numbers| numbers.signer());
        Ok(Self::with_signer(numbers, signer))
    }
}

impl Numbers {
    pub(super) fn none() -> Self {
        let zero = Integer::zero;
        Self { n: zero(), e: zero(), d: zero(), p: zero(), q: zero(), crt: None }
    }

    fn of_key(key: &Key) -> Self {
        if let Some(parts) = key.private_key().and_then(|key| key.rsa_components()) {
            return Self::of_components(&parts);
        }
        let number = Integer::from_be_bytes;
        let public = key.public();
        let n = public.and_then(PublicKey::rsa_modulus).map_or_else(Integer::zero, number);
        let e = public.and_then(PublicKey::rsa_exponent).map_or_else(Integer::zero, number);
        Self { n, e, ..Self::none() }
    }

    fn of_components(parts: &RsaComponents) -> Self {
        let number = Integer::from_be_bytes;
        Self {
            n: number(&parts.n),
            e: number(&parts.e),
            d: number(&parts.d),
            p: number(&parts.p),
            q: number(&parts.q),
            crt: Some([number(&parts.dp), number(&parts.dq), number(&parts.qinv)]),
        }
    }

    /// All numbers, if they are there.
    pub(super) fn components(&self) -> Option<RsaComponents> {
        let [dp, dq, qinv] = self.crt.as_ref()?;
        self.are_private().then(|| RsaComponents {
            n: self.n.to_be_bytes().to_vec(),
            e: self.e.to_be_bytes().to_vec(),
            d: self.d.to_be_bytes(),
            p: self.p.to_be_bytes(),
            q: self.q.to_be_bytes(),
            dp: dp.to_be_bytes(),
            dq: dq.to_be_bytes(),
            qinv: qinv.to_be_bytes(),
        })
    }

    /// Computes the private exponent and the numbers for the Chinese remainder theorem where they are not there.
    fn complete(&mut self) -> Result<(), Status> {
        let one = Integer::from(1);
        let (p, q) = (self.p.sub(&one), self.q.sub(&one));
        if self.d.is_zero() {
            let (multiple, _) = p.mul(&q).div_rem(&p.gcd(&q)).map_err(|_| NOT_COMPLETED)?;
            self.d = self.e.invert_mod(&multiple).map_err(|_| NOT_COMPLETED)?;
        }
        if self.crt.is_none() {
            let parts = [self.d.modulo(&p), self.d.modulo(&q), self.q.invert_mod(&self.p)];
            let [dp, dq, qinv] = parts.map(|part| part.map_err(|_| NOT_COMPLETED));
            self.crt = Some([dp?, dq?, qinv?]);
        }
        Ok(())
    }

    /// Whether all five are there.
    pub(super) fn are_private(&self) -> bool {
        [&self.n, &self.e, &self.d, &self.p, &self.q].iter().all(|number| !number.is_zero())
    }

    fn public_key(&self) -> Key {
        match PublicKey::from_rsa_components(&self.n.to_be_bytes(), &self.e.to_be_bytes()) {
            Ok(key) => Key::of_public(SubjectPublicKey {
                kind: KeyKind::Rsa { bits: self.n.bits() },
                key: Some(key),
            }),
            Err(_) => Key::Empty,
        }
    }

    fn private_key(&self) -> Option<PrivateKey> {
        let bytes = |number: &Integer| {
            let bytes = number.to_be_bytes();
            if bytes.is_empty() { None } else { Some(bytes) }
        };
        let all = [&self.n, &self.e, &self.d, &self.p, &self.q].map(bytes);
        let [n, e, d, p, q] = all
            .each_ref()
            .map(|bytes: &Option<Zeroizing<Vec<u8>>>| bytes.as_ref().map(|bytes| bytes.as_slice()));
        PrivateKey::from_rsa_components(&RsaParts { n, e, d, p, q }).ok()
    }
}
