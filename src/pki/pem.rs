//! PEM (RFC 7468): finding a block by its label, and writing one.

use super::base64;
use core::fmt;
use zeroize::Zeroizing;

/// Why a PEM block could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PemError {
    /// There is no block with the label.
    NoBlock,
    /// The lines between the boundaries are not as they must be.
    InvalidData,
    /// A character that is no base64 stands in the block, or the last group of four is incomplete.
    InvalidBase64,
    /// The block is encrypted, and its initialization vector is not in hexadecimal digits.
    InvalidIv,
    /// The block is encrypted by an algorithm that is not known.
    UnknownEncryption,
    /// The block is encrypted and there is no password.
    PasswordRequired,
    /// The block is encrypted by a method that is recognized and not offered.
    Unavailable,
}

impl fmt::Display for PemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoBlock => "no PEM block with this label",
            Self::InvalidData => "malformed PEM block",
            Self::InvalidBase64 => "invalid character in a PEM block",
            Self::InvalidIv => "malformed initialization vector of an encrypted PEM block",
            Self::UnknownEncryption => "PEM block encrypted by an unknown algorithm",
            Self::PasswordRequired => "PEM block is encrypted and no password was given",
            Self::Unavailable => "encryption of this PEM block is not available",
        })
    }
}

impl core::error::Error for PemError {}

impl From<base64::InvalidCharacter> for PemError {
    fn from(_: base64::InvalidCharacter) -> Self {
        Self::InvalidBase64
    }
}

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
    let Some((body, consumed)) = body(text, label) else {
        return Found { content: Err(PemError::NoBlock), consumed: 0 };
    };
    Found { content: decode_body(body, password), consumed }
}

/// True if a block with this label seems to begin in `text`.
pub fn mentions(text: &[u8], label: &str) -> bool {
    position(text, boundary("BEGIN", label).as_bytes()).is_some()
}

/// Writes a block with this label around `der`: lines of 64 characters, each ended by a line feed.
///
/// The text of a private key is the caller's to wipe.
pub fn encode(label: &str, der: &[u8]) -> String {
    const COLUMNS: usize = 64;
    let (begin, end) = (boundary("BEGIN", label), boundary("END", label));
    let base64 = base64::encode(der);
    // Room for all of it: growing would leave copies behind.
    let length = begin.len() + end.len() + base64.len() + base64.len().div_ceil(COLUMNS) + 2;
    let mut text = String::with_capacity(length);
    text.push_str(&begin);
    for (place, character) in base64.char_indices() {
        if place % COLUMNS == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    text.push('\n');
    text.push_str(&end);
    text.push('\n');
    text
}

fn boundary(kind: &str, label: &str) -> String {
    format!("-----{kind} {label}-----")
}

/// The lines between the boundaries, and where the line of the second ends.
fn body<'a>(text: &'a [u8], label: &str) -> Option<(&'a [u8], usize)> {
    let (begin, end) = (boundary("BEGIN", label), boundary("END", label));
    let begin_at = position(text, begin.as_bytes())?;
    let end_at = position(text, end.as_bytes())?;
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
    const ENCRYPTED: &[u8] = b"Proc-Type: 4,ENCRYPTED";
    let (body, encrypted) = match body.strip_prefix(ENCRYPTED) {
        Some(rest) => (encryption(next_line(rest)?)?, true),
        None => (body, false),
    };
    if body.is_empty() {
        return Err(PemError::InvalidData);
    }
    let content = base64::decode(body)?;
    match (encrypted, password) {
        (false, _) => Ok(content),
        (true, None) => Err(PemError::PasswordRequired),
        // RFC 1421 encryption derives its key by a single MD5; files of that form have to be converted.
        (true, Some(_)) => Err(PemError::Unavailable),
    }
}

fn next_line(text: &[u8]) -> Result<&[u8], PemError> {
    let text = text.strip_prefix(b"\r").unwrap_or(text);
    text.strip_prefix(b"\n").ok_or(PemError::InvalidData)
}

/// Reads the DEK-Info line of an encrypted block (RFC 1421 §4.6.1.3) and returns what follows it.
fn encryption(text: &[u8]) -> Result<&[u8], PemError> {
    const METHODS: [(&[u8], usize); 5] = [
        (b"DEK-Info: DES-EDE3-CBC,", 8),
        (b"DEK-Info: DES-CBC,", 8),
        (b"DEK-Info: AES-128-CBC,", 16),
        (b"DEK-Info: AES-192-CBC,", 16),
        (b"DEK-Info: AES-256-CBC,", 16),
    ];
    let (iv, iv_length) = METHODS
        .iter()
        .find_map(|(prefix, length)| text.strip_prefix(*prefix).map(|rest| (rest, *length)))
        .ok_or(PemError::UnknownEncryption)?;
    let (iv, rest) = iv.split_at_checked(2 * iv_length).ok_or(PemError::InvalidIv)?;
    if !iv.iter().all(u8::is_ascii_hexdigit) {
        return Err(PemError::InvalidIv);
    }
    next_line(rest)
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_written_in_lines_of_64() {
        for (length, lines) in [(0, 0), (1, 1), (48, 1), (49, 2), (96, 2), (1000, 21)] {
            let content: Vec<u8> = (0..length).map(|octet| octet as u8).collect();
            let text = encode("T", &content);
            assert_eq!(text.capacity(), text.len());
            assert!(text.starts_with("-----BEGIN T-----\n") && text.ends_with("\n-----END T-----\n"));
            assert_eq!(text.lines().count(), 2 + lines);
            assert!(text.lines().all(|line| line.len() <= 64));
            if length > 0 {
                let read = find(text.as_bytes(), "T", None);
                assert_eq!(read.content.as_deref(), Ok(&content));
                assert_eq!(read.consumed, text.len());
            }
        }
    }

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
    fn malformed_blocks_say_what_is_wrong() {
        let error = |body: &str| {
            find(format!("-----BEGIN T-----{body}-----END T-----").as_bytes(), "T", None).content.err()
        };
        assert_eq!(error(""), Some(PemError::NoBlock));
        assert_eq!(error("Zm9v\n"), Some(PemError::NoBlock));
        assert_eq!(error("\n"), Some(PemError::InvalidData));
        assert_eq!(error("\nZm.v\n"), Some(PemError::InvalidBase64));
        let encrypted = "\nProc-Type: 4,ENCRYPTED\n";
        assert_eq!(error(&format!("{encrypted}Zm9v")), Some(PemError::UnknownEncryption));
        assert_eq!(error(&format!("{encrypted}DEK-Info: DES-CBC,00\n")), Some(PemError::InvalidIv));
        let sound = format!("{encrypted}DEK-Info: DES-CBC,0011223344556677\n\nZm9v\n");
        assert_eq!(error(&sound), Some(PemError::PasswordRequired));
        assert_eq!(error(&sound.replace("7\n\n", "7 ")), Some(PemError::InvalidData));
    }
}
