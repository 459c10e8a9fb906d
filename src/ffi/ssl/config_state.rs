//! What a configuration owns by itself: the list of own certificates, and the copy of the PSK.

use super::async_private::AsyncPrivate;
use super::structs::mbedtls_ssl_config;
use crate::config::Psk;
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::slot::Slot;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use std::ffi::c_void;

/// Behind `private_owned`.
#[derive(Default)]
pub struct Owned {
    /// The caller's certificates and keys; they stay the caller's.
    pub(super) certificates: Vec<(*const mbedtls_x509_crt, *const mbedtls_pk_context)>,
    /// Groups that were set by older numbers, ended by 0.
    groups: Vec<u16>,
    /// Signature schemes that were set by hashes, ended by 0.
    schemes: Vec<u16>,
    /// Our copy of the PSK.
    pub(super) psk: Option<Psk>,
    /// A PSK that stays in the store of `psa/crypto.h`; never beside the other.
    pub(super) stored_psk: Option<StoredPskName>,
    /// The functions that have signatures made elsewhere.
    pub(super) async_private: Option<AsyncPrivate>,
}

/// Which PSK of the store goes by which identity.
pub(super) struct StoredPskName {
    pub(super) identity: Vec<u8>,
    pub(super) id: u32,
}

// SAFETY: both give `private_owned`, which only the trait writes once the configuration is initialised.
unsafe impl Slot for mbedtls_ssl_config {
    type Value = Owned;

    fn slot(&self) -> *mut c_void {
        self.private_owned
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_owned
    }
}

impl Owned {
    /// Keeps a list of groups as long as the configuration lives, or another is kept; where it stands.
    pub(super) fn keep_groups(&mut self, groups: Vec<u16>) -> *const u16 {
        self.groups = groups;
        self.groups.as_ptr()
    }

    /// The same for signature schemes.
    pub(super) fn keep_schemes(&mut self, schemes: Vec<u16>) -> *const u16 {
        self.schemes = schemes;
        self.schemes.as_ptr()
    }

    /// What a configuration owns, if anything.
    pub(super) fn of(conf: &mbedtls_ssl_config) -> Option<&Self> {
        conf.value()
    }

    /// Whether there is a PSK, of either kind.
    pub(super) fn has_psk(&self) -> bool {
        self.psk.is_some() || self.stored_psk.is_some()
    }

    /// What a configuration owns, made when first asked for.
    pub(super) fn of_mut(conf: &mut mbedtls_ssl_config) -> &mut Self {
        let owned = conf.take().map(|owned| *owned).unwrap_or_default();
        conf.fill(owned)
    }
}
