//! What both sides choose from: suites, groups, signature schemes, randoms.

use super::{Answer, Context};
use crate::codec::{ConnectionId, NamedGroup, SignatureScheme};
use crate::config::{Config, ConnectionSettings};
use crate::crypto::{EcCurve, KeyExchange, KeyKind, SUPPORTED_GROUPS, SignatureAlgorithm, SuiteInfo};
use crate::debug_line;
use crate::error::{ConfigError, Error, HandshakeFailure, Result};
use crate::msgs::ext::POINT_FORMAT_UNCOMPRESSED;

/// Random bytes in a hello, behind the 4 bytes of time.
pub(super) const HELLO_RANDOM_LEN: usize = 28;

/// The suites that a client can offer: those whose credentials it has.
pub(super) fn offered_suites(
    config: &Config,
    settings: &ConnectionSettings,
) -> impl Iterator<Item = &'static SuiteInfo> {
    config.suites.iter().copied().filter(|suite| {
        let exchange = suite.key_exchange;
        (!exchange.uses_psk() || config.psk.is_some())
            && (exchange != KeyExchange::EcJpake || settings.once.ecjpake_password.is_some())
            && (!exchange.uses_ecdhe() || offered_groups(config).next().is_some())
            && (!exchange.uses_certificate() || offered_schemes(config).next().is_some())
    })
}

/// The configured groups that a backend carries.
pub(super) fn offered_groups(config: &Config) -> impl Iterator<Item = NamedGroup> {
    config.groups.iter().copied().filter(|group| SUPPORTED_GROUPS.contains(group))
}

/// The configured signature schemes that a backend carries.
pub(super) fn offered_schemes(config: &Config) -> impl Iterator<Item = SignatureScheme> {
    config.signature_schemes.iter().copied().filter(|scheme| SignatureAlgorithm::try_from(*scheme).is_ok())
}

/// Our most preferred group among those of the peer.
pub(super) fn choose_group(config: &Config, peer: &[NamedGroup]) -> Option<NamedGroup> {
    offered_groups(config).find(|group| peer.contains(group))
}

/// The scheme to sign by with a key of this kind: the peer's most preferred one that we allow.
///
/// Where the application set no order of its own, the hash of a curve's own size goes first: it is as strong as the
/// curve, and the backend signs and verifies it several times faster than any other.
pub(super) fn choose_scheme(
    config: &Config,
    peer: &[SignatureScheme],
    kind: KeyKind,
) -> Option<(SignatureScheme, SignatureAlgorithm)> {
    let no_order = config.signature_schemes == Config::DEFAULT_SIGNATURE_SCHEMES;
    let first = hash_of_own_size(kind).filter(|scheme| no_order && peer.contains(scheme));
    let allowed = first.into_iter().chain(peer.iter().copied());
    allowed.filter(|scheme| config.signature_schemes.contains(scheme)).find_map(|scheme| {
        let algorithm = SignatureAlgorithm::try_from(scheme).ok()?;
        algorithm.fits(kind).then_some((scheme, algorithm))
    })
}

fn hash_of_own_size(kind: KeyKind) -> Option<SignatureScheme> {
    match kind {
        KeyKind::Rsa { .. } => None,
        KeyKind::Ec(EcCurve::P256) => Some(SignatureScheme::ECDSA_SHA256),
        KeyKind::Ec(EcCurve::P384) => Some(SignatureScheme::ECDSA_SHA384),
        KeyKind::Ec(EcCurve::P521) => Some(SignatureScheme::ECDSA_SHA512),
    }
}

/// True when a certificate with such a key can stand for the exchange.
pub(super) fn key_fits(exchange: KeyExchange, kind: KeyKind) -> bool {
    matches!(
        (exchange, kind),
        (KeyExchange::EcdheEcdsa, KeyKind::Ec(_)) | (KeyExchange::EcdheRsa, KeyKind::Rsa { .. })
    )
}

/// The group that the curve of a key is known by in supported_groups, if it lies on one.
pub(super) fn key_group(kind: KeyKind) -> Option<NamedGroup> {
    match kind {
        KeyKind::Rsa { .. } => None,
        KeyKind::Ec(EcCurve::P256) => Some(NamedGroup::SECP256R1),
        KeyKind::Ec(EcCurve::P384) => Some(NamedGroup::SECP384R1),
        KeyKind::Ec(EcCurve::P521) => Some(NamedGroup::SECP521R1),
    }
}

/// A pre-shared key may be for suites of one hash alone.
pub(super) fn check_psk_policy(cx: &Context<'_>, suite: &SuiteInfo) -> Result<()> {
    if cx.settings.allows_psk_with(suite.hash) {
        Ok(())
    } else {
        Err(ConfigError::Invalid("pre-shared key that is not for the hash of the suite").into())
    }
}

/// A list of point formats must have the one that everybody reads (RFC 8422 §5.1.2); no list stands for that one.
pub(super) fn check_point_formats(formats: Option<&[u8]>) -> Result<()> {
    match formats {
        Some(formats) if !formats.contains(&POINT_FORMAT_UNCOMPRESSED) => {
            Err(Error::IllegalParameter("point formats without the uncompressed one"))
        }
        _ => Ok(()),
    }
}

/// Turns a peer away whose hello is without the extended master secret, if that is required (RFC 7627 §5.2, §5.3).
pub(super) fn check_extended_master_secret(cx: &mut Context<'_>, in_hello: bool) -> Result<()> {
    if cx.config.require_extended_master_secret && !in_hello {
        debug_line!(
            cx.output.log(),
            Error,
            "the peer does without the extended master secret, which is required"
        );
        return Err(HandshakeFailure::ExtendedMasterSecret.into());
    }
    Ok(())
}

/// The connection ids that the hellos settle: `own` is what ours says or is to say, `peer` what the peer's says. They
/// are used only if both do (RFC 9146 §3).
pub(super) fn connection_ids(
    own: Option<ConnectionId>,
    peer: Option<&[u8]>,
) -> Result<Option<(ConnectionId, ConnectionId)>> {
    let Some((own, peer)) = own.zip(peer) else { return Ok(None) };
    let peer =
        ConnectionId::new(peer).ok_or(Error::IllegalParameter("connection id longer than 32 bytes"))?;
    Ok(Some((own, peer)))
}

/// Puts them into force. Each handshake does so, also one that settled on none.
pub(super) fn use_connection_ids(cx: &mut Context<'_>, settled: Option<(ConnectionId, ConnectionId)>) {
    let (own, peer) = settled.unwrap_or_default();
    if !own.is_empty() || !peer.is_empty() {
        debug_line!(cx.output.log(), Info, "connection ids: ours {own:?}, the peer's {peer:?}");
    }
    cx.output.use_connection_ids(own, peer);
}

/// The random of a hello, made of the time and of the application's random bytes.
pub(super) fn hello_random(cx: &Context<'_>, answer: Answer) -> Result<[u8; 32]> {
    let Answer::Random(bytes) = answer else {
        return Err(Error::Internal("the answer is not to the need"));
    };
    let bytes = bytes?;
    let mut random = [0; 32];
    let (time, rest) = random.split_at_mut(32 - HELLO_RANDOM_LEN);
    if bytes.len() != rest.len() {
        return Err(Error::Internal("not as many random bytes as asked for"));
    }
    // gmt_unix_time, RFC 5246 §7.4.1.2: the low 32 bits of the clock.
    time.copy_from_slice(&(cx.clock.unix_seconds() as u32).to_be_bytes());
    rest.copy_from_slice(&bytes);
    Ok(random)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Secret;
    use crate::keys::Role;

    #[test]
    fn suites_without_credentials_are_not_offered() {
        let config = Config::new(Role::Client);
        let settings = ConnectionSettings::default();
        assert!(offered_suites(&config, &settings).all(|suite| suite.key_exchange.uses_certificate()));
        assert!(offered_suites(&config, &settings).count() > 0);

        let mut settings = settings;
        settings.once.ecjpake_password = Some(Secret::new(vec![1]));
        let with_password = offered_suites(&config, &settings);
        assert_eq!(with_password.filter(|suite| !suite.key_exchange.uses_certificate()).count(), 1);

        let no_groups = Config { groups: vec![NamedGroup(0x11ec)], ..Config::new(Role::Client) };
        assert_eq!(offered_suites(&no_groups, &ConnectionSettings::default()).count(), 0);
    }

    #[test]
    fn our_order_of_groups_and_the_peers_order_of_schemes_decide() {
        let config = Config::new(Role::Server);
        let peer = [NamedGroup::SECP384R1, NamedGroup::SECP256R1];
        assert_eq!(choose_group(&config, &peer), Some(NamedGroup::SECP256R1));
        assert_eq!(choose_group(&config, &[NamedGroup(0x11ec)]), None);

        let kind = KeyKind::Rsa { bits: 2048 };
        let peer = [
            SignatureScheme::ECDSA_SHA256,
            SignatureScheme::RSA_PKCS1_SHA256,
            SignatureScheme::RSA_PKCS1_SHA512,
        ];
        let chosen = choose_scheme(&config, &peer, kind).map(|(scheme, _)| scheme);
        assert_eq!(chosen, Some(SignatureScheme::RSA_PKCS1_SHA256));
        assert!(choose_scheme(&config, &[SignatureScheme::RSA_PKCS1_SHA1], kind).is_none(), "not ours");
    }

    #[test]
    fn a_curve_signs_by_the_hash_of_its_size_unless_an_order_is_set() {
        let peer =
            [SignatureScheme::ECDSA_SHA512, SignatureScheme::ECDSA_SHA384, SignatureScheme::ECDSA_SHA256];
        let chosen = |config: &Config, peer: &[SignatureScheme], curve| {
            choose_scheme(config, peer, KeyKind::Ec(curve)).map(|(scheme, _)| scheme)
        };
        let config = Config::new(Role::Server);
        assert_eq!(chosen(&config, &peer, EcCurve::P256), Some(SignatureScheme::ECDSA_SHA256));
        assert_eq!(chosen(&config, &peer, EcCurve::P384), Some(SignatureScheme::ECDSA_SHA384));
        assert_eq!(chosen(&config, &peer[..], EcCurve::P521), Some(SignatureScheme::ECDSA_SHA512));
        assert_eq!(chosen(&config, &peer[..2], EcCurve::P256), Some(SignatureScheme::ECDSA_SHA512));
        let ordered = Config { signature_schemes: peer.to_vec(), ..config };
        assert_eq!(chosen(&ordered, &peer, EcCurve::P256), Some(SignatureScheme::ECDSA_SHA512));
    }

    #[test]
    fn point_formats_must_have_the_uncompressed_one() {
        assert!(check_point_formats(None).is_ok());
        assert!(check_point_formats(Some(&[1, 0])).is_ok());
        assert!(matches!(check_point_formats(Some(&[1])), Err(Error::IllegalParameter(_))));
    }
}
