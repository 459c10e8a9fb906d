use super::arithmetic::{multiply, scalar};
use super::point::{copy_at, same, write_point};
use super::types::{mbedtls_ecp_group, mbedtls_ecp_keypair, mbedtls_ecp_point};
use super::{BAD_INPUT, MBEDTLS_ERR_ECP_BAD_INPUT_DATA, TOO_SMALL};
use crate::ffi::bignum::{self, MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL, mbedtls_mpi};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::callbacks::RngFn;
use crate::ffi::enums::EcpGroupId;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_void};

/// Makes a pair of keys without a curve.
///
/// \param key  The pair. NULL is ignored.
///
/// # Safety
/// `key` is NULL or points to a writable `mbedtls_ecp_keypair` that holds nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_keypair_init(key: *mut mbedtls_ecp_keypair) {
    boundary_void(|| {
        // SAFETY: by contract. NULL is left alone.
        let _ = unsafe { ptr::store(key, mbedtls_ecp_keypair::EMPTY) };
    });
}

/// Wipes and frees a pair of keys. Not for that of `mbedtls_pk_ec()`, which `mbedtls_pk_free()` frees.
///
/// \param key  The pair. NULL is ignored.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_keypair_free(key: *mut mbedtls_ecp_keypair) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(value) = unsafe { ptr::reference_mut(key) } {
            value.clear();
        }
    });
}

/// Sets the public key of a pair. Whether it is one is for `mbedtls_ecp_check_pubkey()` to tell.
///
/// \param grp_id  The curve, which is loaded if the pair has none.
/// \param key     The pair.
/// \param Q       The public key.
///
/// \return        0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the pair has another curve, or an argument is NULL;
///                MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a curve that is not offered; MBEDTLS_ERR_MPI_ALLOC_FAILED if
///                memory runs out.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys, `Q` is NULL or an initialised point, which may be one of the
/// pair.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_set_public_key(
    grp_id: EcpGroupId,
    key: *mut mbedtls_ecp_keypair,
    Q: *const mbedtls_ecp_point,
) -> c_int {
    boundary(|| {
        if Q.is_null() {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract. The reference ends before `Q` is looked at, which may be a part of the pair.
        let group = unsafe { &mut ptr::reference_mut(key).map_err(|_| BAD_INPUT)?.private_grp };
        match group.id {
            0 => group.load_id(grp_id).map(drop)?,
            id if id == grp_id => {}
            _ => return Err(BAD_INPUT),
        }
        // SAFETY: by contract; `key` can be followed, as was just seen.
        unsafe { copy_at(&raw mut (*key).private_Q, Q) }
    })
}

/// Loads a curve into a pair of keys and reads the private key. The public key stays as it is; see
/// `mbedtls_ecp_keypair_calc_public()`.
///
/// \param grp_id  The curve; see `mbedtls_ecp_group_load()`.
/// \param key     The pair.
/// \param buf     The private key, big-endian.
/// \param buflen  Its length in bytes.
///
/// \return        0; MBEDTLS_ERR_ECP_INVALID_KEY if it is not from 1 to N - 1; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a
///                curve that is not offered; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL;
///                MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_read_key(
    grp_id: EcpGroupId,
    key: *mut mbedtls_ecp_keypair,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (pair, bytes) = unsafe { (ptr::reference_mut(key), ptr::slice(buf, buflen)) };
        let (pair, bytes) = (pair.map_err(|_| BAD_INPUT)?, bytes.map_err(|_| BAD_INPUT)?);
        let curve = pair.private_grp.load_id(grp_id)?;
        pair.private_d.set_bytes(bytes)?;
        if let Err(reason) = scalar(curve, &pair.private_d) {
            pair.private_d.clear();
            return Err(reason);
        }
        Ok(())
    })
}

/// Writes a private key big-endian, as long as the buffer. See `mbedtls_ecp_write_key_ext()`, which tells the length.
///
/// \param key     The pair.
/// \param buf     Where the bytes go.
/// \param buflen  How many there are to be.
///
/// \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the key does not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is
///                NULL.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_write_key(
    key: *mut mbedtls_ecp_keypair,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (pair, out) = unsafe { (ptr::reference(key), ptr::slice_mut(buf, buflen)) };
        let (pair, out) = (pair.map_err(|_| BAD_INPUT)?, out.map_err(|_| BAD_INPUT)?);
        pair.private_d.write_be(out).ok_or(Status::new(MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL))
    })
}

/// Writes a private key big-endian, as long as the curve's order.
///
/// \param key     The pair.
/// \param olen    Where the length in bytes goes; 0 if it does not fit.
/// \param buf     Where the bytes go.
/// \param buflen  The size of `buf`; MBEDTLS_ECP_MAX_BYTES is always enough.
///
/// \return        0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if it does not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if there is no
///                private key, or an argument is NULL.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys; `olen` is NULL or writable; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_write_key_ext(
    key: *const mbedtls_ecp_keypair,
    olen: *mut usize,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (pair, out) = unsafe { (ptr::reference(key), ptr::slice_mut(buf, buflen)) };
        let (pair, out) = (pair.map_err(|_| BAD_INPUT)?, out.map_err(|_| BAD_INPUT)?);
        let curve = pair.private_grp.loaded()?;
        if pair.private_d.is_zero() {
            return Err(BAD_INPUT);
        }
        // The orders are as long as the fields.
        let length = curve.field_len();
        let Some(out) = out.get_mut(..length) else {
            // SAFETY: by contract.
            unsafe { ptr::store(olen, 0) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
            return Err(TOO_SMALL);
        };
        pair.private_d.write_be(out).ok_or(TOO_SMALL)?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, length) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)
    })
}

/// Writes the public key of a pair; see `mbedtls_ecp_point_write_binary()`.
///
/// \param key     The pair.
/// \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
/// \param olen    Where the length in bytes goes, also if it does not fit.
/// \param buf     Where the bytes go.
/// \param buflen  The size of `buf`.
///
/// \return        As of `mbedtls_ecp_point_write_binary()`.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys; `olen` is NULL or writable; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_write_public_key(
    key: *const mbedtls_ecp_keypair,
    format: c_int,
    olen: *mut usize,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (pair, out) = unsafe { (ptr::reference(key), ptr::slice_mut(buf, buflen)) };
        let (pair, out) = (pair.map_err(|_| BAD_INPUT)?, out.map_err(|_| BAD_INPUT)?);
        let (length, written) = write_point(&pair.private_grp, &pair.private_Q, format, out)?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, length) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        written
    })
}

/// Tells whether a public and a private key belong together.
///
/// \param pub    The pair with the public key.
/// \param prv    The pair with both.
/// \param f_rng  The random generator, which must be given although it is not used.
/// \param p_rng  Not used.
///
/// \return       0 if they do; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not, if a pair has no curve, or an argument is NULL;
///               MBEDTLS_ERR_ECP_INVALID_KEY if the private key is none.
///
/// # Safety
/// Both pairs are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_check_pub_priv(
    r#pub: *const mbedtls_ecp_keypair,
    prv: *const mbedtls_ecp_keypair,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        let (public, private) = unsafe { (ptr::reference(r#pub), ptr::reference(prv)) };
        let (public, private) = (public.map_err(|_| BAD_INPUT)?, private.map_err(|_| BAD_INPUT)?);
        if f_rng.is_none() { Err(BAD_INPUT) } else { check_pair(public, private) }
    })
}

/// See `mbedtls_ecp_check_pub_priv()`.
pub(in crate::ffi) fn check_pair(
    public: &mbedtls_ecp_keypair,
    private: &mbedtls_ecp_keypair,
) -> Result<(), Status> {
    let curve = public.private_grp.loaded()?;
    if private.private_grp.id != public.private_grp.id || !same(&public.private_Q, &private.private_Q) {
        return Err(BAD_INPUT);
    }
    let mut derived = mbedtls_ecp_point::EMPTY;
    let derive = |derived: &mut mbedtls_ecp_point| {
        let point = multiply(curve, &private.private_d, &public.private_grp.G)?;
        derived.set(&point)?;
        if same(derived, &public.private_Q) { Ok(()) } else { Err(BAD_INPUT) }
    };
    let result = derive(&mut derived);
    derived.clear();
    result
}

/// Makes the public key of a pair from its private key.
///
/// \param key    The pair.
/// \param f_rng  The random generator, which must be given although it is not used.
/// \param p_rng  Not used.
///
/// \return       0; MBEDTLS_ERR_ECP_INVALID_KEY if the private key is none; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if no curve was
///               loaded, or an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_keypair_calc_public(
    key: *mut mbedtls_ecp_keypair,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        let pair = unsafe { ptr::reference_mut(key) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        if f_rng.is_none() {
            return Err(BAD_INPUT);
        }
        let curve = pair.private_grp.loaded()?;
        let public = multiply(curve, &pair.private_d, &pair.private_grp.G)?;
        pair.private_Q.set(&public)
    })
}

/// The curve of a pair of keys.
///
/// \param key  The pair.
///
/// \return     The curve; MBEDTLS_ECP_DP_NONE if it has none, or `key` is NULL.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_keypair_get_group_id(key: *const mbedtls_ecp_keypair) -> EcpGroupId {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(key) }.map_or(0, |pair| pair.private_grp.id))
}

/// Copies what makes up a pair of keys.
///
/// \param key  The pair.
/// \param grp  Where the group goes, or NULL.
/// \param d    Where the private key goes, or NULL.
/// \param Q    Where the public key goes, or NULL.
///
/// \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if `grp` is given and the pair has no curve that is offered;
///             MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `key` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// `key` is NULL or points to an initialised pair of keys, the others NULL or initialised; they may be its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_export(
    key: *const mbedtls_ecp_keypair,
    grp: *mut mbedtls_ecp_group,
    d: *mut mbedtls_mpi,
    Q: *mut mbedtls_ecp_point,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract. No reference to the pair is kept, as the others may be parts of it.
        let id = unsafe { ptr::reference(key) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.private_grp.id;
        // SAFETY: by contract.
        if let Ok(group) = unsafe { ptr::reference_mut(grp) } {
            group.load_id(id)?;
        }
        if !d.is_null() {
            // SAFETY: by contract.
            unsafe { bignum::copy_at(d, &raw const (*key).private_d) }?;
        }
        if !Q.is_null() {
            // SAFETY: by contract.
            unsafe { copy_at(Q, &raw const (*key).private_Q) }?;
        }
        Ok(())
    })
}
