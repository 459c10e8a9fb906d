//! Which sessions may be resumed, on either side.

use super::Context;
use crate::codec::ProtocolVersion;
use crate::config::{AuthMode, Hostname};
use crate::crypto::SuiteInfo;
use crate::debug_line;
use crate::error::{HandshakeFailure, Result};
use crate::session::{ServerNameDigest, Session};

/// True if the policy of today would let the peer of that session pass: an abbreviated handshake asks for no
/// certificate, so a session must not carry a peer past a policy that was tightened since.
fn peer_passes(cx: &mut Context<'_>, session: &Session) -> bool {
    if !session.suite.key_exchange.uses_certificate() || cx.auth_mode() != AuthMode::Required {
        return true;
    }
    let passes = session.verify_result == 0 && session.peer_chain.is_some();
    if !passes {
        debug_line!(
            cx.output.log(),
            Info,
            "session not resumed: its peer was not authenticated as is required now"
        );
    }
    passes
}

/// The name by which a client's sessions are told apart.
pub(super) fn own_server_name(cx: &Context<'_>) -> Option<ServerNameDigest> {
    match &cx.settings.hostname {
        Hostname::Name(name) => Some(ServerNameDigest::of(name.as_bytes())),
        Hostname::Unset | Hostname::Ignored => None,
    }
}

/// True unless a client that wants to reach this very name would take the word of a session that was made with another
/// one for it: an abbreviated handshake compares no certificate with the name.
fn is_of_name(cx: &mut Context<'_>, session: &Session) -> bool {
    let name = own_server_name(cx);
    let compares = session.suite.key_exchange.uses_certificate() && cx.auth_mode() != AuthMode::None;
    let passes = !compares || name.is_none() || name == session.server_name;
    if !passes {
        debug_line!(cx.output.log(), Info, "session not offered: it is of another host name");
    }
    passes
}

/// True unless the server has several names and the session is of another one than the client wants to reach now: who
/// passed the rules of one name must not come in by it where those of another count (RFC 6066 §3).
fn is_of_host(cx: &mut Context<'_>, session: &Session, name: Option<ServerNameDigest>) -> bool {
    let passes = session.server_name == name || !(cx.config.ask_server_name || cx.config.ask_choices);
    if !passes {
        debug_line!(cx.output.log(), Info, "session not resumed: it is of another server name");
    }
    passes
}

/// A client's look at the session that it was given: true if it is to be offered.
pub(super) fn may_offer(cx: &mut Context<'_>, session: &Session) -> bool {
    // RFC 7627 §5.3: a session with the extended master secret is offered with that extension alone.
    let bound = cx.config.extended_master_secret || !session.extended_master_secret;
    if !bound {
        debug_line!(
            cx.output.log(),
            Info,
            "session not offered: it has an extended master secret, which is off now"
        );
    }
    let enough = session.extended_master_secret || !cx.config.require_extended_master_secret;
    if !enough {
        debug_line!(
            cx.output.log(),
            Info,
            "session not offered: it has no extended master secret, which is required now"
        );
    }
    // A renegotiation is a full handshake.
    bound
        && enough
        && cx.previous.is_none()
        && session.version == ProtocolVersion::DTLS1_2
        && is_of_name(cx, session)
        && peer_passes(cx, session)
}

/// What a server's ClientHello and configuration came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// What would be chosen for a new session.
    pub(super) suite: &'static SuiteInfo,
    /// The client offers the extended master secret.
    pub(super) offered_extended_master_secret: bool,
    /// Both sides want the extended master secret.
    pub(super) extended_master_secret: bool,
    /// The name that the client wants to reach.
    pub(super) server_name: Option<ServerNameDigest>,
}

/// A server's look at the session that a client names: true if it is to be resumed, false for a full handshake.
///
/// RFC 7627 §5.3 has the server abort if a session with the extended master secret is asked for without that extension,
/// and go on with a full handshake in the opposite case.
pub(super) fn may_resume(cx: &mut Context<'_>, session: &Session, terms: Terms) -> Result<bool> {
    if cx.previous.is_some() {
        debug_line!(cx.output.log(), Info, "session not resumed: a renegotiation is a full handshake");
        return Ok(false);
    }
    if session.version != ProtocolVersion::DTLS1_2 || session.suite.id != terms.suite.id {
        debug_line!(
            cx.output.log(),
            Info,
            "session not resumed: it has {}, and {} is chosen now",
            session.suite.name,
            terms.suite.name
        );
        return Ok(false);
    }
    if !is_of_host(cx, session, terms.server_name) || !peer_passes(cx, session) {
        return Ok(false);
    }
    if session.extended_master_secret && !terms.offered_extended_master_secret {
        debug_line!(cx.output.log(), Error, "client resumes without the extended master secret that it had");
        return Err(HandshakeFailure::ExtendedMasterSecret.into());
    }
    if session.extended_master_secret != terms.extended_master_secret {
        debug_line!(cx.output.log(), Info, "session not resumed: the extended master secret changes");
        return Ok(false);
    }
    Ok(true)
}
