use super::{
    Candidates, Chain, mbedtls_x509_crt, mbedtls_x509_crt_ca_cb_t, mbedtls_x509_crt_profile,
    mbedtls_x509_crt_profile_default,
};
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED, MBEDTLS_ERR_X509_FATAL_ERROR,
};
use crate::ffi::x509_crl::{CrlChain, mbedtls_x509_crl};
use crate::pki::verify::{PathCheck, PathError, Source};
use crate::pki::{Certificate, Crl, Profile};
use crate::time::{SystemWallClock, WallClock};
use std::ffi::{c_char, c_int, c_void};
use std::ptr::NonNull;

/// Checks a certificate and its path to a trusted one with the default profile; see
/// `mbedtls_x509_crt_verify_with_profile()`.
///
/// \param crt       The certificate, followed in its list by those that may lead to a trusted one.
/// \param trust_ca  The list of trusted certificates, or NULL for none.
/// \param ca_crl    Revocation lists, or NULL for none.
/// \param cn        Whom the certificate must be for, or NULL.
/// \param flags     Where the flags go.
/// \param f_vrfy    Called for each certificate of the path, or NULL.
/// \param p_vrfy    The context of `f_vrfy`.
///
/// \return          As of `mbedtls_x509_crt_verify_with_profile()`.
///
/// # Safety
/// As `mbedtls_x509_crt_verify_with_profile()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_verify(
    crt: *mut mbedtls_x509_crt,
    trust_ca: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
    cn: *const c_char,
    flags: *mut u32,
    f_vrfy: Option<unsafe extern "C" fn(*mut c_void, *mut mbedtls_x509_crt, c_int, *mut u32) -> c_int>,
    p_vrfy: *mut c_void,
) -> c_int {
    let profile = &raw const mbedtls_x509_crt_profile_default;
    let trust = Trust::List(trust_ca);
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust, ca_crl, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// Checks a certificate and its path to a trusted one (RFC 5280 section 6, as far as the flags tell).
///
/// Dates are compared with the system's clock. At most MBEDTLS_X509_MAX_INTERMEDIATE_CA certificates may lie between
/// the certificate and a trusted one. A certificate that names itself as its issuer and stands among the trusted is
/// trusted as it is.
///
/// Each certificate that has an issuer in the path is looked up in the revocation lists of that issuer, in their order,
/// until one has it or cannot be trusted (MBEDTLS_X509_BADCRL_NOT_TRUSTED). The date of a revocation does not matter. A
/// list that is out of date counts, and its own flag is set; so it is for one that does not tell its next update.
/// Certificates without a list of their issuer are not revoked.
///
/// \param crt       The certificate, followed in its list by those that may lead to a trusted one.
/// \param trust_ca  The list of trusted certificates, or NULL for none.
/// \param ca_crl    Revocation lists, or NULL for none.
/// \param profile   Which algorithms and keys the path and the revocation lists may use.
/// \param cn        Whom the certificate must be for: a host name, an IP address or a URI; NULL for anybody. The common
///                  name counts only if there is no subjectAltName.
/// \param flags     Where the MBEDTLS_X509_BADCERT_ and MBEDTLS_X509_BADCRL_ flags of all certificates go, 0 for a good
///                  path; all bits if the check could not be carried through.
/// \param f_vrfy    Called for each certificate from the trusted end to `crt`, with its depth (0 is `crt`) and its
///                  flags, which it may change; another return value than 0 ends the check. NULL for none.
/// \param p_vrfy    The context of `f_vrfy`.
///
/// \return          0 for a good path; MBEDTLS_ERR_X509_CERT_VERIFY_FAILED with flags set;
///                  MBEDTLS_ERR_X509_FATAL_ERROR if the path is too long or takes too much work;
///                  MBEDTLS_ERR_X509_BAD_INPUT_DATA if `crt`, `profile` or `flags` is NULL or `crt` is empty;
///                  what `f_vrfy` returned, MBEDTLS_ERR_X509_FATAL_ERROR for MBEDTLS_ERR_X509_CERT_VERIFY_FAILED.
///
/// # Safety
/// The lists are NULL or initialized and not taken apart during the call; `cn` is NULL or a string; `profile` and `flags`
/// are NULL or valid; `f_vrfy` can be called with `p_vrfy`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_verify_with_profile(
    crt: *mut mbedtls_x509_crt,
    trust_ca: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
    profile: *const mbedtls_x509_crt_profile,
    cn: *const c_char,
    flags: *mut u32,
    f_vrfy: Option<unsafe extern "C" fn(*mut c_void, *mut mbedtls_x509_crt, c_int, *mut u32) -> c_int>,
    p_vrfy: *mut c_void,
) -> c_int {
    let trust = Trust::List(trust_ca);
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust, ca_crl, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// The state of a check that can be interrupted: none, as no operation here can be.
pub type mbedtls_x509_crt_restart_ctx = c_void;

/// As `mbedtls_x509_crt_verify_with_profile()`; the check is carried through in one call.
///
/// \param crt       The certificate, followed in its list by those that may lead to a trusted one.
/// \param trust_ca  The list of trusted certificates, or NULL for none.
/// \param ca_crl    Revocation lists, or NULL for none.
/// \param profile   Which algorithms and keys the path and the revocation lists may use.
/// \param cn        Whom the certificate must be for, or NULL.
/// \param flags     Where the flags go.
/// \param f_vrfy    Called for each certificate of the path, or NULL.
/// \param p_vrfy    The context of `f_vrfy`.
/// \param rs_ctx    Ignored.
///
/// \return          As of `mbedtls_x509_crt_verify_with_profile()`.
///
/// # Safety
/// As `mbedtls_x509_crt_verify_with_profile()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_verify_restartable(
    crt: *mut mbedtls_x509_crt,
    trust_ca: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
    profile: *const mbedtls_x509_crt_profile,
    cn: *const c_char,
    flags: *mut u32,
    f_vrfy: Option<unsafe extern "C" fn(*mut c_void, *mut mbedtls_x509_crt, c_int, *mut u32) -> c_int>,
    p_vrfy: *mut c_void,
    rs_ctx: *mut mbedtls_x509_crt_restart_ctx,
) -> c_int {
    let _ = rs_ctx;
    let trust = Trust::List(trust_ca);
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust, ca_crl, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// As `mbedtls_x509_crt_verify_with_profile()`, with trusted certificates that a function finds for each certificate
/// in turn, and without revocation lists. A certificate that names itself as its issuer is not trusted as it is.
///
/// \param crt      The certificate, followed in its list by those that may lead to a trusted one.
/// \param f_ca_cb  Finds trusted certificates that may have issued another one. NULL finds none.
/// \param p_ca_cb  The context of `f_ca_cb`.
/// \param profile  Which algorithms and keys the path may use.
/// \param cn       Whom the certificate must be for, or NULL.
/// \param flags    Where the flags go.
/// \param f_vrfy   Called for each certificate of the path, or NULL.
/// \param p_vrfy   The context of `f_vrfy`.
///
/// \return         As of `mbedtls_x509_crt_verify_with_profile()`; MBEDTLS_ERR_X509_FATAL_ERROR if `f_ca_cb` fails.
///
/// # Safety
/// As `mbedtls_x509_crt_verify_with_profile()`; `f_ca_cb` can be called with `p_ca_cb` and hands out lists as
/// `mbedtls_x509_crt_ca_cb_t` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_verify_with_ca_cb(
    crt: *mut mbedtls_x509_crt,
    f_ca_cb: mbedtls_x509_crt_ca_cb_t,
    p_ca_cb: *mut c_void,
    profile: *const mbedtls_x509_crt_profile,
    cn: *const c_char,
    flags: *mut u32,
    f_vrfy: Option<unsafe extern "C" fn(*mut c_void, *mut mbedtls_x509_crt, c_int, *mut u32) -> c_int>,
    p_vrfy: *mut c_void,
) -> c_int {
    let trust = Trust::Callback(f_ca_cb, p_ca_cb);
    let no_lists = std::ptr::null();
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust, no_lists, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// Tells whether a revocation list has a certificate, by its serial number alone: whose list it is, and whether it is
/// good, does not matter here.
///
/// \param crt  The certificate.
/// \param crl  The revocation list; those behind it are not looked at.
///
/// \return     1 if it has, 0 if not or if an argument is NULL or empty.
///
/// # Safety
/// Both are NULL or initialized.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_is_revoked(
    crt: *const mbedtls_x509_crt,
    crl: *const mbedtls_x509_crl,
) -> c_int {
    boundary_or(0, || {
        // SAFETY: by contract.
        let (crt, crl) = unsafe { (ptr::reference(crt), ptr::reference(crl)) };
        let certificate = crt.ok().and_then(mbedtls_x509_crt::certificate);
        let crl = crl.ok().and_then(mbedtls_x509_crl::crl);
        certificate.zip(crl).is_some_and(|(certificate, crl)| crl.lists(&certificate)).into()
    })
}

/// Where trusted certificates come from.
enum Trust {
    List(*const mbedtls_x509_crt),
    Callback(mbedtls_x509_crt_ca_cb_t, *mut c_void),
}

/// # Safety
/// As `mbedtls_x509_crt_verify_with_profile()` and `mbedtls_x509_crt_verify_with_ca_cb()`.
unsafe fn verify(
    crt: *mut mbedtls_x509_crt,
    trust: Trust,
    ca_crl: *const mbedtls_x509_crl,
    profile: *const mbedtls_x509_crt_profile,
    cn: *const c_char,
    flags: *mut u32,
    (f_vrfy, p_vrfy): (
        Option<unsafe extern "C" fn(*mut c_void, *mut mbedtls_x509_crt, c_int, *mut u32) -> c_int>,
        *mut c_void,
    ),
) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { ptr::store(flags, u32::MAX) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    // SAFETY: by contract.
    let (chain, crls, profile) = unsafe { (Chain::new(crt), CrlChain::new(ca_crl), ptr::reference(profile)) };
    let chain = chain.ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))?;
    let lists = Lists::new(chain, crls);
    let profile = Profile::from(profile.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?);
    // SAFETY: by contract.
    let name = unsafe { ptr::string(cn) }.ok().map(|name| name.to_bytes());
    let review = |crt: NonNull<mbedtls_x509_crt>, depth, flags: &mut u32| match f_vrfy {
        // SAFETY: by contract; the struct is the caller's own, of which nothing is borrowed here, so that it may write
        // to it.
        Some(f_vrfy) => match unsafe { f_vrfy(p_vrfy, crt.as_ptr(), depth, flags) } {
            0 => Ok(()),
            code => Err(callback_failure(code)),
        },
        None => Ok(()),
    };
    // SAFETY: by contract.
    let found = unsafe { lists.check(&trust, &profile, name, review) }?;
    // SAFETY: by contract.
    unsafe { ptr::store(flags, found) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    if found == 0 { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_X509_CERT_VERIFY_FAILED)) }
}

/// A callback that fails must not look like a path whose flags the application may pass over.
fn callback_failure(code: c_int) -> Status {
    let code = if code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED { MBEDTLS_ERR_X509_FATAL_ERROR } else { code };
    Status::new(code)
}

/// The caller's structs and the certificates in them, side by side, and its revocation lists.
struct Lists {
    structs: Vec<NonNull<mbedtls_x509_crt>>,
    chain: Vec<Certificate>,
    crls: Vec<Crl>,
}

impl Lists {
    fn new(chain: Chain<'_>, crls: Option<CrlChain<'_>>) -> Self {
        let (structs, chain) = chain.entries().unzip();
        Self { structs, chain, crls: crls.map(CrlChain::to_crls).unwrap_or_default() }
    }

    /// # Safety
    /// The lists or functions of `trust` are good.
    unsafe fn check(
        &self,
        trust: &Trust,
        profile: &Profile,
        name: Option<&[u8]>,
        mut review: impl FnMut(NonNull<mbedtls_x509_crt>, c_int, &mut u32) -> Result<(), Status>,
    ) -> Result<u32, Status> {
        if self.chain.is_empty() {
            return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
        }
        let list = match trust {
            // SAFETY: by contract.
            Trust::List(list) => unsafe { Chain::new(*list) },
            Trust::Callback(..) => None,
        };
        let trusted = list.map(Chain::to_certificates).unwrap_or_default();
        let now = i64::try_from(SystemWallClock.unix_seconds()).unwrap_or(i64::MAX);
        let check = PathCheck { trusted: &trusted, crls: &self.crls, profile, name, now };
        // The last list found stays alive, as the path may end with one of it.
        let mut candidates = None;
        let path = match trust {
            Trust::List(_) => check.run(&self.chain),
            Trust::Callback(find, context) => check.run_with(&self.chain, &mut |child| {
                let child = self.chain.iter().position(|certificate| certificate == child);
                let child = child.and_then(|index| self.structs.get(index)).ok_or(PathError::NoTrust)?;
                // The former list goes before the next is asked for.
                candidates = None;
                // SAFETY: by contract; the struct is alive.
                let found = unsafe { Candidates::of(*find, *context, child.as_ptr()) }
                    .map_err(|_| PathError::NoTrust)?;
                let found = candidates.insert(found).chain();
                Ok(found.map(Chain::to_certificates).unwrap_or_default())
            }),
        };
        let mut path = path.map_err(|_| Status::new(MBEDTLS_ERR_X509_FATAL_ERROR))?;
        let list = list.or_else(|| candidates.as_ref().and_then(Candidates::chain));
        let trusted: Vec<_> = list.into_iter().flat_map(Chain::entries).map(|(crt, _)| crt).collect();
        path.review(|_, depth, source, flags| {
            let found = match source {
                Source::Chain(index) => self.structs.get(index),
                Source::Trusted(index) => trusted.get(index),
            };
            review(*found.ok_or(Status::INTERNAL)?, c_int::try_from(depth).unwrap_or(c_int::MAX), flags)
        })?;
        Ok(path.flags())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::x509_crt::{mbedtls_x509_crt_free, parse_list};
    use crate::pki::testing::certificate;
    use std::ptr::null_mut;

    /// Marks what it is shown, as programs may that keep notes in the struct.
    unsafe extern "C" fn mark(
        context: *mut c_void,
        crt: *mut mbedtls_x509_crt,
        depth: c_int,
        flags: *mut u32,
    ) -> c_int {
        // SAFETY: all are alive during the call; the context is a number.
        unsafe {
            *context.cast::<c_int>() += 1;
            (*crt).private_ns_cert_type = 0xA0 + u8::try_from(depth).expect("a short path");
            *flags = 0;
        }
        0
    }

    #[test]
    fn functions_may_write_to_what_they_are_shown() {
        let mut chain = Box::new(mbedtls_x509_crt::empty());
        let mut trusted = Box::new(mbedtls_x509_crt::empty());
        let (chain, trusted) = (&raw mut *chain, &raw mut *trusted);
        let mut calls: c_int = 0;
        let mut flags = 0;
        // SAFETY: the lists are alive, and only pointers to them are used.
        unsafe {
            parse_list(&mut *chain, [certificate("server-p256")]);
            parse_list(&mut *trusted, [certificate("ca-p256")]);
            let code = mbedtls_x509_crt_verify(
                chain,
                trusted,
                null_mut(),
                std::ptr::null(),
                &mut flags,
                Some(mark),
                (&raw mut calls).cast(),
            );
            assert_eq!((code, flags, calls), (0, 0, 2));
            assert_eq!(((*chain).private_ns_cert_type, (*trusted).private_ns_cert_type), (0xA0, 0xA1));
            mbedtls_x509_crt_free(chain);
            mbedtls_x509_crt_free(trusted);
        }
    }
}
