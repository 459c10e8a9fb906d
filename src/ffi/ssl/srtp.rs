//! Keys for SRTP (RFC 5764): which profile both sides protect media with.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::config::with_conf;
use super::drive::drive;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::codec::SrtpProfile;
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{CStr, c_char, c_int, c_uchar};

/// A profile for the protection of media (IANA DTLS-SRTP Protection Profiles).
pub type mbedtls_ssl_srtp_profile = u16;

/// No profile; ends a list of them.
pub const MBEDTLS_TLS_SRTP_UNSET: u16 = 0;
/// AES-128 in counter mode with HMAC-SHA1 of 80 bits.
pub const MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80: u16 = 1;
/// AES-128 in counter mode with HMAC-SHA1 of 32 bits.
pub const MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32: u16 = 2;
/// HMAC-SHA1 of 80 bits alone.
pub const MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80: u16 = 5;
/// HMAC-SHA1 of 32 bits alone.
pub const MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32: u16 = 6;
/// AES-128-GCM (RFC 7714). Mbed TLS does not have it.
pub const MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM: u16 = 7;
/// AES-256-GCM (RFC 7714). Mbed TLS does not have it.
pub const MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM: u16 = 8;

/// Most profiles in a list.
pub const MBEDTLS_TLS_SRTP_MAX_PROFILE_LIST_LENGTH: usize = 4;
/// Most bytes of the identifier of a master key.
pub const MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH: usize = 255;

/// Identifiers of master keys are neither offered nor accepted.
pub const MBEDTLS_SSL_DTLS_SRTP_MKI_UNSUPPORTED: c_int = 0;
/// Identifiers of master keys are offered and accepted.
pub const MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED: c_int = 1;

/// What both sides agreed on.
#[repr(C)]
pub struct mbedtls_dtls_srtp_info {
    /// The profile; MBEDTLS_TLS_SRTP_UNSET if none was negotiated.
    pub private_chosen_dtls_srtp_profile: mbedtls_ssl_srtp_profile,
    /// The length of the identifier of the master key, 0 without one.
    pub private_mki_len: u16,
    /// The identifier.
    pub private_mki_value: [c_uchar; MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH],
}

const PROFILES: [(u16, &CStr); 6] = [
    (MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, c"MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80"),
    (MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32, c"MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32"),
    (MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80, c"MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80"),
    (MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32, c"MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32"),
    (MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM, c"MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM"),
    (MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM, c"MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM"),
];

/// The name of a profile, as its constant is called.
///
/// \param profile  The profile.
///
/// \return         The name, alive for ever; an empty text for a profile that is not known here.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_get_srtp_profile_as_string(profile: mbedtls_ssl_srtp_profile) -> *const c_char {
    PROFILES.iter().find(|(number, _)| *number == profile).map_or(c"", |(_, name)| name).as_ptr()
}

/// Chooses whether the identifier of the SRTP master key is offered (a client's, see
/// `mbedtls_ssl_dtls_srtp_set_mki_value()`) or accepted (a server takes the client's).
///
/// \param conf               The configuration. NULL is ignored.
/// \param support_mki_value  MBEDTLS_SSL_DTLS_SRTP_MKI_UNSUPPORTED (default) or MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED. With
///                           another value identifiers can be set, and are neither offered nor accepted.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_srtp_mki_value_supported(
    conf: *mut mbedtls_ssl_config,
    support_mki_value: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_srtp_mki = support_mki_value.cast_unsigned()) };
}

/// Sets the profiles for the protection of media to offer or accept; on both sides the client's order decides. Without
/// a common one the handshake goes on without SRTP.
///
/// Keys come from `mbedtls_ssl_export_keying_material()` with the label "EXTRACTOR-dtls_srtp" and no context, or from
/// what `mbedtls_ssl_set_export_keys_cb()` gives through `mbedtls_ssl_tls_prf()`: client's key, server's key, client's
/// salt, server's salt (RFC 5764 section 4.2).
///
/// \param conf      The configuration.
/// \param profiles  At most MBEDTLS_TLS_SRTP_MAX_PROFILE_LIST_LENGTH constants MBEDTLS_TLS_SRTP_*, best first, ended by
///                  MBEDTLS_TLS_SRTP_UNSET; alive and unchanged as long as the configuration. An empty list is no SRTP
///                  (default).
///
/// \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL, or the list too long or with something else
///                  in it; after the latter the configuration has no SRTP.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `profiles` is NULL or ends with
/// MBEDTLS_TLS_SRTP_UNSET and outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dtls_srtp_protection_profiles(
    conf: *mut mbedtls_ssl_config,
    profiles: *const mbedtls_ssl_srtp_profile,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        if profiles.is_null() {
            return Err(Status::BAD_INPUT);
        }
        conf.private_srtp_profiles = std::ptr::null();
        conf.private_srtp_count = 0;
        let mut count = 0;
        loop {
            // SAFETY: no element before this one was the end.
            let profile = unsafe { *profiles.add(count) };
            if profile == MBEDTLS_TLS_SRTP_UNSET {
                break;
            }
            let known = PROFILES.iter().any(|(number, _)| *number == profile);
            if !known || count == MBEDTLS_TLS_SRTP_MAX_PROFILE_LIST_LENGTH {
                return Err(Status::BAD_INPUT);
            }
            count += 1;
        }
        conf.private_srtp_profiles = profiles;
        conf.private_srtp_count = count as u32;
        Ok(())
    })
}

/// The profiles of a configuration.
///
/// # Safety
/// The list that was set is alive and unchanged during the call.
pub(super) unsafe fn profiles(conf: &mbedtls_ssl_config) -> Vec<SrtpProfile> {
    // SAFETY: so many elements were there when the list was set.
    let list = unsafe { ptr::slice(conf.private_srtp_profiles, conf.private_srtp_count as usize) };
    list.unwrap_or_default().iter().map(|profile| SrtpProfile(*profile)).collect()
}

/// Client: sets the identifier of the SRTP master key (RFC 5764 section 4.1.3) to offer in the next handshakes. On a
/// server it has no effect: that takes the client's.
///
/// \param ssl        The context.
/// \param mki_value  The identifier; it is copied.
/// \param mki_len    Its length, at most MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH; 0 for none.
///
/// \return           0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the identifier is too long, or
///                   `mki_value` NULL and `mki_len` not 0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if
///                   `mbedtls_ssl_conf_srtp_mki_value_supported()` did not allow identifiers.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `mki_value` has `mki_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_dtls_srtp_set_mki_value(
    ssl: *mut mbedtls_ssl_context,
    mki_value: *mut c_uchar,
    mki_len: u16,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            if usize::from(mki_len) > MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH {
                return Err(Status::BAD_INPUT);
            }
            if driver.conf()?.private_srtp_mki == MBEDTLS_SSL_DTLS_SRTP_MKI_UNSUPPORTED.cast_unsigned() {
                return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
            }
            let mki = ptr::slice(mki_value.cast_const(), mki_len.into())?.to_vec();
            driver.with(|_, state| state.connection.settings_mut().srtp_mki = mki.into())?;
            Ok(0)
        })
    }
}

/// Tells which profile for the protection of media both sides agreed on, with the identifier of the master key; known from
/// the hellos on.
///
/// \param ssl             The context. NULL, and one that is not set up, count as one that agreed on none.
/// \param dtls_srtp_info  Receives it: the profile is MBEDTLS_TLS_SRTP_UNSET if none was negotiated. NULL is ignored.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes; `dtls_srtp_info` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_dtls_srtp_negotiation_result(
    ssl: *const mbedtls_ssl_context,
    dtls_srtp_info: *mut mbedtls_dtls_srtp_info,
) {
    boundary_void(|| {
        // SAFETY: by contract. Nothing is read of what was there before.
        let Ok(info) = (unsafe { ptr::reference_mut(dtls_srtp_info) }) else { return };
        info.private_chosen_dtls_srtp_profile = MBEDTLS_TLS_SRTP_UNSET;
        info.private_mki_len = 0;
        // SAFETY: by contract.
        let state = unsafe { ptr::reference(ssl) }.ok().and_then(|context| context.value());
        let agreement = state.filter(|state| !state.poisoned).map(|state| state.connection.agreement());
        let Some(srtp) = agreement.and_then(|agreement| agreement.srtp.as_ref()) else { return };
        info.private_chosen_dtls_srtp_profile = srtp.profile.0;
        for (target, byte) in info.private_mki_value.iter_mut().zip(&srtp.mki) {
            *target = *byte;
            info.private_mki_len += 1;
        }
    });
}
