//! The two keys of a server's tickets, and what a ticket is made of.
//!
//! ```text
//! name 4 bytes   nonce 12   length u16   sealed session   tag 16
//! ```
//!
//! Name, nonce and length are authenticated with the session.

use crate::crypto::ccm::Ccm;
use crate::crypto::gcm::GcmKey;
use crate::crypto::{AeadAlgorithm, AeadKey, NONCE_LEN, Random};
use crate::ffi::cipher::mbedtls_cipher_type_t as cipher_type;
use crate::ffi::enums::CipherType;
use zeroize::Zeroizing;

/// Bytes of a key's name.
pub(super) const NAME_LEN: usize = 4;
/// Bytes that are drawn for a key, whatever its length.
pub(super) const DRAWN_LEN: usize = 32;
const TAG_LEN: usize = 16;
/// What stands before the sealed session.
const HEADER_LEN: usize = NAME_LEN + NONCE_LEN + 2;
/// What a ticket takes beside its session.
pub(super) const MIN_TICKET_LEN: usize = HEADER_LEN + TAG_LEN;

/// The keys: tickets are made by the active one, the other opens those that it made before.
pub struct Keys {
    cipher: Cipher,
    keys: [Key; 2],
    active: usize,
    /// The lifetime of keys to come, in seconds.
    lifetime: u32,
}

/// One key.
struct Key {
    name: [u8; NAME_LEN],
    aead: Aead,
    /// When it was made, in seconds since 1970.
    since: u64,
    /// How long it makes tickets, and how long these are good, in seconds; 0 is for ever.
    lifetime: u32,
}

/// Why a ticket cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// It is none.
    Malformed,
    /// No key has its name any more, or ever had.
    UnknownKey,
    /// It was changed, or another key of this name made it.
    Tampered,
}

impl Keys {
    /// Draws both keys.
    pub(super) fn new(
        cipher: Cipher,
        lifetime: u32,
        now: u64,
        random: &mut impl Random,
    ) -> Result<Self, crate::error::CryptoError> {
        let keys = [Key::draw(cipher, lifetime, now, random)?, Key::draw(cipher, lifetime, now, random)?];
        Ok(Self { cipher, keys, active: 0, lifetime })
    }

    /// Draws a new key once the active one is over its lifetime. The one that was active goes on opening its tickets.
    pub(super) fn renew(
        &mut self,
        now: u64,
        random: &mut impl Random,
    ) -> Result<(), crate::error::CryptoError> {
        let [first, second] = &self.keys;
        let key = if self.active == 0 { first } else { second };
        let runs = now.checked_sub(key.since).is_some_and(|age| age < u64::from(key.lifetime));
        if key.lifetime == 0 || runs {
            return Ok(());
        }
        let fresh = Key::draw(self.cipher, self.lifetime, now, random)?;
        self.activate(fresh);
        Ok(())
    }

    /// Puts a given key into force.
    pub(super) fn rotate(&mut self, name: [u8; NAME_LEN], key: &[u8], lifetime: u32, now: u64) -> bool {
        let Some(aead) = Aead::new(self.cipher, key) else { return false };
        self.lifetime = lifetime;
        self.activate(Key { name, aead, since: now, lifetime });
        true
    }

    /// Bytes of a key.
    pub(super) fn key_len(&self) -> usize {
        self.cipher.key_len
    }

    fn activate(&mut self, key: Key) {
        self.active = 1 - self.active;
        if let Some(place) = self.keys.get_mut(self.active) {
            *place = key;
        }
    }

    /// A ticket for what `contents` says, and its lifetime in seconds; `None` if it is too long.
    pub(super) fn seal(&self, nonce: [u8; NONCE_LEN], contents: &[u8]) -> Option<(Vec<u8>, u32)> {
        let key = self.keys.get(self.active)?;
        let length = u16::try_from(contents.len()).ok()?;
        let mut ticket = Vec::with_capacity(MIN_TICKET_LEN + contents.len());
        ticket.extend_from_slice(&key.name);
        ticket.extend_from_slice(&nonce);
        ticket.extend_from_slice(&length.to_be_bytes());
        let mut sealed = Zeroizing::new(contents.to_vec());
        let tag = key.aead.seal(&nonce, &ticket, &mut sealed)?;
        ticket.extend_from_slice(&sealed);
        ticket.extend_from_slice(&tag);
        Some((ticket, key.lifetime))
    }

    /// What a ticket holds, and its lifetime in seconds.
    pub(super) fn open(&self, ticket: &[u8]) -> Result<(Zeroizing<Vec<u8>>, u32), Unopened> {
        let (header, sealed) = ticket.split_first_chunk::<HEADER_LEN>().ok_or(Unopened::Malformed)?;
        let (name, rest) = header.split_first_chunk::<NAME_LEN>().ok_or(Unopened::Malformed)?;
        let (nonce, length) = rest.split_first_chunk::<NONCE_LEN>().ok_or(Unopened::Malformed)?;
        let length = <[u8; 2]>::try_from(length).map_err(|_| Unopened::Malformed)?;
        let (text, tag) =
            sealed.split_at_checked(u16::from_be_bytes(length).into()).ok_or(Unopened::Malformed)?;
        let tag = <&[u8; TAG_LEN]>::try_from(tag).map_err(|_| Unopened::Malformed)?;
        let key = self.keys.iter().find(|key| key.name == *name).ok_or(Unopened::UnknownKey)?;
        let mut contents = Zeroizing::new(text.to_vec());
        if key.aead.open(nonce, header, &mut contents, tag) {
            Ok((contents, key.lifetime))
        } else {
            Err(Unopened::Tampered)
        }
    }
}

impl Key {
    fn draw(
        cipher: Cipher,
        lifetime: u32,
        now: u64,
        random: &mut impl Random,
    ) -> Result<Self, crate::error::CryptoError> {
        let mut name = [0; NAME_LEN];
        random.fill(&mut name)?;
        let mut key = Zeroizing::new([0; DRAWN_LEN]);
        random.fill(&mut *key)?;
        let aead = Aead::new(cipher, &*key).ok_or(crate::error::CryptoError::BadKey)?;
        Ok(Self { name, aead, since: now, lifetime })
    }
}

/// What tickets are sealed by.
#[derive(Clone, Copy)]
pub struct Cipher {
    mode: Mode,
    key_len: usize,
}

#[derive(Clone, Copy)]
enum Mode {
    Gcm,
    Ccm,
    ChaChaPoly,
}

impl Cipher {
    /// The cipher of this number; `None` if it authenticates nothing, or is not offered.
    pub(super) fn of(number: CipherType) -> Option<Self> {
        use Mode::*;
        const OFFERED: [(cipher_type, Mode, usize); 7] = [
            (cipher_type::MBEDTLS_CIPHER_AES_128_GCM, Gcm, 16),
            (cipher_type::MBEDTLS_CIPHER_AES_192_GCM, Gcm, 24),
            (cipher_type::MBEDTLS_CIPHER_AES_256_GCM, Gcm, 32),
            (cipher_type::MBEDTLS_CIPHER_AES_128_CCM, Ccm, 16),
            (cipher_type::MBEDTLS_CIPHER_AES_192_CCM, Ccm, 24),
            (cipher_type::MBEDTLS_CIPHER_AES_256_CCM, Ccm, 32),
            (cipher_type::MBEDTLS_CIPHER_CHACHA20_POLY1305, ChaChaPoly, 32),
        ];
        let found = OFFERED.into_iter().find(|(offered, ..)| *offered as CipherType == number);
        found.map(|(_, mode, key_len)| Self { mode, key_len })
    }
}

/// A cipher with its key.
enum Aead {
    Gcm(Box<GcmKey>),
    Ccm(Box<Ccm>),
    ChaChaPoly(Box<AeadKey>),
}

impl Aead {
    /// With the beginning of `key`; `None` if that is too short.
    fn new(cipher: Cipher, key: &[u8]) -> Option<Self> {
        let key = key.get(..cipher.key_len)?;
        Some(match cipher.mode {
            Mode::Gcm => Self::Gcm(Box::new(GcmKey::new(key)?)),
            Mode::Ccm => Self::Ccm(Box::new(Ccm::new(key)?)),
            Mode::ChaChaPoly => {
                Self::ChaChaPoly(Box::new(AeadKey::new(AeadAlgorithm::ChaCha20Poly1305, key).ok()?))
            }
        })
    }

    /// Encrypts in place and gives the tag; `None` if the text is too long for the cipher.
    fn seal(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], text: &mut [u8]) -> Option<[u8; TAG_LEN]> {
        let mut tag = [0; TAG_LEN];
        match self {
            Self::Gcm(key) => tag = key.seal(nonce, aad, text).ok()?,
            Self::Ccm(key) => key.seal(nonce, aad, text, &mut tag).ok()?,
            Self::ChaChaPoly(key) => tag.copy_from_slice(key.seal(nonce, aad, text).ok()?.as_ref()),
        }
        Some(tag)
    }

    /// Decrypts in place if the tag is right.
    fn open(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], text: &mut Vec<u8>, tag: &[u8; TAG_LEN]) -> bool {
        match self {
            Self::Gcm(key) => key.open(nonce, aad, text, tag) == Ok(true),
            Self::Ccm(key) => key.open(nonce, aad, text, tag) == Ok(true),
            Self::ChaChaPoly(key) => {
                let length = text.len();
                text.extend_from_slice(tag);
                let opened = key.open(nonce, aad, text).is_ok();
                text.truncate(length);
                opened
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CryptoError;

    /// Counts, so that each key has a name of its own.
    struct Counter(u8);

    impl Random for Counter {
        fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
            out.fill_with(|| {
                self.0 = self.0.wrapping_add(1);
                self.0
            });
            Ok(())
        }
    }

    const START: u64 = 1_700_000_000;

    fn keys(lifetime: u32) -> (Keys, Counter) {
        let mut random = Counter(0);
        let cipher = Cipher::of(cipher_type::MBEDTLS_CIPHER_AES_256_GCM as CipherType).expect("offered");
        (Keys::new(cipher, lifetime, START, &mut random).expect("keys"), random)
    }

    fn ticket(keys: &Keys) -> Vec<u8> {
        keys.seal([7; NONCE_LEN], b"session").expect("short").0
    }

    fn name(keys: &Keys) -> Vec<u8> {
        ticket(keys)[..NAME_LEN].to_vec()
    }

    #[test]
    fn a_key_makes_tickets_for_its_lifetime_and_opens_them_for_another() {
        let (mut keys, mut random) = keys(100);
        let first = ticket(&keys);
        for age in [0, 1, 99] {
            keys.renew(START + age, &mut random).expect("random");
            assert_eq!(name(&keys), first[..NAME_LEN], "{age}");
        }
        keys.renew(START + 100, &mut random).expect("random");
        assert_ne!(name(&keys), first[..NAME_LEN]);
        let second = ticket(&keys);
        assert_eq!(keys.open(&first).expect("its key is there").0.as_slice(), b"session");
        keys.renew(START + 199, &mut random).expect("random");
        assert!(keys.open(&first).is_ok());
        keys.renew(START + 200, &mut random).expect("random");
        assert_eq!(keys.open(&first).err(), Some(Unopened::UnknownKey));
        assert!(keys.open(&second).is_ok());
    }

    /// As in the original: what the age of a key is nobody knows then, so it makes no more tickets.
    #[test]
    fn a_clock_that_goes_backwards_ends_a_key() {
        let (mut keys, mut random) = keys(100);
        let first = ticket(&keys);
        keys.renew(START - 1, &mut random).expect("random");
        assert_ne!(name(&keys), first[..NAME_LEN]);
        assert!(keys.open(&first).is_ok(), "its tickets are good for as long as any");
        let fresh = name(&keys);
        keys.renew(START, &mut random).expect("random");
        assert_eq!(name(&keys), fresh, "the new key is as old as the clock says");
    }

    #[test]
    fn keys_without_a_lifetime_stay_and_given_ones_end_by_their_own() {
        let (mut keys, mut random) = keys(0);
        let first = name(&keys);
        for now in [0, START, u64::MAX] {
            keys.renew(now, &mut random).expect("random");
            assert_eq!(name(&keys), first);
        }
        assert!(!keys.rotate([9; NAME_LEN], &[1; 31], 50, START), "too short");
        assert_eq!(name(&keys), first);
        assert!(keys.rotate([9; NAME_LEN], &[1; 32], 50, START));
        assert_eq!(name(&keys), [9; NAME_LEN]);
        keys.renew(START + 50, &mut random).expect("random");
        assert_ne!(name(&keys), [9; NAME_LEN]);
        assert_eq!(keys.lifetime, 50, "keys to come live as long");
    }

    #[test]
    fn another_key_of_the_same_name_opens_nothing() {
        let (mut here, _) = keys(100);
        let (mut there, _) = keys(100);
        assert!(
            here.rotate([9; NAME_LEN], &[1; 32], 50, START)
                && there.rotate([9; NAME_LEN], &[2; 32], 50, START)
        );
        assert_eq!(there.open(&ticket(&here)).err(), Some(Unopened::Tampered));
        // Nor do other names, whatever the key.
        assert!(there.rotate([8; NAME_LEN], &[1; 32], 50, START));
        let mut renamed = ticket(&here);
        renamed[..NAME_LEN].fill(8);
        assert_eq!(there.open(&renamed).err(), Some(Unopened::Tampered), "the name is authenticated");
    }
}
