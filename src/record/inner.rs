//! What a record with a connection id protects: the content, its type, and zeros that hide its length
//! (`DTLSInnerPlaintext`, RFC 9146 §4).

use super::header12::is_content_type;
use crate::codec::ContentType;
use core::ops::Range;

/// Inner plaintexts are filled up to a multiple of so many bytes: the
/// `MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY` of Mbed TLS.
const GRANULARITY: usize = 16;

/// How many bytes longer than its content an inner plaintext can be.
pub(super) const MAX_INNER_EXPANSION: usize = GRANULARITY;

/// Turns the content that `datagram` ends with, from `start` on, into an inner plaintext.
pub(super) fn wrap(content_type: ContentType, datagram: &mut Vec<u8>, start: usize) {
    datagram.push(content_type.0);
    let filled = datagram.len().saturating_sub(start).next_multiple_of(GRANULARITY);
    datagram.resize(start + filled, 0);
}

/// The type and the place of the content in an inner plaintext at `range` of `body`; `None` if all of it is zero, or
/// the type is none that has a place inside.
pub(super) fn unwrap(body: &[u8], range: Range<usize>) -> Option<(ContentType, Range<usize>)> {
    let inner = body.get(range.clone())?;
    let end = inner.iter().rposition(|&byte| byte != 0)?;
    let content_type = ContentType(*inner.get(end)?);
    is_content_type(content_type).then_some((content_type, range.start..range.start + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_and_is_filled_up() {
        for len in 0..70 {
            let mut datagram = vec![0xee; 3];
            datagram.extend(vec![0; len]);
            wrap(ContentType::ALERT, &mut datagram, 3);
            let inner = datagram.len() - 3;
            assert_eq!(inner % 16, 0, "{len}");
            assert!((1..=MAX_INNER_EXPANSION).contains(&(inner - len)), "{len}");
            assert_eq!(unwrap(&datagram, 3..datagram.len()), Some((ContentType::ALERT, 3..3 + len)));
        }
    }

    #[test]
    fn without_a_type_there_is_nothing() {
        assert_eq!(unwrap(&[], 0..0), None);
        assert_eq!(unwrap(&[0; 16], 0..16), None);
        assert_eq!(unwrap(&[9, 0, 0], 1..3), None, "only what is in the range counts");
        assert_eq!(unwrap(&[23], 0..1), Some((ContentType::APPLICATION_DATA, 0..0)));
        for kind in 0..=255 {
            assert_eq!(unwrap(&[9, kind], 0..2).is_some(), (20..=23).contains(&kind), "{kind}");
        }
    }
}
