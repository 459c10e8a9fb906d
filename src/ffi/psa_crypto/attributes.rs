use crate::ffi::boundary::{boundary_or, boundary_void};
use crate::ffi::psa::{Attributes, PsaError, Usage, get, psa_boundary};
use crate::ffi::psa_crypto_types::{
    mbedtls_svc_key_id_t, psa_algorithm_t, psa_key_attributes_t, psa_key_id_t, psa_key_lifetime_t,
    psa_key_type_t, psa_key_usage_t, psa_status_t,
};
use crate::ffi::ptr;
use std::ffi::{c_int, c_uint};

/// What may be done with a key. Programs set it by the functions for attributes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct psa_key_policy_s {
    /// PSA_KEY_USAGE_... together.
    pub private_usage: psa_key_usage_t,
    /// The algorithm that is allowed.
    pub private_alg: psa_algorithm_t,
    /// A second algorithm that is allowed.
    pub private_alg2: psa_algorithm_t,
}

/// What a key is, or is to be. It holds no memory; `psa_key_attributes_init()`, PSA_KEY_ATTRIBUTES_INIT or all zeroes
/// make it empty.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct psa_key_attributes_s {
    /// The type.
    pub private_type: psa_key_type_t,
    /// The size in bits; 65535 for sizes that no key has.
    pub private_bits: u16,
    /// The lifetime.
    pub private_lifetime: psa_key_lifetime_t,
    /// The policy.
    pub private_policy: psa_key_policy_s,
    /// The number, for keys that are on storage.
    pub private_id: mbedtls_svc_key_id_t,
}

// The functions of this file are inline in Mbed TLS: programs compiled against it write the fields themselves.
const _: () = assert!(size_of::<psa_key_attributes_s>() == 24 && size_of::<psa_key_policy_s>() == 12);

/// The longest key in bits, PSA_MAX_KEY_BITS.
const MAX_KEY_BITS: usize = 0xfff8;
/// What stands for sizes beyond that, PSA_KEY_BITS_TOO_LARGE.
const BITS_TOO_LARGE: u16 = 0xffff;

impl psa_key_attributes_s {
    const EMPTY: Self = Self {
        private_type: 0,
        private_bits: 0,
        private_lifetime: 0,
        private_policy: psa_key_policy_s { private_usage: 0, private_alg: 0, private_alg2: 0 },
        private_id: 0,
    };

    /// The attributes for the rooms behind.
    pub(in crate::ffi) fn read(&self) -> Attributes {
        Attributes {
            key_type: self.private_type,
            bits: self.private_bits,
            lifetime: self.private_lifetime,
            usage: self.private_policy.private_usage,
            algorithm: self.private_policy.private_alg,
            second_algorithm: self.private_policy.private_alg2,
            id: self.private_id,
        }
    }

    /// The attributes for C.
    pub(in crate::ffi) fn of(attributes: &Attributes) -> Self {
        Self {
            private_type: attributes.key_type,
            private_bits: attributes.bits,
            private_lifetime: attributes.lifetime,
            private_policy: psa_key_policy_s {
                private_usage: attributes.usage,
                private_alg: attributes.algorithm,
                private_alg2: attributes.second_algorithm,
            },
            private_id: attributes.id,
        }
    }
}

/// Empty attributes.
///
/// \return  The attributes.
#[unsafe(no_mangle)]
pub extern "C" fn psa_key_attributes_init() -> psa_key_attributes_t {
    psa_key_attributes_s::EMPTY
}

/// Makes attributes empty.
///
/// \param attributes  The attributes. NULL is ignored.
///
/// # Safety
/// `attributes` is NULL or points to memory for attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_reset_key_attributes(attributes: *mut psa_key_attributes_t) {
    boundary_void(|| {
        // SAFETY: by contract.
        let _ = unsafe { ptr::store(attributes, psa_key_attributes_s::EMPTY) };
    });
}

/// The attributes of a key of the store. Attributes hold no memory: they need not be reset afterwards.
///
/// \param key         The number of the key.
/// \param attributes  Where the attributes are written; empty ones in case of an error.
///
/// \return            PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_BAD_STATE before
///                    `psa_crypto_init()`, or PSA_ERROR_INVALID_ARGUMENT if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to memory for attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_attributes(
    key: mbedtls_svc_key_id_t,
    attributes: *mut psa_key_attributes_t,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        unsafe { ptr::store(attributes, psa_key_attributes_s::EMPTY) }?;
        let found = Attributes { id: key, ..get(key)?.attributes };
        // SAFETY: by contract.
        unsafe { ptr::store(attributes, psa_key_attributes_s::of(&found)) }?;
        Ok(())
    })
}

/// Sets the type of a key.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param type        PSA_KEY_TYPE_...
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_type(attributes: *mut psa_key_attributes_t, r#type: psa_key_type_t) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(attributes, |attributes| attributes.private_type = r#type) });
}

/// The type of a key.
///
/// \param attributes  The attributes.
///
/// \return            The type; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_type(attributes: *const psa_key_attributes_t) -> psa_key_type_t {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_type) }
}

/// Sets the size of a key.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param bits        The size in bits; 0 for what the material has.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_bits(attributes: *mut psa_key_attributes_t, bits: usize) {
    // SAFETY: by contract.
    boundary_void(|| unsafe {
        change(attributes, |attributes| {
            attributes.private_bits = match u16::try_from(bits) {
                Ok(small) if bits <= MAX_KEY_BITS => small,
                _ => BITS_TOO_LARGE,
            };
        })
    });
}

/// The size of a key in bits.
///
/// \param attributes  The attributes.
///
/// \return            The size, 65535 for one that no key has; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_bits(attributes: *const psa_key_attributes_t) -> usize {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_bits.into()) }
}

/// Sets what may be done with a key. Who may sign or verify hashes may sign or verify messages too.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param usage_flags PSA_KEY_USAGE_... together.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_usage_flags(
    attributes: *mut psa_key_attributes_t,
    usage_flags: psa_key_usage_t,
) {
    // SAFETY: by contract.
    boundary_void(|| unsafe {
        change(attributes, |attributes| {
            attributes.private_policy.private_usage = Usage::extended(usage_flags);
        })
    });
}

/// What may be done with a key.
///
/// \param attributes  The attributes.
///
/// \return            PSA_KEY_USAGE_... together; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_usage_flags(attributes: *const psa_key_attributes_t) -> psa_key_usage_t {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_policy.private_usage) }
}

/// Sets the algorithm that a key may be used with.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param alg         PSA_ALG_...; signature algorithms may have PSA_ALG_ANY_HASH for their hash.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_algorithm(attributes: *mut psa_key_attributes_t, alg: psa_algorithm_t) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { change(attributes, |attributes| attributes.private_policy.private_alg = alg) });
}

/// The algorithm that a key may be used with.
///
/// \param attributes  The attributes.
///
/// \return            The algorithm; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_algorithm(attributes: *const psa_key_attributes_t) -> psa_algorithm_t {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_policy.private_alg) }
}

/// Sets where a key is to live. Keys live in memory only: with another lifetime than PSA_KEY_LIFETIME_VOLATILE none is made. A
/// volatile lifetime takes the number back.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param lifetime    PSA_KEY_LIFETIME_...
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_lifetime(
    attributes: *mut psa_key_attributes_t,
    lifetime: psa_key_lifetime_t,
) {
    // SAFETY: by contract.
    boundary_void(|| unsafe {
        change(attributes, |attributes| {
            attributes.private_lifetime = lifetime;
            if is_volatile(lifetime) {
                attributes.private_id = 0;
            }
        })
    });
}

/// Where a key lives.
///
/// \param attributes  The attributes.
///
/// \return            The lifetime; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_lifetime(attributes: *const psa_key_attributes_t) -> psa_key_lifetime_t {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_lifetime) }
}

/// Sets the number of a key that is to live on storage, which it makes the lifetime say. Keys live in memory only, where the
/// library chooses the numbers: with a number none is made.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param key         The number.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_id(attributes: *mut psa_key_attributes_t, key: mbedtls_svc_key_id_t) {
    // SAFETY: by contract.
    boundary_void(|| unsafe {
        change(attributes, |attributes| {
            attributes.private_id = key;
            if is_volatile(attributes.private_lifetime) {
                attributes.private_lifetime |= 1;
            }
        })
    });
}

/// The number of a key.
///
/// \param attributes  The attributes.
///
/// \return            The number; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_id(attributes: *const psa_key_attributes_t) -> mbedtls_svc_key_id_t {
    // SAFETY: by contract.
    unsafe { look(attributes, |attributes| attributes.private_id) }
}

/// Makes a number with an owner; there are no owners, and the number is all.
///
/// \param unused  Ignored.
/// \param key_id  The number.
///
/// \return        The number.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_svc_key_id_make(unused: c_uint, key_id: psa_key_id_t) -> mbedtls_svc_key_id_t {
    let _ = unused;
    key_id
}

/// Tells whether two numbers are the same.
///
/// \param id1  A number.
/// \param id2  Another number.
///
/// \return     1 if they are, 0 if not.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_svc_key_id_equal(id1: mbedtls_svc_key_id_t, id2: mbedtls_svc_key_id_t) -> c_int {
    (id1 == id2).into()
}

/// Tells whether a number is 0, which no key has.
///
/// \param key  The number.
///
/// \return     1 if it is, 0 if not.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_svc_key_id_is_null(key: mbedtls_svc_key_id_t) -> c_int {
    (key == 0).into()
}

/// What attributes say, or 0.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
unsafe fn look<T: Default>(
    attributes: *const psa_key_attributes_t,
    read: impl FnOnce(&psa_key_attributes_t) -> T,
) -> T {
    boundary_or(T::default(), || {
        // SAFETY: by contract.
        unsafe { ptr::reference(attributes) }.map_or_else(|_| T::default(), read)
    })
}

fn is_volatile(lifetime: psa_key_lifetime_t) -> bool {
    lifetime & 0xff == 0
}

/// # Safety
/// `attributes` is NULL or points to attributes that nobody else uses meanwhile.
pub(in crate::ffi) unsafe fn change(
    attributes: *mut psa_key_attributes_t,
    work: impl FnOnce(&mut psa_key_attributes_t),
) {
    // SAFETY: by contract.
    if let Ok(attributes) = unsafe { ptr::reference_mut(attributes) } {
        work(attributes);
    }
}

/// The attributes that a program gives.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
pub(in crate::ffi) unsafe fn given(attributes: *const psa_key_attributes_t) -> Result<Attributes, PsaError> {
    // SAFETY: by contract.
    Ok(unsafe { ptr::reference(attributes) }?.read())
}
