use super::encrypted::Encryption;
use super::{PemError, boundary};
use crate::pki::base64;
use zeroize::Zeroizing;

/// A search for a PEM block: what it found, and where the search for the next may begin.
#[derive(Debug)]
pub struct Found {
    /// The decoded content. It is wiped when dropped, as it may be a private key.
    pub content: Result<Zeroizing<Vec<u8>>, PemError>,
    /// How many bytes of the text lie before the end of the block; 0 when there is none.
    pub consumed: usize,
}

/// Looks in `text` for the first block between `-----BEGIN label-----` and `-----END label-----`.
pub fn find(text: &[u8], label: &str, password: Option<&[u8]>) -> Found {
    let (begin, end) = (boundary("BEGIN", label), boundary("END", label));
    find_between(text, begin.as_bytes(), end.as_bytes(), password)
}

/// Looks in `text` for the first block between these two texts.
pub fn find_between(text: &[u8], begin: &[u8], end: &[u8], password: Option<&[u8]>) -> Found {
    let Some((body, consumed)) = body(text, begin, end) else {
        return Found { content: Err(PemError::NoBlock), consumed: 0 };
    };
    Found { content: decode_body(body, password), consumed }
}

/// True if a block with this label seems to begin in `text`.
pub fn mentions(text: &[u8], label: &str) -> bool {
    position(text, boundary("BEGIN", label).as_bytes()).is_some()
}

/// The lines between the boundaries, and where the line of the second ends.
fn body<'a>(text: &'a [u8], begin: &[u8], end: &[u8]) -> Option<(&'a [u8], usize)> {
    let begin_at = position(text, begin)?;
    let end_at = position(text, end)?;
    let between = text.get(begin_at + begin.len()..end_at)?;
    let body = end_of_line(between).strip_prefix(b"\n")?;
    let after = end_of_line(text.get(end_at + end.len()..)?);
    let after = after.strip_prefix(b"\n").unwrap_or(after);
    Some((body, text.len() - after.len()))
}

/// Skips a space and a carriage return.
fn end_of_line(text: &[u8]) -> &[u8] {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    text.strip_prefix(b"\r").unwrap_or(text)
}

fn decode_body(body: &[u8], password: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let (encryption, body) = Encryption::read(body)?;
    if body.is_empty() {
        return Err(PemError::InvalidData);
    }
    let content = base64::decode(body)?;
    if content.is_empty() {
        return Err(PemError::Empty);
    }
    match encryption {
        None => Ok(content),
        Some(encryption) => encryption.decrypt(content, password.ok_or(PemError::PasswordRequired)?),
    }
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    if wanted.is_empty() {
        return Some(0);
    }
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_one_after_the_other() {
        let text =
            b"x\n-----BEGIN T-----\nZm9v\n-----END T-----\n-----BEGIN T-----\r\nYmFy\r\n-----END T-----";
        let first = find(text, "T", None);
        assert_eq!(first.content.as_deref().map(Vec::as_slice), Ok(&b"foo"[..]));
        let second = find(&text[first.consumed..], "T", None);
        assert_eq!(second.content.as_deref().map(Vec::as_slice), Ok(&b"bar"[..]));
        assert_eq!(first.consumed + second.consumed, text.len());
        assert_eq!(find(text, "U", None).content.err(), Some(PemError::NoBlock));
        assert!(mentions(text, "T") && !mentions(text, "U"));
    }

    #[test]
    fn boundaries_may_be_any_text() {
        let found = |text: &[u8], begin: &[u8], end: &[u8]| {
            let found = find_between(text, begin, end, None);
            (found.content.map(|content| content.to_vec()), found.consumed)
        };
        assert_eq!(found(b"X\nZm9vY", b"X", b"Y"), (Ok(b"foo".to_vec()), 7));
        assert_eq!(found(b"\nZm9vY", b"", b"Y"), (Ok(b"foo".to_vec()), 6));
        assert_eq!(found(b"X\nZm9vY", b"", b""), (Err(PemError::NoBlock), 0));
        assert_eq!(found(b"aXbcYd", b"X", b"Y"), (Err(PemError::NoBlock), 0));
        assert_eq!(found(b"Y\nX\nZm9vY", b"X", b"Y"), (Err(PemError::NoBlock), 0));
    }

    #[test]
    fn malformed_blocks_say_what_is_wrong() {
        let error = |body: &str| {
            find(format!("-----BEGIN T-----{body}-----END T-----").as_bytes(), "T", None).content.err()
        };
        assert_eq!(error(""), Some(PemError::NoBlock));
        assert_eq!(error("Zm9v\n"), Some(PemError::NoBlock));
        assert_eq!(error("\n"), Some(PemError::InvalidData));
        assert_eq!(error("\n\n"), Some(PemError::Empty));
        assert_eq!(error("\nZm.v\n"), Some(PemError::InvalidBase64));
        let encrypted = "\nProc-Type: 4,ENCRYPTED\n";
        assert_eq!(error(&format!("{encrypted}Zm9v")), Some(PemError::UnknownEncryption));
        assert_eq!(error(&format!("{encrypted}DEK-Info: DES-CBC,00\n")), Some(PemError::InvalidIv));
        let sound = format!("{encrypted}DEK-Info: DES-CBC,0011223344556677\n\nZm9v\n");
        assert_eq!(error(&sound), Some(PemError::PasswordRequired));
        assert_eq!(error(&sound.replace("7\n\n", "7 ")), Some(PemError::InvalidData));
    }
}
