use super::mbedtls_x509_crl;
use crate::ffi::ptr;
use crate::pki::Crl;

/// The longest list of a caller that is followed: a circle among `next` pointers must not hang the program.
const MAX_LIST: usize = 1 << 20;

/// A list of revocation lists as the caller holds it.
#[derive(Clone, Copy)]
pub(in crate::ffi) struct CrlChain<'a>(&'a mbedtls_x509_crl);

impl<'a> CrlChain<'a> {
    /// The list at `head`; `None` for NULL.
    ///
    /// # Safety
    /// `head` is NULL or an initialized list that nobody changes during `'a`.
    pub(in crate::ffi) unsafe fn new(head: *const mbedtls_x509_crl) -> Option<Self> {
        // SAFETY: by contract.
        unsafe { ptr::reference(head) }.ok().map(Self)
    }

    /// The revocation lists; structs that hold none are passed over.
    pub(in crate::ffi) fn crls(self) -> impl Iterator<Item = &'a Crl> {
        // SAFETY: by the contract of `new`.
        let next = |node: &&'a mbedtls_x509_crl| unsafe { ptr::reference(node.next) }.ok();
        std::iter::successors(Some(self.0), next).take(MAX_LIST).filter_map(mbedtls_x509_crl::crl)
    }

    /// True if the revocation lists are those of `frozen`, in the same order.
    pub(in crate::ffi) fn equals(self, frozen: &[Crl]) -> bool {
        self.crls().eq(frozen)
    }

    /// The revocation lists, copied; each copy shares its encoding.
    pub(in crate::ffi) fn to_crls(self) -> Vec<Crl> {
        self.crls().cloned().collect()
    }
}
