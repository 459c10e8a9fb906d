use aes::Aes256Enc;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use core::fmt;
use zeroize::Zeroize;

const BLOCK_LEN: usize = 16;
const KEY_LEN: usize = 32;

/// Bytes that key and counter block take, called seedlen in SP 800-90A.
const SEED_LEN: usize = KEY_LEN + BLOCK_LEN;

/// CTR_DRBG of NIST SP 800-90A revision 1, §10.2.1, with AES-256 and the block-cipher derivation function.
///
/// Given the same entropy it gives the same bytes as `mbedtls_ctr_drbg_*` of Mbed TLS 3.6 in its default
/// configuration, including when it asks for entropy and how much. The entropy source is handed to each call that may
/// need it: a closure that fills its argument wholly, or fails.
///
/// ```text
/// new ── set_entropy_len, set_nonce_len ──> seed ──> fill ──> fill ... (reseeds by itself)
///                                                └─> reseed, update
/// ```
pub struct CtrDrbg {
    state: Option<State>,
    entropy_len: usize,
    nonce_len: Option<usize>,
    prediction_resistance: bool,
    reseed_interval: i32,
    /// Requests since the last seeding, plus one.
    reseed_counter: u32,
}

/// Why a [`CtrDrbg`] refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtrDrbgError<E> {
    /// The entropy source failed. The state is what it was before.
    Entropy(E),
    /// More was asked for than [`CtrDrbg::MAX_REQUEST_LEN`].
    RequestTooLong,
    /// An input, or an input together with the entropy beside it, is too long.
    InputTooLong,
    /// Bytes were asked for before the first seeding.
    NotSeeded,
    /// The nonce length was set after the first seeding.
    AlreadySeeded,
}

impl CtrDrbg {
    /// Bytes of entropy that a seeding takes unless told otherwise.
    pub const DEFAULT_ENTROPY_LEN: usize = 48;

    /// Requests between two seedings unless told otherwise.
    pub const DEFAULT_RESEED_INTERVAL: i32 = 10_000;

    /// The most bytes that one [`CtrDrbg::fill`] gives.
    pub const MAX_REQUEST_LEN: usize = 1024;

    /// The most bytes of additional input that one [`CtrDrbg::fill`] takes.
    pub const MAX_INPUT_LEN: usize = 256;

    /// The most bytes of entropy, nonce and other input together that one seeding or [`CtrDrbg::update`] takes.
    pub const MAX_SEED_INPUT_LEN: usize = 384;

    /// A generator with the default settings, not yet seeded.
    pub fn new() -> Self {
        Self {
            state: None,
            entropy_len: Self::DEFAULT_ENTROPY_LEN,
            nonce_len: None,
            prediction_resistance: false,
            reseed_interval: Self::DEFAULT_RESEED_INTERVAL,
            reseed_counter: 0,
        }
    }

    /// How many bytes of entropy each seeding takes from now on. Zero means the default.
    pub fn set_entropy_len(&mut self, len: usize) {
        self.entropy_len = if len == 0 { Self::DEFAULT_ENTROPY_LEN } else { len };
    }

    /// How many bytes the first seeding takes as nonce, in a second request for entropy; zero saves the request.
    ///
    /// Without this call it takes half of the entropy length, rounded up, unless the entropy length is already one
    /// and a half times the security strength, that is 48 bytes or more (SP 800-90A §8.6.7).
    ///
    /// Fails with [`CtrDrbgError::AlreadySeeded`] after the first seeding, else with [`CtrDrbgError::InputTooLong`]
    /// above [`CtrDrbg::MAX_SEED_INPUT_LEN`].
    pub fn set_nonce_len<E>(&mut self, len: usize) -> Result<(), CtrDrbgError<E>> {
        if self.state.is_some() {
            return Err(CtrDrbgError::AlreadySeeded);
        }
        if len > Self::MAX_SEED_INPUT_LEN {
            return Err(CtrDrbgError::InputTooLong);
        }
        self.nonce_len = Some(len);
        Ok(())
    }

    /// Whether every [`CtrDrbg::fill`] takes fresh entropy first. Off at first.
    pub fn set_prediction_resistance(&mut self, on: bool) {
        self.prediction_resistance = on;
    }

    /// After how many requests the next one takes fresh entropy first; zero or less means at every request.
    pub fn set_reseed_interval(&mut self, interval: i32) {
        self.reseed_interval = interval;
    }

    /// Whether [`CtrDrbg::seed`] has succeeded.
    pub fn is_seeded(&self) -> bool {
        self.state.is_some()
    }

    /// Seeds for the first time, with any bytes that set this generator apart from others. Calling it again replaces
    /// the key, and takes the nonce again.
    ///
    /// Fails with [`CtrDrbgError::InputTooLong`], before asking for entropy, if entropy, nonce and `personalization`
    /// are together longer than [`CtrDrbg::MAX_SEED_INPUT_LEN`].
    pub fn seed<E>(
        &mut self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        personalization: &[u8],
    ) -> Result<(), CtrDrbgError<E>> {
        let nonce_len = self.nonce_len.unwrap_or_else(|| default_nonce_len(self.entropy_len));
        let material = self.gather(entropy, nonce_len, personalization)?;
        // A second seeding begins with the first one's counter block, as that of Mbed TLS does.
        let counter = self.state.as_ref().map_or(0, |state| state.counter);
        let mut state = State { cipher: cipher(&[0; KEY_LEN]), counter };
        state.update(&material);
        self.state = Some(state);
        self.reseed_counter = 1;
        Ok(())
    }

    /// Mixes in fresh entropy, and `additional` with it. Fails as [`CtrDrbg::seed`] does.
    pub fn reseed<E>(
        &mut self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        additional: &[u8],
    ) -> Result<(), CtrDrbgError<E>> {
        if self.state.is_none() {
            return Err(CtrDrbgError::NotSeeded);
        }
        let material = self.gather(entropy, 0, additional)?;
        let state = self.state.as_mut().ok_or(CtrDrbgError::NotSeeded)?;
        state.update(&material);
        self.reseed_counter = 1;
        Ok(())
    }

    /// Mixes in `additional` without fresh entropy. Nothing happens if it is empty.
    ///
    /// Fails with [`CtrDrbgError::InputTooLong`] above [`CtrDrbg::MAX_SEED_INPUT_LEN`].
    pub fn update<E>(&mut self, additional: &[u8]) -> Result<(), CtrDrbgError<E>> {
        let state = self.state.as_mut().ok_or(CtrDrbgError::NotSeeded)?;
        if additional.is_empty() {
            return Ok(());
        }
        if additional.len() > Self::MAX_SEED_INPUT_LEN {
            return Err(CtrDrbgError::InputTooLong);
        }
        state.update(&Seed::derive(&[additional]));
        Ok(())
    }

    /// Fills `out`, mixing in `additional`, which may be empty. Takes fresh entropy first if that is due.
    ///
    /// Fails with [`CtrDrbgError::RequestTooLong`] above [`CtrDrbg::MAX_REQUEST_LEN`] and with
    /// [`CtrDrbgError::InputTooLong`] above [`CtrDrbg::MAX_INPUT_LEN`]; `out` is left alone by every failure.
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
        if self.prediction_resistance || i64::from(self.reseed_counter) > i64::from(self.reseed_interval) {
            self.reseed(entropy, additional)?;
            additional = &[];
        }
        let state = self.state.as_mut().ok_or(CtrDrbgError::NotSeeded)?;
        let material = if additional.is_empty() {
            Seed::zero()
        } else {
            let material = Seed::derive(&[additional]);
            state.update(&material);
            material
        };
        for chunk in out.chunks_mut(BLOCK_LEN) {
            let mut block = state.next_block();
            chunk.copy_from_slice(&block[..chunk.len()]);
            block.zeroize();
        }
        state.update(&material);
        self.reseed_counter = self.reseed_counter.saturating_add(1);
        Ok(())
    }

    /// Entropy, nonce and `extra` made into seed material.
    fn gather<E>(
        &self,
        entropy: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
        nonce_len: usize,
        extra: &[u8],
    ) -> Result<Seed, CtrDrbgError<E>> {
        let room = Self::MAX_SEED_INPUT_LEN
            .checked_sub(self.entropy_len)
            .and_then(|room| room.checked_sub(nonce_len))
            .ok_or(CtrDrbgError::InputTooLong)?;
        if extra.len() > room {
            return Err(CtrDrbgError::InputTooLong);
        }
        let mut input = [0; Self::MAX_SEED_INPUT_LEN];
        let (from_entropy, rest) = input.split_at_mut(self.entropy_len);
        let from_nonce = &mut rest[..nonce_len];
        let mut gathered = entropy(from_entropy);
        if gathered.is_ok() && nonce_len > 0 {
            gathered = entropy(from_nonce);
        }
        let material = gathered.map(|()| Seed::derive(&[&from_entropy[..], &from_nonce[..], extra]));
        input.zeroize();
        material.map_err(CtrDrbgError::Entropy)
    }
}

impl Default for CtrDrbg {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CtrDrbg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_seeded() { "CtrDrbg(seeded)" } else { "CtrDrbg(not seeded)" })
    }
}

/// The nonce has half the security strength (SP 800-90A §8.6.7), unless the entropy already covers it.
fn default_nonce_len(entropy_len: usize) -> usize {
    if entropy_len >= KEY_LEN * 3 / 2 { 0 } else { entropy_len.div_ceil(2) }
}

/// Key and counter block.
struct State {
    cipher: Aes256Enc,
    counter: u128,
}

impl State {
    fn next_block(&mut self) -> [u8; BLOCK_LEN] {
        self.counter = self.counter.wrapping_add(1);
        encrypt(&self.cipher, self.counter.to_be_bytes())
    }

    /// CTR_DRBG_Update (SP 800-90A §10.2.1.2).
    fn update(&mut self, material: &Seed) {
        let next = Seed::of_blocks(|| self.next_block());
        let mut key = next.key;
        key.iter_mut().zip(&material.key).for_each(|(out, material)| *out ^= material);
        self.cipher = cipher(&key);
        key.zeroize();
        self.counter = u128::from_be_bytes(next.counter) ^ u128::from_be_bytes(material.counter);
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // The cipher wipes itself.
        self.counter.zeroize();
    }
}

/// A key and a counter block, or what is mixed into them.
struct Seed {
    key: [u8; KEY_LEN],
    counter: [u8; BLOCK_LEN],
}

impl Seed {
    fn zero() -> Self {
        Self { key: [0; KEY_LEN], counter: [0; BLOCK_LEN] }
    }

    fn of_blocks(mut next: impl FnMut() -> [u8; BLOCK_LEN]) -> Self {
        let mut seed = Self::zero();
        for chunk in seed.key.chunks_exact_mut(BLOCK_LEN) {
            chunk.copy_from_slice(&next());
        }
        seed.counter = next();
        seed
    }

    /// Block_Cipher_df (SP 800-90A §10.3.2) of `parts`, one after the other.
    fn derive(parts: &[&[u8]]) -> Self {
        let chaining = cipher(&core::array::from_fn(|at| at as u8));
        let input_len: usize = parts.iter().map(|part| part.len()).sum();
        let mut index = 0u32;
        let temp = Self::of_blocks(|| {
            let mut bcc = Bcc { cipher: &chaining, chain: [0; BLOCK_LEN], filled: 0 };
            bcc.absorb(&index.to_be_bytes());
            bcc.absorb(&[0; BLOCK_LEN - 4]);
            bcc.absorb(&(input_len as u32).to_be_bytes());
            bcc.absorb(&(SEED_LEN as u32).to_be_bytes());
            parts.iter().for_each(|part| bcc.absorb(part));
            bcc.absorb(&[0x80]);
            index += 1;
            bcc.finish()
        });
        let last = cipher(&temp.key);
        let mut block = temp.counter;
        Self::of_blocks(|| {
            block = encrypt(&last, block);
            block
        })
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.key.zeroize();
        self.counter.zeroize();
    }
}

/// BCC, the chaining of blocks below the derivation function (SP 800-90A §10.3.3).
struct Bcc<'a> {
    cipher: &'a Aes256Enc,
    chain: [u8; BLOCK_LEN],
    filled: usize,
}

impl Bcc<'_> {
    fn absorb(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.chain[self.filled] ^= byte;
            self.filled += 1;
            if self.filled == BLOCK_LEN {
                self.chain = encrypt(self.cipher, self.chain);
                self.filled = 0;
            }
        }
    }

    /// Ends with zeros up to a whole block.
    fn finish(mut self) -> [u8; BLOCK_LEN] {
        if self.filled > 0 {
            self.chain = encrypt(self.cipher, self.chain);
        }
        core::mem::take(&mut self.chain)
    }
}

fn cipher(key: &[u8; KEY_LEN]) -> Aes256Enc {
    Aes256Enc::new(&Array::from(*key))
}

fn encrypt(cipher: &Aes256Enc, block: [u8; BLOCK_LEN]) -> [u8; BLOCK_LEN] {
    let mut block = Array::from(block);
    cipher.encrypt_block(&mut block);
    block.into()
}
