//! PEM (RFC 7468): finding a block by its label, and the base64 in it.

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

/// Decodes base64 (RFC 4648 §4) in lines. Spaces may end a line and not stand inside it.
pub fn decode_base64(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    let mut group = Zeroizing::new((0u32, 0u32));
    let mut padding = 0u32;
    let mut spaces = false;
    let mut rest = text;
    while let Some((&character, tail)) = rest.split_first() {
        rest = tail;
        match character {
            b' ' => {
                spaces = true;
                continue;
            }
            b'\n' => {
                spaces = false;
                continue;
            }
            b'\r' if tail.first() == Some(&b'\n') => {
                spaces = false;
                rest = tail.get(1..).unwrap_or_default();
                continue;
            }
            _ if spaces => return Err(PemError::InvalidBase64),
            b'=' if padding < 2 => {
                padding += 1;
                group.0 <<= 6;
            }
            _ if padding > 0 => return Err(PemError::InvalidBase64),
            _ => group.0 = group.0 << 6 | six_bits(character).ok_or(PemError::InvalidBase64)?,
        }
        group.1 += 1;
        if group.1 == 4 {
            let [_, first, second, third] = group.0.to_be_bytes();
            bytes.push(first);
            if padding < 2 {
                bytes.push(second);
            }
            if padding < 1 {
                bytes.push(third);
            }
            *group = (0, 0);
        }
    }
    if group.1 == 0 { Ok(bytes) } else { Err(PemError::InvalidBase64) }
}

fn six_bits(character: u8) -> Option<u32> {
    let value = match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
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
    let content = decode_base64(body)?;
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

    fn decode(text: &str) -> Result<Vec<u8>, PemError> {
        decode_base64(text.as_bytes()).map(|bytes| bytes.to_vec())
    }

    #[test]
    fn base64_in_lines() {
        assert_eq!(decode("Zm9v\nYmFy"), Ok(b"foobar".to_vec()));
        assert_eq!(decode("Zm9v  \r\nYg==\n"), Ok(b"foob".to_vec()));
        assert_eq!(decode("Zm8=  "), Ok(b"fo".to_vec()));
        assert_eq!(decode(""), Ok(Vec::new()));
        assert_eq!(decode("Zm9vYmF"), Err(PemError::InvalidBase64));
        assert_eq!(decode("Zm 9v"), Err(PemError::InvalidBase64));
        assert_eq!(decode("Zm9v\rYmFy"), Err(PemError::InvalidBase64));
        assert_eq!(decode("Z==v"), Err(PemError::InvalidBase64));
        assert_eq!(decode("Z==="), Err(PemError::InvalidBase64));
        assert_eq!(decode("Zm9\u{e9}"), Err(PemError::InvalidBase64));
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
