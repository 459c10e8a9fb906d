//! From the fields of a `mbedtls_ssl_config`, and the caller's lists that they point at, to the one [`Config`] that
//! its contexts share.
//!
//! Programs change a configuration, and the lists behind it, after they gave it to contexts; old ones write fields
//! directly. So each start of a handshake compares what it finds with the frozen copy, and freezes again if they
//! differ. Nothing frozen borrows the caller's memory.

use super::async_private::signs_elsewhere;
use super::config_state::Owned;
use super::constants::*;
use super::lists::{Chain, CrlChain};
use super::srtp::MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED;
use super::structs::mbedtls_ssl_config;
use crate::codec::{NamedGroup, ProtocolVersion, SignatureScheme};
use crate::config::{
    AuthMode, Config, CookiePolicy, HandshakeTimeout, Identity, LegacyRenegotiation, Psk, UnexpectedCid,
};
use crate::crypto::{CipherSuite, PrivateKey};
use crate::error::{ConfigError, Error, Result};
use crate::ffi::pk::{self, mbedtls_pk_context};
use crate::ffi::psa;
use crate::keys::Role;
use crate::pki::Profile;
use std::ffi::{c_int, c_uchar};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Longest list of suites, groups or schemes that is looked at: more than are registered.
const MAX_LIST: usize = 1024;

/// The version number of (D)TLS 1.2 in the API.
pub(super) const VERSION_TLS1_2: u32 = 0x0303;

/// The version number of (D)TLS 1.3 in the API.
pub(super) const VERSION_TLS1_3: u32 = 0x0304;

/// The frozen copy of a configuration.
#[derive(Default)]
pub(super) struct Cache(Mutex<Option<Arc<Config>>>);

/// The configuration as its contexts use it.
///
/// # Safety
/// `conf` and the lists that it points at are alive, and nobody changes them during the call.
pub(super) unsafe fn freeze(conf: &mbedtls_ssl_config) -> Result<Arc<Config>> {
    // SAFETY: by contract.
    let wanted = unsafe { Wanted::read(conf) }?;
    let mut frozen = cache(conf).0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(frozen) = frozen.as_ref().filter(|frozen| wanted.equals(frozen)) {
        return Ok(Arc::clone(frozen));
    }
    let config = Arc::new(wanted.into_config());
    *frozen = Some(Arc::clone(&config));
    Ok(config)
}

/// The cache behind a configuration, made when first asked for. Several threads may ask at once.
fn cache(conf: &mbedtls_ssl_config) -> &Cache {
    let field = conf.private_cache.as_ptr().cast::<*mut Cache>();
    // SAFETY: the field is a pointer in a cell, which may change behind a shared reference; after `config_init` only
    // this function and `drop_cache`, which has the configuration alone, touch it.
    let field = unsafe { AtomicPtr::from_ptr(field) };
    let mut cache = field.load(Ordering::Acquire);
    if cache.is_null() {
        let fresh = Box::into_raw(Box::<Cache>::default());
        cache = match field.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire)
        {
            Ok(_) => fresh,
            Err(theirs) => {
                // SAFETY: made above, and lost the race: nobody else knows it.
                drop(unsafe { Box::from_raw(fresh) });
                theirs
            }
        };
    }
    // SAFETY: not NULL, made by `Box::into_raw`, alive until `drop_cache`.
    unsafe { &*cache }
}

/// Frees the cache; for `mbedtls_ssl_config_free`.
pub(super) fn drop_cache(conf: &mut mbedtls_ssl_config) {
    let cache = conf.private_cache.replace(std::ptr::null_mut()).cast::<Cache>();
    if !cache.is_null() {
        // SAFETY: made by `Box::into_raw` in `cache`, and the field no longer holds it.
        drop(unsafe { Box::from_raw(cache) });
    }
}

/// What a configuration and its lists say at this moment: small values by themselves, lists borrowed.
struct Wanted<'a> {
    small: Config,
    anchors: Option<Chain<'a>>,
    crls: Option<CrlChain<'a>>,
    identities: Vec<(Chain<'a>, Arc<PrivateKey>)>,
}

impl<'a> Wanted<'a> {
    /// # Safety
    /// As [`freeze`].
    unsafe fn read(conf: &'a mbedtls_ssl_config) -> Result<Self> {
        let role = match c_int::from(conf.private_endpoint) {
            MBEDTLS_SSL_IS_CLIENT => Role::Client,
            MBEDTLS_SSL_IS_SERVER => Role::Server,
            _ => return Err(ConfigError::Invalid("endpoint is neither client nor server").into()),
        };
        check_versions(conf)?;
        let mut small = Config::new(role);
        small.session_tickets = conf.private_session_tickets != 0;
        small.serve_tickets = conf.private_f_ticket_write.is_some() && conf.private_f_ticket_parse.is_some();
        small.look_up_sessions = conf.private_f_get_cache.is_some();
        small.store_sessions = conf.private_f_set_cache.is_some();
        small.min_version = ProtocolVersion::DTLS1_2;
        small.max_version = ProtocolVersion::DTLS1_2;
        small.server_preference =
            c_int::from(conf.private_respect_cli_pref) != MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT;
        small.auth_mode = auth_mode(conf.private_authmode);
        small.ask_server_name = conf.private_f_sni.is_some();
        small.ask_choices = conf.private_f_cert_cb.is_some();
        small.find_trusted = conf.private_f_ca_cb.is_some();
        small.review_path = conf.private_f_vrfy.is_some();
        small.encrypt_then_mac = conf.private_encrypt_then_mac != 0;
        small.require_extended_master_secret = conf.private_require_extended_ms != 0;
        small.extended_master_secret = small.require_extended_master_secret || conf.private_extended_ms != 0;
        small.legacy_renegotiation = match c_int::from(conf.private_allow_legacy_renegotiation) {
            MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION => LegacyRenegotiation::Allow,
            MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE => LegacyRenegotiation::BreakHandshake,
            _ => LegacyRenegotiation::NoRenegotiation,
        };
        small.certificate_request_names =
            c_int::from(conf.private_cert_req_ca_list) == MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED;
        small.cookies = match (conf.private_f_cookie_write, conf.private_f_cookie_check) {
            (_, None) => CookiePolicy::Off,
            (Some(_), Some(_)) => CookiePolicy::Verify,
            (None, Some(_)) => CookiePolicy::CheckOnly,
        };
        small.handshake_timeout =
            HandshakeTimeout { min: conf.private_hs_timeout_min, max: conf.private_hs_timeout_max };
        small.anti_replay = cfg!(feature = "anti-replay") && conf.private_anti_replay != 0;
        small.bad_mac_limit = conf.private_badmac_limit;
        small.save_last_flight = conf.private_save_last_flight != 0;
        small.cid_len = conf.private_cid_len;
        small.unexpected_cid = match conf.private_fail_on_other_cids {
            0 => UnexpectedCid::Ignore,
            _ => UnexpectedCid::Fail,
        };
        small.renegotiation = super::renegotiation::policy(conf);
        // SAFETY: the lists end as their setters' contracts say, and are alive by this function's contract.
        unsafe {
            if let Some(suites) = terminated(conf.private_ciphersuite_list, 0) {
                let offered = |id: &c_int| u16::try_from(*id).ok().and_then(|id| CipherSuite(id).info());
                small.suites = suites.iter().filter_map(offered).collect();
            }
            if let Some(groups) = terminated(conf.private_group_list, MBEDTLS_SSL_IANA_TLS_GROUP_NONE) {
                let groups = groups.iter().map(|group| NamedGroup(*group));
                small.groups =
                    groups.filter(|group| crate::crypto::SUPPORTED_GROUPS.contains(group)).collect();
            }
            if let Some(schemes) = terminated(conf.private_sig_algs, MBEDTLS_TLS1_3_SIG_NONE) {
                small.signature_schemes = schemes.iter().map(|scheme| SignatureScheme(*scheme)).collect();
            }
            if !conf.private_alpn_list.is_null() {
                let names = super::alpn::names(conf.private_alpn_list);
                small.protocols = Some(names.map(|name| name.to_bytes().to_vec()).collect());
            }
            small.max_fragment_length = super::fragment_length::limit(conf);
            small.srtp_profiles = super::srtp::profiles(conf);
            small.srtp_mki = conf.private_srtp_mki == MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED.cast_unsigned();
            if let Some(profile) = conf.private_cert_profile.as_ref() {
                small.profile = Profile::from(profile);
            }
            let owned = Owned::of(conf);
            small.look_up_psk = conf.private_f_psk.is_some();
            small.sign_elsewhere = signs_elsewhere(conf);
            small.psk = owned.and_then(|owned| owned.psk.clone());
            if let Some((identity, stored)) = owned.and_then(stored_psk) {
                small.psk = Some(Psk { identity, key: stored.key });
                small
                    .suites
                    .retain(|suite| !suite.key_exchange.uses_psk() || stored.hashes.contains(&suite.hash));
            }
            let mut identities = Vec::new();
            for (chain, key) in owned.map_or(&[][..], |owned| &owned.certificates) {
                if let Some(chain) = Chain::new(*chain)
                    && let Some(key) = signing_key(chain, *key, small.sign_elsewhere)
                {
                    identities.push((chain, key));
                }
            }
            small.request_names = Chain::new(conf.private_dn_hints).map(subjects);
            let anchors = Chain::new(conf.private_ca_chain);
            Ok(Self { small, anchors, crls: CrlChain::new(conf.private_ca_crl), identities })
        }
    }

    fn equals(&self, frozen: &Config) -> bool {
        let small = &self.small;
        let same_psk = match (&small.psk, &frozen.psk) {
            (None, None) => true,
            (Some(a), Some(b)) => a.identity == b.identity && a.key == b.key,
            _ => false,
        };
        let same_anchors = match (&self.anchors, &frozen.trust_anchors) {
            (None, None) => true,
            (Some(chain), Some(frozen)) => chain.equals(frozen),
            _ => false,
        };
        let same_crls = match self.crls {
            Some(crls) => crls.equals(&frozen.crls),
            None => frozen.crls.is_empty(),
        };
        let same_identities = self.identities.len() == frozen.identities.len()
            && self
                .identities
                .iter()
                .zip(&frozen.identities)
                .all(|((chain, key), frozen)| chain.equals(&frozen.chain) && same_key(key, &frozen.key));
        same_psk
            && same_anchors
            && same_crls
            && same_identities
            && small.look_up_psk == frozen.look_up_psk
            && small.sign_elsewhere == frozen.sign_elsewhere
            && small.ask_server_name == frozen.ask_server_name
            && small.ask_choices == frozen.ask_choices
            && small.request_names == frozen.request_names
            && small.max_fragment_length == frozen.max_fragment_length
            && small.protocols == frozen.protocols
            && small.srtp_profiles == frozen.srtp_profiles
            && small.srtp_mki == frozen.srtp_mki
            && small.role == frozen.role
            && small.min_version == frozen.min_version
            && small.max_version == frozen.max_version
            && small.suites.iter().map(|s| s.id).eq(frozen.suites.iter().map(|s| s.id))
            && small.server_preference == frozen.server_preference
            && small.groups == frozen.groups
            && small.signature_schemes == frozen.signature_schemes
            && small.auth_mode == frozen.auth_mode
            && small.profile == frozen.profile
            && small.find_trusted == frozen.find_trusted
            && small.review_path == frozen.review_path
            && small.encrypt_then_mac == frozen.encrypt_then_mac
            && small.extended_master_secret == frozen.extended_master_secret
            && small.require_extended_master_secret == frozen.require_extended_master_secret
            && small.legacy_renegotiation == frozen.legacy_renegotiation
            && small.renegotiation == frozen.renegotiation
            && small.session_tickets == frozen.session_tickets
            && small.serve_tickets == frozen.serve_tickets
            && small.look_up_sessions == frozen.look_up_sessions
            && small.store_sessions == frozen.store_sessions
            && small.certificate_request_names == frozen.certificate_request_names
            && small.cookies == frozen.cookies
            && small.handshake_timeout == frozen.handshake_timeout
            && small.anti_replay == frozen.anti_replay
            && small.bad_mac_limit == frozen.bad_mac_limit
            && small.save_last_flight == frozen.save_last_flight
            && small.cid_len == frozen.cid_len
            && small.unexpected_cid == frozen.unexpected_cid
    }

    fn into_config(self) -> Config {
        let mut config = self.small;
        config.trust_anchors = self.anchors.map(|chain| chain.to_certificates());
        config.crls = self.crls.map(CrlChain::to_crls).unwrap_or_default();
        config.identities = self
            .identities
            .into_iter()
            .map(|(chain, key)| Identity { chain: chain.to_certificates(), key })
            .collect();
        config
    }
}

/// What to ask of the peer's certificate, as the API numbers it.
pub(super) fn auth_mode(number: c_uchar) -> AuthMode {
    match c_int::from(number) {
        MBEDTLS_SSL_VERIFY_NONE => AuthMode::None,
        MBEDTLS_SSL_VERIFY_OPTIONAL => AuthMode::Optional,
        _ => AuthMode::Required,
    }
}

/// The subjects of a list of certificates, in DER.
pub(super) fn subjects(chain: Chain<'_>) -> Vec<Vec<u8>> {
    chain.entries().map(|(_, certificate)| certificate.subject_raw().to_vec()).collect()
}

/// The private key of a chain's leaf, which may be elsewhere if signatures are made there.
///
/// # Safety
/// `key` is NULL or an initialised context.
pub(super) unsafe fn signing_key(
    chain: Chain<'_>,
    key: *const mbedtls_pk_context,
    elsewhere: bool,
) -> Option<Arc<PrivateKey>> {
    // SAFETY: by contract.
    let here = unsafe { pk::private_key(key) };
    here.or_else(|| {
        let (_, leaf) = chain.entries().next().filter(|_| elsewhere)?;
        Some(Arc::new(PrivateKey::elsewhere(leaf.public_key()?.clone())))
    })
}

fn same_key(a: &Arc<PrivateKey>, b: &Arc<PrivateKey>) -> bool {
    let no_secret = |key: &PrivateKey| key.is_elsewhere() || key.is_unfit();
    Arc::ptr_eq(a, b)
        || no_secret(a)
            && a.is_elsewhere() == b.is_elsewhere()
            && no_secret(b)
            && a.public_key() == b.public_key()
}

/// A PSK of the store with its identity, if the store has it and lets it be used.
fn stored_psk(owned: &Owned) -> Option<(Vec<u8>, psa::StoredPsk)> {
    let name = owned.stored_psk.as_ref()?;
    Some((name.identity.clone(), psa::psk(name.id).ok()?))
}

/// The elements of a list before its terminator; `None` for a NULL list.
///
/// # Safety
/// `list` is NULL or ends with `end`, and is alive and unchanged for `'a`.
unsafe fn terminated<'a, T: Copy + PartialEq>(list: *const T, end: T) -> Option<&'a [T]> {
    if list.is_null() {
        return None;
    }
    let mut length = 0;
    // SAFETY: each element up to the terminator is readable by contract.
    while length < MAX_LIST && unsafe { *list.add(length) } != end {
        length += 1;
    }
    // SAFETY: as above.
    unsafe { crate::ffi::ptr::slice(list, length) }.ok()
}

/// DTLS 1.2 alone is offered.
pub(super) fn check_versions(conf: &mbedtls_ssl_config) -> Result<()> {
    let (min, max) = (conf.private_min_tls_version, conf.private_max_tls_version);
    if max == VERSION_TLS1_3 && (min == VERSION_TLS1_2 || min == VERSION_TLS1_3) {
        return Err(Error::FeatureUnavailable("DTLS 1.3 is not offered yet"));
    }
    if (min, max) != (VERSION_TLS1_2, VERSION_TLS1_2) {
        return Err(ConfigError::Invalid("no such range of protocol versions").into());
    }
    Ok(())
}
