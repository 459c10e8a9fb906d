use super::MBEDTLS_ERR_OID_BUF_TOO_SMALL;
use crate::ffi::asn1::{
    MBEDTLS_ERR_ASN1_ALLOC_FAILED, MBEDTLS_ERR_ASN1_INVALID_DATA, MBEDTLS_ERR_ASN1_OUT_OF_DATA,
    mbedtls_asn1_buf,
};
use crate::ffi::boundary::boundary;
use crate::ffi::platform::allocate;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::text::TextBuffer;
use crate::pki::der::tag;
use crate::pki::oid;
use std::ffi::{c_char, c_int, c_uchar};
use std::fmt::Write as _;

/// Writes an object identifier in its dotted form, e.g. `2.5.4.3`.
///
/// \param buf   Where the text goes, with a NUL.
/// \param size  The size of `buf`.
/// \param oid   The object identifier.
///
/// \return      The length of the text; MBEDTLS_ERR_OID_BUF_TOO_SMALL if it does not fit;
///              MBEDTLS_ERR_ASN1_OUT_OF_DATA if the object identifier is empty, NULL or has no end;
///              MBEDTLS_ERR_ASN1_INVALID_DATA if a component has more than 32 bits or needless leading octets.
///
/// # Safety
/// `buf` points to `size` writable characters; `oid` is NULL or an element that is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_get_numeric_string(
    buf: *mut c_char,
    size: usize,
    oid: *const mbedtls_asn1_buf,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let oid = unsafe { ptr::reference(oid) }.or_code(MBEDTLS_ERR_ASN1_OUT_OF_DATA)?;
        // SAFETY: by contract.
        let oid = unsafe { oid.content() };
        if oid.is_empty() {
            return Err(Status::new(MBEDTLS_ERR_ASN1_OUT_OF_DATA));
        }
        let mut components = oid.split_inclusive(|octet| octet & 0x80 == 0);
        // What is wrong is told where it stands: a buffer may be too small for what comes before it.
        let first = components.next().unwrap_or_default();
        let first = component(first)?;
        let root = (first / 40).min(2);
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_OID_BUF_TOO_SMALL)?;
        let full = |_| Status::new(MBEDTLS_ERR_OID_BUF_TOO_SMALL);
        write!(text, "{root}.{}", first - root * 40).map_err(full)?;
        for octets in components {
            write!(text, ".{}", component(octets)?).map_err(full)?;
        }
        Ok(text.length())
    })
}

/// Encodes an object identifier from its dotted form.
///
/// \param oid      Where it goes: with the tag MBEDTLS_ASN1_OID, and content that is to be freed by mbedtls_free().
/// \param oid_str  The text, e.g. `2.5.4.3`; no NUL is needed.
/// \param size     Its length in characters.
///
/// \return         0; MBEDTLS_ERR_ASN1_INVALID_DATA if it is none, or an argument is NULL; MBEDTLS_ERR_ASN1_ALLOC_FAILED.
///                 On an error `oid` has no content.
///
/// # Safety
/// `oid` is NULL or writable; `oid_str` is NULL or `size` characters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_oid_from_numeric_string(
    oid: *mut mbedtls_asn1_buf,
    oid_str: *const c_char,
    size: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (oid, text) = unsafe { (ptr::reference_mut(oid), ptr::slice(oid_str.cast::<u8>(), size)) };
        let oid = oid.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        *oid = mbedtls_asn1_buf::EMPTY;
        let encoded = oid::encode_dotted(text.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?);
        let encoded = encoded.ok_or(Status::new(MBEDTLS_ERR_ASN1_INVALID_DATA))?;
        let memory = allocate(1, encoded.len()).cast::<c_uchar>();
        // SAFETY: NULL, or as many bytes as were just handed out.
        let place =
            unsafe { ptr::slice_mut(memory, encoded.len()) }.or_code(MBEDTLS_ERR_ASN1_ALLOC_FAILED)?;
        place.copy_from_slice(&encoded);
        *oid = mbedtls_asn1_buf { tag: tag::OID.into(), len: encoded.len(), p: memory };
        Ok(())
    })
}

/// One component, encoded.
fn component(octets: &[u8]) -> Result<u32, Status> {
    let mut sum = 0u32;
    for octet in octets {
        if sum >> (u32::BITS - 7) != 0 || sum == 0 && *octet == 0x80 {
            return Err(Status::new(MBEDTLS_ERR_ASN1_INVALID_DATA));
        }
        sum = sum << 7 | u32::from(octet & 0x7f);
    }
    match octets.last() {
        Some(last) if last & 0x80 == 0 => Ok(sum),
        _ => Err(Status::new(MBEDTLS_ERR_ASN1_OUT_OF_DATA)),
    }
}
