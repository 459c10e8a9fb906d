//! Older ways to say which groups and signature schemes count, and settings of TLS 1.3 that DTLS 1.2 has no use for.

use super::config::with_conf;
use super::config_state::Owned;
use super::structs::mbedtls_ssl_config;
use crate::ffi::ecp::curve_of_group;
use crate::ffi::enums::EcpGroupId;
use std::ffi::c_int;

/// Longest list that is looked at.
const MAX_LIST: usize = 64;

/// Only a key that was agreed on before.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK: c_int = 1;
/// Only an ephemeral exchange.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL: c_int = 2;
/// Both together.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_EPHEMERAL: c_int = 4;
/// All of them.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_ALL: c_int = 7;
/// Those with a key that was agreed on before.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_ALL: c_int = 5;
/// Those with an ephemeral exchange.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ALL: c_int = 6;
/// None of them.
pub const MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_NONE: c_int = 0;

/// Sets the groups for the ephemeral key exchange and the curves of certificates, by the numbers of `mbedtls/ecp.h`.
/// Deprecated: use `mbedtls_ssl_conf_groups()`; the last call of either counts.
///
/// \param conf    The configuration. NULL is ignored.
/// \param curves  Best first, ended by MBEDTLS_ECP_DP_NONE; not needed after the call. NULL is the default list. Curves that are
///                not offered are passed over.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `curves` is NULL or ends with
/// MBEDTLS_ECP_DP_NONE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_curves(conf: *mut mbedtls_ssl_config, curves: *const EcpGroupId) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            let Some(numbers) = list(curves, 0) else {
                conf.private_group_list = std::ptr::null();
                return;
            };
            let known = numbers.iter().filter_map(|number| curve_of_group(*number)).map(|info| info.tls_id);
            let groups: Vec<u16> = known.chain([0]).collect();
            conf.private_group_list = Owned::of_mut(conf).keep_groups(groups);
        });
    }
}

/// Sets the hashes for signatures, each by ECDSA and by RSA, by the numbers of `mbedtls/md.h`. Deprecated: use
/// `mbedtls_ssl_conf_sig_algs()`; the last call of either counts.
///
/// \param conf    The configuration. NULL is ignored.
/// \param hashes  Best first, ended by MBEDTLS_MD_NONE; not needed after the call. NULL is the default list. Hashes that have no
///                number in TLS 1.2 are passed over. A list in the order of the default counts as the default: a key on a
///                curve signs by the hash of the curve's size, if it can.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `hashes` is NULL or ends with MBEDTLS_MD_NONE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_sig_hashes(conf: *mut mbedtls_ssl_config, hashes: *const c_int) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            let Some(numbers) = list(hashes, 0) else {
                conf.private_sig_algs = std::ptr::null();
                return;
            };
            let known = numbers.iter().filter_map(|number| tls_hash(*number));
            let schemes: Vec<u16> =
                known.flat_map(|hash| [hash << 8 | 3, hash << 8 | 1]).chain([0]).collect();
            conf.private_sig_algs = Owned::of_mut(conf).keep_schemes(schemes);
        });
    }
}

/// The number of a hash in TLS 1.2 (IANA TLS HashAlgorithm), from that of `mbedtls/md.h`.
fn tls_hash(md: c_int) -> Option<u16> {
    Some(match md {
        0x03 => 1,
        0x05 => 2,
        0x08 => 3,
        0x09 => 4,
        0x0a => 5,
        0x0b => 6,
        _ => return None,
    })
}

/// The elements before the end of a list; `None` for NULL.
///
/// # Safety
/// `start` is NULL or ends with `end`.
unsafe fn list<T: Copy + PartialEq>(start: *const T, end: T) -> Option<Vec<T>> {
    // SAFETY: by contract; no element before this one was the end.
    let element = |index: usize| Some(unsafe { *start.add(index) }).filter(|element| *element != end);
    (!start.is_null()).then(|| (0..MAX_LIST).map_while(element).collect())
}

/// Chooses among the key exchanges of TLS 1.3, which DTLS 1.2 does not have: without effect here.
///
/// \param conf       The configuration. NULL is ignored.
/// \param kex_modes  MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_* added up.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_tls13_key_exchange_modes(
    conf: *mut mbedtls_ssl_config,
    kex_modes: c_int,
) {
    let _ = kex_modes;
    // SAFETY: by contract.
    unsafe { with_conf(conf, |_| ()) };
}
