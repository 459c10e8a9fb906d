use super::mbedtls_x509write_cert;
use super::write::context;
use crate::ffi::asn1::{MBEDTLS_ASN1_OID, mbedtls_asn1_sequence};
use crate::ffi::boundary::boundary;
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE, mbedtls_x509_san_list,
    set_alt_names, set_extension, set_given_extension,
};
use crate::pki::oid::Extension;
use crate::pki::write;
use std::ffi::{c_char, c_int, c_uchar, c_uint};

/// Sets an extension by its object identifier; one that is there already is replaced.
///
/// \param ctx       The context.
/// \param oid       The object identifier, encoded.
/// \param oid_len   Its length in bytes.
/// \param critical  Whether who does not know the extension must refuse the certificate; 0 or not.
/// \param val       The value, encoded.
/// \param val_len   Its length in bytes.
///
/// \return          0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `oid` and `val` are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_extension(
    ctx: *mut mbedtls_x509write_cert,
    oid: *const c_char,
    oid_len: usize,
    critical: c_int,
    val: *const c_uchar,
    val_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let list = &mut context(ctx)?.private_extensions;
            set_given_extension(list, (oid.cast(), oid_len), critical, (val, val_len))
        }
    })
}

/// Sets basicConstraints, critical for an authority.
///
/// \param ctx          The context.
/// \param is_ca        Whether the subject is an authority; 0 or not.
/// \param max_pathlen  For an authority, how many intermediate certificates may follow, at most 127; below 0 for no
///                     limit.
///
/// \return             0; MBEDTLS_ERR_X509_BAD_INPUT_DATA for an authority with a `max_pathlen` above 127, or if `ctx`
///                     is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_basic_constraints(
    ctx: *mut mbedtls_x509write_cert,
    is_ca: c_int,
    max_pathlen: c_int,
) -> c_int {
    boundary(|| {
        if is_ca != 0 && max_pathlen > 127 {
            return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
        }
        let value = write::basic_constraints(is_ca != 0, u8::try_from(max_pathlen).ok())?;
        // SAFETY: by contract.
        unsafe { set(ctx, Extension::BasicConstraints, is_ca, &value) }
    })
}

/// Sets subjectKeyIdentifier to SHA-1 of the subject's key, which has to be set before.
///
/// \param ctx  The context.
///
/// \return     0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL or there is no subject's key; the number of the
///             failure if the context of the key holds none; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, and its key is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_subject_key_identifier(
    ctx: *mut mbedtls_x509write_cert,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let id = key_identifier(context(ctx)?.private_subject_key)?;
            set(ctx, Extension::SubjectKeyId, 0, &write::subject_key_id(&id)?)
        }
    })
}

/// Sets authorityKeyIdentifier to SHA-1 of the issuer's key, which has to be set before.
///
/// \param ctx  The context.
///
/// \return     0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL or there is no issuer's key; the number of the
///             failure if the context of the key holds none; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, and its key is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_authority_key_identifier(
    ctx: *mut mbedtls_x509write_cert,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let id = key_identifier(context(ctx)?.private_issuer_key)?;
            set(ctx, Extension::AuthorityKeyId, 0, &write::authority_key_id(&id)?)
        }
    })
}

/// Sets keyUsage, critical.
///
/// \param ctx        The context.
/// \param key_usage  The bits, MBEDTLS_X509_KU_.
///
/// \return           0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for other bits; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx`
///                   is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_key_usage(
    ctx: *mut mbedtls_x509write_cert,
    key_usage: c_uint,
) -> c_int {
    const KNOWN: c_uint = 0x80ff;
    boundary(|| {
        if key_usage & !KNOWN != 0 {
            return Err(Status::new(MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE));
        }
        let value = write::named_bits(&key_usage.to_le_bytes(), 9)?;
        // SAFETY: by contract.
        unsafe { set(ctx, Extension::KeyUsage, 1, &value) }
    })
}

/// Sets extKeyUsage, critical.
///
/// \param ctx   The context.
/// \param exts  The purposes: a list of object identifiers, with the tag MBEDTLS_ASN1_OID.
///
/// \return      0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL or an element has another tag;
///              MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if they take more than 256 bytes; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `exts` is NULL or a list that is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_ext_key_usage(
    ctx: *mut mbedtls_x509write_cert,
    exts: *const mbedtls_asn1_sequence,
) -> c_int {
    boundary(|| {
        let mut purposes = Vec::new();
        let mut next = exts;
        // SAFETY: by contract.
        while let Ok(entry) = unsafe { ptr::reference(next) } {
            if entry.buf.tag != MBEDTLS_ASN1_OID {
                return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
            }
            // SAFETY: by contract.
            purposes.push(unsafe { entry.buf.content() });
            next = entry.next;
        }
        if purposes.is_empty() {
            return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
        }
        let value = write::extended_key_usage(&purposes)?;
        // SAFETY: by contract.
        unsafe { set(ctx, Extension::ExtendedKeyUsage, 1, &value) }
    })
}

/// Sets Netscape's certificate type.
///
/// \param ctx           The context.
/// \param ns_cert_type  The bits, MBEDTLS_X509_NS_CERT_TYPE_.
///
/// \return              0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_ns_cert_type(
    ctx: *mut mbedtls_x509write_cert,
    ns_cert_type: c_uchar,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set(ctx, Extension::NsCertType, 0, &write::named_bits(&[ns_cert_type], 8)?) })
}

/// Sets subjectAltName. The names come to stand in the opposite order.
///
/// \param ctx       The context.
/// \param san_list  The names: rfc822Name, dNSName, uniformResourceIdentifier, iPAddress (4 or 16 bytes, which is not
///                  checked) or directoryName. They are copied. NULL makes an empty list.
///
/// \return          0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for other kinds; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx`
///                  is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `san_list` is NULL or a list that is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_set_subject_alternative_name(
    ctx: *mut mbedtls_x509write_cert,
    san_list: *const mbedtls_x509_san_list,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_alt_names(&mut context(ctx)?.private_extensions, san_list) })
}

/// # Safety
/// `ctx` is NULL or points to an initialized context.
unsafe fn set(
    ctx: *mut mbedtls_x509write_cert,
    extension: Extension,
    critical: c_int,
    value: &[u8],
) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { set_extension(&mut context(ctx)?.private_extensions, extension.oid(), critical, value) }
}

/// # Safety
/// `key` is NULL or points to an initialized context.
unsafe fn key_identifier(key: *const mbedtls_pk_context) -> Result<[u8; 20], Status> {
    // SAFETY: by contract.
    let key = unsafe { ptr::reference(key) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    write::key_identifier(&key.public_key_info()?).ok_or(Status::INTERNAL)
}
