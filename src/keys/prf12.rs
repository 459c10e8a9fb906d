use crate::crypto::{HashAlgorithm, HmacKey};

/// The TLS 1.2 pseudo-random function, P_hash over the suite's hash (RFC 5246 §5).
///
/// Fills `out` from `secret`, the ASCII `label` and the concatenation of `seed`.
pub fn prf(hash: HashAlgorithm, secret: &[u8], label: &[u8], seed: &[&[u8]], out: &mut [u8]) {
    let key = HmacKey::new(hash, secret);
    let mut labelled: Vec<&[u8]> = Vec::with_capacity(seed.len() + 2);
    labelled.push(label);
    labelled.extend_from_slice(seed);

    let mut a = key.sign(&labelled);
    for block in out.chunks_mut(hash.output_len()) {
        let mut parts: Vec<&[u8]> = Vec::with_capacity(labelled.len() + 1);
        parts.push(a.as_ref());
        parts.extend_from_slice(&labelled);
        let output = key.sign(&parts);
        let (used, _) = output.as_ref().split_at(block.len());
        block.copy_from_slice(used);
        a = key.sign(&[a.as_ref()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Published on the IETF TLS list as test vectors for the TLS 1.2 PRF with SHA-256 and SHA-384.
    #[test]
    fn known_answers() {
        let secret =
            [0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17, 0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35];
        let seed =
            [0xa0, 0xba, 0x9f, 0x93, 0x6c, 0xda, 0x31, 0x18, 0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c];
        let expected = [
            0xe3, 0xf2, 0x29, 0xba, 0x72, 0x7b, 0xe1, 0x7b, 0x8d, 0x12, 0x26, 0x20, 0x55, 0x7c, 0xd4, 0x53,
            0xc2, 0xaa, 0xb2, 0x1d, 0x07, 0xc3, 0xd4, 0x95, 0x32, 0x9b, 0x52, 0xd4, 0xe6, 0x1e, 0xdb, 0x5a,
        ];
        let mut out = [0; 32];
        prf(HashAlgorithm::Sha256, &secret, b"test label", &[&seed], &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn a_shorter_output_is_a_prefix() {
        let mut long = [0; 100];
        let mut short = [0; 37];
        prf(HashAlgorithm::Sha384, b"secret", b"label", &[b"ab", b"c"], &mut long);
        prf(HashAlgorithm::Sha384, b"secret", b"label", &[b"a", b"bc"], &mut short);
        assert_eq!(long.split_at(37).0, short);
    }
}
