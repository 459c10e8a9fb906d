use super::{Chain, mbedtls_x509_crt, mbedtls_x509_crt_profile, mbedtls_x509_crt_profile_default};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED, MBEDTLS_ERR_X509_FATAL_ERROR,
    MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE,
};
use crate::ffi::x509_crl::mbedtls_x509_crl;
use crate::pki::Profile;
use crate::pki::verify::{PathCheck, Source};
use crate::time::{SystemWallClock, WallClock};
use std::ffi::{c_char, c_int, c_void};

/// Checks a certificate and its path to a trusted one with the default profile; see
/// `mbedtls_x509_crt_verify_with_profile()`.
///
/// \param crt       The certificate, followed in its list by those that may lead to a trusted one.
/// \param trust_ca  The list of trusted certificates, or NULL for none.
/// \param ca_crl    NULL: revocation lists are not offered yet.
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
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust_ca, ca_crl, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// Checks a certificate and its path to a trusted one (RFC 5280 section 6, as far as the flags tell).
///
/// Dates are compared with the system's clock. At most MBEDTLS_X509_MAX_INTERMEDIATE_CA certificates may lie between
/// the certificate and a trusted one. A certificate that names itself as its issuer and stands among the trusted is
/// trusted as it is.
///
/// \param crt       The certificate, followed in its list by those that may lead to a trusted one.
/// \param trust_ca  The list of trusted certificates, or NULL for none.
/// \param ca_crl    NULL: revocation lists are not offered yet.
/// \param profile   Which algorithms and keys the path may use.
/// \param cn        Whom the certificate must be for: a host name, an IP address or a URI; NULL for anybody. The common
///                  name counts only if there is no subjectAltName.
/// \param flags     Where the MBEDTLS_X509_BADCERT_ flags of all certificates go, 0 for a good path; all bits if the
///                  check could not be carried through.
/// \param f_vrfy    Called for each certificate from the trusted end to `crt`, with its depth (0 is `crt`) and its
///                  flags, which it may change; another return value than 0 ends the check. NULL for none.
/// \param p_vrfy    The context of `f_vrfy`.
///
/// \return          0 for a good path; MBEDTLS_ERR_X509_CERT_VERIFY_FAILED with flags set;
///                  MBEDTLS_ERR_X509_FATAL_ERROR if the path is too long or takes too much work;
///                  MBEDTLS_ERR_X509_BAD_INPUT_DATA if `crt`, `profile` or `flags` is NULL or `crt` is empty;
///                  MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE with a revocation list; what `f_vrfy` returned.
///
/// # Safety
/// The lists are NULL or initialized and not changed during the call; `cn` is NULL or a string; `profile` and `flags`
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
    // SAFETY: by contract.
    boundary(|| unsafe { verify(crt, trust_ca, ca_crl, profile, cn, flags, (f_vrfy, p_vrfy)) })
}

/// # Safety
/// As `mbedtls_x509_crt_verify_with_profile()`.
unsafe fn verify(
    crt: *mut mbedtls_x509_crt,
    trust_ca: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
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
    if !ca_crl.is_null() {
        return Err(Status::new(MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE));
    }
    // SAFETY: by contract.
    let (chain, trusted, profile) =
        unsafe { (Chain::new(crt), Chain::new(trust_ca), ptr::reference(profile)) };
    let chain = chain.ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))?;
    let profile = Profile::from(profile.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?);
    // SAFETY: by contract.
    let name = unsafe { ptr::string(cn) }.ok().map(|name| name.to_bytes());
    let found = Lists::new(chain, trusted).check(&profile, name, |crt, depth, flags| match f_vrfy {
        // SAFETY: by contract; the struct is the caller's own, which it may change in C's way.
        Some(f_vrfy) => match unsafe { f_vrfy(p_vrfy, std::ptr::from_ref(crt).cast_mut(), depth, flags) } {
            0 => Ok(()),
            code => Err(callback_failure(code)),
        },
        None => Ok(()),
    })?;
    // SAFETY: by contract.
    unsafe { ptr::store(flags, found) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    if found == 0 { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_X509_CERT_VERIFY_FAILED)) }
}

/// A callback that fails must not look like a path whose flags the application may pass over.
fn callback_failure(code: c_int) -> Status {
    let code = if code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED { MBEDTLS_ERR_X509_FATAL_ERROR } else { code };
    Status::new(code)
}

/// The caller's structs and the certificates in them, side by side.
struct Lists<'a> {
    chain: Vec<(&'a mbedtls_x509_crt, crate::pki::Certificate)>,
    trusted: Vec<(&'a mbedtls_x509_crt, crate::pki::Certificate)>,
}

impl<'a> Lists<'a> {
    fn new(chain: Chain<'a>, trusted: Option<Chain<'a>>) -> Self {
        let collect =
            |list: Chain<'a>| list.entries().map(|(crt, certificate)| (crt, certificate.clone())).collect();
        Self { chain: collect(chain), trusted: trusted.map(collect).unwrap_or_default() }
    }

    fn check(
        &self,
        profile: &Profile,
        name: Option<&[u8]>,
        mut review: impl FnMut(&mbedtls_x509_crt, c_int, &mut u32) -> Result<(), Status>,
    ) -> Result<u32, Status> {
        let certificates = |list: &[(_, crate::pki::Certificate)]| -> Vec<_> {
            list.iter().map(|(_, certificate)| certificate.clone()).collect()
        };
        let now = i64::try_from(SystemWallClock.unix_seconds()).unwrap_or(i64::MAX);
        let check = PathCheck { trusted: &certificates(&self.trusted), profile, name, now };
        if self.chain.is_empty() {
            return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
        }
        let path = check.run(&certificates(&self.chain));
        let mut path = path.map_err(|_| Status::new(MBEDTLS_ERR_X509_FATAL_ERROR))?;
        path.review(|_, depth, source, flags| {
            let found = match source {
                Source::Chain(index) => self.chain.get(index),
                Source::Trusted(index) => self.trusted.get(index),
            };
            let (crt, _) = found.ok_or(Status::INTERNAL)?;
            review(crt, c_int::try_from(depth).unwrap_or(c_int::MAX), flags)
        })?;
        Ok(path.flags())
    }
}
