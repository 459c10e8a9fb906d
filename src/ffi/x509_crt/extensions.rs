use super::mbedtls_x509_crt;
use super::parse::{append, arguments, place};
use crate::ffi::boundary::boundary;
use crate::ffi::platform::displace;
use crate::ffi::status::Status;
use crate::ffi::x509::mbedtls_x509_buf;
use crate::pki::Certificate;
use crate::pki::der::tag;
use crate::pki::oid::Extension;
use std::ffi::{c_int, c_uchar, c_void};

/// Takes care of an extension that the library does not know, or of policies that it does not enforce.
///
/// \param p_ctx     What was given with the function.
/// \param crt       The certificate as far as it was read.
/// \param oid       What extension it is: an object identifier, alive during the call.
/// \param critical  1 for a critical extension.
/// \param p         The content of the extension, which stays where it is as long as the certificate.
/// \param end       The end of the content.
///
/// \return          0 if the extension is fine. Anything else is the result of the parsing if the extension is unknown
///                  and critical, and ignored if not.
pub type mbedtls_x509_crt_ext_cb_t = Option<
    unsafe extern "C" fn(
        p_ctx: *mut c_void,
        crt: *const mbedtls_x509_crt,
        oid: *const mbedtls_x509_buf,
        critical: c_int,
        p: *const c_uchar,
        end: *const c_uchar,
    ) -> c_int,
>;

/// Parses one certificate in DER and appends it to a list, with a function that takes care of unknown extensions.
///
/// \param chain      An initialized list. On an error it is as it was before.
/// \param buf        The certificate. Bytes after its end are ignored.
/// \param buflen     The length of `buf` in bytes.
/// \param make_copy  0: the struct points into `buf`, which has to stay alive and unchanged as long as the list. Else the
///                   encoding is copied.
/// \param cb         Called for each extension that is not interpreted, and for policies other than anyPolicy. NULL for
///                   none, as `mbedtls_x509_crt_parse_der()`.
/// \param p_ctx      The context of `cb`.
///
/// \return           As of `mbedtls_x509_crt_parse_der()`; what `cb` returned for a critical extension.
///
/// # Safety
/// As `mbedtls_x509_crt_parse_der()` and, without a copy, `mbedtls_x509_crt_parse_der_nocopy()`; `cb` can be called with
/// `p_ctx`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_der_with_ext_cb(
    chain: *mut mbedtls_x509_crt,
    buf: *const c_uchar,
    buflen: usize,
    make_copy: c_int,
    cb: mbedtls_x509_crt_ext_cb_t,
    p_ctx: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, der) = unsafe { arguments(chain, buf, buflen) }?;
        let borrowed = (make_copy == 0).then_some(buf);
        let Some(cb) = cb else {
            let node = append(chain, Certificate::parse(der)?);
            if let Some(buf) = borrowed {
                node.borrow_encoding(buf);
            }
            return Ok(());
        };
        let head: *mut mbedtls_x509_crt = chain;
        let node: *mut mbedtls_x509_crt = place(chain);
        let mut refusal = None;
        let mut shown = None;
        let parsed = Certificate::parse_with(der, &mut |so_far, unknown| {
            // The struct is made anew only if it says more than before: for each extension anew, long lists of names and
            // of extensions would take the product of their times.
            let extensions = so_far.extension_bits();
            if shown.replace(extensions) != Some(extensions) {
                // SAFETY: the struct is alive, and ours alone until the callback sees it. The signature is not read yet.
                unsafe {
                    put(node, so_far.clone(), borrowed);
                    (*node).private_sig = mbedtls_x509_buf::EMPTY;
                }
            }
            let start = borrowed.unwrap_or(so_far.der().as_ptr());
            let oid = placed(so_far, start, unknown.oid);
            let oid = mbedtls_x509_buf { tag: tag::OID.into(), len: unknown.oid.len(), p: oid.cast_mut() };
            let value = placed(so_far, start, unknown.value);
            let end = value.wrapping_add(unknown.value.len());
            // SAFETY: `cb` suits its context, by contract; all that it gets is alive.
            let code = unsafe { cb(p_ctx, node, &oid, unknown.critical.into(), value, end) };
            let is_known = Extension::from_oid(unknown.oid).is_some();
            if code != 0 && unknown.critical && !is_known {
                refusal = Some(Status::new(code));
            }
            code == 0
        });
        match parsed {
            Ok(certificate) => {
                // SAFETY: the struct is alive and ours alone.
                unsafe { put(node, certificate, borrowed) };
                Ok(())
            }
            Err(reason) => {
                // SAFETY: both are structs of one list that is ours alone.
                unsafe { take_out(head, node) };
                Err(refusal.unwrap_or(reason.into()))
            }
        }
    })
}

/// Where a part of a certificate stands for C, whose encoding begins at `start`.
fn placed(certificate: &Certificate, start: *const c_uchar, part: &[u8]) -> *const c_uchar {
    start.wrapping_add((part.as_ptr() as usize).wrapping_sub(certificate.der().as_ptr() as usize))
}

/// Fills a struct, whatever it held before.
///
/// # Safety
/// The struct is alive and initialized, and nobody else uses it.
unsafe fn put(node: *mut mbedtls_x509_crt, certificate: Certificate, borrowed: Option<*const c_uchar>) {
    // SAFETY: by contract.
    unsafe {
        let next = (*node).next;
        (*node).clear();
        (*node).next = next;
        (*node).set(certificate);
        if let Some(buf) = borrowed {
            (*node).borrow_encoding(buf);
        }
    }
}

/// Empties a struct of a list; unless it is the first, it is taken out of the list.
///
/// # Safety
/// Both are structs of one list, which nobody else uses.
unsafe fn take_out(head: *mut mbedtls_x509_crt, node: *mut mbedtls_x509_crt) {
    // SAFETY: by contract; the structs behind the first came from `place`.
    unsafe {
        let next = (*node).next;
        (*node).clear();
        if node == head {
            (*head).next = next;
            return;
        }
        let mut before = head;
        while (*before).next != node {
            before = (*before).next;
        }
        (*before).next = next;
        displace(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::x509_crt::Chain;
    use crate::pki::testing::certificate;
    use std::ptr::null_mut;

    unsafe extern "C" fn answer(
        context: *mut c_void,
        crt: *const mbedtls_x509_crt,
        oid: *const mbedtls_x509_buf,
        critical: c_int,
        p: *const c_uchar,
        end: *const c_uchar,
    ) -> c_int {
        // SAFETY: all are alive during the call; the context is a pair of numbers.
        unsafe {
            let (code, calls) = &mut *context.cast::<(c_int, c_int)>();
            *calls += 1;
            assert_eq!(critical, 1);
            assert_eq!((*oid).content(), b"\x2a\x03\x04\x05");
            assert_eq!(end as usize - p as usize, 2);
            assert!((*crt).raw.content().as_ptr_range().contains(&p));
            assert_eq!((*crt).version, 3);
            *code
        }
    }

    #[test]
    fn refusals_leave_no_trace() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/critical-unknown.crt");
        let text = std::fs::read(path).expect("a test certificate");
        let der = crate::pki::pem::find(&text, "CERTIFICATE", None).content.expect("PEM");
        let mut head = Box::new(mbedtls_x509_crt::empty());
        let head: *mut mbedtls_x509_crt = &mut *head;
        let parse = |code: c_int, make_copy: c_int| {
            let mut context = (code, 0);
            let pointer = (&raw mut context).cast();
            // SAFETY: the list is alive, the bytes are as many as said.
            let code = unsafe {
                mbedtls_x509_crt_parse_der_with_ext_cb(
                    head,
                    der.as_ptr(),
                    der.len(),
                    make_copy,
                    Some(answer),
                    pointer,
                )
            };
            assert_eq!(context.1, 1);
            code
        };
        // SAFETY: the list is alive and ours alone.
        let length = || unsafe { Chain::new(head) }.map_or(0, |chain| chain.entries().count());
        assert_eq!((parse(-77, 1), length()), (-77, 0));
        assert_eq!((parse(0, 1), length()), (0, 1));
        assert_eq!((parse(5, 0), length()), (5, 1));
        // SAFETY: as above.
        assert!(unsafe { (*head).next.is_null() });
        assert_eq!((parse(0, 0), length()), (0, 2));
        // SAFETY: as above; what was not copied leads into the caller's bytes.
        unsafe {
            assert_eq!((*(*head).next).raw.p.cast_const(), der.as_ptr());
            (*head).free_list();
        }
        // Without a function, as ever.
        let other = certificate("server-p256");
        // SAFETY: as above.
        unsafe {
            let (start, length) = (other.der().as_ptr(), other.der().len());
            assert_eq!(mbedtls_x509_crt_parse_der_with_ext_cb(head, start, length, 1, None, null_mut()), 0);
            assert_eq!((*head).certificate(), Some(other));
            (*head).free_list();
        }
    }
}
