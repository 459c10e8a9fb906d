use super::value::RsaValue;
use super::{
    BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_RSA_INVALID_PADDING, MBEDTLS_RSA_PKCS_V15,
    MBEDTLS_RSA_PKCS_V21,
};
use crate::crypto::RsaComponents;
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::enums::MdType;
use crate::ffi::md::hash_algorithm;
use crate::ffi::pk::Key;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};
use std::mem::offset_of;

/// An RSA key, private or public, or numbers that become one.
#[repr(C)]
pub struct mbedtls_rsa_context {
    /// The key.
    pub private_key: *mut c_void,
    /// Not used.
    pub private_reserve: [u64; 27],
    /// MBEDTLS_RSA_PKCS_V15 or MBEDTLS_RSA_PKCS_V21.
    pub private_padding: c_int,
    /// With MBEDTLS_RSA_PKCS_V21 the digest of the mask generation function.
    pub private_hash_id: c_int,
    /// Not used.
    pub private_reserve_more: [u64; 6],
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    assert!(size_of::<mbedtls_rsa_context>() == 280);
    assert!(offset_of!(mbedtls_rsa_context, private_padding) == 224);
};

// SAFETY: both give `private_key`, which only the trait writes.
unsafe impl Slot for mbedtls_rsa_context {
    type Value = RsaValue;

    fn slot(&self) -> *mut c_void {
        self.private_key
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_key
    }
}

impl mbedtls_rsa_context {
    pub(in crate::ffi) const EMPTY: Self = Self {
        private_key: std::ptr::null_mut(),
        private_reserve: [0; 27],
        private_padding: MBEDTLS_RSA_PKCS_V15,
        private_hash_id: 0,
        private_reserve_more: [0; 6],
    };

    /// A context with a key.
    pub(in crate::ffi) fn of(key: Key) -> Self {
        let mut context = Self::EMPTY;
        context.fill(RsaValue::of_key(key));
        context
    }

    /// A context with a private key as a file has it.
    pub(in crate::ffi) fn of_private(numbers: &RsaComponents) -> Self {
        let mut context = Self::EMPTY;
        context.fill(RsaValue::of_private(numbers));
        context
    }

    /// All numbers of a private key, which may contradict each other.
    pub(in crate::ffi) fn components(&self) -> Option<RsaComponents> {
        self.value().and_then(|value| value.numbers().components())
    }

    /// The key, as far as it is one.
    pub(in crate::ffi) fn key(&self) -> Key {
        self.value().map_or(Key::Empty, |value| value.key().clone())
    }

    /// Bits of the modulus; 0 without one.
    pub(in crate::ffi) fn bits(&self) -> usize {
        self.value().map_or(0, RsaValue::bits)
    }

    /// Whether signatures are padded as PSS says.
    pub(in crate::ffi) fn is_pss(&self) -> bool {
        self.private_padding == MBEDTLS_RSA_PKCS_V21
    }

    /// The digest of PSS's mask, 0 for that of the hash.
    pub(in crate::ffi) fn mask(&self) -> MdType {
        MdType::try_from(self.private_hash_id).unwrap_or(0)
    }

    pub(in crate::ffi) fn clear(&mut self) {
        drop(self.take());
    }
}

/// Makes a context without a key, with PKCS #1 v1.5 padding.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to a writable `mbedtls_rsa_context` that holds no key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_init(ctx: *mut mbedtls_rsa_context) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Wipes and frees a key. Not for the context of `mbedtls_pk_rsa()`, which `mbedtls_pk_free()` frees.
///
/// \param ctx  The context, which is empty then. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_free(ctx: *mut mbedtls_rsa_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.clear();
        }
    });
}

/// Copies a key and its padding. Both contexts then share one copy of the key, which is wiped with the last of them.
///
/// \param dst  The copy. What it held before is freed.
/// \param src  The key.
///
/// \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialised contexts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_copy(
    dst: *mut mbedtls_rsa_context,
    src: *const mbedtls_rsa_context,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let from = unsafe { ptr::reference(src) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        let (value, padding, hash) = (from.value().cloned(), from.private_padding, from.private_hash_id);
        // SAFETY: by contract. The other reference is used no more, as the two may be the same.
        let to = unsafe { ptr::reference_mut(dst) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        drop(to.take());
        if let Some(value) = value {
            to.fill(value);
        }
        (to.private_padding, to.private_hash_id) = (padding, hash);
        Ok(())
    })
}

/// Chooses the padding of the functions that name none, such as `mbedtls_rsa_pkcs1_sign()` and `mbedtls_pk_sign()`.
///
/// \param ctx      The context.
/// \param padding  MBEDTLS_RSA_PKCS_V15, or MBEDTLS_RSA_PKCS_V21 for PSS.
/// \param hash_id  With PSS the digest of its mask; MBEDTLS_MD_NONE for that of the hash.
///
/// \return         0; MBEDTLS_ERR_RSA_INVALID_PADDING for another padding, or if PSS cannot use the digest;
///                 MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_set_padding(
    ctx: *mut mbedtls_rsa_context,
    padding: c_int,
    hash_id: MdType,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        let fits = match padding {
            MBEDTLS_RSA_PKCS_V15 => true,
            MBEDTLS_RSA_PKCS_V21 => hash_id == 0 || hash_algorithm(hash_id).is_some(),
            _ => false,
        };
        if !fits {
            return Err(Status::new(MBEDTLS_ERR_RSA_INVALID_PADDING));
        }
        context.private_padding = padding;
        context.private_hash_id = c_int::try_from(hash_id).map_err(|_| BAD_INPUT)?;
        Ok(())
    })
}

/// The padding of a context.
///
/// \param ctx  The context.
///
/// \return     MBEDTLS_RSA_PKCS_V15 or MBEDTLS_RSA_PKCS_V21; the former if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_get_padding_mode(ctx: *const mbedtls_rsa_context) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(ctx) }.map_or(0, |context| context.private_padding))
}

/// The digest that was given with the padding.
///
/// \param ctx  The context.
///
/// \return     The digest as a `mbedtls_md_type_t`; MBEDTLS_MD_NONE if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_get_md_alg(ctx: *const mbedtls_rsa_context) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(ctx) }.map_or(0, |context| context.private_hash_id))
}

/// The length of the modulus in bits.
///
/// \param ctx  The context.
///
/// \return     The length; 0 if there is no modulus, or `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_get_bitlen(ctx: *const mbedtls_rsa_context) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(ctx) }.map_or(0, |context| context.bits()))
}

/// The length of the modulus in bytes, which signatures have too.
///
/// \param ctx  The context.
///
/// \return     The length; 0 if there is no modulus, or `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_get_len(ctx: *const mbedtls_rsa_context) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(ctx) }.map_or(0, |context| context.bits().div_ceil(8)))
}
