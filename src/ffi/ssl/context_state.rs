//! What stands behind a context after its setup.

use super::async_private::AsyncOperation;
use super::session::OwnedSession;
use super::structs::mbedtls_ssl_context;
use crate::engine::Connection;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use crate::handshake::Phase;
use crate::rare::Rare;
use std::ptr::{null, null_mut};

/// The connection, and memory that C programs look into.
pub struct ContextState {
    pub(super) connection: Connection,
    /// What `in_ctr` points at: epoch and sequence number of the last record.
    pub(super) counter: [u8; 8],
    /// What `in_msg` points at: level and description of the last alert.
    pub(super) message: [u8; 8],
    /// What `session` points at, once the handshake is over.
    session: Option<OwnedSession>,
    /// Which of the connection's sessions that is.
    session_number: u32,
    /// The name that the client wants to reach, while the application is asked about it.
    pub(super) server_name: Option<Box<[u8]>>,
    /// A panic may have left the connection half changed: only reset and free touch it again.
    pub(super) poisoned: bool,
    /// A record of application data is in the outbox although `mbedtls_ssl_write` returned WANT_WRITE.
    pub(super) write_pending: bool,
    /// Where the handshake stands for a callback that is called after the state that it belongs to.
    pub(super) shown_phase: Option<Phase>,
    /// A signature that is made elsewhere.
    pub(super) async_operation: Rare<AsyncOperation>,
}

impl ContextState {
    pub(super) fn new(connection: Connection) -> Self {
        Self {
            connection,
            counter: [0; 8],
            message: [0; 8],
            session: None,
            session_number: 0,
            server_name: None,
            poisoned: false,
            write_pending: false,
            shown_phase: None,
            async_operation: Rare::usual(),
        }
    }

    /// Copies what programs look at into the context and the memory that it points at.
    pub(super) fn show(&mut self, context: &mut mbedtls_ssl_context) {
        let visible = self.connection.visible();
        self.counter = visible.counter;
        let [level, description] = visible.alert;
        self.message[0] = level;
        self.message[1] = description;
        context.private_state = self.shown_phase.unwrap_or_else(|| self.connection.phase()) as i32;
        context.private_renego_status = self.connection.renegotiation_status() as i32;
        context.private_renego_records_seen =
            i32::try_from(self.connection.records_before_renegotiation()).unwrap_or(i32::MAX);
        context.private_in_msgtype = visible.content_type.into();
        context.private_in_ctr = self.counter.as_mut_ptr();
        context.private_in_msg = self.message.as_mut_ptr();
        self.show_session(context);
    }

    /// Lets the context point at the session while there is one.
    fn show_session(&mut self, context: &mut mbedtls_ssl_context) {
        let number = self.connection.session_number();
        match self.connection.session() {
            // A renegotiation ends with another session.
            Some(session) if self.session.is_none() || self.session_number != number => {
                self.session = Some(OwnedSession::new(session));
                self.session_number = number;
            }
            Some(_) => {}
            None => self.session = None,
        }
        context.private_session = self.session.as_mut().map_or(null_mut(), OwnedSession::as_mut_ptr);
    }

    /// The session of the connection has changed: what the context shows of it is to be made anew.
    pub(super) fn forget_session(&mut self) {
        self.session = None;
    }

    /// No signature is made elsewhere any more: what the application saw of one goes.
    pub(super) fn forget_signature(&mut self) {
        self.async_operation = Rare::usual();
    }

    /// The peer's chain as C sees it, if the peer sent one.
    pub(super) fn peer_chain(&self) -> *const mbedtls_x509_crt {
        self.session.as_ref().map_or(null(), |session| session.as_ref().private_peer_cert)
    }
}
