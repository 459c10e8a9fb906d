//! The encoding of RSASSA-PSS (RFC 8017 §9.1) with any pair of hashes and any salt. ring and the rsa crate know the
//! usual parameters only: one hash for message and mask.

use super::super::{HashAlgorithm, constant_time_eq, digest};

/// What the encoding depends on besides the message and the modulus.
#[derive(Clone, Copy)]
pub(in crate::crypto) struct Parameters {
    pub(in crate::crypto) hash: HashAlgorithm,
    pub(in crate::crypto) mgf1_hash: HashAlgorithm,
}

const TRAILER: u8 = 0xbc;

/// EMSA-PSS-ENCODE (RFC 8017 §9.1.1) into `em_bits` bits, or `None` if they do not hold hash and salt.
pub(super) fn encode(
    parameters: Parameters,
    message_hash: &[u8],
    salt: &[u8],
    em_bits: usize,
) -> Option<Vec<u8>> {
    let mut em = vec![0; em_bits.div_ceil(8)];
    let hash_len = parameters.hash.output_len();
    let masked_len = em.len().checked_sub(hash_len + 1)?;
    let padding_len = masked_len.checked_sub(salt.len() + 1)?;
    let hash = digest(parameters.hash, &[&[0; 8], message_hash, salt]);
    let (masked, rest) = em.split_at_mut(masked_len);
    masked[padding_len] = 1;
    masked[padding_len + 1..].copy_from_slice(salt);
    apply_mask(parameters.mgf1_hash, hash.as_ref(), masked);
    masked[0] &= first_byte_mask(em_bits);
    rest[..hash_len].copy_from_slice(hash.as_ref());
    rest[hash_len] = TRAILER;
    Some(em)
}

/// What is wrong with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PssFault {
    /// It has another length than the modulus asks for, another last octet, or bits where there must be none.
    Block,
    /// What stands before the salt, or the length of the salt, is not as it has to be.
    Padding,
    /// The block is that of another message.
    Hash,
}

/// EMSA-PSS-VERIFY (RFC 8017 §9.1.2) of `em`, which is `em_bits` bits in whole bytes. Without a `salt_len` the salt
/// may have any length.
pub(super) fn verify(
    parameters: Parameters,
    message_hash: &[u8],
    em: Vec<u8>,
    salt_len: Option<usize>,
    em_bits: usize,
) -> bool {
    check(parameters, message_hash, em, salt_len, em_bits).is_ok()
}

/// See [`verify`].
pub(in crate::crypto) fn check(
    parameters: Parameters,
    message_hash: &[u8],
    mut em: Vec<u8>,
    salt_len: Option<usize>,
    em_bits: usize,
) -> Result<(), PssFault> {
    let hash_len = parameters.hash.output_len();
    if em.len() != em_bits.div_ceil(8) {
        return Err(PssFault::Block);
    }
    let masked_len = em.len().checked_sub(hash_len + 1).filter(|&len| len > 0).ok_or(PssFault::Block)?;
    let (masked, rest) = em.split_at_mut(masked_len);
    let (hash, trailer) = rest.split_at(hash_len);
    if trailer != [TRAILER] || masked[0] & !first_byte_mask(em_bits) != 0 {
        return Err(PssFault::Block);
    }
    apply_mask(parameters.mgf1_hash, hash, masked);
    masked[0] &= first_byte_mask(em_bits);
    let padding_len = masked.iter().take_while(|&&byte| byte == 0).count();
    let Some((&1, salt)) = masked[padding_len..].split_first() else { return Err(PssFault::Padding) };
    if salt_len.is_some_and(|len| len != salt.len()) {
        return Err(PssFault::Padding);
    }
    let expected = digest(parameters.hash, &[&[0; 8], message_hash, salt]);
    if constant_time_eq(expected.as_ref(), hash) { Ok(()) } else { Err(PssFault::Hash) }
}

/// XORs MGF1 of `seed` (RFC 8017 §B.2.1) to `out`.
fn apply_mask(hash: HashAlgorithm, seed: &[u8], out: &mut [u8]) {
    for (counter, chunk) in (0u32..).zip(out.chunks_mut(hash.output_len())) {
        let mask = digest(hash, &[seed, &counter.to_be_bytes()]);
        chunk.iter_mut().zip(mask.as_ref()).for_each(|(out, mask)| *out ^= mask);
    }
}

/// The bits of the first byte that `em_bits` leaves.
fn first_byte_mask(em_bits: usize) -> u8 {
    0xff >> (em_bits.div_ceil(8) * 8 - em_bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: Parameters = Parameters { hash: HashAlgorithm::Sha256, mgf1_hash: HashAlgorithm::Sha1 };

    #[test]
    fn what_is_encoded_verifies_for_every_width_that_holds_it() {
        let hash = digest(PARAMETERS.hash, &[b"message"]);
        for salt_len in [0, 1, 20, 32] {
            let salt = vec![0x5a; salt_len];
            // Hash, salt, the one byte, the trailer; the first byte needs at least the bit of the one.
            let fits = 8 * (32 + salt_len + 1) + 1;
            assert!(encode(PARAMETERS, hash.as_ref(), &salt, fits - 1).is_none());
            for em_bits in fits..fits + 40 {
                let em = encode(PARAMETERS, hash.as_ref(), &salt, em_bits).unwrap();
                assert!(verify(PARAMETERS, hash.as_ref(), em.clone(), None, em_bits));
                assert!(verify(PARAMETERS, hash.as_ref(), em.clone(), Some(salt_len), em_bits));
                assert!(!verify(PARAMETERS, hash.as_ref(), em.clone(), Some(salt_len + 1), em_bits));
                assert!(!verify(PARAMETERS, &[0; 32], em.clone(), None, em_bits));
                assert!(!verify(PARAMETERS, hash.as_ref(), em[1..].to_vec(), None, em_bits));
                for at in 0..em.len() {
                    let mut touched = em.clone();
                    touched[at] ^= 0x80;
                    assert!(
                        !verify(PARAMETERS, hash.as_ref(), touched, None, em_bits),
                        "{em_bits} bits, byte {at}"
                    );
                }
            }
        }
    }

    #[test]
    fn widths_too_short_for_anything_are_refused() {
        for em_bits in 0..=8 * 33_usize {
            assert!(!verify(PARAMETERS, &[0; 32], vec![0; em_bits.div_ceil(8)], None, em_bits));
        }
    }
}
