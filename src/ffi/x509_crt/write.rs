use crate::ffi::asn1::{free_list, mbedtls_asn1_named_data};
use crate::ffi::bignum::mbedtls_mpi;
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::enums::MdType;
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use crate::ffi::x509::{MBEDTLS_ERR_X509_BAD_INPUT_DATA, set_names};
use std::ffi::{c_char, c_int, c_uchar};
use std::mem::offset_of;

/// The longest serial number in bytes (RFC 5280 section 4.1.2.2).
pub const MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN: usize = 20;
/// The length of a date as a certificate is given it, `YYYYMMDDhhmmssZ`.
pub const MBEDTLS_X509_RFC5280_UTC_TIME_LEN: usize = 15;

/// What goes into a certificate that is to be made.
#[repr(C)]
pub struct mbedtls_x509write_cert {
    pub(super) private_version: c_int,
    pub(super) private_serial: [c_uchar; MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN],
    pub(super) private_serial_len: usize,
    pub(super) private_subject_key: *mut mbedtls_pk_context,
    pub(super) private_issuer_key: *mut mbedtls_pk_context,
    pub(super) private_subject: *mut mbedtls_asn1_named_data,
    pub(super) private_issuer: *mut mbedtls_asn1_named_data,
    pub(super) private_md_alg: MdType,
    pub(super) private_not_before: [c_char; 16],
    pub(super) private_not_after: [c_char; 16],
    pub(super) private_extensions: *mut mbedtls_asn1_named_data,
}

const _: () = {
    assert!(size_of::<mbedtls_x509write_cert>() == 112);
    assert!(offset_of!(mbedtls_x509write_cert, private_extensions) == 104);
};

const VERSION_3: c_int = 2;

/// Makes a context for a certificate of version 3 without anything in it.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to writable memory that holds nothing to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_init(ctx: *mut mbedtls_x509write_cert) {
    boundary_void(|| {
        // SAFETY: by contract; zeros are an empty context.
        unsafe { zeroed(ctx) };
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.private_version = VERSION_3;
        }
    });
}

/// Frees what a context holds, which is all zeros afterwards. The keys are the caller's.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_free(ctx: *mut mbedtls_x509write_cert) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(ctx) }) else { return };
        // SAFETY: by contract; zeros are an empty context.
        unsafe {
            free_list(&mut context.private_subject);
            free_list(&mut context.private_issuer);
            free_list(&mut context.private_extensions);
            zeroed(ctx);
        }
    });
}

/// Sets the version.
///
/// \param ctx      The context. NULL is ignored.
/// \param version  MBEDTLS_X509_CRT_VERSION_1, _2 or _3, which is what a context begins with. Extensions are written
///                 in version 3 alone.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_version(ctx: *mut mbedtls_x509write_cert, version: c_int) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(ctx, |context| context.private_version = version) });
}

/// Sets the serial number.
///
/// \param ctx         The context.
/// \param serial      The number, big-endian; if its first bit is set a zero is written before it.
///                    Zeros that it begins with are written too, and others refuse such a certificate.
/// \param serial_len  Its length in bytes, at most MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN.
///
/// \return            0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if it is longer or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `serial` is NULL or `serial_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_serial_raw(
    ctx: *mut mbedtls_x509write_cert,
    serial: *mut c_uchar,
    serial_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { context(ctx) }?;
        let place = context.private_serial.get_mut(..serial_len);
        let place = place.ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))?;
        // SAFETY: by contract.
        let serial = unsafe { ptr::slice(serial, serial_len) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        place.copy_from_slice(serial);
        context.private_serial_len = serial_len;
        Ok(())
    })
}

/// Sets the serial number; mbedtls_x509write_crt_set_serial_raw() is the newer way.
///
/// \param ctx     The context.
/// \param serial  The number, at most MBEDTLS_X509_RFC5280_MAX_SERIAL_LEN bytes long. A sign is passed over.
///
/// \return        0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if it is longer or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `serial` is NULL or an initialized number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_serial(
    ctx: *mut mbedtls_x509write_cert,
    serial: *const mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, serial) = unsafe { (context(ctx)?, ptr::reference(serial)) };
        let serial = serial.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?.minimal_bytes();
        let place = context.private_serial.get_mut(..serial.len());
        place.ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))?.copy_from_slice(&serial);
        context.private_serial_len = serial.len();
        Ok(())
    })
}

/// Sets when the certificate is valid, in UTC. The digits are not looked at.
///
/// \param ctx         The context.
/// \param not_before  The first moment, as `YYYYMMDDhhmmss`.
/// \param not_after   The last moment.
///
/// \return            0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if one does not have 14 characters or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; the others are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_validity(
    ctx: *mut mbedtls_x509write_cert,
    not_before: *const c_char,
    not_after: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, not_before, not_after) =
            unsafe { (context(ctx)?, date(not_before)?, date(not_after)?) };
        (context.private_not_before, context.private_not_after) = (not_before, not_after);
        Ok(())
    })
}

/// Sets the issuer's name; see mbedtls_x509_string_to_names() for its form.
///
/// \param ctx          The context.
/// \param issuer_name  The name, e.g. `C=NL,O=Example,CN=Example CA`.
///
/// \return             0, or what mbedtls_x509_string_to_names() returns.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `issuer_name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_issuer_name(
    ctx: *mut mbedtls_x509write_cert,
    issuer_name: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_names(&mut context(ctx)?.private_issuer, issuer_name) })
}

/// Sets the subject's name; see mbedtls_x509_string_to_names() for its form.
///
/// \param ctx           The context.
/// \param subject_name  The name, e.g. `C=NL,O=Example,CN=example.org`.
///
/// \return              0, or what mbedtls_x509_string_to_names() returns.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `subject_name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_subject_name(
    ctx: *mut mbedtls_x509write_cert,
    subject_name: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_names(&mut context(ctx)?.private_subject, subject_name) })
}

/// Sets the subject's key, of which the public half goes into the certificate.
///
/// \param ctx  The context. NULL is ignored.
/// \param key  The key, which has to stay until the certificate is written.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_subject_key(
    ctx: *mut mbedtls_x509write_cert,
    key: *mut mbedtls_pk_context,
) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(ctx, |context| context.private_subject_key = key) });
}

/// Sets the issuer's key, which signs. For a certificate that signs itself it is the subject's.
///
/// \param ctx  The context. NULL is ignored.
/// \param key  The private key, which has to stay until the certificate is written.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_issuer_key(
    ctx: *mut mbedtls_x509write_cert,
    key: *mut mbedtls_pk_context,
) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(ctx, |context| context.private_issuer_key = key) });
}

/// Sets the digest of the signature, which has to be set: there is no default.
///
/// \param ctx     The context. NULL is ignored.
/// \param md_alg  The digest: one of the SHA-2 family, SHA-1, or with an RSA key MD5.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_md_alg(ctx: *mut mbedtls_x509write_cert, md_alg: MdType) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(ctx, |context| context.private_md_alg = md_alg) });
}

/// # Safety
/// `ctx` is NULL or points to an initialized context.
pub(super) unsafe fn context<'a>(
    ctx: *mut mbedtls_x509write_cert,
) -> Result<&'a mut mbedtls_x509write_cert, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)
}

/// # Safety
/// `ctx` is NULL or points to an initialized context.
unsafe fn change(ctx: *mut mbedtls_x509write_cert, change: impl FnOnce(&mut mbedtls_x509write_cert)) {
    // SAFETY: by contract.
    if let Ok(context) = unsafe { context(ctx) } {
        change(context);
    }
}

/// A date with its zone and a NUL.
///
/// # Safety
/// `text` is NULL or a string.
unsafe fn date(text: *const c_char) -> Result<[c_char; 16], Status> {
    const DIGITS: usize = MBEDTLS_X509_RFC5280_UTC_TIME_LEN - 1;
    // SAFETY: by contract.
    let text = unsafe { ptr::string(text) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?.to_bytes();
    if text.len() != DIGITS {
        return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
    }
    let mut date = [0; MBEDTLS_X509_RFC5280_UTC_TIME_LEN + 1];
    for (place, byte) in date.iter_mut().zip(text.iter().chain(b"Z")) {
        *place = *byte as c_char;
    }
    Ok(date)
}
