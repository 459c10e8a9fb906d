//! A client that lost its state begins anew from the same address (RFC 6347 §4.2.8): it has to return a cookie before
//! the connection that it had is given up.

use super::Connection;
use super::drive::Progress;
use super::output::Emit;
use crate::codec::{ConnectionId, ContentType, HandshakeType, ProtocolVersion, Reader, Writer};
use crate::config::CookiePolicy;
use crate::debug_line;
use crate::error::{Error, Result};
use crate::flight::Fragment;
use crate::handshake::{Answer, Need};
use crate::keys::Role;
use crate::msgs::{ClientHello, HelloVerifyRequest};
use crate::record::{Record, RecordHeader};

/// A ClientHello on a live connection, until its cookie is judged.
#[derive(Debug)]
pub(super) struct Reconnect {
    header: RecordHeader,
    message_seq: u16,
    /// Where its record begins in the datagram.
    record_start: usize,
}

impl Connection {
    /// Looks at a record that nothing vouches for. Only a whole ClientHello of a new handshake is of interest.
    pub(super) fn handle_unprotected(&mut self, record: &Record, datagram: &[u8]) -> Option<Need> {
        let payload = datagram.get(record.payload.clone())?;
        let Some((message_seq, hello)) = self.new_client_hello(record, payload) else {
            debug_line!(&mut self.log, Info, "unprotected record dropped");
            return None;
        };
        let record_start = record.payload.start - crate::record::HEADER_LEN;
        self.reconnect = Some(Box::new(Reconnect { header: record.header, message_seq, record_start }));
        debug_line!(&mut self.log, Info, "ClientHello on a live connection");
        Some(if hello.cookie.is_empty() { Need::WriteCookie } else { Need::CheckCookie(hello.cookie) })
    }

    fn new_client_hello(&self, record: &Record, payload: &[u8]) -> Option<(u16, ClientHello)> {
        if self.config.role != Role::Server
            || self.config.cookies != CookiePolicy::Verify
            || record.header.content_type != ContentType::HANDSHAKE
        {
            return None;
        }
        let fragment = Fragment::decode(&mut Reader::new(payload)).ok()?;
        if fragment.kind != HandshakeType::CLIENT_HELLO || fragment.data.len() != fragment.total {
            return None;
        }
        let hello = ClientHello::decode(fragment.data).ok()?;
        // A late copy of the hello that this very connection began with is no new beginning.
        let known = self.first_client_random()?;
        (hello.random != known).then_some((fragment.seq, hello))
    }

    pub(super) fn answer_reconnect(&mut self, answer: Answer) -> Result<Progress> {
        let Some(reconnect) = self.reconnect.take() else {
            return Err(Error::Internal("no ClientHello to judge"));
        };
        match answer {
            Answer::CookieChecked(true) => {
                debug_line!(&mut self.log, State, "client began anew from the same address");
                // The hello is looked at again, by the new handshake.
                self.inbound.next = reconnect.record_start;
                self.restart();
                Err(Error::ClientReconnect)
            }
            Answer::CookieChecked(false) => {
                self.reconnect = Some(reconnect);
                Ok(Progress::Needs(Need::WriteCookie))
            }
            Answer::CookieWritten(Ok(cookie)) => {
                self.send_stateless_hello_verify_request(&reconnect, &cookie);
                Ok(Progress::Advanced)
            }
            Answer::CookieWritten(Err(error)) => Err(error),
            _ => Err(Error::BadInput("not the answer that is due")),
        }
    }

    /// With the client's own numbers, in epoch 0, beside the connection that lives on.
    fn send_stateless_hello_verify_request(&mut self, reconnect: &Reconnect, cookie: &[u8]) {
        let mut body = Writer::new();
        HelloVerifyRequest::new(cookie).encode(&mut body);
        let body = body.into_vec();
        let fragment = Fragment {
            kind: HandshakeType::HELLO_VERIFY_REQUEST,
            total: body.len(),
            seq: reconnect.message_seq,
            offset: 0,
            data: &body,
        };
        let handshake_header = fragment.header();
        let header = RecordHeader {
            content_type: ContentType::HANDSHAKE,
            version: ProtocolVersion::DTLS1_2,
            epoch: 0,
            sequence: reconnect.header.sequence,
            cid: ConnectionId::EMPTY,
            length: handshake_header.len() + body.len(),
        };
        let datagram = [&header.encode()[..], &handshake_header, &body].concat();
        debug_line!(&mut self.log, Info, "send HelloVerifyRequest, {} bytes", datagram.len());
        self.outbox.push_back(Emit::Datagram(datagram));
    }
}
