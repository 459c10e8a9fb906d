//! What a handshake on a live connection says of the one before it, and what it may not change (RFC 5746).
//!
//! ```text
//!   ClientHello   renegotiation_info = client's verify_data of the handshake before (empty in a first one)
//!   ServerHello   renegotiation_info = client's verify_data | server's verify_data
//! ```

use super::Context;
use crate::config::LegacyRenegotiation;
use crate::crypto::{SuiteInfo, constant_time_eq};
use crate::debug_line;
use crate::error::{CertificateError, Error, HandshakeFailure, Result};
use crate::msgs::{ClientHello, EMPTY_RENEGOTIATION_INFO_SCSV, ServerHello};
use crate::pki::Certificate;

/// Both verify_data of the handshake before, the client's first; `None` in a first handshake, and where the peer does
/// not know RFC 5746.
fn verify_data(cx: &Context<'_>) -> Option<[[u8; crate::keys::VERIFY_DATA_LEN]; 2]> {
    cx.previous?.secure_renegotiation
}

/// A client's signal in place of the extension: in a first handshake, and to a server that has not answered it there
/// (§3.4, §4.2).
pub(super) fn signal(cx: &Context<'_>) -> Option<u16> {
    verify_data(cx).is_none().then_some(EMPTY_RENEGOTIATION_INFO_SCSV)
}

/// The client's extension (§3.5).
pub(super) fn client_info(cx: &Context<'_>) -> Option<Vec<u8>> {
    verify_data(cx).map(|[client, _]| client.to_vec())
}

/// The server's extension, for a client that knows it (§3.6, §3.7).
pub(super) fn server_info(cx: &Context<'_>) -> Vec<u8> {
    verify_data(cx).map(|both| both.concat()).unwrap_or_default()
}

/// Whether the client knows RFC 5746. In a first handshake what it says must be empty (§3.6), in a renegotiation it
/// must fit the handshake before (§3.7, §4.4).
pub(super) fn check_client(cx: &mut Context<'_>, hello: &ClientHello) -> Result<bool> {
    let signalled = hello.cipher_suites.contains(&EMPTY_RENEGOTIATION_INFO_SCSV);
    let info = hello.extensions.renegotiation_info.as_deref();
    let Some(previous) = cx.previous else {
        return match info {
            Some(data) if !data.is_empty() => mismatch(cx, "client renegotiates what is a first handshake"),
            None if !signalled && cx.config.legacy_renegotiation == LegacyRenegotiation::BreakHandshake => {
                Err(HandshakeFailure::LegacyRenegotiation.into())
            }
            info => Ok(signalled || info.is_some()),
        };
    };
    if signalled {
        return mismatch(cx, "client signals a first handshake in a renegotiation");
    }
    if previous.session.extended_master_secret && !hello.extensions.extended_master_secret {
        return dropped_master_secret(cx);
    }
    match (previous.secure_renegotiation, info) {
        (Some([client, _]), Some(info)) if constant_time_eq(info, &client) => Ok(true),
        (None, None) => Ok(false),
        _ => mismatch(cx, "client's renegotiation_info is not that of this connection"),
    }
}

/// Holds a ServerHello against the handshake before (§3.4, §3.5, §4.2).
pub(super) fn check_server(cx: &mut Context<'_>, hello: &ServerHello) -> Result<()> {
    let info = hello.extensions.renegotiation_info.as_deref();
    let Some(previous) = cx.previous else {
        return match info {
            Some(data) if !data.is_empty() => mismatch(cx, "server renegotiates what is a first handshake"),
            None if cx.config.legacy_renegotiation == LegacyRenegotiation::BreakHandshake => {
                Err(HandshakeFailure::LegacyRenegotiation.into())
            }
            _ => Ok(()),
        };
    };
    let offered = cx.config.extended_master_secret;
    if previous.session.extended_master_secret && offered && !hello.extensions.extended_master_secret {
        return dropped_master_secret(cx);
    }
    match (previous.secure_renegotiation, info) {
        (Some(both), Some(info)) if constant_time_eq(info, &both.concat()) => Ok(()),
        (None, None) => Ok(()),
        _ => mismatch(cx, "server's renegotiation_info is not that of this connection"),
    }
}

/// A MAC over the ciphertext must not be given up for one over the plaintext (RFC 7366 §3.1).
pub(super) fn check_mac(cx: &mut Context<'_>, suite: &SuiteInfo, encrypt_then_mac: bool) -> Result<()> {
    let before = cx.previous.is_some_and(|previous| previous.session.encrypt_then_mac);
    if before && suite.cbc().is_some() && !encrypt_then_mac {
        return mismatch(cx, "renegotiation without the encrypt-then-MAC that was there");
    }
    Ok(())
}

/// Who has shown a certificate goes on showing the same one: nobody else may take over a connection that the
/// application has looked at (RFC 7627 §1 tells what happened otherwise). A peer that showed none may do so now.
pub(super) fn check_certificate(cx: &mut Context<'_>, now: Option<&[Certificate]>) -> Result<()> {
    let before = cx.previous.and_then(|previous| previous.session.peer_chain.as_deref()?.first());
    let now = now.and_then(|chain| chain.first());
    match before {
        Some(before) if now.is_none_or(|now| now.der() != before.der()) => {
            debug_line!(cx.output.log(), Error, "peer shows another certificate in a renegotiation");
            Err(CertificateError::Changed.into())
        }
        _ => Ok(()),
    }
}

fn mismatch<T>(cx: &mut Context<'_>, what: &str) -> Result<T> {
    debug_line!(cx.output.log(), Error, "{what}");
    Err(HandshakeFailure::RenegotiationMismatch.into())
}

/// A master secret that is bound to its handshake must not be given up for one that is not.
fn dropped_master_secret<T>(cx: &mut Context<'_>) -> Result<T> {
    debug_line!(cx.output.log(), Error, "renegotiation without the extended master secret that was there");
    Err(Error::HandshakeFailure(HandshakeFailure::RenegotiationMismatch))
}
