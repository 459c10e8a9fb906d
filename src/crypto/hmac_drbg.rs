//! HMAC_DRBG (NIST SP 800-90A §10.1.2), seeded by an entropy source of the caller's.

use super::ctr_drbg::CtrDrbgError;
use super::{HashAlgorithm, HmacKey, MAX_HASH_LEN};
use core::fmt;
use zeroize::Zeroize;

/// Requests between two seedings, unless set otherwise.
const RESEED_INTERVAL: i32 = 10_000;

/// A random generator, which may be not seeded yet.
pub struct HmacDrbg {
    state: Option<State>,
    /// The value of SP 800-90A. It outlives a seeding: the next one starts with it as the key.
    value: [u8; MAX_HASH_LEN],
    entropy_len: usize,
    reseed_counter: i32,
    reseed_interval: i32,
    prediction_resistance: bool,
}

struct State {
    algorithm: HashAlgorithm,
    key: HmacKey,
    /// Whether there is an entropy source to seed from again.
    has_source: bool,
}

impl HmacDrbg {
    /// The most bytes that one request gives.
    pub const MAX_REQUEST_LEN: usize = 1024;
    /// The most bytes of additional input for one request or seeding.
    pub const MAX_INPUT_LEN: usize = 256;
    /// The most bytes of entropy, nonce and input together for one seeding.
    pub const MAX_SEED_INPUT_LEN: usize = 384;

    /// A generator that is not seeded.
    pub fn new() -> Self {
        Self {
            state: None,
            value: [0; MAX_HASH_LEN],
            entropy_len: 0,
            reseed_counter: 0,
            reseed_interval: RESEED_INTERVAL,
            prediction_resistance: false,
        }
    }

    /// Sets how many bytes of entropy a seeding takes. 0 at the first seeding means what the hash is worth.
    pub fn set_entropy_len(&mut self, len: usize) {
        self.entropy_len = len;
    }

    /// Sets after how many requests fresh entropy is taken.
    pub fn set_reseed_interval(&mut self, interval: i32) {
        self.reseed_interval = interval;
    }

    /// Sets whether every request takes fresh entropy first.
    pub fn set_prediction_resistance(&mut self, on: bool) {
        self.prediction_resistance = on;
    }

    /// Seeds with entropy, half as much again for the nonce, and `personalization`.
    ///
    /// Fails with [`CtrDrbgError::InputTooLong`] if `personalization` is above [`HmacDrbg::MAX_INPUT_LEN`] or all of it
    /// above [`HmacDrbg::MAX_SEED_INPUT_LEN`].
    pub fn seed<E>(
        &mut self,
        algorithm: HashAlgorithm,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        personalization: &[u8],
    ) -> Result<(), CtrDrbgError<E>> {
        if self.entropy_len == 0 {
            // SP 800-57 part 1, table 3: the strength of the hash for HMAC, capped at 256 bits.
            self.entropy_len = match algorithm.output_len() {
                ..=20 => 16,
                21..=28 => 24,
                _ => 32,
            };
        }
        let before = (self.state.take(), self.value);
        self.start(algorithm, true);
        let seeded = self.gather(entropy, self.entropy_len / 2, personalization);
        if seeded.is_err() {
            (self.state, self.value) = before;
        }
        seeded
    }

    /// Seeds with `data` alone. Nothing is ever taken from an entropy source then.
    pub fn seed_from(&mut self, algorithm: HashAlgorithm, data: &[u8]) {
        self.start(algorithm, false);
        self.mix(&[data]);
    }

    /// Mixes in fresh entropy, and `additional` with it. Fails as [`HmacDrbg::seed`] does.
    pub fn reseed<E>(
        &mut self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        additional: &[u8],
    ) -> Result<(), CtrDrbgError<E>> {
        if !self.has_source() {
            return Err(CtrDrbgError::NotSeeded);
        }
        self.gather(entropy, 0, additional)
    }

    /// Mixes in `additional` without fresh entropy.
    pub fn update<E>(&mut self, additional: &[u8]) -> Result<(), CtrDrbgError<E>> {
        if self.state.is_none() {
            return Err(CtrDrbgError::NotSeeded);
        }
        self.mix(&[additional]);
        Ok(())
    }

    /// Fills `out`, mixing in `additional`, which may be empty. Takes fresh entropy first if that is due.
    ///
    /// Fails with [`CtrDrbgError::RequestTooLong`] above [`HmacDrbg::MAX_REQUEST_LEN`] and with
    /// [`CtrDrbgError::InputTooLong`] above [`HmacDrbg::MAX_INPUT_LEN`]; `out` is left alone by every failure.
    pub fn fill<E>(
        &mut self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        additional: &[u8],
        out: &mut [u8],
    ) -> Result<(), CtrDrbgError<E>> {
        if self.state.is_none() {
            return Err(CtrDrbgError::NotSeeded);
        }
        if out.len() > Self::MAX_REQUEST_LEN {
            return Err(CtrDrbgError::RequestTooLong);
        }
        if additional.len() > Self::MAX_INPUT_LEN {
            return Err(CtrDrbgError::InputTooLong);
        }
        let mut additional = additional;
        let is_due = self.prediction_resistance || self.reseed_counter > self.reseed_interval;
        if is_due && self.has_source() {
            self.reseed(entropy, additional)?;
            additional = &[];
        }
        if !additional.is_empty() {
            self.mix(&[additional]);
        }
        let state = self.state.as_ref().ok_or(CtrDrbgError::NotSeeded)?;
        let value = &mut self.value[..state.algorithm.output_len()];
        for chunk in out.chunks_mut(value.len()) {
            value.copy_from_slice(state.key.sign(&[value]).as_ref());
            chunk.copy_from_slice(&value[..chunk.len()]);
        }
        self.mix(&[additional]);
        self.reseed_counter = self.reseed_counter.saturating_add(1);
        Ok(())
    }

    fn has_source(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.has_source)
    }

    /// The first key is zeros, or what the value was before; the first value is ones.
    fn start(&mut self, algorithm: HashAlgorithm, has_source: bool) {
        let value = &mut self.value[..algorithm.output_len()];
        let key = HmacKey::new(algorithm, value);
        value.fill(1);
        self.state = Some(State { algorithm, key, has_source });
    }

    /// Takes entropy, then nonce, and mixes both in with `extra`.
    fn gather<E>(
        &mut self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        nonce_len: usize,
        extra: &[u8],
    ) -> Result<(), CtrDrbgError<E>> {
        let gathered_len = self.entropy_len.saturating_add(nonce_len);
        let total = gathered_len.saturating_add(extra.len());
        if extra.len() > Self::MAX_INPUT_LEN || total > Self::MAX_SEED_INPUT_LEN {
            return Err(CtrDrbgError::InputTooLong);
        }
        let mut input = [0; Self::MAX_SEED_INPUT_LEN];
        let (from_entropy, rest) = input.split_at_mut(self.entropy_len);
        let mut gathered = entropy(from_entropy);
        if gathered.is_ok() && nonce_len > 0 {
            gathered = entropy(&mut rest[..nonce_len]);
        }
        if gathered.is_ok() {
            self.mix(&[&input[..gathered_len], extra]);
            self.reseed_counter = 1;
        }
        input.zeroize();
        gathered.map_err(CtrDrbgError::Entropy)
    }

    /// HMAC_DRBG_Update (SP 800-90A §10.1.2.2).
    fn mix(&mut self, parts: &[&[u8]]) {
        let Some(state) = &mut self.state else { return };
        let value = &mut self.value[..state.algorithm.output_len()];
        let rounds = if parts.iter().all(|part| part.is_empty()) { 1 } else { 2 };
        for round in 0..rounds {
            let round = [round];
            let input = [&[&*value, &round], parts].concat();
            state.key = HmacKey::new(state.algorithm, state.key.sign(&input).as_ref());
            value.copy_from_slice(state.key.sign(&[value]).as_ref());
        }
    }
}

impl Default for HmacDrbg {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for HmacDrbg {
    fn drop(&mut self) {
        self.value.zeroize();
    }
}

impl fmt::Debug for HmacDrbg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.state.is_some() { "HmacDrbg(seeded)" } else { "HmacDrbg(not seeded)" })
    }
}

/// Whether NIST's vector for SHA-256 comes out right: entropy and nonce, and the second of two requests.
pub fn hmac_drbg_known_answer_is_right() -> bool {
    let mut drbg = HmacDrbg::new();
    drbg.seed_from(HashAlgorithm::Sha256, &KNOWN_SEED);
    let none = &mut |_: &mut [u8]| -> Result<(), ()> { Err(()) };
    let mut out = [0; 128];
    let done = drbg.fill(none, &[], &mut out).and_then(|()| drbg.fill(none, &[], &mut out));
    done.is_ok() && out.starts_with(&KNOWN_ANSWER)
}

/// Entropy and nonce of the first vector without prediction resistance.
const KNOWN_SEED: [u8; 48] = [
    0xca, 0x85, 0x19, 0x11, 0x34, 0x93, 0x84, 0xbf, 0xfe, 0x89, 0xde, 0x1c, 0xbd, 0xc4, 0x6e, 0x68, 0x31,
    0xe4, 0x4d, 0x34, 0xa4, 0xfb, 0x93, 0x5e, 0xe2, 0x85, 0xdd, 0x14, 0xb7, 0x1a, 0x74, 0x88, 0x65, 0x9b,
    0xa9, 0x6c, 0x60, 0x1d, 0xc6, 0x9f, 0xc9, 0x02, 0x94, 0x08, 0x05, 0xec, 0x0c, 0xa8,
];

/// What the second request for 1024 bits begins with.
const KNOWN_ANSWER: [u8; 32] = [
    0xe5, 0x28, 0xe9, 0xab, 0xf2, 0xde, 0xce, 0x54, 0xd4, 0x7c, 0x7e, 0x75, 0xe5, 0xfe, 0x30, 0x21, 0x49,
    0xf8, 0x17, 0xea, 0x9f, 0xb4, 0xbe, 0xe6, 0xf4, 0x19, 0x96, 0x97, 0xd0, 0x4d, 0x5b, 0x89,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nist_vector_sha_256() {
        assert!(hmac_drbg_known_answer_is_right());
    }

    #[test]
    fn failures_leave_the_generator_alone() {
        let counting = &mut |out: &mut [u8]| -> Result<(), ()> {
            out.iter_mut().zip(0..).for_each(|(byte, at)| *byte = at);
            Ok(())
        };
        let failing = &mut |_: &mut [u8]| -> Result<(), ()> { Err(()) };
        let mut drbg = HmacDrbg::new();
        assert_eq!(drbg.fill(counting, &[], &mut [0; 1]), Err(CtrDrbgError::NotSeeded));
        assert_eq!(drbg.reseed(counting, &[]), Err(CtrDrbgError::NotSeeded));
        assert_eq!(drbg.update::<()>(b"x"), Err(CtrDrbgError::NotSeeded));
        assert_eq!(drbg.seed(HashAlgorithm::Sha1, failing, &[]), Err(CtrDrbgError::Entropy(())));
        assert!(format!("{drbg:?}").contains("not seeded"));
        drbg.seed(HashAlgorithm::Sha1, counting, &[]).unwrap();
        let mut twin = HmacDrbg::new();
        twin.seed(HashAlgorithm::Sha1, counting, &[]).unwrap();
        assert_eq!(drbg.reseed(failing, b"x"), Err(CtrDrbgError::Entropy(())));
        assert_eq!(drbg.reseed(counting, &[0; 257]), Err(CtrDrbgError::InputTooLong));
        assert_eq!(drbg.fill(counting, &[0; 257], &mut [0; 1]), Err(CtrDrbgError::InputTooLong));
        assert_eq!(drbg.fill(counting, &[], &mut [0; 1025]), Err(CtrDrbgError::RequestTooLong));
        let (mut ours, mut theirs) = ([0; 40], [0; 40]);
        drbg.fill(counting, &[], &mut ours).unwrap();
        twin.fill(counting, &[], &mut theirs).unwrap();
        assert_eq!(ours, theirs);
    }
}
