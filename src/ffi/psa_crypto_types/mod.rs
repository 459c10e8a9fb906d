//! `psa/crypto_types.h`: the numbers of the PSA Crypto API by what they count.

/// 0 for success, or a negative number of `psa/crypto_values.h`.
pub type psa_status_t = i32;
/// What a key is, PSA_KEY_TYPE_...
pub type psa_key_type_t = u16;
/// A family of elliptic curves, PSA_ECC_FAMILY_...
pub type psa_ecc_family_t = u8;
/// A family of Diffie-Hellman groups, PSA_DH_FAMILY_...
pub type psa_dh_family_t = u8;
/// An algorithm with its parameters, PSA_ALG_...
pub type psa_algorithm_t = u32;
/// Where a key lives and for how long: a persistence in the lowest 8 bits, a location above.
pub type psa_key_lifetime_t = u32;
/// For how long a key lives.
pub type psa_key_persistence_t = u8;
/// Where a key lives.
pub type psa_key_location_t = u32;
/// The number of a key in the store.
pub type psa_key_id_t = u32;
/// The number of a key in the store, where keys have no owners.
pub type mbedtls_svc_key_id_t = u32;
/// The number of a key in the store, by its name before version 1.0 of the API.
pub type psa_key_handle_t = u32;
/// What may be done with a key, PSA_KEY_USAGE_... together.
pub type psa_key_usage_t = u32;
/// An input of a key derivation.
pub type psa_key_derivation_step_t = u16;

/// `psa_key_attributes_t`, which the header declares before its struct is known.
pub type psa_key_attributes_t = super::psa_crypto::psa_key_attributes_s;
