use super::{MBEDTLS_ERR_OID_NOT_FOUND, terminated};
use crate::ffi::asn1::mbedtls_asn1_buf;
use crate::ffi::boundary::boundary;
use crate::ffi::enums::{CipherType, EcpGroupId, MdType, PkType};
use crate::ffi::ptr;
use crate::ffi::status::Status;
use crate::pki::algorithm::{Curve, DigestId, KeyAlgorithm, SignatureKind};
use crate::pki::oid::{self, Extension};
use std::ffi::{c_char, c_int};

const RSA: PkType = 1;
const ECKEY: PkType = 2;
const ECKEY_DH: PkType = 3;
const ECDSA: PkType = 4;
const RSASSA_PSS: PkType = 6;
const SHA1: MdType = 5;

/// Digests for HMAC, by the object identifiers of RFC 8018 appendix B.1 and NIST.
const HMACS: [(&[u8], MdType); 10] = [
    (b"\x2a\x86\x48\x86\xf7\x0d\x02\x07", 0x05),
    (b"\x2a\x86\x48\x86\xf7\x0d\x02\x08", 0x08),
    (b"\x2a\x86\x48\x86\xf7\x0d\x02\x09", 0x09),
    (b"\x2a\x86\x48\x86\xf7\x0d\x02\x0a", 0x0a),
    (b"\x2a\x86\x48\x86\xf7\x0d\x02\x0b", 0x0b),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x0d", 0x10),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x0e", 0x11),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x0f", 0x12),
    (b"\x60\x86\x48\x01\x65\x03\x04\x02\x10", 0x13),
    (b"\x2b\x06\x01\x05\x05\x08\x01\x04", 0x04),
];

/// Ciphers of encrypted files, by `mbedtls_cipher_type_t`.
const CIPHERS: [(&[u8], CipherType); 5] = [
    (b"\x2b\x0e\x03\x02\x07", 33),
    (b"\x2a\x86\x48\x86\xf7\x0d\x03\x07", 37),
    (b"\x60\x86\x48\x01\x65\x03\x04\x01\x02", 5),
    (b"\x60\x86\x48\x01\x65\x03\x04\x01\x16", 6),
    (b"\x60\x86\x48\x01\x65\x03\x04\x01\x2a", 7),
];

/// Ciphers of PKCS #12, all with keys by SHA-1.
const PKCS12_CIPHERS: [(&[u8], CipherType); 2] =
    [(b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03", 37), (b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x04", 35)];

/// The digests by their object identifiers.
const DIGESTS: [&[u8]; 11] = [
    b"\x2a\x86\x48\x86\xf7\x0d\x02\x05",
    b"\x2b\x24\x03\x02\x01",
    b"\x2b\x0e\x03\x02\x1a",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x04",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x01",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x02",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x03",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x07",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x08",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x09",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x0a",
];

/// Curves that are their own algorithm (RFC 8410).
const ALGORITHM_CURVES: [(&[u8], Curve); 2] =
    [(b"\x2b\x65\x6e", Curve::X25519), (b"\x2b\x65\x6f", Curve::X448)];

/// Looks an extension of certificates up.
///
/// \param oid  The object identifier.
/// \param ext_type  Where its bit goes, one of MBEDTLS_OID_X509_EXT_.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_x509_ext_type(
    oid: *const mbedtls_asn1_buf,
    ext_type: *mut c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(ext_type, Extension::from_oid(oid).map(|extension| extension as c_int)) }
    })
}

/// Looks a kind of attribute of distinguished names up.
///
/// \param oid  The object identifier.
/// \param short_name  Where its short name goes, e.g. `CN`, which lives as long as the program.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_attr_short_name(
    oid: *const mbedtls_asn1_buf,
    short_name: *mut *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(short_name, oid::attribute_short_name(oid).map(|name| terminated(name.as_bytes()))) }
    })
}

/// Looks an algorithm of keys up.
///
/// \param oid  The object identifier.
/// \param pk_alg  Where the kind of key goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_pk_alg(oid: *const mbedtls_asn1_buf, pk_alg: *mut PkType) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let kind = match oid::key_algorithm(oid) {
            Some(KeyAlgorithm::Rsa) => Some(RSA),
            Some(KeyAlgorithm::Ec) => Some(ECKEY),
            Some(KeyAlgorithm::EcDh) => Some(ECKEY_DH),
            _ => None,
        };
        // SAFETY: by contract.
        unsafe { give(pk_alg, kind) }
    })
}

/// Looks a named curve up.
///
/// \param oid  The object identifier.
/// \param grp_id  Where the curve goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_ec_grp(
    oid: *const mbedtls_asn1_buf,
    grp_id: *mut EcpGroupId,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(grp_id, oid::curve(oid).map(|curve| curve.number().into())) }
    })
}

/// Looks a curve up that is an algorithm of keys by itself (RFC 8410).
///
/// \param oid  The object identifier.
/// \param grp_id  Where the curve goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_ec_grp_algid(
    oid: *const mbedtls_asn1_buf,
    grp_id: *mut EcpGroupId,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let found = ALGORITHM_CURVES.iter().find(|(of, _)| *of == oid);
        // SAFETY: by contract.
        unsafe { give(grp_id, found.map(|(_, curve)| curve.number().into())) }
    })
}

/// Looks an algorithm of signatures up.
///
/// \param oid  The object identifier.
/// \param md_alg  Where the digest goes, MBEDTLS_MD_NONE for RSASSA-PSS.
/// \param pk_alg  Where the kind of key goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_sig_alg(
    oid: *const mbedtls_asn1_buf,
    md_alg: *mut MdType,
    pk_alg: *mut PkType,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let (kind, digest) = oid::signature_algorithm(oid).ok_or(NOT_FOUND)?;
        // SAFETY: by contract.
        unsafe {
            give(md_alg, Some(digest.map_or(0, |digest| digest.number().into())))?;
            give(pk_alg, Some(pk_type(kind)))
        }
    })
}

/// Describes an algorithm of signatures.
///
/// \param oid  The object identifier.
/// \param desc  Where the words go, e.g. `RSA with SHA-256`, which live as long as the program.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_sig_alg_desc(
    oid: *const mbedtls_asn1_buf,
    desc: *mut *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let (kind, digest) = oid::signature_algorithm(oid).ok_or(NOT_FOUND)?;
        // SAFETY: by contract.
        unsafe { give(desc, Some(terminated(description(kind, digest).as_bytes()))) }
    })
}

/// Looks an HMAC up.
///
/// \param oid  The object identifier.
/// \param md_hmac  Where its digest goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_md_hmac(
    oid: *const mbedtls_asn1_buf,
    md_hmac: *mut MdType,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(md_hmac, look_up(&HMACS, oid)) }
    })
}

/// Looks a digest up.
///
/// \param oid  The object identifier.
/// \param md_alg  Where the digest goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_md_alg(oid: *const mbedtls_asn1_buf, md_alg: *mut MdType) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(md_alg, oid::digest(oid).map(|digest| digest.number().into())) }
    })
}

/// Describes a purpose of extKeyUsage.
///
/// \param oid  The object identifier.
/// \param desc  Where the words go, which live as long as the program.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_extended_key_usage(
    oid: *const mbedtls_asn1_buf,
    desc: *mut *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(desc, oid::purpose_name(oid).map(|name| terminated(name.as_bytes()))) }
    })
}

/// Describes a policy of certificates.
///
/// \param oid  The object identifier.
/// \param desc  Where the words go, which live as long as the program.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_certificate_policies(
    oid: *const mbedtls_asn1_buf,
    desc: *mut *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let known = oid == oid::ANY_POLICY;
        // SAFETY: by contract.
        unsafe { give(desc, known.then(|| terminated(b"Any Policy"))) }
    })
}

/// Looks a cipher up.
///
/// \param oid  The object identifier.
/// \param cipher_alg  Where the cipher goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_cipher_alg(
    oid: *const mbedtls_asn1_buf,
    cipher_alg: *mut CipherType,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        // SAFETY: by contract.
        unsafe { give(cipher_alg, look_up(&CIPHERS, oid)) }
    })
}

/// Looks an encryption by a password of PKCS #12 up.
///
/// \param oid  The object identifier.
/// \param md_alg  Where the digest goes that keys are made with.
/// \param cipher_alg  Where the cipher goes.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or valid, and the object identifier is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_pkcs12_pbe_alg(
    oid: *const mbedtls_asn1_buf,
    md_alg: *mut MdType,
    cipher_alg: *mut CipherType,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { content(oid) }?;
        let cipher = look_up(&PKCS12_CIPHERS, oid).ok_or(NOT_FOUND)?;
        // SAFETY: by contract.
        unsafe {
            give(md_alg, Some(SHA1))?;
            give(cipher_alg, Some(cipher))
        }
    })
}

/// The object identifier of a kind of keys.
///
/// \param pk_alg  The kind.
/// \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
/// \param olen  Where its length in bytes goes, without the NUL.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_oid_by_pk_alg(
    pk_alg: PkType,
    oid: *mut *const c_char,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        let found: Option<&[u8]> = match pk_alg {
            RSA => Some(oid::RSA_ENCRYPTION),
            ECKEY => Some(oid::EC_PUBLIC_KEY),
            ECKEY_DH => Some(b"\x2b\x81\x04\x01\x0c"),
            _ => None,
        };
        // SAFETY: by contract.
        unsafe { give_oid(found, oid, olen) }
    })
}

/// The object identifier of a named curve.
///
/// \param grp_id  The curve.
/// \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
/// \param olen  Where its length in bytes goes, without the NUL.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_oid_by_ec_grp(
    grp_id: EcpGroupId,
    oid: *mut *const c_char,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        let curve = oid::named_curves().find(|curve| EcpGroupId::from(curve.number()) == grp_id);
        let found = curve.and_then(oid::of_curve);
        // SAFETY: by contract.
        unsafe { give_oid(found, oid, olen) }
    })
}

/// The object identifier of a curve that is an algorithm of keys by itself (RFC 8410).
///
/// \param grp_id  The curve.
/// \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
/// \param olen  Where its length in bytes goes, without the NUL.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_oid_by_ec_grp_algid(
    grp_id: EcpGroupId,
    oid: *mut *const c_char,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        let curve = ALGORITHM_CURVES.iter().find(|(_, curve)| EcpGroupId::from(curve.number()) == grp_id);
        let found = curve.map(|(of, _)| *of);
        // SAFETY: by contract.
        unsafe { give_oid(found, oid, olen) }
    })
}

/// The object identifier of an algorithm of signatures.
///
/// \param pk_alg  The kind of key.
/// \param md_alg  The digest.
/// \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
/// \param olen  Where its length in bytes goes, without the NUL.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_oid_by_sig_alg(
    pk_alg: PkType,
    md_alg: MdType,
    oid: *mut *const c_char,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        let digest = u8::try_from(md_alg).ok().and_then(DigestId::from_number);
        let found = match (pk_alg, digest) {
            (RSA, Some(digest)) => oid::of_signature(SignatureKind::RsaPkcs1, digest),
            (ECDSA, Some(digest)) => oid::of_signature(SignatureKind::Ecdsa, digest),
            (RSASSA_PSS, None) if md_alg == 0 => Some(&b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"[..]),
            _ => None,
        };
        // SAFETY: by contract.
        unsafe { give_oid(found, oid, olen) }
    })
}

/// The object identifier of a digest.
///
/// \param md_alg  The digest.
/// \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
/// \param olen  Where its length in bytes goes, without the NUL.
///
/// \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_oid_by_md(
    md_alg: MdType,
    oid: *mut *const c_char,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        let is_of =
            |of: &&&[u8]| oid::digest(of).is_some_and(|digest| MdType::from(digest.number()) == md_alg);
        let found = DIGESTS.iter().find(is_of).copied();
        // SAFETY: by contract.
        unsafe { give_oid(found, oid, olen) }
    })
}

const NOT_FOUND: Status = Status::new(MBEDTLS_ERR_OID_NOT_FOUND);

fn look_up<T: Copy>(table: &[(&[u8], T)], oid: &[u8]) -> Option<T> {
    table.iter().find(|(of, _)| *of == oid).map(|(_, value)| *value)
}

fn pk_type(kind: SignatureKind) -> PkType {
    match kind {
        SignatureKind::RsaPkcs1 => RSA,
        SignatureKind::Ecdsa => ECDSA,
        SignatureKind::RsaPss => RSASSA_PSS,
    }
}

fn description(kind: SignatureKind, digest: Option<DigestId>) -> String {
    let digest = digest.map_or("", DigestId::name);
    match kind {
        SignatureKind::RsaPss => "RSASSA-PSS".into(),
        SignatureKind::Ecdsa => format!("ECDSA with {digest}"),
        SignatureKind::RsaPkcs1 => match digest.strip_prefix("SHA").filter(|size| *size != "1") {
            Some(size) => format!("RSA with SHA-{size}"),
            None => format!("RSA with {digest}"),
        },
    }
}

/// # Safety
/// `oid` is NULL or an element that is alive.
unsafe fn content<'a>(oid: *const mbedtls_asn1_buf) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    let oid = unsafe { ptr::reference(oid) }.map_err(|_| NOT_FOUND)?;
    // SAFETY: by contract.
    Ok(unsafe { oid.content() })
}

/// # Safety
/// `to` is NULL or writable.
unsafe fn give<T>(to: *mut T, found: Option<T>) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { ptr::store(to, found.ok_or(NOT_FOUND)?) }.map_err(|_| NOT_FOUND)
}

/// # Safety
/// The pointers are NULL or writable.
unsafe fn give_oid(found: Option<&[u8]>, oid: *mut *const c_char, length: *mut usize) -> Result<(), Status> {
    let found = found.ok_or(NOT_FOUND)?;
    // SAFETY: by contract.
    unsafe {
        give(oid, Some(terminated(found)))?;
        give(length, Some(found.len()))
    }
}
