use super::context::mbedtls_rsa_context;
use super::value::RsaValue;
use super::{BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_RSA_KEY_GEN_FAILED};
use crate::crypto::PrivateKey;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::pk::Key;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::random::CallerRandom;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uint, c_void};

/// The shortest and the longest key that is generated, in bits.
const BITS: std::ops::RangeInclusive<c_uint> = 1024..=8192;

/// Generates an RSA key with two primes, with the randomness of `f_rng` alone. That takes a while: about a second for
/// 2048 bits, and many for 8192.
///
/// \param ctx       The context, also that of `mbedtls_pk_rsa()`. What it held before is freed; on an error it is empty.
/// \param f_rng     The random generator.
/// \param p_rng     Handed to `f_rng`.
/// \param nbits     The length of the modulus in bits: even, 1024 to 8192.
/// \param exponent  The public exponent: odd, at least 3; usually 65537.
///
/// \return          0; MBEDTLS_ERR_RSA_KEY_GEN_FAILED, with what `f_rng` returns added if it fails;
///                  MBEDTLS_ERR_RSA_BAD_INPUT_DATA for another length or exponent, or if `ctx` or `f_rng` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_gen_key(
    ctx: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    nbits: c_uint,
    exponent: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let mut random = unsafe { CallerRandom::new(f_rng, p_rng) }.ok_or(BAD_INPUT)?;
        if !BITS.contains(&nbits) || nbits % 2 == 1 || exponent < 3 || exponent % 2 == 0 {
            return Err(BAD_INPUT);
        }
        context.clear();
        let key = PrivateKey::generate_rsa(nbits as usize, exponent.unsigned_abs(), &mut random);
        let key = key.map_err(|_| failure(random.failure()))?;
        context.fill(RsaValue::of_key(Key::private(key)));
        Ok(())
    })
}

/// A low-level error number has a place beside the one of this header, another one stands for itself.
fn failure(code: c_int) -> Status {
    match code {
        -0x7F..=0 => Status::new(MBEDTLS_ERR_RSA_KEY_GEN_FAILED + code),
        code => Status::new(code),
    }
}
