use dtls::codec::{ContentType, HandshakeType};
use std::fmt::Write;

/// A record as it stands on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView {
    pub content_type: ContentType,
    pub epoch: u16,
    pub sequence: u64,
    pub body: Vec<u8>,
}

/// A handshake fragment of a record of epoch 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FragmentView {
    pub kind: HandshakeType,
    pub total: usize,
    pub seq: u16,
    pub offset: usize,
    pub data: Vec<u8>,
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The records of a well-formed datagram.
pub fn records(datagram: &[u8]) -> Vec<RecordView> {
    let mut all = Vec::new();
    let mut rest = datagram;
    while let Some((header, behind)) = rest.split_at_checked(13) {
        let (body, behind) = behind.split_at(number(&header[11..]) as usize);
        all.push(RecordView {
            content_type: ContentType(header[0]),
            epoch: number(&header[3..5]) as u16,
            sequence: number(&header[5..11]),
            body: body.to_vec(),
        });
        rest = behind;
    }
    assert!(rest.is_empty(), "a datagram ends with a record");
    all
}

impl RecordView {
    pub fn handshake(sequence: u64, fragment: &FragmentView) -> Self {
        Self { content_type: ContentType::HANDSHAKE, epoch: 0, sequence, body: fragment.encode() }
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.content_type.0, 0xfe, 0xfd];
        bytes.extend_from_slice(&self.epoch.to_be_bytes());
        bytes.extend_from_slice(&self.sequence.to_be_bytes()[2..]);
        bytes.extend_from_slice(&(self.body.len() as u16).to_be_bytes());
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// The fragment of a plaintext handshake record.
    pub fn fragment(&self) -> Option<FragmentView> {
        if self.content_type != ContentType::HANDSHAKE || self.epoch != 0 || self.body.len() < 12 {
            return None;
        }
        let (header, data) = self.body.split_at(12);
        Some(FragmentView {
            kind: HandshakeType(header[0]),
            total: number(&header[1..4]) as usize,
            seq: number(&header[4..6]) as u16,
            offset: number(&header[6..9]) as usize,
            data: data.to_vec(),
        })
    }
}

impl FragmentView {
    /// A whole message.
    pub fn whole(kind: HandshakeType, seq: u16, body: &[u8]) -> Self {
        Self { kind, total: body.len(), seq, offset: 0, data: body.to_vec() }
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.kind.0];
        bytes.extend_from_slice(&(self.total as u32).to_be_bytes()[1..]);
        bytes.extend_from_slice(&self.seq.to_be_bytes());
        bytes.extend_from_slice(&(self.offset as u32).to_be_bytes()[1..]);
        bytes.extend_from_slice(&(self.data.len() as u32).to_be_bytes()[1..]);
        bytes.extend_from_slice(&self.data);
        bytes
    }

    /// A part of this fragment.
    pub fn part(&self, range: core::ops::Range<usize>) -> Self {
        Self { offset: self.offset + range.start, data: self.data[range].to_vec(), ..self.clone() }
    }
}

/// One line: `[CLIENT_HELLO#0 0/0]` is message 0 in the record of epoch 0 and sequence number 0;
/// `[CERTIFICATE#1:0+371/911 0/2]` a fragment; `[CCS 0/3]`, `[alert 2.40 0/4]`; `[22 1/0 48]` a protected record with
/// a body of 48 bytes.
pub fn describe(datagram: &[u8]) -> String {
    let mut text = String::new();
    for record in records(datagram) {
        let number = format!("{}/{}", record.epoch, record.sequence);
        let result = match (record.fragment(), record.content_type) {
            (Some(f), _) if f.offset == 0 && f.data.len() == f.total => {
                write!(text, "[{}#{} {number}]", f.kind.name().unwrap_or("?"), f.seq)
            }
            (Some(f), _) => {
                let kind = f.kind.name().unwrap_or("?");
                write!(text, "[{kind}#{}:{}+{}/{} {number}]", f.seq, f.offset, f.data.len(), f.total)
            }
            (None, ContentType::CHANGE_CIPHER_SPEC) if record.epoch == 0 => write!(text, "[CCS {number}]"),
            (None, ContentType::ALERT) if record.epoch == 0 && record.body.len() == 2 => {
                write!(text, "[alert {}.{} {number}]", record.body[0], record.body[1])
            }
            (None, other) => write!(text, "[{} {number} {}]", other.0, record.body.len()),
        };
        result.expect("writing to a string");
    }
    text
}
