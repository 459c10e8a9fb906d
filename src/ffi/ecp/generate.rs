use super::arithmetic::{curve, multiply};
use super::types::{mbedtls_ecp_group, mbedtls_ecp_keypair, mbedtls_ecp_point};
use super::{BAD_INPUT, INVALID_KEY, MBEDTLS_ERR_ECP_BAD_INPUT_DATA, MBEDTLS_ERR_ECP_RANDOM_FAILED};
use crate::crypto::{EcCurve, PrivateKey};
use crate::ffi::bignum::mbedtls_mpi;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::enums::EcpGroupId;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::random::CallerRandom;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};

/// Generates a private key, with the randomness of `f_rng` alone.
///
/// \param grp    The group.
/// \param d      Where it goes.
/// \param f_rng  The random generator.
/// \param p_rng  Handed to `f_rng`.
///
/// \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_ECP_RANDOM_FAILED if it gives no fitting number;
///               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
///               MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// The arguments are NULL or initialised; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_gen_privkey(
    grp: *const mbedtls_ecp_group,
    d: *mut mbedtls_mpi,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (key, private) = unsafe { (generate(curve(grp)?, f_rng, p_rng)?, ptr::reference_mut(d)) };
        set_private(private.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?, &key)
    })
}

/// Generates a pair of keys, with the randomness of `f_rng` alone.
///
/// \param grp    The group.
/// \param d      Where the private key goes.
/// \param Q      Where the public key goes.
/// \param f_rng  The random generator.
/// \param p_rng  Handed to `f_rng`.
///
/// \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_ECP_RANDOM_FAILED if it gives no fitting number;
///               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
///               MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// The arguments are NULL or initialised; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_gen_keypair(
    grp: *mut mbedtls_ecp_group,
    d: *mut mbedtls_mpi,
    Q: *mut mbedtls_ecp_point,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (curve, private, public) = unsafe { (curve(grp)?, ptr::reference_mut(d), ptr::reference_mut(Q)) };
        let (private, public) = (private.map_err(|_| BAD_INPUT)?, public.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let key = unsafe { generate(curve, f_rng, p_rng) }?;
        set_pair(private, public, &key)
    })
}

/// Generates a pair of keys with a base point of the caller's: `Q` = `d` * `G`.
///
/// \param grp    The group.
/// \param G      The base point.
/// \param d      Where the private key goes.
/// \param Q      Where the public key goes.
/// \param f_rng  The random generator.
/// \param p_rng  Handed to `f_rng`.
///
/// \return       As of `mbedtls_ecp_gen_keypair()`; MBEDTLS_ERR_ECP_INVALID_KEY if `G` is no point of the curve.
///
/// # Safety
/// The arguments are NULL or initialised; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_gen_keypair_base(
    grp: *mut mbedtls_ecp_group,
    G: *const mbedtls_ecp_point,
    d: *mut mbedtls_mpi,
    Q: *mut mbedtls_ecp_point,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (curve, base, private) = unsafe { (curve(grp)?, ptr::reference(G), ptr::reference_mut(d)) };
        let (base, private) = (base.map_err(|_| BAD_INPUT)?, private.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        set_private(private, &unsafe { generate(curve, f_rng, p_rng) }?)?;
        let public = multiply(curve, private, base)?;
        // SAFETY: by contract.
        unsafe { ptr::reference_mut(Q) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.set(&public)
    })
}

/// Loads a curve into a pair of keys and generates them, with the randomness of `f_rng` alone.
///
/// \param grp_id  The curve; see `mbedtls_ecp_group_load()`.
/// \param key     The pair of keys, also that of `mbedtls_pk_ec()`.
/// \param f_rng   The random generator.
/// \param p_rng   Handed to `f_rng`.
///
/// \return        As of `mbedtls_ecp_gen_keypair()`; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for another curve.
///
/// # Safety
/// The arguments are NULL or initialised; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_gen_key(
    grp_id: EcpGroupId,
    key: *mut mbedtls_ecp_keypair,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let pair = unsafe { ptr::reference_mut(key) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        let curve = pair.private_grp.load_id(grp_id)?;
        // SAFETY: by contract.
        let key = unsafe { generate(curve, f_rng, p_rng) }?;
        set_pair(&mut pair.private_d, &mut pair.private_Q, &key)
    })
}

/// # Safety
/// `f_rng` and `p_rng` suit each other.
unsafe fn generate(curve: EcCurve, f_rng: RngFn, p_rng: *mut c_void) -> Result<PrivateKey, Status> {
    // SAFETY: by contract.
    let mut random = unsafe { CallerRandom::new(f_rng, p_rng) }.ok_or(BAD_INPUT)?;
    let key = PrivateKey::generate_ec(curve, &mut random);
    key.map_err(|_| random.failure_or(Status::new(MBEDTLS_ERR_ECP_RANDOM_FAILED)))
}

fn set_private(private: &mut mbedtls_mpi, key: &PrivateKey) -> Result<(), Status> {
    let (_, scalar) = key.ec_scalar().ok_or(INVALID_KEY)?;
    private.set_bytes(&scalar)
}

fn set_pair(
    private: &mut mbedtls_mpi,
    public: &mut mbedtls_ecp_point,
    key: &PrivateKey,
) -> Result<(), Status> {
    set_private(private, key)?;
    public.set_encoded(key.public_key().ec_point().ok_or(INVALID_KEY)?)
}
