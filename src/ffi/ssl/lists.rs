//! The caller's certificate lists, read where they stand: compared by content without a copy, copied when they differ.

use crate::ffi::x509_crt::{mbedtls_x509_crt, parse_list};
use crate::pki::Certificate;

pub(super) use crate::ffi::x509_crl::CrlChain;
pub(super) use crate::ffi::x509_crt::Chain;

/// Makes a list that this library owns out of certificates of the engine.
pub(super) struct OwnedChain {
    /// The first certificate; `mbedtls_x509_crt_free` frees the others.
    pub(super) head: Box<mbedtls_x509_crt>,
}

impl OwnedChain {
    /// The certificates as C sees them, in their order.
    pub(super) fn new<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Self {
        let mut head = Box::new(mbedtls_x509_crt::empty());
        parse_list(&mut head, certificates.into_iter().cloned());
        Self { head }
    }
}

impl Drop for OwnedChain {
    fn drop(&mut self) {
        // SAFETY: the list was made by `new` and nobody else frees it.
        unsafe { self.head.free_list() };
    }
}
