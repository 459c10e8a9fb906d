//! The caller's certificate lists, read where they stand: compared by content without a copy, copied when they differ.

use crate::ffi::ptr;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use crate::pki::Certificate;

/// A list of certificates of the caller's, linked by `next`.
#[derive(Clone, Copy)]
pub(super) struct Chain<'a>(&'a mbedtls_x509_crt);

impl<'a> Chain<'a> {
    /// The list at a pointer; `None` for NULL.
    ///
    /// # Safety
    /// `head` is NULL or a list made by `mbedtls_x509_crt_parse` and its like, alive and unchanged for `'a`.
    pub(super) unsafe fn new(head: *const mbedtls_x509_crt) -> Option<Self> {
        // SAFETY: by contract.
        unsafe { ptr::reference(head) }.ok().map(Self)
    }

    /// True if the list has exactly these certificates.
    pub(super) fn equals(self, certificates: &[Certificate]) -> bool {
        self.ders().eq(certificates.iter().map(Certificate::der))
    }

    /// A copy of the list.
    pub(super) fn to_certificates(self) -> Vec<Certificate> {
        // Whatever the list holds was parsed when it was put there.
        self.ders().filter_map(|der| Certificate::parse(der).ok()).collect()
    }

    fn ders(self) -> impl Iterator<Item = &'a [u8]> {
        let mut next = Some(self.0);
        let certificates = std::iter::from_fn(move || {
            let current = next?;
            // SAFETY: NULL or the next certificate of a list that is alive by the contract of `new`.
            next = unsafe { ptr::reference(current.next) }.ok();
            Some(current)
        });
        certificates
            // SAFETY: the bytes belong to the certificate, which is alive by the contract of `new`.
            .filter_map(|certificate| unsafe { ptr::slice(certificate.raw.p, certificate.raw.len) }.ok())
            .filter(|der| !der.is_empty())
    }
}

/// Makes a list that this library owns out of certificates of the engine.
pub(super) struct OwnedChain {
    /// The first certificate; `mbedtls_x509_crt_free` frees the others.
    pub(super) head: Box<mbedtls_x509_crt>,
}

impl OwnedChain {
    /// The certificates as C sees them, in their order.
    pub(super) fn new<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Self {
        use crate::ffi::x509_crt::{mbedtls_x509_crt_init, mbedtls_x509_crt_parse_der};
        let mut head = Box::<mbedtls_x509_crt>::new_uninit();
        // SAFETY: init writes the whole struct.
        let mut head = unsafe {
            mbedtls_x509_crt_init(head.as_mut_ptr());
            head.assume_init()
        };
        for certificate in certificates {
            let der = certificate.der();
            // SAFETY: the list is ours alone and initialised, the bytes are alive and as long as said.
            unsafe { mbedtls_x509_crt_parse_der(&mut *head, der.as_ptr(), der.len()) };
        }
        Self { head }
    }
}

impl Drop for OwnedChain {
    fn drop(&mut self) {
        // SAFETY: the list was made by `new` and nobody else frees it.
        unsafe { crate::ffi::x509_crt::mbedtls_x509_crt_free(&mut *self.head) };
    }
}
