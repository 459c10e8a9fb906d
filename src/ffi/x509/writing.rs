//! What making certificates and making requests have in common.

use super::{
    MBEDTLS_ERR_X509_ALLOC_FAILED, MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE,
    MBEDTLS_ERR_X509_INVALID_ALG, MBEDTLS_X509_SAN_DIRECTORY_NAME, MBEDTLS_X509_SAN_DNS_NAME,
    MBEDTLS_X509_SAN_IP_ADDRESS, MBEDTLS_X509_SAN_RFC822_NAME, MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER,
    Nodes, mbedtls_x509_san_list,
};
use crate::crypto::digest;
use crate::ffi::asn1::{mbedtls_asn1_buf, mbedtls_asn1_named_data, store};
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::md::hash_algorithm;
use crate::ffi::oid::MBEDTLS_ERR_OID_NOT_FOUND;
use crate::ffi::pk::{self, mbedtls_pk_context};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::algorithm::{DigestId, SignatureKind};
use crate::pki::name::Attribute;
use crate::pki::oid::{self, Extension};
use crate::pki::pem;
use crate::pki::write::{AlternativeName, NewExtension, SignatureId, subject_alt_names};
use std::ffi::{c_int, c_uchar};

/// `MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL`.
const BASE64_BUFFER_TOO_SMALL: Status = Status::new(-0x002A);
/// `MBEDTLS_ERR_MD_BAD_INPUT_DATA`.
const MD_BAD_INPUT: Status = Status::new(-0x5100);
/// `MBEDTLS_PK_SIGNATURE_MAX_SIZE`.
const MAX_SIGNATURE: usize = 1024;
const RSA: PkType = 1;
const ECDSA: PkType = 4;

/// The attributes of a name in the order in which they are written: the opposite of the list's, where the last is first.
///
/// # Safety
/// The list and what it points at are alive and unchanged for `'a`.
pub(in crate::ffi) unsafe fn attributes<'a>(list: *const mbedtls_asn1_named_data) -> Vec<Attribute<'a>> {
    // SAFETY: by contract.
    let head = unsafe { ptr::reference(list) };
    // SAFETY: by contract.
    let mut found: Vec<_> = head.into_iter().flat_map(|head| unsafe { Nodes::new(head) }).collect();
    found.reverse();
    found
}

/// The extensions of a list as [`set_extension`] makes it, in the order in which they are written.
///
/// # Safety
/// As [`attributes`].
pub(in crate::ffi) unsafe fn extensions<'a>(list: *const mbedtls_asn1_named_data) -> Vec<NewExtension<'a>> {
    // SAFETY: by contract.
    let stored = unsafe { attributes(list) };
    let of = |stored: Attribute<'a>| {
        let (critical, value) = stored.value.value.split_first().unwrap_or((&0, &[]));
        NewExtension { oid: stored.oid, critical: *critical != 0, value }
    };
    stored.into_iter().map(of).collect()
}

/// Sets an extension: whether it is critical is kept as an octet before its value.
///
/// # Safety
/// `head` is a list of named data.
pub(in crate::ffi) unsafe fn set_extension(
    head: &mut *mut mbedtls_asn1_named_data,
    oid: &[u8],
    critical: c_int,
    value: &[u8],
) -> Result<(), Status> {
    let stored = [&[critical as u8], value].concat();
    // SAFETY: by contract.
    let node = unsafe { store(head, oid, Some(&stored), stored.len()) };
    node.map(|_| ()).map_err(|_| Status::new(MBEDTLS_ERR_X509_ALLOC_FAILED))
}

/// Sets an extension as a program gives it.
///
/// # Safety
/// `head` is a list of named data; `oid` and `val` are as long as said, or NULL.
pub(in crate::ffi) unsafe fn set_given_extension(
    head: &mut *mut mbedtls_asn1_named_data,
    (oid, oid_len): (*const c_uchar, usize),
    critical: c_int,
    (val, val_len): (*const c_uchar, usize),
) -> Result<(), Status> {
    // SAFETY: by contract.
    let (oid, value) = unsafe { (ptr::slice(oid, oid_len), ptr::slice(val, val_len)) };
    let oid = oid.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    // SAFETY: by contract.
    unsafe { set_extension(head, oid, critical, value.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?) }
}

/// Sets subjectAltName.
///
/// # Safety
/// `head` is a list of named data; `list` is NULL or a list of names that are alive.
pub(in crate::ffi) unsafe fn set_alt_names(
    head: &mut *mut mbedtls_asn1_named_data,
    list: *const mbedtls_x509_san_list,
) -> Result<(), Status> {
    let mut names = Vec::new();
    let mut next = list;
    // SAFETY: by contract.
    while let Ok(entry) = unsafe { ptr::reference(next) } {
        // SAFETY: by contract.
        names.push(unsafe { alternative_name(entry) }?);
        next = entry.next;
    }
    // SAFETY: by contract.
    unsafe { set_extension(head, Extension::SubjectAltName.oid(), 0, &subject_alt_names(&names)?) }
}

/// # Safety
/// The name is alive for `'a`, and is of the kind that its type says.
unsafe fn alternative_name<'a>(entry: &'a mbedtls_x509_san_list) -> Result<AlternativeName<'a>, Status> {
    match entry.node.r#type {
        MBEDTLS_X509_SAN_RFC822_NAME
        | MBEDTLS_X509_SAN_DNS_NAME
        | MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER
        | MBEDTLS_X509_SAN_IP_ADDRESS => {
            // SAFETY: by contract.
            let name: &mbedtls_asn1_buf = unsafe { &entry.node.san.unstructured_name };
            // SAFETY: by contract.
            let value = unsafe { ptr::slice(name.p, name.len) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
            Ok(AlternativeName::Octets { choice: entry.node.r#type as u8, value })
        }
        // SAFETY: by contract.
        MBEDTLS_X509_SAN_DIRECTORY_NAME => unsafe {
            Ok(AlternativeName::Directory(attributes(&entry.node.san.directory_name)))
        },
        _ => Err(Status::new(MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE)),
    }
}

/// How a key signs over a digest. RSASSA-PSS is not written, so who signs by it alone cannot sign here.
pub(in crate::ffi) fn signature_id(key: &mbedtls_pk_context, md: MdType) -> Result<SignatureId, Status> {
    if key.signs_by_pss() {
        return Err(Status::new(MBEDTLS_ERR_X509_INVALID_ALG));
    }
    let can_do = |kind| key.info().is_some_and(|info| info.can_do(kind));
    let kind = match () {
        () if can_do(RSA) => SignatureKind::RsaPkcs1,
        () if can_do(ECDSA) => SignatureKind::Ecdsa,
        () => return Err(Status::new(MBEDTLS_ERR_X509_INVALID_ALG)),
    };
    let digest = u8::try_from(md).ok().and_then(DigestId::from_number);
    let oid = digest.and_then(|digest| oid::of_signature(kind, digest));
    let oid = oid.ok_or(Status::new(MBEDTLS_ERR_OID_NOT_FOUND))?;
    Ok(SignatureId { oid, null_parameters: kind == SignatureKind::RsaPkcs1 })
}

/// The signature over the part that is signed.
pub(in crate::ffi) fn sign(
    to_be_signed: &[u8],
    key: &mbedtls_pk_context,
    md: MdType,
    has_rng: bool,
) -> Result<Vec<u8>, Status> {
    if md == 0 {
        return Err(MD_BAD_INPUT);
    }
    // Of the digests that are not offered none has signatures in certificates.
    let hash = hash_algorithm(md).ok_or(Status::new(MBEDTLS_ERR_OID_NOT_FOUND))?;
    let hash = digest(hash, &[to_be_signed]);
    let mut signature = vec![0; MAX_SIGNATURE];
    let length = pk::sign(key, md, hash.as_ref(), &mut signature, has_rng)?;
    signature.truncate(length);
    Ok(signature)
}

/// Puts DER at the end of a buffer and returns its length.
pub(in crate::ffi) fn put_der(der: &[u8], buffer: &mut [u8]) -> Result<usize, Status> {
    let start = buffer.len().checked_sub(der.len()).ok_or(Status::INTERNAL)?;
    buffer.get_mut(start..).ok_or(Status::INTERNAL)?.copy_from_slice(der);
    Ok(der.len())
}

/// Puts PEM at the beginning of a buffer, with a NUL.
pub(in crate::ffi) fn put_pem(label: &str, der: &[u8], buffer: &mut [u8]) -> Result<(), Status> {
    let text = pem::encode(label, der);
    let (place, rest) = buffer.split_at_mut_checked(text.len()).ok_or(BASE64_BUFFER_TOO_SMALL)?;
    *rest.first_mut().ok_or(BASE64_BUFFER_TOO_SMALL)? = 0;
    place.copy_from_slice(text.as_bytes());
    Ok(())
}

/// The buffer for the result, whatever it holds.
///
/// # Safety
/// `buf` is NULL or `size` writable bytes.
pub(in crate::ffi) unsafe fn output<'a>(buf: *mut c_uchar, size: usize) -> Result<&'a mut [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice_mut(buf, size) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)
}
