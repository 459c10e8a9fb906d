use super::Message;
use crate::codec::HandshakeType;
use crate::crypto::{Digest, Hash, HashAlgorithm};

/// Which handshake header stands before each message in the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// 12 bytes, as if the message were one fragment (RFC 6347 §4.2.6).
    Dtls12,
    /// 4 bytes, as in TLS (RFC 9147 §5.2).
    Tls,
}

/// The handshake messages so far: as bytes until the suite's hash is known, then hashed as they come, and as bytes
/// beside the hash for as long as a CertificateVerify may need them.
#[derive(Debug)]
pub struct Transcript {
    form: HeaderForm,
    raw: Option<Vec<u8>>,
    hash: Option<Hash>,
}

impl Transcript {
    /// An empty transcript that keeps all bytes.
    pub fn new(form: HeaderForm) -> Self {
        Self { form, raw: Some(Vec::new()), hash: None }
    }

    /// Forgets everything, as a client does when a HelloVerifyRequest comes (RFC 6347 §4.2.1).
    pub fn restart(&mut self) {
        *self = Self::new(self.form);
    }

    /// Adds a message that was received.
    pub fn add(&mut self, message: &Message) {
        self.add_parts(message.kind, message.seq, &message.body);
    }

    /// Adds a message that was sent under `seq`.
    pub fn add_parts(&mut self, kind: HandshakeType, seq: u16, body: &[u8]) {
        let [_, length @ ..] = (body.len() as u32).to_be_bytes();
        let mut header = Vec::with_capacity(12);
        header.push(kind.0);
        header.extend_from_slice(&length);
        if self.form == HeaderForm::Dtls12 {
            header.extend_from_slice(&seq.to_be_bytes());
            header.extend_from_slice(&[0; 3]);
            header.extend_from_slice(&length);
        }
        for part in [header.as_slice(), body] {
            if let Some(raw) = &mut self.raw {
                raw.extend_from_slice(part);
            }
            if let Some(hash) = &mut self.hash {
                hash.update(part);
            }
        }
    }

    /// Starts hashing, from the first message on; the bytes stay until [`Transcript::forget_bytes`].
    pub fn start_hash(&mut self, algorithm: HashAlgorithm) {
        let mut hash = Hash::new(algorithm);
        hash.update(self.bytes());
        self.hash = Some(hash);
    }

    /// No CertificateVerify will be made or checked any more: the hash is enough.
    pub fn forget_bytes(&mut self) {
        if self.hash.is_some() {
            self.raw = None;
        }
    }

    /// The bytes of all messages, as a CertificateVerify signs them; empty once forgotten.
    pub fn bytes(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or_default()
    }

    /// The hash of all messages so far; `None` before [`Transcript::start_hash`].
    pub fn current_hash(&self) -> Option<Digest> {
        self.hash.clone().map(Hash::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::digest;

    fn message(body: &[u8]) -> Message {
        Message { kind: HandshakeType::FINISHED, seq: 5, body: body.to_vec() }
    }

    #[test]
    fn the_header_is_that_of_one_fragment() {
        let mut transcript = Transcript::new(HeaderForm::Dtls12);
        transcript.add(&message(&[7, 8]));
        assert_eq!(transcript.bytes(), [20, 0, 0, 2, 0, 5, 0, 0, 0, 0, 0, 2, 7, 8]);
        let mut transcript = Transcript::new(HeaderForm::Tls);
        transcript.add(&message(&[7, 8]));
        assert_eq!(transcript.bytes(), [20, 0, 0, 2, 7, 8]);
    }

    #[test]
    fn the_hash_covers_what_came_before_it_was_known() {
        let mut transcript = Transcript::new(HeaderForm::Tls);
        transcript.add(&message(&[1]));
        assert!(transcript.current_hash().is_none());
        transcript.start_hash(HashAlgorithm::Sha256);
        transcript.add(&message(&[2]));
        let bytes = transcript.bytes().to_vec();
        transcript.forget_bytes();
        assert!(transcript.bytes().is_empty());
        let expected = digest(HashAlgorithm::Sha256, &[&bytes]);
        assert_eq!(transcript.current_hash().map(|d| d.as_ref().to_vec()), Some(expected.as_ref().to_vec()));
    }
}
