use crate::ffi::asn1::{free_list, mbedtls_asn1_named_data};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::callbacks::RngFn;
use crate::ffi::enums::MdType;
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, attributes, extensions, mbedtls_x509_san_list, output, put_der, put_pem,
    set_alt_names, set_extension, set_given_extension, set_names, sign, signature_id,
};
use crate::pki::oid::Extension;
use crate::pki::write::{RequestParts, named_bits, signed};
use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::mem::offset_of;

/// What goes into a request that is to be made.
#[repr(C)]
pub struct mbedtls_x509write_csr {
    private_key: *mut mbedtls_pk_context,
    /// The subject's name; a list that mbedtls_asn1_store_named_data() may add to.
    pub private_subject: *mut mbedtls_asn1_named_data,
    private_md_alg: MdType,
    private_extensions: *mut mbedtls_asn1_named_data,
}

const _: () = {
    assert!(size_of::<mbedtls_x509write_csr>() == 32);
    assert!(offset_of!(mbedtls_x509write_csr, private_subject) == 8);
};

/// Makes a context for a request without anything in it.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to writable memory that holds nothing to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_init(ctx: *mut mbedtls_x509write_csr) {
    // SAFETY: by contract; zeros are an empty context.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Frees what a context holds, which is all zeros afterwards. The key is the caller's.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_free(ctx: *mut mbedtls_x509write_csr) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(ctx) }) else { return };
        // SAFETY: by contract; zeros are an empty context.
        unsafe {
            free_list(&mut context.private_subject);
            free_list(&mut context.private_extensions);
            zeroed(ctx);
        }
    });
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
pub unsafe extern "C" fn mbedtls_x509write_csr_set_subject_name(
    ctx: *mut mbedtls_x509write_csr,
    subject_name: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_names(&mut context(ctx)?.private_subject, subject_name) })
}

/// Sets the key that the request is for, which signs it.
///
/// \param ctx  The context. NULL is ignored.
/// \param key  The private key, which has to stay until the request is written.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_key(
    ctx: *mut mbedtls_x509write_csr,
    key: *mut mbedtls_pk_context,
) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { context(ctx) } {
            context.private_key = key;
        }
    });
}

/// Sets the digest of the signature, which has to be set: there is no default.
///
/// \param ctx     The context. NULL is ignored.
/// \param md_alg  The digest: one of the SHA-2 family, SHA-1, or with an RSA key MD5.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_md_alg(ctx: *mut mbedtls_x509write_csr, md_alg: MdType) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { context(ctx) } {
            context.private_md_alg = md_alg;
        }
    });
}

/// Asks for keyUsage, not critical.
///
/// \param ctx        The context.
/// \param key_usage  The bits, MBEDTLS_X509_KU_, without MBEDTLS_X509_KU_DECIPHER_ONLY.
///
/// \return           0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_key_usage(
    ctx: *mut mbedtls_x509write_csr,
    key_usage: c_uchar,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_bits(ctx, Extension::KeyUsage, key_usage) })
}

/// Asks for Netscape's certificate type.
///
/// \param ctx           The context.
/// \param ns_cert_type  The bits, MBEDTLS_X509_NS_CERT_TYPE_.
///
/// \return              0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `ctx` is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_ns_cert_type(
    ctx: *mut mbedtls_x509write_csr,
    ns_cert_type: c_uchar,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_bits(ctx, Extension::NsCertType, ns_cert_type) })
}

/// Asks for subjectAltName; see mbedtls_x509write_crt_set_subject_alternative_name().
///
/// \param ctx       The context.
/// \param san_list  The names, which are copied.
///
/// \return          As of mbedtls_x509write_crt_set_subject_alternative_name().
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `san_list` is NULL or a list that is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_subject_alternative_name(
    ctx: *mut mbedtls_x509write_csr,
    san_list: *const mbedtls_x509_san_list,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_alt_names(&mut context(ctx)?.private_extensions, san_list) })
}

/// Asks for an extension by its object identifier; one that is there already is replaced.
///
/// \param ctx       The context.
/// \param oid       The object identifier, encoded.
/// \param oid_len   Its length in bytes.
/// \param critical  Whether it is to be critical; 0 or not.
/// \param val       The value, encoded.
/// \param val_len   Its length in bytes.
///
/// \return          0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `oid` and `val` are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_set_extension(
    ctx: *mut mbedtls_x509write_csr,
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

/// Makes the request in DER, at the end of a buffer.
///
/// \param ctx    The context, with a key and a digest.
/// \param buf    The buffer. What lies before the request in it is not touched.
/// \param size   Its size in bytes.
/// \param f_rng  The random generator, which must be given although what is random comes from the system's.
/// \param p_rng  The context of `f_rng`.
///
/// \return       The length of the request, which begins at `buf + size` less that length;
///               MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if it does not fit; MBEDTLS_ERR_MD_BAD_INPUT_DATA without a digest;
///               MBEDTLS_ERR_X509_INVALID_ALG for a key that cannot sign, or only by RSASSA-PSS;
///               MBEDTLS_ERR_OID_NOT_FOUND for a digest that it cannot sign; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an
///               argument or the key is NULL; else the number of what failed with the key, as of mbedtls_pk_sign().
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, and its key is alive; `buf` is `size` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_der(
    ctx: *mut mbedtls_x509write_csr,
    buf: *mut c_uchar,
    size: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { put_der(&der(ctx, size, f_rng.is_some())?, output(buf, size)?) }
    })
}

/// Makes the request in PEM, with a NUL, at the beginning of a buffer.
///
/// \param ctx    The context, with a key and a digest.
/// \param buf    The buffer.
/// \param size   Its size in bytes.
/// \param f_rng  The random generator, which must be given although what is random comes from the system's.
/// \param p_rng  The context of `f_rng`.
///
/// \return       0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL if the DER would fit into the buffer and the PEM does not;
///               else as of mbedtls_x509write_csr_der().
///
/// # Safety
/// As mbedtls_x509write_csr_der().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_csr_pem(
    ctx: *mut mbedtls_x509write_csr,
    buf: *mut c_uchar,
    size: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { put_pem("CERTIFICATE REQUEST", &der(ctx, size, f_rng.is_some())?, output(buf, size)?) }
    })
}

/// # Safety
/// As the exported functions.
unsafe fn der(ctx: *mut mbedtls_x509write_csr, size: usize, has_rng: bool) -> Result<Vec<u8>, Status> {
    // SAFETY: by contract.
    let context = unsafe { context(ctx) }?;
    // SAFETY: by contract.
    let key = unsafe { ptr::reference(context.private_key) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    // SAFETY: the lists are the context's, and nobody changes them during the call.
    let (subject, extensions) =
        unsafe { (attributes(context.private_subject), extensions(context.private_extensions)) };
    let parts =
        RequestParts { subject: &subject, public_key_info: &key.public_key_info()?, extensions: &extensions };
    let to_be_signed = parts.to_be_signed(size)?;
    let signature = sign(&to_be_signed, key, context.private_md_alg, has_rng)?;
    let algorithm = signature_id(key, context.private_md_alg)?;
    Ok(signed(&to_be_signed, algorithm, &signature, size)?)
}

/// # Safety
/// `ctx` is NULL or points to an initialized context.
unsafe fn set_bits(ctx: *mut mbedtls_x509write_csr, extension: Extension, bits: u8) -> Result<(), Status> {
    let value = named_bits(&[bits], 8)?;
    // SAFETY: by contract.
    unsafe { set_extension(&mut context(ctx)?.private_extensions, extension.oid(), 0, &value) }
}

/// # Safety
/// `ctx` is NULL or points to an initialized context.
unsafe fn context<'a>(ctx: *mut mbedtls_x509write_csr) -> Result<&'a mut mbedtls_x509write_csr, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)
}
