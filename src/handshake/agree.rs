//! What the hellos settle beside keys: the length of records, the application's protocol, and the protection of media.

use super::Context;
use crate::codec::{ExtensionType, SrtpProfile};
use crate::debug_line;
use crate::error::{ConfigError, DecodeError, Error, HandshakeFailure, Result};
use crate::msgs::ext::{MAX_SRTP_PROFILES, RawExtension, SrtpAnswer, SrtpOffer};
use crate::msgs::{ClientExtensions, ServerExtensions};
use crate::session::{Agreement, SrtpAgreement};

/// Most bytes of protocol names that a client offers; a hello with more would never get through.
const MAX_OFFERED_PROTOCOLS_LEN: usize = 8192;

/// Most bytes of one protocol name, and of an identifier of a master key.
const MAX_VECTOR_LEN: usize = 255;

/// A client's protocols, if it has any.
pub(super) fn offered_protocols(cx: &Context<'_>) -> Result<Option<Vec<Vec<u8>>>> {
    let protocols = cx.config.protocols.clone().filter(|protocols| !protocols.is_empty());
    if protocols.iter().flatten().any(|name| !(1..=MAX_VECTOR_LEN).contains(&name.len())) {
        return Err(ConfigError::Invalid("protocol without a name, or with more than 255 bytes").into());
    }
    let length = protocols.iter().flatten().map(|name| 1 + name.len()).sum::<usize>();
    if length > MAX_OFFERED_PROTOCOLS_LEN {
        return Err(Error::BufferTooSmall);
    }
    Ok(protocols)
}

/// What a client can protect media with, if it wants to.
pub(super) fn offered_srtp(cx: &Context<'_>) -> Option<SrtpOffer> {
    // More profiles than there are numbers for would not fit the hello.
    let profiles: Vec<_> = cx.config.srtp_profiles.iter().copied().take(MAX_SRTP_PROFILES).collect();
    (!profiles.is_empty()).then(|| SrtpOffer { profiles, mki: own_mki(cx) })
}

fn own_mki(cx: &Context<'_>) -> Vec<u8> {
    let own = &cx.settings.srtp_mki;
    if cx.config.srtp_mki && own.len() <= MAX_VECTOR_LEN { own.to_vec() } else { Vec::new() }
}

/// A server's choice from what the client offers.
pub(super) fn choose(cx: &mut Context<'_>, client: &ClientExtensions) -> Result<Agreement> {
    let agreement = Agreement {
        // A server takes the client's, whatever its own (RFC 6066 §4).
        max_fragment_length: client.max_fragment_length,
        protocol: choose_protocol(cx, client)?,
        srtp: choose_srtp(cx, client)?,
    };
    debug_line!(cx.output.log(), Verbose, "agreed: {agreement:?}");
    Ok(agreement)
}

/// Our most preferred protocol among those of the client; a client that has only others is refused (RFC 7301 §3.2).
fn choose_protocol(cx: &mut Context<'_>, client: &ClientExtensions) -> Result<Option<Vec<u8>>> {
    let Some(own) = &cx.config.protocols else { return Ok(None) };
    let Some(theirs) = &client.protocols else { return unreadable(client, ExtensionType::ALPN) };
    match own.iter().find(|name| theirs.contains(name)) {
        Some(name) => Ok(Some(name.clone())),
        None => {
            debug_line!(cx.output.log(), Error, "none of the client's {} protocols is ours", theirs.len());
            Err(Error::NoApplicationProtocol)
        }
    }
}

/// The client's most preferred profile among ours, with the client's identifier if we take identifiers (RFC 5764 §4.1).
fn choose_srtp(cx: &Context<'_>, client: &ClientExtensions) -> Result<Option<SrtpAgreement>> {
    let own = &cx.config.srtp_profiles;
    if own.is_empty() {
        return Ok(None);
    }
    let Some(offer) = &client.srtp else { return unreadable(client, ExtensionType::USE_SRTP) };
    let profile = offer.profiles.iter().copied().find(|profile: &SrtpProfile| own.contains(profile));
    let mki = if cx.config.srtp_mki { offer.mki.clone() } else { Vec::new() };
    Ok(profile.map(|profile| SrtpAgreement { profile, mki }))
}

/// Nothing, if the client did not offer it; an error if it did, in a form that cannot be read.
fn unreadable<T>(client: &ClientExtensions, kind: ExtensionType) -> Result<Option<T>> {
    if client.other.iter().any(|raw| raw.kind == kind) {
        return Err(DecodeError::BadLength.into());
    }
    Ok(None)
}

/// The server's answers, as they go out.
pub(super) fn answer(agreement: &Agreement, hello: &mut ServerExtensions) {
    hello.max_fragment_length = agreement.max_fragment_length;
    hello.protocol.clone_from(&agreement.protocol);
    let answer = |srtp: &SrtpAgreement| SrtpAnswer { profile: srtp.profile, mki: srtp.mki.clone() };
    hello.srtp = agreement.srtp.as_ref().map(answer);
}

/// Holds the server's answers against what we offered.
pub(super) fn check(cx: &mut Context<'_>, server: &ServerExtensions) -> Result<Agreement> {
    let unreadable = |raw: &RawExtension| matches!(raw.kind, ExtensionType::ALPN | ExtensionType::USE_SRTP);
    if server.other.iter().any(unreadable) {
        return Err(DecodeError::BadLength.into());
    }
    let max_fragment_length = server.max_fragment_length;
    if max_fragment_length.is_some() && max_fragment_length != cx.config.max_fragment_length {
        return Err(Error::IllegalParameter("fragment length that was not asked for"));
    }
    if let Some(protocol) = &server.protocol
        && !cx.config.protocols.iter().flatten().any(|own| own == protocol)
    {
        debug_line!(cx.output.log(), Error, "server chose a protocol that was not offered");
        return Err(HandshakeFailure::ForeignProtocol.into());
    }
    let srtp = server.srtp.as_ref().map(|answer| check_srtp(cx, answer)).transpose()?;
    Ok(Agreement { max_fragment_length, protocol: server.protocol.clone(), srtp })
}

fn check_srtp(cx: &mut Context<'_>, answer: &SrtpAnswer) -> Result<SrtpAgreement> {
    if !cx.config.srtp_profiles.contains(&answer.profile) {
        debug_line!(cx.output.log(), Error, "server chose {:?}, which was not offered", answer.profile);
        return Err(HandshakeFailure::ForeignSrtpProfile.into());
    }
    if !answer.mki.is_empty() && answer.mki != own_mki(cx) {
        return Err(Error::IllegalParameter("MKI that is not ours"));
    }
    Ok(SrtpAgreement { profile: answer.profile, mki: answer.mki.clone() })
}
