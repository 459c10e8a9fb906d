use super::boundary;
use crate::pki::base64;

/// Writes a block with this label around `der`: lines of 64 characters, each ended by a line feed.
///
/// The text of a private key is the caller's to wipe.
pub fn encode(label: &str, der: &[u8]) -> String {
    let line = |kind| boundary(kind, label) + "\n";
    let bytes = encode_between(line("BEGIN").as_bytes(), line("END").as_bytes(), der);
    // Nothing is lost or copied: labels are text, and base64 is.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes `der` as base64 in lines between two texts, which bring their own ends of lines.
pub fn encode_between(begin: &[u8], end: &[u8], der: &[u8]) -> Vec<u8> {
    const COLUMNS: usize = 64;
    let base64 = base64::encode(der);
    // Room for all of it: growing would leave copies behind.
    let length = begin.len() + end.len() + base64.len() + base64.len().div_ceil(COLUMNS);
    let mut text = Vec::with_capacity(length);
    text.extend_from_slice(begin);
    for line in base64.as_bytes().chunks(COLUMNS) {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    text.extend_from_slice(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::pem::find;

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
}
