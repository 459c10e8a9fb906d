//! The server's choice of suite, group and identity.

use crate::codec::{NamedGroup, SignatureScheme};
use crate::config::Identity;
use crate::crypto::{CipherSuite, KeyExchange, SuiteInfo};
use crate::debug_line;
use crate::error::HandshakeFailure;
use crate::handshake::identity::{self, Signer};
use crate::handshake::{Context, Failure, Phase, negotiate};
use crate::msgs::ClientHello;
use crate::pki::verify::PeerUsage;

/// A suite with what it needs.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) suite: &'static SuiteInfo,
    /// With ECDHE.
    pub(super) group: Option<NamedGroup>,
    /// With certificates.
    pub(super) signer: Option<Signer>,
}

/// The schemes of a client that names none (RFC 5246 §7.4.1.4.1).
const UNNAMED_SCHEMES: &[SignatureScheme] = &[SignatureScheme::ECDSA_SHA1, SignatureScheme::RSA_PKCS1_SHA1];

/// The first suite that both sides have and can carry out, in the order of whoever's preference counts.
pub(super) fn choose(cx: &mut Context<'_>, hello: &ClientHello) -> Result<Choice, Failure> {
    let config = cx.config;
    let ours = config.suites.iter().copied().filter(|suite| hello.cipher_suites.contains(&suite.id.0));
    let theirs = hello
        .cipher_suites
        .iter()
        .filter_map(|id| CipherSuite(*id).info())
        .filter(|suite| config.offers(suite));
    let common: Vec<&'static SuiteInfo> =
        if config.server_preference { ours.collect() } else { theirs.collect() };
    if common.is_empty() {
        debug_line!(
            cx.output.log(),
            Error,
            "no common cipher suite: client has {:x?}, we have {:x?}",
            hello.cipher_suites,
            config.suites.iter().map(|suite| suite.id.0).collect::<Vec<_>>()
        );
        return Err(HandshakeFailure::NoCommonSuite.into());
    }
    let mut failure = HandshakeFailure::NoCommonSuite;
    for suite in common {
        match carry_out(cx, hello, suite) {
            Ok(choice) => return Ok(choice),
            Err((reason, what)) => {
                debug_line!(cx.output.log(), Info, "{} cannot be used: {what}", suite.name);
                if failure != HandshakeFailure::NoCommonGroup {
                    failure = reason;
                }
            }
        }
    }
    debug_line!(cx.output.log(), Error, "none of the common cipher suites can be used");
    Err(match failure {
        // As the original, which takes the suite, and misses the group when its share is due.
        HandshakeFailure::NoCommonGroup => Failure::silent(failure).seen_in(Phase::ServerKeyExchange),
        failure => failure.into(),
    })
}

/// What `suite` needs beyond itself, or what is missing.
fn carry_out(
    cx: &Context<'_>,
    hello: &ClientHello,
    suite: &'static SuiteInfo,
) -> Result<Choice, (HandshakeFailure, &'static str)> {
    let exchange = suite.key_exchange;
    if exchange.uses_psk() && cx.config.psk.is_none() && !cx.config.look_up_psk {
        return Err((HandshakeFailure::NoCommonSuite, "no pre-shared key"));
    }
    let groups = hello.extensions.groups.as_deref().unwrap_or_default();
    if exchange == KeyExchange::EcJpake {
        if cx.settings.once.ecjpake_password.is_none() {
            return Err((HandshakeFailure::NoCommonSuite, "no password"));
        }
        if hello.extensions.ecjpake_kkpp.is_none() {
            return Err((HandshakeFailure::NoCommonSuite, "client sent no keys of the first round"));
        }
        if !groups.contains(&NamedGroup::SECP256R1) {
            return Err((HandshakeFailure::NoCommonSuite, "client has no secp256r1"));
        }
    }
    let signer = if exchange.uses_certificate() {
        let schemes = hello.extensions.signature_algorithms.as_deref().unwrap_or(UNNAMED_SCHEMES);
        // The groups of the client are also the curves of the keys that it can check (RFC 8422 §5.1.1).
        let fits = |own: &Identity| {
            let kind = own.key.kind();
            negotiate::key_fits(exchange, kind)
                && negotiate::key_group(kind).is_none_or(|group| groups.contains(&group))
                && own.chain.first().is_none_or(|leaf| PeerUsage::ServerSigning.check(leaf) == 0)
        };
        let chosen = cx.settings.once.choices.identities.as_ref();
        if !identity::all(cx.config, chosen).iter().any(fits) {
            return Err((HandshakeFailure::NoCommonSuite, "no certificate with such a key for this use"));
        }
        let signer = identity::choose(cx.config, chosen, schemes, fits);
        Some(signer.ok_or((HandshakeFailure::NoCommonSignatureScheme, "no common signature scheme"))?)
    } else {
        None
    };
    let group = if exchange.uses_ecdhe() {
        if groups.is_empty() {
            return Err((HandshakeFailure::NoCommonSuite, "client has no groups"));
        }
        let group = negotiate::choose_group(cx.config, groups);
        Some(group.ok_or((HandshakeFailure::NoCommonGroup, "no common group"))?)
    } else {
        None
    };
    Ok(Choice { suite, group, signer })
}
