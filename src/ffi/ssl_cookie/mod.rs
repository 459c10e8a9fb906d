//! `mbedtls/ssl_cookie.h`: cookies for the stateless hello exchange of a server (RFC 6347 §4.2.1).
//!
//! A cookie is the time of its making (4 bytes) and 28 bytes of HMAC-SHA-256 over that time and the client's transport
//! id, so that the server remembers nothing. One context serves all threads of a server at once.

use super::boundary::{boundary, boundary_void};
use super::callbacks::RngFn;
use super::ptr;
use super::slot::Slot;
use super::status::Status;
use crate::crypto::{HashAlgorithm, HmacKey};
use crate::error::Error;
use crate::time::{SystemWallClock, WallClock};
use std::ffi::{c_int, c_uchar, c_ulong, c_void};
use zeroize::Zeroizing;

/// Bytes of the time in a cookie.
const TIME_LEN: usize = 4;
/// Bytes of the tag in a cookie.
const TAG_LEN: usize = 28;
/// Bytes of a cookie.
const COOKIE_LEN: usize = TIME_LEN + TAG_LEN;
/// Bytes of the key.
const KEY_LEN: usize = 32;
/// Seconds that a cookie is valid unless set otherwise.
const DEFAULT_TIMEOUT: c_ulong = 60;

/// The key of a server's cookies. Begin with mbedtls_ssl_cookie_init() and mbedtls_ssl_cookie_setup(), end with
/// mbedtls_ssl_cookie_free().
#[repr(C)]
pub struct mbedtls_ssl_cookie_ctx {
    private_key: *mut c_void,
    private_timeout: c_ulong,
    private_reserve: [u64; 8],
}

const _: () = assert!(size_of::<c_ulong>() != 8 || size_of::<mbedtls_ssl_cookie_ctx>() == 80);

// SAFETY: both give `private_key`, which only the trait writes.
unsafe impl Slot for mbedtls_ssl_cookie_ctx {
    type Value = HmacKey;

    fn slot(&self) -> *mut c_void {
        self.private_key
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_key
    }
}

/// Makes a context without a key, with a timeout of MBEDTLS_SSL_COOKIE_TIMEOUT as the library was built: 60 seconds.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_init(ctx: *mut mbedtls_ssl_cookie_ctx) {
    boundary_void(|| {
        let fresh = mbedtls_ssl_cookie_ctx {
            private_key: std::ptr::null_mut(),
            private_timeout: DEFAULT_TIMEOUT,
            private_reserve: [0; 8],
        };
        // SAFETY: NULL (refused) or writable, by contract.
        let _ = unsafe { ptr::store(ctx, fresh) };
    });
}

/// Makes a new random key. Cookies of a former key are no longer valid.
///
/// \param ctx    The context.
/// \param f_rng  The random generator, called once, for 32 bytes.
/// \param p_rng  What `f_rng` gets as its first argument.
///
/// \return       0, what `f_rng` failed with, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_rng` is NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that no other thread uses; `f_rng` is good.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_setup(
    ctx: *mut mbedtls_ssl_cookie_ctx,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        let f_rng = f_rng.ok_or(Status::BAD_INPUT)?;
        let mut key = Zeroizing::new([0u8; KEY_LEN]);
        // SAFETY: the buffer has the length given; the generator is good by contract.
        let result = unsafe { f_rng(p_rng, key.as_mut_ptr(), key.len()) };
        if result != 0 {
            return Err(Status::new(result));
        }
        context.fill(HmacKey::new(HashAlgorithm::Sha256, &*key));
        Ok(())
    })
}

/// Sets how long a cookie is valid. To be called before other threads use the context.
///
/// \param ctx    The context. NULL is ignored.
/// \param delay  The time in seconds; 0 means for ever.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_set_timeout(ctx: *mut mbedtls_ssl_cookie_ctx, delay: c_ulong) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.private_timeout = delay;
        }
    });
}

/// Ends a context and wipes its key.
///
/// \param ctx  The context. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_free(ctx: *mut mbedtls_ssl_cookie_ctx) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
        }
    });
}

/// Writes a cookie; for mbedtls_ssl_conf_dtls_cookies(). Threads may call it at once.
///
/// \param ctx   The `mbedtls_ssl_cookie_ctx`.
/// \param p     Where the cookie goes; moved on by its 32 bytes.
/// \param end   Where the room ends.
/// \param info  The client's transport id.
/// \param ilen  The length of `info`.
///
/// \return      0, MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL (also if `end` is NULL or before `p`) or
///              MBEDTLS_ERR_SSL_BAD_INPUT_DATA (another pointer is NULL, or the context has no key).
///
/// # Safety
/// `ctx` is NULL or points to a context; from `*p` to `end` there is room; `info` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_write(
    ctx: *mut c_void,
    p: *mut *mut c_uchar,
    end: *mut c_uchar,
    info: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, position) = unsafe { (context_behind(ctx)?, ptr::reference_mut(p)?) };
        if info.is_null() || position.is_null() {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        let info = unsafe { ptr::slice(info, ilen) }?;
        let key = context.value().ok_or(Status::BAD_INPUT)?;
        let room = end.addr().saturating_sub(position.addr());
        if room < COOKIE_LEN {
            return Err(Error::BufferTooSmall.into());
        }
        // SAFETY: there is that much room by contract.
        let cookie = unsafe { ptr::slice_mut(*position, COOKIE_LEN) }?;
        let (time, tag) = cookie.split_at_mut(TIME_LEN);
        time.copy_from_slice(&now().to_be_bytes());
        tag.copy_from_slice(key.sign(&[time, info]).as_ref().get(..TAG_LEN).ok_or(Status::INTERNAL)?);
        // SAFETY: still within the room, or at its end.
        *position = unsafe { position.add(COOKIE_LEN) };
        Ok(())
    })
}

/// Checks a cookie; for mbedtls_ssl_conf_dtls_cookies(). Threads may call it at once.
///
/// \param ctx     The `mbedtls_ssl_cookie_ctx`.
/// \param cookie  The cookie.
/// \param clen    The length of `cookie`.
/// \param info    The client's transport id.
/// \param ilen    The length of `info`.
///
/// \return        0 if the cookie was made by this context for this client and is not older than the timeout; -1 if
///                not; MBEDTLS_ERR_SSL_BAD_INPUT_DATA (a pointer is NULL, or the context has no key).
///
/// # Safety
/// `ctx` is NULL or points to a context; the buffers have the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cookie_check(
    ctx: *mut c_void,
    cookie: *const c_uchar,
    clen: usize,
    info: *const c_uchar,
    ilen: usize,
) -> c_int {
    const INVALID: Status = Status::new(-1);
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { context_behind(ctx) }?;
        if info.is_null() {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        let (cookie, info) = unsafe { (ptr::slice(cookie, clen)?, ptr::slice(info, ilen)?) };
        let key = context.value().ok_or(Status::BAD_INPUT)?;
        if cookie.len() != COOKIE_LEN {
            return Err(INVALID);
        }
        let (time, tag) = cookie.split_first_chunk::<TIME_LEN>().ok_or(INVALID)?;
        if !key.verify_truncated(&[time, info], tag, TAG_LEN) {
            return Err(INVALID);
        }
        let age = now().wrapping_sub(u32::from_be_bytes(*time));
        if context.private_timeout != 0 && c_ulong::from(age) > context.private_timeout {
            return Err(INVALID);
        }
        Ok(())
    })
}

/// # Safety
/// `context` is NULL or points to a context that no other thread changes.
unsafe fn context_behind<'a>(context: *mut c_void) -> Result<&'a mbedtls_ssl_cookie_ctx, Status> {
    // SAFETY: by this function's contract.
    Ok(unsafe { ptr::reference(context.cast::<mbedtls_ssl_cookie_ctx>()) }?)
}

/// The time as far as a cookie holds it; that it wraps in 2106 is no matter to differences.
fn now() -> u32 {
    SystemWallClock.unix_seconds() as u32
}
