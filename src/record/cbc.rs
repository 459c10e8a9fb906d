//! Records of the CBC suites: AES in CBC mode with HMAC, which is over the plaintext (RFC 5246 §6.2.3.2) or, if both
//! sides said so, over the ciphertext (RFC 7366).
//!
//! ```text
//! MAC, then encrypt:  IV | encrypted( plaintext | MAC | padding | length of the padding )
//! encrypt, then MAC:  IV | encrypted( plaintext | padding | length of the padding ) | MAC
//! ```
//!
//! Whatever is wrong with a record is a bad tag. With the MAC inside, where it is, and so how long the padding is, is
//! found out and used without a branch or an address that depends on it, and the number of blocks hashed is the same
//! for every padding: what a record takes to be refused tells nothing about its plaintext.

use super::RecordHeader;
use crate::crypto::aes::{AES_BLOCK_LEN, AesBlock, AesDecrypt, AesEncrypt};
use crate::crypto::{CbcSuite, MAX_HASH_LEN, Mask, Random, RecordMac, SystemRandom, constant_time_eq};
use crate::error::{CryptoError, Error, Result};
use crate::keys::DirectionKeys;
use core::ops::Range;
use zeroize::{Zeroize, Zeroizing};

/// Most bytes of padding with the byte that tells its length.
const MAX_PADDING_LEN: usize = 256;

/// What seals the records of one epoch.
pub struct CbcSealer {
    cipher: AesEncrypt,
    mac: RecordMac,
    encrypt_then_mac: bool,
}

/// What opens the records of one epoch.
pub struct CbcOpener {
    cipher: AesDecrypt,
    mac: RecordMac,
    encrypt_then_mac: bool,
}

/// Most bytes by which the body of a record is longer than its plaintext: IV, MAC and one block of padding.
fn expansion(mac: &RecordMac) -> usize {
    AES_BLOCK_LEN + mac.output_len() + AES_BLOCK_LEN
}

impl CbcSealer {
    pub(super) fn new(suite: CbcSuite, keys: &DirectionKeys) -> Result<Self> {
        Ok(Self {
            cipher: AesEncrypt::new(keys.key.as_bytes()).ok_or(CryptoError::BadKey)?,
            mac: RecordMac::new(suite.mac, keys.mac_key.as_bytes())?,
            encrypt_then_mac: keys.encrypt_then_mac,
        })
    }

    pub(super) fn expansion(&self) -> usize {
        expansion(&self.mac)
    }

    /// As [`Protection::seal`](super::Protection::seal), with the IV for the explicit nonce.
    pub(super) fn seal(&self, header: &RecordHeader, datagram: &mut Vec<u8>, body: usize) -> Result<()> {
        let start = body + AES_BLOCK_LEN;
        if !self.encrypt_then_mac {
            let plaintext = datagram.get(start..).unwrap_or_default();
            let mac = self.mac.sign(&[&header.additional_data(plaintext.len()), plaintext]);
            datagram.extend_from_slice(mac.as_ref());
        }
        let filled = (datagram.len() - start) % AES_BLOCK_LEN;
        let padding = AES_BLOCK_LEN - 1 - filled;
        datagram.resize(datagram.len() + padding + 1, padding as u8);

        let sealed = datagram.get_mut(body..).unwrap_or_default();
        let Some((field, text)) = sealed.split_first_chunk_mut::<AES_BLOCK_LEN>() else {
            return Err(Error::Internal("no room for the IV"));
        };
        // RFC 5246 §6.2.3.2: random, and made for this record.
        SystemRandom::new().fill(field)?;
        let mut iv: AesBlock = *field;
        self.cipher.cbc(&mut iv, text);

        if self.encrypt_then_mac {
            let sealed = datagram.get(body..).unwrap_or_default();
            let mac = self.mac.sign(&[&header.additional_data(sealed.len()), sealed]);
            datagram.extend_from_slice(mac.as_ref());
        }
        Ok(())
    }
}

impl CbcOpener {
    pub(super) fn new(suite: CbcSuite, keys: &DirectionKeys) -> Result<Self> {
        Ok(Self {
            cipher: AesDecrypt::new(keys.key.as_bytes()).ok_or(CryptoError::BadKey)?,
            mac: RecordMac::new(suite.mac, keys.mac_key.as_bytes())?,
            encrypt_then_mac: keys.encrypt_then_mac,
        })
    }

    pub(super) fn expansion(&self) -> usize {
        expansion(&self.mac)
    }

    /// Opens a body in place and tells where in it the plaintext is.
    pub(super) fn open(&self, header: &RecordHeader, body: &mut [u8]) -> Result<Range<usize>, CryptoError> {
        let body = if self.encrypt_then_mac { self.check_outer_mac(header, body)? } else { body };
        let (iv, text) = body.split_first_chunk_mut::<AES_BLOCK_LEN>().ok_or(CryptoError::BadTag)?;
        let inner_mac_len = if self.encrypt_then_mac { 0 } else { self.mac.output_len() };
        // There is at least the byte that tells the length of the padding.
        if text.len() % AES_BLOCK_LEN != 0 || text.len() <= inner_mac_len {
            return Err(CryptoError::BadTag);
        }
        self.cipher.cbc(iv, text);
        let (padding, sound) = padding(text, inner_mac_len);
        let length = text.len() - inner_mac_len - padding;
        let sound = match self.encrypt_then_mac {
            true => sound,
            false => sound.and(self.check_inner_mac(header, text, length)),
        };
        if !sound.reveal() {
            text.zeroize();
            return Err(CryptoError::BadTag);
        }
        Ok(AES_BLOCK_LEN..AES_BLOCK_LEN + length)
    }

    /// What stands before the MAC at the end of `body`, if that is right.
    fn check_outer_mac<'a>(
        &self,
        header: &RecordHeader,
        body: &'a mut [u8],
    ) -> Result<&'a mut [u8], CryptoError> {
        let length = body.len().checked_sub(self.mac.output_len()).ok_or(CryptoError::BadTag)?;
        let (sealed, mac) = body.split_at_mut(length);
        let expected = self.mac.sign(&[&header.additional_data(length), sealed]);
        if constant_time_eq(expected.as_ref(), mac) { Ok(sealed) } else { Err(CryptoError::BadTag) }
    }

    /// Whether the MAC behind the first `length` bytes of `text` is right; `length` is a secret.
    fn check_inner_mac(&self, header: &RecordHeader, text: &[u8], length: usize) -> Mask {
        let mac_len = self.mac.output_len();
        // Without the MAC and without any padding.
        let longest = text.len() - mac_len;
        let shortest = longest.saturating_sub(MAX_PADDING_LEN);
        let data = text.get(..longest).unwrap_or_default();
        let expected = self.mac.sign_hidden(&header.additional_data(length), data, shortest, length);
        let mut found = Zeroizing::new([0; MAX_HASH_LEN]);
        let (found, _) = found.split_at_mut(mac_len);
        copy_hidden(found, text, shortest, length);
        let difference =
            found.iter().zip(expected.as_ref()).fold(0, |sum, (found, expected)| sum | (found ^ expected));
        Mask::zero(difference)
    }
}

/// The length of the padding at the end of `text`, with the byte that tells it, and whether it is sound: not longer
/// than what `mac_len` leaves room for, and each of its bytes the same (RFC 5246 §6.2.3.2). Of unsound padding the length
/// is 0. Both are secrets. `text` is longer than `mac_len`.
fn padding(text: &[u8], mac_len: usize) -> (usize, Mask) {
    let told = text.last().copied().unwrap_or_default();
    let length = usize::from(told) + 1;
    let mut difference = 0;
    // All that the longest padding could be is looked at, whatever this one is.
    for (at, byte) in text.iter().rev().take(MAX_PADDING_LEN).enumerate() {
        difference |= Mask::less(at, length).of(byte ^ told);
    }
    let fits = !Mask::less(text.len() - mac_len, length);
    let sound = fits.and(Mask::zero(difference));
    (sound.of_length(length), sound)
}

/// Copies as many bytes as `out` holds from behind the first `hidden` bytes of `text`. How many those are does not
/// show: all from `shortest` on is read in order, and what is copied is turned into its place step by step.
fn copy_hidden(out: &mut [u8], text: &[u8], shortest: usize, hidden: usize) {
    let len = out.len();
    let mut turned = Zeroizing::new([0u8; MAX_HASH_LEN]);
    let mut turn = 0;
    for (at, byte) in text.iter().enumerate().skip(shortest) {
        let place = (at - shortest) % len;
        let inside = (!Mask::less(at, hidden)).and(Mask::less(at, hidden + len));
        if let Some(slot) = turned.get_mut(place) {
            *slot |= inside.of(*byte);
        }
        turn |= Mask::equal(at, hidden).of_length(place);
    }
    let (turned, _) = turned.split_at_mut(len);
    let mut step = 1;
    while step < len {
        let wanted = Mask::equal(turn & step, step);
        for (slot, (kept, moved)) in out.iter_mut().zip(turned.iter().zip(turned.iter().cycle().skip(step))) {
            *slot = (!wanted).of(*kept) | wanted.of(*moved);
        }
        turned.copy_from_slice(out);
        step <<= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{ConnectionId, ContentType, ProtocolVersion};
    use crate::crypto::hash_words::BLOCKS_HASHED;
    use crate::crypto::suite::{self, SuiteInfo};

    const HEADER: RecordHeader = RecordHeader {
        content_type: ContentType::APPLICATION_DATA,
        version: ProtocolVersion::DTLS1_2,
        epoch: 1,
        sequence: 7,
        cid: ConnectionId::EMPTY,
        length: 0,
    };

    /// One suite for each hash of the MAC.
    fn suites() -> impl Iterator<Item = &'static SuiteInfo> {
        suite::ALL.iter().filter(|suite| [0x008c, 0x00ae, 0x00af].contains(&suite.id.0))
    }

    fn ends(suite: &SuiteInfo, encrypt_then_mac: bool) -> (CbcSealer, CbcOpener) {
        let cbc = suite.cbc().expect("a CBC suite");
        let keys = DirectionKeys::known(suite, encrypt_then_mac);
        let sealer = CbcSealer::new(cbc, &keys).expect("keys of the right length");
        (sealer, CbcOpener::new(cbc, &keys).expect("keys of the right length"))
    }

    /// A body whose plaintext, with whatever MAC and padding it has, is `inside`: whole blocks.
    fn encrypted(sealer: &CbcSealer, inside: &[u8]) -> Vec<u8> {
        let mut body = [&[0x17; AES_BLOCK_LEN], inside].concat();
        let (iv, text) = body.split_at_mut(AES_BLOCK_LEN);
        sealer.cipher.cbc(&mut AesBlock::try_from(&*iv).expect("a block"), text);
        body
    }

    fn outer_mac(sealer: &CbcSealer, mut body: Vec<u8>) -> Vec<u8> {
        let mac = sealer.mac.sign(&[&HEADER.additional_data(body.len()), &body]);
        body.extend_from_slice(mac.as_ref());
        body
    }

    fn inner_mac(sealer: &CbcSealer, data: &[u8]) -> Vec<u8> {
        sealer.mac.sign(&[&HEADER.additional_data(data.len()), data]).as_ref().to_vec()
    }

    #[test]
    fn any_length_of_padding_is_read() {
        for suite in suites() {
            let mac_len = suite.mac_key_len();
            let (sealer, opener) = ends(suite, false);
            let (outer_sealer, outer_opener) = ends(suite, true);
            for padding in 0..=255u8 {
                let tail = vec![padding; usize::from(padding) + 1];
                let data = vec![0x5a; 512 - mac_len - tail.len()];
                let inside = [&data[..], &inner_mac(&sealer, &data), &tail].concat();
                let mut body = encrypted(&sealer, &inside);
                let found = opener.open(&HEADER, &mut body).expect("sound");
                assert_eq!(body.get(found), Some(&data[..]), "{} {padding}", suite.name);

                let data = vec![0x5a; 512 - tail.len()];
                let mut body =
                    outer_mac(&outer_sealer, encrypted(&outer_sealer, &[&data[..], &tail].concat()));
                let found = outer_opener.open(&HEADER, &mut body).expect("sound");
                assert_eq!(body.get(found), Some(&data[..]), "{} {padding}", suite.name);
            }
        }
    }

    /// What is wrong does not show: not in the result, not in what is left, not in the work done.
    #[test]
    fn all_failures_are_alike() {
        for suite in suites() {
            let mac_len = suite.mac_key_len();
            let (sealer, opener) = ends(suite, false);
            for inside_len in [mac_len.next_multiple_of(16), 128, 256, 320, 1024] {
                let mut work = None;
                let mut same_work = |found: Result<Range<usize>, CryptoError>, before: usize, what: &str| {
                    let blocks = BLOCKS_HASHED.get() - before;
                    assert_eq!(*work.get_or_insert(blocks), blocks, "{} {inside_len} {what}", suite.name);
                    found
                };
                for padding in (0..=255u8).filter(|padding| mac_len + usize::from(*padding) < inside_len) {
                    let tail = vec![padding; usize::from(padding) + 1];
                    let data = vec![0x5a; inside_len - mac_len - tail.len()];
                    let sound = [&data[..], &inner_mac(&sealer, &data), &tail].concat();
                    // Each byte of the padding, then one byte of the MAC, then one of the data.
                    let damaged = (0..tail.len().min(8)).map(|at| inside_len - 1 - at);
                    let damaged = damaged.chain([inside_len - tail.len(), inside_len - tail.len() - 1, 0]);
                    for at in damaged {
                        let mut bad = sound.clone();
                        bad[at] ^= 0x80;
                        let mut body = encrypted(&sealer, &bad);
                        let before = BLOCKS_HASHED.get();
                        let found = same_work(opener.open(&HEADER, &mut body), before, "damaged");
                        assert_eq!(found, Err(CryptoError::BadTag), "{padding} {at}");
                        assert!(body[AES_BLOCK_LEN..].iter().all(|byte| *byte == 0), "plaintext is left");
                    }
                    let mut body = encrypted(&sealer, &sound);
                    let before = BLOCKS_HASHED.get();
                    assert!(same_work(opener.open(&HEADER, &mut body), before, "sound").is_ok());
                }
                // Padding that would reach into the MAC, or before the record.
                for padding in (0..=255u8).filter(|padding| mac_len + usize::from(*padding) >= inside_len) {
                    let mut body = encrypted(&sealer, &vec![padding; inside_len]);
                    let before = BLOCKS_HASHED.get();
                    let found = same_work(opener.open(&HEADER, &mut body), before, "too long");
                    assert_eq!(found, Err(CryptoError::BadTag), "{padding}");
                }
            }
        }
    }

    #[test]
    fn bad_padding_behind_a_good_outer_mac_is_a_bad_tag() {
        for suite in suites() {
            let (sealer, opener) = ends(suite, true);
            for inside in
                [&[1; 16][..], &[15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16], &[255; 32]]
            {
                let sound = inside == [1; 16];
                let mut body = outer_mac(&sealer, encrypted(&sealer, inside));
                let expected = if sound { Ok(16..30) } else { Err(CryptoError::BadTag) };
                assert_eq!(opener.open(&HEADER, &mut body), expected);
            }
        }
    }

    #[test]
    fn bodies_of_impossible_lengths_are_bad_tags() {
        for suite in suites() {
            for encrypt_then_mac in [false, true] {
                let (sealer, opener) = ends(suite, encrypt_then_mac);
                let mut sealed = vec![0; AES_BLOCK_LEN];
                sealer.seal(&HEADER, &mut sealed, 0).expect("sealed");
                for length in 0..sealed.len() {
                    let mut short = sealed[..length].to_vec();
                    assert_eq!(opener.open(&HEADER, &mut short), Err(CryptoError::BadTag), "{length}");
                }
                for more in 1..=64 {
                    let mut long = [&sealed[..], &vec![0; more]].concat();
                    assert_eq!(opener.open(&HEADER, &mut long), Err(CryptoError::BadTag), "{more}");
                }
                // With a good MAC around them too.
                for length in (0..64).filter(|length| length % 16 != 0 || *length < 32) {
                    let mut odd = outer_mac(&sealer, vec![0; length]);
                    assert_eq!(opener.open(&HEADER, &mut odd), Err(CryptoError::BadTag), "{length}");
                }
            }
        }
    }

    #[test]
    fn every_record_has_an_iv_of_its_own() {
        for encrypt_then_mac in [false, true] {
            let suite = suites().next().expect("a suite");
            let (sealer, _) = ends(suite, encrypt_then_mac);
            let mut bodies = Vec::new();
            for _ in 0..32 {
                let mut body = [&[0; AES_BLOCK_LEN][..], b"the same words"].concat();
                sealer.seal(&HEADER, &mut body, 0).expect("sealed");
                assert!(!bodies.iter().any(|other: &Vec<u8>| other[..32] == body[..32]));
                assert_ne!(body[..AES_BLOCK_LEN], [0; AES_BLOCK_LEN]);
                bodies.push(body);
            }
        }
    }

    /// The MAC is over the connection id too, in either place (RFC 9146 §5.1 and §5.2).
    #[test]
    fn the_connection_id_is_authenticated() {
        for suite in suites() {
            for encrypt_then_mac in [false, true] {
                let (sealer, opener) = ends(suite, encrypt_then_mac);
                for length in [1, 8, ConnectionId::MAX_LEN] {
                    let cid = vec![0xc1; length];
                    let header = |cid: &[u8]| RecordHeader {
                        cid: ConnectionId::new(cid).expect("short enough"),
                        ..HEADER
                    };
                    let mut body = [&[0; AES_BLOCK_LEN][..], b"data"].concat();
                    sealer.seal(&header(&cid), &mut body, 0).expect("sealed");
                    let found = opener.open(&header(&cid), &mut body.clone()).expect("sound");
                    assert_eq!(found.len(), 4);
                    let mut others = vec![cid[1..].to_vec(), [&cid[1..], &[0xc0]].concat(), Vec::new()];
                    if length < ConnectionId::MAX_LEN {
                        others.push([&cid[..], &[0xc1]].concat());
                    }
                    for other in others {
                        let opened = opener.open(&header(&other), &mut body.clone());
                        assert_eq!(opened, Err(CryptoError::BadTag), "{other:x?}");
                    }
                }
            }
        }
    }
}
