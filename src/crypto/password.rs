//! Keys that are derived from passwords, as files of private keys need them.

use super::{Hash, HashAlgorithm, digest};
use crate::error::CryptoError;
use zeroize::Zeroizing;

/// PBKDF2 with HMAC (RFC 8018 §5.2) into all of `key`. No iteration counts as one.
///
/// Fails with [`CryptoError::Unsupported`] for MD5, which no such file uses.
pub fn pbkdf2(
    hash: HashAlgorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    key: &mut [u8],
) -> Result<(), CryptoError> {
    let iterations = iterations.max(1);
    match hash {
        HashAlgorithm::Md5 => return Err(CryptoError::Unsupported),
        HashAlgorithm::Sha1 => pbkdf2::pbkdf2_hmac::<sha1::Sha1>(password, salt, iterations, key),
        HashAlgorithm::Sha224 => pbkdf2::pbkdf2_hmac::<sha2::Sha224>(password, salt, iterations, key),
        HashAlgorithm::Sha256 => pbkdf2::pbkdf2_hmac::<sha2::Sha256>(password, salt, iterations, key),
        HashAlgorithm::Sha384 => pbkdf2::pbkdf2_hmac::<sha2::Sha384>(password, salt, iterations, key),
        HashAlgorithm::Sha512 => pbkdf2::pbkdf2_hmac::<sha2::Sha512>(password, salt, iterations, key),
    }
    Ok(())
}

/// What is derived by [`pkcs12_sha1`] (RFC 7292 appendix B.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Pkcs12Purpose {
    /// A key of a cipher.
    Key = 1,
    /// An initialization vector.
    Iv = 2,
}

/// The key derivation of PKCS #12 with SHA-1 (RFC 7292 appendix B.2) into all of `output`.
///
/// The password is taken byte by byte into the two-byte characters that are hashed. No iteration counts as one.
pub fn pkcs12_sha1(purpose: Pkcs12Purpose, password: &[u8], salt: &[u8], iterations: u32, output: &mut [u8]) {
    const HASH: HashAlgorithm = HashAlgorithm::Sha1;
    const BLOCK_LEN: usize = HASH.block_len();
    let diversifier = [purpose as u8; BLOCK_LEN];
    let mut characters = Zeroizing::new(Vec::with_capacity(2 * password.len() + 2));
    password.iter().for_each(|octet| characters.extend_from_slice(&[0, *octet]));
    characters.extend_from_slice(&[0, 0]);
    let mut input = Zeroizing::new(Vec::new());
    input.reserve_exact(whole_blocks(salt.len(), BLOCK_LEN) + whole_blocks(characters.len(), BLOCK_LEN));
    for part in [salt, &characters] {
        input.extend(part.iter().cycle().take(whole_blocks(part.len(), BLOCK_LEN)));
    }
    for chunk in output.chunks_mut(HASH.output_len()) {
        let mut hashed = digest(HASH, &[&diversifier, &input]);
        for _ in 1..iterations {
            hashed = digest(HASH, &[hashed.as_ref()]);
        }
        chunk.iter_mut().zip(hashed.as_ref()).for_each(|(to, from)| *to = *from);
        for block in input.chunks_mut(BLOCK_LEN) {
            add_and_one(block, hashed.as_ref());
        }
    }
}

/// The key of a PEM block that is encrypted as OpenSSL does it: MD5 over the hash before, the password and the first
/// eight bytes of the initialization vector, as often as `key` needs.
pub fn pem_md5(password: &[u8], iv: &[u8], key: &mut [u8]) {
    const SALT_LEN: usize = 8;
    let salt = iv.get(..SALT_LEN).unwrap_or(iv);
    let mut before = None;
    for chunk in key.chunks_mut(HashAlgorithm::Md5.output_len()) {
        let mut hash = Hash::new(HashAlgorithm::Md5);
        if let Some(before) = &before {
            hash.update(AsRef::<[u8]>::as_ref(before));
        }
        hash.update(password);
        hash.update(salt);
        let hashed = hash.finish();
        chunk.iter_mut().zip(hashed.as_ref()).for_each(|(to, from)| *to = *from);
        before = Some(hashed);
    }
}

const fn whole_blocks(length: usize, block_len: usize) -> usize {
    length.div_ceil(block_len) * block_len
}

/// Adds `hash`, repeated to the length of `block`, and one, as big-endian numbers; what overflows is dropped.
fn add_and_one(block: &mut [u8], hash: &[u8]) {
    let mut carry = 1;
    for (place, octet) in block.iter_mut().enumerate().rev() {
        let addend = hash.get(place % hash.len().max(1)).copied().unwrap_or_default();
        let sum = u16::from(*octet) + u16::from(addend) + carry;
        *octet = sum as u8;
        carry = sum >> 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::tests::hex;

    #[test]
    fn openssl_pem_keys() {
        // openssl enc -aes-256-cbc -md md5 -k secret -S 0102030405060708 -P
        let mut key = [0; 32];
        pem_md5(b"secret", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], &mut key);
        assert_eq!(hex(&key), "c9e5a1bd216dbe1317e230cef48f38ee7f0e17ad64022144bccec4a1aa2879ab");
        let mut short = [0; 8];
        pem_md5(b"secret", &[1, 2, 3, 4, 5, 6, 7, 8], &mut short);
        assert_eq!(short, key[..8]);
    }

    #[test]
    fn pkcs12_keys() {
        // openssl kdf -kdfopt digest:SHA1 -kdfopt hexpass:0073006500630072006500740000 ... PKCS12KDF
        let derive = |purpose, password: &[u8], iterations, length| {
            let mut output = vec![0; length];
            pkcs12_sha1(purpose, password, b"saltsalt", iterations, &mut output);
            hex(&output)
        };
        assert_eq!(
            derive(Pkcs12Purpose::Key, b"secret", 2048, 24),
            "3225b8f919580ed4d35886809d7949e612c9b57a9722557d"
        );
        assert_eq!(derive(Pkcs12Purpose::Iv, b"secret", 2048, 8), "3efb2499774bcd69");
        assert_eq!(
            derive(Pkcs12Purpose::Key, b"secret", 0, 24),
            derive(Pkcs12Purpose::Key, b"secret", 1, 24)
        );
    }

    #[test]
    fn sums_wrap() {
        let mut block = [0xff, 0xff, 0xff];
        add_and_one(&mut block, &[0, 1]);
        assert_eq!(block, [0, 1, 0]);
    }

    #[test]
    fn no_iteration_is_one() {
        let derive = |iterations| {
            let mut key = [0; 40];
            pbkdf2(HashAlgorithm::Sha1, b"password", b"salt", iterations, &mut key).expect("offered");
            key
        };
        assert_eq!(derive(0), derive(1));
        assert_ne!(derive(1), derive(2));
        // RFC 6070.
        assert_eq!(hex(&derive(1)[..20]), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
        assert!(pbkdf2(HashAlgorithm::Md5, b"p", b"s", 1, &mut [0]).is_err());
    }
}
