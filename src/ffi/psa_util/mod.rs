//! `mbedtls/psa_util.h`: between the PSA Crypto API and the rest.

use crate::crypto::{Random, SystemRandom};
use crate::error::Asn1Error;
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ecp::mbedtls_ecp_group_id as Group;
use crate::ffi::enums::{EcpGroupId, MdType};
use crate::ffi::psa;
use crate::ffi::psa_crypto_types::{psa_algorithm_t, psa_ecc_family_t};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_void};

/// `MBEDTLS_ERR_ENTROPY_SOURCE_FAILED`.
const ENTROPY_SOURCE_FAILED: c_int = -0x003C;
/// `MBEDTLS_ERR_ASN1_BUF_TOO_SMALL`.
const ASN1_BUF_TOO_SMALL: c_int = -0x006C;
/// `MBEDTLS_ERR_ASN1_INVALID_DATA`.
const ASN1_INVALID_DATA: c_int = -0x0068;

const SECP_R1: psa_ecc_family_t = 0x12;
const SECP_K1: psa_ecc_family_t = 0x17;
const BRAINPOOL_P_R1: psa_ecc_family_t = 0x30;
const MONTGOMERY: psa_ecc_family_t = 0x41;

/// The curves by `mbedtls_ecp_group_id`, with family and size.
const FAMILIES: [(EcpGroupId, psa_ecc_family_t, usize); 12] = [
    (Group::MBEDTLS_ECP_DP_SECP192R1 as EcpGroupId, SECP_R1, 192),
    (Group::MBEDTLS_ECP_DP_SECP224R1 as EcpGroupId, SECP_R1, 224),
    (Group::MBEDTLS_ECP_DP_SECP256R1 as EcpGroupId, SECP_R1, 256),
    (Group::MBEDTLS_ECP_DP_SECP384R1 as EcpGroupId, SECP_R1, 384),
    (Group::MBEDTLS_ECP_DP_SECP521R1 as EcpGroupId, SECP_R1, 521),
    (Group::MBEDTLS_ECP_DP_BP256R1 as EcpGroupId, BRAINPOOL_P_R1, 256),
    (Group::MBEDTLS_ECP_DP_BP384R1 as EcpGroupId, BRAINPOOL_P_R1, 384),
    (Group::MBEDTLS_ECP_DP_BP512R1 as EcpGroupId, BRAINPOOL_P_R1, 512),
    (Group::MBEDTLS_ECP_DP_CURVE25519 as EcpGroupId, MONTGOMERY, 255),
    (Group::MBEDTLS_ECP_DP_CURVE448 as EcpGroupId, MONTGOMERY, 448),
    (Group::MBEDTLS_ECP_DP_SECP192K1 as EcpGroupId, SECP_K1, 192),
    (Group::MBEDTLS_ECP_DP_SECP256K1 as EcpGroupId, SECP_K1, 256),
];

/// Fills a buffer with random bytes of the operating system, in the form of `mbedtls_f_rng_t`: wherever a function wants
/// a random generator, this and MBEDTLS_PSA_RANDOM_STATE can be given. May be called from several threads.
///
/// \param p_rng        MBEDTLS_PSA_RANDOM_STATE. It is not looked at.
/// \param output       The buffer. May be NULL if `output_size` is 0.
/// \param output_size  Its size in bytes.
///
/// \return             0, or MBEDTLS_ERR_ENTROPY_SOURCE_FAILED before `psa_crypto_init()`, if `output` is NULL, or if
///                     the operating system has none.
///
/// # Safety
/// `output` is NULL or points to `output_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_psa_get_random(
    p_rng: *mut c_void,
    output: *mut c_uchar,
    output_size: usize,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        if !psa::is_initialised() {
            return Err(Status::new(ENTROPY_SOURCE_FAILED));
        }
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, output_size) }.or_code(ENTROPY_SOURCE_FAILED)?;
        SystemRandom::new().fill(output).map_err(|_| Status::new(ENTROPY_SOURCE_FAILED))
    })
}

/// The hash of the PSA Crypto API that is the same as one of `mbedtls/md.h`.
///
/// \param md_type  The hash.
///
/// \return         PSA_ALG_..., of a hash that may not be offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md_psa_alg_from_type(md_type: MdType) -> psa_algorithm_t {
    0x0200_0000 | md_type
}

/// The hash of `mbedtls/md.h` that is the same as one of the PSA Crypto API, or as that of an algorithm with a hash.
///
/// \param psa_alg  The hash or the algorithm.
///
/// \return         The hash, which may not be offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md_type_from_psa_alg(psa_alg: psa_algorithm_t) -> MdType {
    boundary_or(0, || psa_alg & 0xff)
}

/// The family of curves of the PSA Crypto API that a curve of `mbedtls/ecp.h` belongs to, and the size that tells it from
/// the others.
///
/// \param grpid  The curve.
/// \param bits   Where the size in bits is written; 0 if there is no such family.
///
/// \return       PSA_ECC_FAMILY_..., of curves that may not be offered; 0 if there is none.
///
/// # Safety
/// `bits` is NULL or points to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecc_group_to_psa(grpid: EcpGroupId, bits: *mut usize) -> psa_ecc_family_t {
    boundary_or(0, || {
        let found = FAMILIES.iter().find(|(group, ..)| *group == grpid);
        let (_, family, size) = found.copied().unwrap_or_default();
        // SAFETY: by contract.
        let _ = unsafe { ptr::store(bits, size) };
        family
    })
}

/// The curve of `mbedtls/ecp.h` that has a size in a family of the PSA Crypto API.
///
/// \param family  PSA_ECC_FAMILY_...
/// \param bits    The size in bits.
///
/// \return        The curve, which may not be offered; MBEDTLS_ECP_DP_NONE if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ecc_group_from_psa(family: psa_ecc_family_t, bits: usize) -> EcpGroupId {
    boundary_or(0, || {
        FAMILIES.iter().find(|(_, of, size)| (*of, *size) == (family, bits)).map_or(0, |(group, ..)| *group)
    })
}

/// Makes of r and s side by side, as `psa_sign_hash()` has them, the DER of certificates and TLS (RFC 3279 section
/// 2.2.3).
///
/// \param bits      The size of the curve in bits: 1 to 521.
/// \param raw       The signature.
/// \param raw_len   Its length in bytes: twice that of the field.
/// \param der       The buffer. It may be the one of `raw`.
/// \param der_size  Its size in bytes.
/// \param der_len   Where the number of bytes written is stored; left alone in case of an error.
///
/// \return          0, MBEDTLS_ERR_ASN1_BUF_TOO_SMALL, or MBEDTLS_ERR_ASN1_INVALID_DATA if the length is another, a
///                  number is 0, or one is NULL.
///
/// # Safety
/// `raw` is NULL or points to `raw_len` bytes, `der` to `der_size` bytes, `der_len` to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecdsa_raw_to_der(
    bits: usize,
    raw: *const c_uchar,
    raw_len: usize,
    der: *mut c_uchar,
    der_size: usize,
    der_len: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe {
        let made = psa::der_from_raw(bits, ptr::slice(raw, raw_len).or_code(ASN1_INVALID_DATA)?);
        put(&made.map_err(status)?, der, der_size, der_len)
    })
}

/// Makes of a DER signature r and s side by side. It undoes `mbedtls_ecdsa_raw_to_der()`.
///
/// \param bits      The size of the curve in bits: 1 to 521.
/// \param der       The signature.
/// \param der_len   Its length in bytes.
/// \param raw       The buffer. It may be the one of `der`.
/// \param raw_size  Its size in bytes; twice that of the field is enough.
/// \param raw_len   Where the number of bytes written is stored; left alone in case of an error.
///
/// \return          0, MBEDTLS_ERR_ASN1_BUF_TOO_SMALL, another MBEDTLS_ERR_ASN1_... for what is malformed, or
///                  MBEDTLS_ERR_ASN1_INVALID_DATA if a number is too long for the curve, or one is NULL.
///
/// # Safety
/// `der` is NULL or points to `der_len` bytes, `raw` to `raw_size` bytes, `raw_len` to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecdsa_der_to_raw(
    bits: usize,
    der: *const c_uchar,
    der_len: usize,
    raw: *mut c_uchar,
    raw_size: usize,
    raw_len: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe {
        // A buffer that is too small is refused before the signature is looked at.
        if (1..=521).contains(&bits) && raw_size < 2 * bits.div_ceil(8) {
            return Err(Status::new(ASN1_BUF_TOO_SMALL));
        }
        let made = psa::raw_from_der(bits, ptr::slice(der, der_len).or_code(ASN1_INVALID_DATA)?);
        put(&made.map_err(status)?, raw, raw_size, raw_len)
    })
}

/// # Safety
/// `buffer` is NULL or points to `size` bytes, `length` to memory for a size.
unsafe fn put(made: &[u8], buffer: *mut c_uchar, size: usize, length: *mut usize) -> Result<(), Status> {
    // SAFETY: by contract.
    let buffer = unsafe { ptr::slice_mut(buffer, size) }.or_code(ASN1_INVALID_DATA)?;
    buffer.get_mut(..made.len()).ok_or(Status::new(ASN1_BUF_TOO_SMALL))?.copy_from_slice(made);
    // SAFETY: by contract.
    unsafe { ptr::store(length, made.len()) }.or_code(ASN1_INVALID_DATA)
}

fn status(error: Asn1Error) -> Status {
    Status::new(match error {
        Asn1Error::OutOfData => -0x0060,
        Asn1Error::UnexpectedTag => -0x0062,
        Asn1Error::InvalidLength => -0x0064,
        Asn1Error::LengthMismatch => -0x0066,
        Asn1Error::InvalidData | Asn1Error::UnknownOid => ASN1_INVALID_DATA,
    })
}
