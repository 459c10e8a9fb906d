use super::{Chain, mbedtls_x509_crt};
use crate::ffi::platform::release;
use crate::ffi::ptr;
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;

/// Finds trusted certificates that may have issued another one.
///
/// \param p_ctx          What was given with the function.
/// \param child          The certificate whose issuer is looked for.
/// \param candidate_cas  Where the list of candidates goes: its first struct is memory of `mbedtls_calloc()`, the others
///                       were appended by the functions that parse. The library frees it. NULL is none.
///
/// \return               0; anything else ends the check with MBEDTLS_ERR_X509_FATAL_ERROR.
pub type mbedtls_x509_crt_ca_cb_t = Option<
    unsafe extern "C" fn(
        p_ctx: *mut c_void,
        child: *const mbedtls_x509_crt,
        candidate_cas: *mut *mut mbedtls_x509_crt,
    ) -> c_int,
>;

/// The callback failed.
#[derive(Clone, Copy, Debug)]
pub(in crate::ffi) struct CallbackFailed;

/// A list that a callback has handed out, freed when dropped.
pub(in crate::ffi) struct Candidates {
    head: *mut mbedtls_x509_crt,
}

impl Candidates {
    /// Asks for those that may have issued `child`.
    ///
    /// # Safety
    /// `find` suits `context` and hands out lists as [`mbedtls_x509_crt_ca_cb_t`] says; `child` is alive.
    pub(in crate::ffi) unsafe fn of(
        find: mbedtls_x509_crt_ca_cb_t,
        context: *mut c_void,
        child: *const mbedtls_x509_crt,
    ) -> Result<Self, CallbackFailed> {
        let mut found = Self { head: null_mut() };
        // SAFETY: by contract.
        let code = find.map_or(0, |find| unsafe { find(context, child, &mut found.head) });
        if code == 0 { Ok(found) } else { Err(CallbackFailed) }
    }

    /// The list, unless it is none at all.
    pub(in crate::ffi) fn chain(&self) -> Option<Chain<'_>> {
        // SAFETY: NULL, or a list that belongs to this library now.
        unsafe { Chain::new(self.head) }
    }
}

impl Drop for Candidates {
    fn drop(&mut self) {
        // SAFETY: NULL, or a list that belongs to this library now, with a head that came from `mbedtls_calloc`.
        unsafe {
            if let Ok(head) = ptr::reference_mut(self.head) {
                head.free_list();
                release(self.head.cast());
            }
        }
    }
}
