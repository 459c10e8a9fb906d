//! The check of the peer's certificates, on either side: parse, walk the path, maybe with trusted certificates that the
//! application finds, let the application look, judge.

use super::negotiate;
use super::proof::CheckedChain;
use super::{Answer, Context, Failure, Need, PathQuery, renegotiation};
use crate::config::{AuthMode, Hostname};
use crate::crypto::SuiteInfo;
use crate::debug_line;
use crate::error::{CertificateError, ConfigError, Error, Result};
use crate::keys::Role;
use crate::msgs;
use crate::pki::Certificate;
use crate::pki::verify::{self, PathCheck, PathEntry, PathError, PeerUsage, flag};
use std::sync::Arc;

/// What became of the check.
#[derive(Debug)]
pub(super) enum Checked {
    /// It is done.
    Done(CheckedChain),
    /// The application has its say first.
    Ask(PendingCheck, Need),
}

/// Checks a chain that is not empty, as the configuration asks for it.
pub(super) fn check(
    cx: &mut Context<'_>,
    suite: &'static SuiteInfo,
    message: &msgs::Certificate<'_>,
) -> Result<Checked, Failure> {
    let chain = parse(message)?;
    renegotiation::check_certificate(cx, Some(&chain))?;
    debug_line!(cx.output.log(), Info, "peer shows {} certificates", chain.len());
    if cx.auth_mode() == AuthMode::None {
        cx.output.peer_checked(0);
        return Ok(Checked::Done(usable(cx, suite, chain, 0)?));
    }
    let name = expected_name(cx)?;
    let now = i64::try_from(cx.clock.unix_seconds()).unwrap_or(i64::MAX);
    if cx.config.find_trusted {
        let query = PathQuery { chain: Arc::clone(&chain), name: name.map(<[u8]>::to_vec), now };
        return Ok(Checked::Ask(PendingCheck { chain }, Need::WalkPath(query)));
    }
    let path = PathCheck {
        trusted: cx.trust_anchors().unwrap_or_default(),
        crls: cx.crls(),
        profile: &cx.config.profile,
        name,
        now,
    }
    .run(&chain);
    walked(cx, suite, chain, path.map(|path| path.entries))
}

/// A path has been walked; what now?
fn walked(
    cx: &mut Context<'_>,
    suite: &'static SuiteInfo,
    chain: Arc<[Certificate]>,
    path: Result<Vec<PathEntry>, PathError>,
) -> Result<Checked, Failure> {
    let path = path.map_err(|error| path_failure(cx, error))?;
    if cx.config.review_path || cx.settings.review_path {
        return Ok(Checked::Ask(PendingCheck { chain }, Need::ReviewPath(path)));
    }
    let flags = path.iter().fold(0, |all, entry| all | entry.flags);
    judge(cx, suite, chain, flags).map(Checked::Done)
}

/// A chain about which the application has been asked.
#[derive(Debug)]
pub(super) struct PendingCheck {
    chain: Arc<[Certificate]>,
}

impl PendingCheck {
    /// Goes on with the path as the application found it, or with the flags that it left on each certificate.
    pub(super) fn resume(
        self,
        cx: &mut Context<'_>,
        suite: &'static SuiteInfo,
        answer: Answer,
    ) -> Result<Checked, Failure> {
        let flags = match answer {
            Answer::PathWalked(path) => return walked(cx, suite, self.chain, path),
            Answer::PathReviewed(flags) => flags,
            _ => return Err(Failure::silent(Error::Internal("the answer is not to the need"))),
        };
        match flags {
            Ok(flags) => {
                let flags = flags.iter().fold(0, |all, flags| all | flags);
                judge(cx, suite, self.chain, flags).map(Checked::Done)
            }
            Err(error) => {
                debug_line!(cx.output.log(), Error, "the application's look at the path failed: {error}");
                cx.output.peer_checked(u32::MAX);
                Err(Failure::with_alert(error, verify::alert(u32::MAX)))
            }
        }
    }
}

fn parse(message: &msgs::Certificate<'_>) -> Result<Arc<[Certificate]>> {
    let parse = |der: &&[u8]| {
        Certificate::parse(der).map_err(|error| Error::Certificate(CertificateError::Malformed(error)))
    };
    message.chain.iter().map(parse).collect()
}

/// The name that the leaf has to be for. A client that requires a trusted server must have said which, or that any
/// will do: a path alone does not tell one server from another (Mbed TLS CVE-2025-27809).
fn expected_name<'a>(cx: &mut Context<'a>) -> Result<Option<&'a [u8]>, Failure> {
    if cx.config.role == Role::Server {
        return Ok(None);
    }
    match &cx.settings.hostname {
        Hostname::Name(name) => Ok(Some(name.as_bytes())),
        Hostname::Ignored => Ok(None),
        Hostname::Unset if cx.auth_mode() == AuthMode::Optional => Ok(None),
        Hostname::Unset => {
            debug_line!(
                cx.output.log(),
                Error,
                "no host name was set to check the server's certificate against"
            );
            Err(Failure::silent(ConfigError::NoHostname))
        }
    }
}

fn path_failure(cx: &mut Context<'_>, error: PathError) -> Failure {
    debug_line!(cx.output.log(), Error, "the peer's path cannot be walked to its end: {error:?}");
    cx.output.peer_checked(u32::MAX);
    let error = match error {
        PathError::Empty => Error::Certificate(CertificateError::Missing),
        PathError::TooLong | PathError::TooMuchWork => Error::Certificate(CertificateError::TooLong),
        PathError::NoTrust => Error::Certificate(CertificateError::Fatal),
    };
    Failure::with_alert(error, verify::alert(u32::MAX))
}

/// Adds what the handshake demands of the leaf to the flags of the path, and decides by the policy.
fn judge(
    cx: &mut Context<'_>,
    suite: &'static SuiteInfo,
    chain: Arc<[Certificate]>,
    path_flags: u32,
) -> Result<CheckedChain, Failure> {
    let flags = path_flags | leaf_flags(cx, &chain);
    cx.output.peer_checked(flags);
    if flags != 0 {
        debug_line!(cx.output.log(), Error, "peer certificate flags {flags:#x}: {}", FlagNames(flags));
    }
    if cx.auth_mode() == AuthMode::Required {
        let refused = |error: Error| Err(Failure::with_alert(error, verify::alert(flags)));
        if cx.trust_anchors().is_none() && !cx.config.find_trusted {
            debug_line!(cx.output.log(), Error, "no certificate authorities are configured");
            return refused(ConfigError::NoCaChain.into());
        }
        if path_flags != 0 {
            return refused(CertificateError::Untrusted(flags).into());
        }
        if flags != 0 {
            return refused(CertificateError::Unfit(flags).into());
        }
    }
    usable(cx, suite, chain, flags)
}

/// What is wrong with the leaf for this handshake, whoever issued it: a curve that we do not allow (RFC 8422 §5.3),
/// a use that it is not for.
fn leaf_flags(cx: &Context<'_>, chain: &[Certificate]) -> u32 {
    let Some(leaf) = chain.first() else { return flag::MISSING };
    let usage = match cx.config.role {
        Role::Client => PeerUsage::ServerSigning,
        Role::Server => PeerUsage::ClientSigning,
    };
    let allowed = leaf.public_key().is_some_and(|key| {
        negotiate::key_group(key.kind()).is_none_or(|group| cx.config.groups.contains(&group))
    });
    usage.check(leaf) | if allowed { 0 } else { flag::BAD_KEY }
}

/// Whatever the policy lets pass, the key must be one that we can use, on a client one that the suite asks for.
fn usable(
    cx: &mut Context<'_>,
    suite: &'static SuiteInfo,
    chain: Arc<[Certificate]>,
    flags: u32,
) -> Result<CheckedChain, Failure> {
    let key = chain
        .first()
        .and_then(Certificate::public_key)
        .filter(|key| cx.config.role == Role::Server || negotiate::key_fits(suite.key_exchange, key.kind()));
    let Some(key) = key.cloned() else {
        debug_line!(cx.output.log(), Error, "the peer's key cannot be used with {}", suite.name);
        return Err(CertificateError::WrongKeyType.into());
    };
    Ok(CheckedChain::new(chain, key, flags))
}

/// Prints flags by name.
struct FlagNames(u32);

impl core::fmt::Display for FlagNames {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        const NAMES: [(u32, &str); 14] = [
            (flag::EXPIRED, "expired"),
            (flag::FUTURE, "not valid yet"),
            (flag::REVOKED, "revoked"),
            (flag::NAME_MISMATCH, "other name"),
            (flag::NOT_TRUSTED, "not trusted"),
            (flag::MISSING, "missing"),
            (flag::SKIP_VERIFY, "not looked at"),
            (flag::OTHER, "refused by the application"),
            (flag::KEY_USAGE, "keyUsage"),
            (flag::EXTENDED_KEY_USAGE, "extKeyUsage"),
            (flag::NS_CERT_TYPE, "nsCertType"),
            (flag::BAD_DIGEST, "digest"),
            (flag::BAD_ALGORITHM, "algorithm"),
            (flag::BAD_KEY, "key size or curve"),
        ];
        let mut separator = "";
        for (bit, name) in NAMES {
            if self.0 & bit != 0 {
                write!(f, "{separator}{name}")?;
                separator = ", ";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_print_by_name() {
        assert_eq!(FlagNames(flag::EXPIRED | flag::NOT_TRUSTED).to_string(), "expired, not trusted");
        assert_eq!(FlagNames(0).to_string(), "");
    }
}
