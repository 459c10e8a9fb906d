use super::BAD_INPUT;
use crate::crypto::{Integer, PrivateKey, PublicKey, RsaParts};
use crate::ffi::pk::Key;
use crate::ffi::status::Status;
use crate::pki::key::{KeyKind, SubjectPublicKey};
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// What an RSA context holds: a key, or numbers that may become one, each made of the other when it is first needed.
#[derive(Clone)]
pub struct RsaValue {
    numbers: OnceLock<Box<Numbers>>,
    key: OnceLock<Key>,
}

/// The numbers of a key; zero for one that is not there.
#[derive(Clone)]
pub(super) struct Numbers {
    pub(super) n: Integer,
    pub(super) e: Integer,
    pub(super) d: Integer,
    pub(super) p: Integer,
    pub(super) q: Integer,
}

impl RsaValue {
    pub(super) fn of_key(key: Key) -> Self {
        Self { numbers: OnceLock::new(), key: OnceLock::from(key) }
    }

    pub(super) fn of_numbers(numbers: Numbers) -> Self {
        Self { numbers: OnceLock::from(Box::new(numbers)), key: OnceLock::new() }
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
        if self.key.get().is_some_and(|key| key.private_key().is_some()) {
            return Ok(self.clone());
        }
        let have = self.numbers();
        let given = |number: &Integer| !number.is_zero();
        let (n, e, d) = (given(&have.n), given(&have.e), given(&have.d));
        match (given(&have.p), given(&have.q)) {
            (false, false) if n && e && !d => return Ok(self.clone()),
            (false, false) if n && e => {}
            (true, true) if e => {}
            _ => return Err(BAD_INPUT),
        }
        let key = Key::private(have.private_key().ok_or(BAD_INPUT)?);
        let derived = Numbers::of_key(&key);
        let choose = |own: &Integer, other: Integer| if given(own) { own.clone() } else { other };
        let numbers = Numbers {
            n: choose(&have.n, derived.n.clone()),
            e: have.e.clone(),
            d: choose(&have.d, derived.d.clone()),
            p: choose(&have.p, derived.p.clone()),
            q: choose(&have.q, derived.q.clone()),
        };
        Ok(Self { numbers: OnceLock::from(Box::new(numbers)), key: OnceLock::from(key) })
    }
}

impl Numbers {
    pub(super) fn none() -> Self {
        let zero = Integer::zero;
        Self { n: zero(), e: zero(), d: zero(), p: zero(), q: zero() }
    }

    fn of_key(key: &Key) -> Self {
        let number = Integer::from_be_bytes;
        if let Some(parts) = key.private_key().and_then(|key| key.rsa_components()) {
            return Self {
                n: number(&parts.n),
                e: number(&parts.e),
                d: number(&parts.d),
                p: number(&parts.p),
                q: number(&parts.q),
            };
        }
        let public = key.public();
        let n = public.and_then(PublicKey::rsa_modulus).map_or_else(Integer::zero, number);
        let e = public.and_then(PublicKey::rsa_exponent).map_or_else(Integer::zero, number);
        Self { n, e, ..Self::none() }
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
