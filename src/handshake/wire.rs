//! What every state does with messages: send one, expect one.

use super::{Context, Incoming, Message};
use crate::codec::{HandshakeType, ProtocolVersion, Writer};
use crate::error::{DecodeError, Error, HandshakeFailure, Result};

/// Sends a message and adds it to the transcript.
pub(super) fn send(cx: &mut Context<'_>, kind: HandshakeType, fill: impl FnOnce(&mut Writer)) -> Result<()> {
    let mut writer = Writer::new();
    fill(&mut writer);
    let body = writer.into_vec();
    let seq = cx.output.send(kind, &body)?;
    cx.transcript.add_parts(kind, seq, &body);
    Ok(())
}

/// The handshake message that came in; a ChangeCipherSpec has no place here.
pub(super) fn message(incoming: Incoming) -> Result<Message> {
    match incoming {
        Incoming::Message(message) => Ok(message),
        Incoming::ChangeCipherSpec => Err(Error::UnexpectedRecord("ChangeCipherSpec before its time")),
    }
}

/// The handshake message that came in, which must be of this kind.
pub(super) fn expect(incoming: Incoming, kind: HandshakeType) -> Result<Message> {
    let message = message(incoming)?;
    if message.kind == kind { Ok(message) } else { Err(Error::UnexpectedMessage(message.kind)) }
}

/// A ChangeCipherSpec must have come in.
pub(super) fn expect_change_cipher_spec(incoming: Incoming) -> Result<()> {
    match incoming {
        Incoming::ChangeCipherSpec => Ok(()),
        Incoming::Message(message) => Err(Error::UnexpectedMessage(message.kind)),
    }
}

/// The error of a hello that cannot be decoded: an extension that comes twice decodes, but must not be there
/// (RFC 8446 §4.2 names the alert that RFC 5246 leaves open).
pub(super) fn hello_error(reason: DecodeError) -> Error {
    match reason {
        DecodeError::Duplicate => Error::IllegalParameter("extension or server name that comes twice"),
        DecodeError::BadFragmentLength => Error::IllegalParameter("fragment length of no meaning"),
        DecodeError::BadRenegotiationInfo => HandshakeFailure::RenegotiationMismatch.into(),
        reason => Error::Decode(reason),
    }
}

/// The version that a hello begins with. It is looked at first: another version may have other fields behind it.
pub(super) fn hello_version(body: &[u8]) -> Result<ProtocolVersion> {
    match body {
        [high, low, ..] => Ok(ProtocolVersion(u16::from_be_bytes([*high, *low]))),
        _ => Err(DecodeError::Truncated.into()),
    }
}
