use crate::error::CryptoError;
use ring::rand::SecureRandom;
use rsa::rand_core;

/// A source of random bytes fit for nonces and keys.
pub trait Random {
    /// Fills `out` wholly, or fails with [`CryptoError::Random`] and leaves it in an unspecified state.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError>;
}

impl<T: Random + ?Sized> Random for &mut T {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        (**self).fill(out)
    }
}

/// The operating system's generator.
#[derive(Clone, Debug)]
pub struct SystemRandom(ring::rand::SystemRandom);

impl SystemRandom {
    /// A handle to the generator; it costs nothing.
    pub fn new() -> Self {
        Self(ring::rand::SystemRandom::new())
    }

    pub(super) fn as_ring(&self) -> &dyn SecureRandom {
        &self.0
    }
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for SystemRandom {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        self.0.fill(out).map_err(|_| CryptoError::Random)
    }
}

/// The failure of a generator in the form that RustCrypto asks for.
#[derive(Debug)]
pub struct RandomError;

impl core::fmt::Display for RandomError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the random generator failed")
    }
}

impl core::error::Error for RandomError {}

impl rand_core::TryRng for SystemRandom {
    type Error = RandomError;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(out).map_err(|_| RandomError)
    }
}

impl rand_core::TryCryptoRng for SystemRandom {}

/// A generator in the form that RustCrypto asks for, with an end: a search through the output of a generator that
/// repeats itself must not go on for ever.
pub(super) struct LimitedRandom<'a> {
    random: &'a mut dyn Random,
    left: usize,
}

impl<'a> LimitedRandom<'a> {
    /// `random`, for no more than `bytes`.
    pub(super) fn new(random: &'a mut dyn Random, bytes: usize) -> Self {
        Self { random, left: bytes }
    }
}

impl rand_core::TryRng for LimitedRandom<'_> {
    type Error = RandomError;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        self.left = self.left.checked_sub(out.len()).ok_or(RandomError)?;
        self.random.fill(out).map_err(|_| RandomError)
    }
}

impl rand_core::TryCryptoRng for LimitedRandom<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_whole_slice_with_something_new() {
        let (mut a, mut b) = ([0u8; 64], [0u8; 64]);
        let random: &mut dyn Random = &mut SystemRandom::new();
        random.fill(&mut a).unwrap();
        random.fill(&mut b).unwrap();
        assert_ne!(a, b);
        // A run of eight zero bytes in random output has probability below 2^-58.
        assert!(a.windows(8).all(|run| run != [0; 8]));
    }
}
