//! `mbedtls/ssl_ticket.h`: session tickets (RFC 5077), sealed by keys that change by themselves, or that several servers
//! share.
//!
//! One context serves all threads of a server at once.

mod keys;

use super::boundary::{boundary, boundary_void};
use super::callbacks::RngFn;
use super::cipher::MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA;
use super::enums::CipherType;
use super::ptr;
use super::random::CallerRandom;
use super::slot::{Slot, zeroed};
use super::ssl::{
    MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL, MBEDTLS_ERR_SSL_INVALID_MAC, MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED,
    mbedtls_ssl_session, status_of,
};
use super::status::Status;
use crate::crypto::{NONCE_LEN, Random};
use crate::session::Session;
use crate::time::{SystemWallClock, WallClock};
use keys::{Cipher, Keys, MIN_TICKET_LEN, Unopened};
use std::ffi::{c_int, c_uchar, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Longest key of a ticket, in bytes.
pub const MBEDTLS_SSL_TICKET_MAX_KEY_BYTES: c_int = 32;
/// Length of a key's name, in bytes.
pub const MBEDTLS_SSL_TICKET_KEY_NAME_BYTES: c_int = 4;

const _: () = assert!(MBEDTLS_SSL_TICKET_MAX_KEY_BYTES as usize == keys::DRAWN_LEN);
const _: () = assert!(MBEDTLS_SSL_TICKET_KEY_NAME_BYTES as usize == keys::NAME_LEN);

/// By how many milliseconds the clock of the server that made a ticket may be ahead of ours.
const MAX_CLOCK_SKEW: u64 = 60_000;

/// The keys of a server's tickets. Begin with mbedtls_ssl_ticket_init() and mbedtls_ssl_ticket_setup(), end with
/// mbedtls_ssl_ticket_free().
#[repr(C)]
pub struct mbedtls_ssl_ticket_context {
    private_keys: *mut c_void,
    private_f_rng: RngFn,
    private_p_rng: *mut c_void,
    private_reserve: [u64; 36],
}

const _: () = assert!(size_of::<*const c_void>() != 8 || size_of::<mbedtls_ssl_ticket_context>() == 312);

// SAFETY: both give `private_keys`, which only the trait writes.
unsafe impl Slot for mbedtls_ssl_ticket_context {
    type Value = Mutex<Keys>;

    fn slot(&self) -> *mut c_void {
        self.private_keys
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_keys
    }
}

/// Makes a context without keys.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_init(ctx: *mut mbedtls_ssl_ticket_context) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Draws the keys.
///
/// \param ctx       The context.
/// \param f_rng     The random generator: now for two keys, four times 4 and 32 bytes by turns, later for the nonce of each
///                  ticket, 12 bytes, and for new keys. It has to be fit for threads if the context is used by several.
/// \param p_rng     What `f_rng` gets as its first argument.
/// \param cipher    What tickets are sealed by: AES-GCM or AES-CCM with keys of 128, 192 or 256 bits, or
///                  ChaCha20-Poly1305; MBEDTLS_CIPHER_AES_256_GCM is a good choice. It should be no weaker than the
///                  cipher suites.
/// \param lifetime  How long a ticket is good, in seconds, and how long a key makes tickets before a new one is drawn; 0 is
///                  for ever. 86400, a day, is a good choice: whoever steals a key reads what was sent meanwhile. When the
///                  clock goes back behind a key's beginning, a new one is drawn, too.
///
/// \return          0, what `f_rng` failed with, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_rng` is NULL, or another
///                  cipher).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that no other thread uses; `f_rng` and `p_rng` are good until the
/// context is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_setup(
    ctx: *mut mbedtls_ssl_ticket_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    cipher: CipherType,
    lifetime: u32,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        // SAFETY: by contract.
        let mut random = unsafe { CallerRandom::new(f_rng, p_rng) }.ok_or(Status::BAD_INPUT)?;
        let cipher = Cipher::of(cipher).ok_or(Status::BAD_INPUT)?;
        let keys = Keys::new(cipher, lifetime, now(), &mut random);
        let keys = keys.map_err(|_| random.failure_or(Status::INTERNAL))?;
        context.private_f_rng = f_rng;
        context.private_p_rng = p_rng;
        context.fill(Mutex::new(keys));
        Ok(())
    })
}

/// Puts a key of the program's own into force, for example one that several servers share. The one that was active goes on
/// opening its tickets until the next change. Call it again before `lifetime` has passed: else a key is drawn, which only
/// this server knows. Threads may call it at once.
///
/// \param ctx       The context, after mbedtls_ssl_ticket_setup().
/// \param name      The key's name, by which a ticket says which key made it; random, and the same on all servers.
/// \param nlength   Its length: MBEDTLS_SSL_TICKET_KEY_NAME_BYTES.
/// \param k         The key, random and secret.
/// \param klength   Its length: at least that of the cipher's key.
/// \param lifetime  How long tickets of this key are good, and how long it makes them, in seconds; 0 is for ever.
///
/// \return          0; MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (a length is too short, or the context has not been set up);
///                  MBEDTLS_ERR_SSL_BAD_INPUT_DATA (a pointer is NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; name and key have the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_rotate(
    ctx: *mut mbedtls_ssl_ticket_context,
    name: *const c_uchar,
    nlength: usize,
    k: *const c_uchar,
    klength: usize,
    lifetime: u32,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { context_behind(ctx.cast()) }?;
        // SAFETY: by contract.
        let (name, key) = unsafe { (ptr::slice(name, nlength)?, ptr::slice(k, klength)?) };
        const TOO_SHORT: Status = Status::new(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        let keys = context.value().ok_or(TOO_SHORT)?;
        let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
        let name = name.first_chunk().ok_or(TOO_SHORT)?;
        if key.len() < keys.key_len() {
            return Err(TOO_SHORT);
        }
        if keys.rotate(*name, key, lifetime, now()) { Ok(()) } else { Err(Status::INTERNAL) }
    })
}

/// Seals a session; for mbedtls_ssl_conf_session_tickets_cb(). Threads may call it at once.
///
/// \param p_ticket  The `mbedtls_ssl_ticket_context`.
/// \param session   The session.
/// \param start     Where the ticket goes.
/// \param end       Where the room ends.
/// \param tlen      Where the ticket's length goes; 0 on failure.
/// \param lifetime  Where its lifetime in seconds goes.
///
/// \return          0; what the random generator failed with; MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL (also if `end` is NULL or
///                  before `start`); MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty;
///                  MBEDTLS_ERR_SSL_BAD_INPUT_DATA (another pointer is NULL, or the context has not been set up).
///
/// # Safety
/// `p_ticket` is NULL or points to an initialised context, `session` to an initialised session; from `start` to `end` there
/// is room; `tlen` and `lifetime` are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_write(
    p_ticket: *mut c_void,
    session: *const mbedtls_ssl_session,
    start: *mut c_uchar,
    end: *const c_uchar,
    tlen: *mut usize,
    lifetime: *mut u32,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { ptr::store(tlen, 0) }?;
        // SAFETY: by contract.
        let (context, session) = unsafe { (context_behind(p_ticket)?, ptr::reference(session)?) };
        let room = end.addr().saturating_sub(start.addr());
        if context.value().is_none() {
            return Err(Status::BAD_INPUT);
        }
        if room < MIN_TICKET_LEN {
            return Err(Status::new(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL));
        }
        // SAFETY: by the contract of the setup.
        let mut random = unsafe { CallerRandom::new(context.private_f_rng, context.private_p_rng) }
            .ok_or(Status::BAD_INPUT)?;
        let mut nonce = [0; NONCE_LEN];
        let mut keys = lock(context)?;
        let renewed = keys.renew(now(), &mut random).and_then(|()| random.fill(&mut nonce));
        renewed.map_err(|_| random.failure_or(Status::INTERNAL))?;
        // SAFETY: certificate and ticket of an initialised session are alive.
        let contents = unsafe { session.save() }?;
        let sealed = keys.seal(nonce, &contents);
        drop(keys);
        let (ticket, seconds) = sealed.ok_or(Status::new(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL))?;
        if ticket.len() > room {
            return Err(Status::new(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL));
        }
        // SAFETY: there is that much room.
        unsafe {
            ptr::store(lifetime, seconds)?;
            ptr::slice_mut(start, ticket.len())?.copy_from_slice(&ticket);
            ptr::store(tlen, ticket.len())?;
        }
        Ok(())
    })
}

/// Opens a ticket; for mbedtls_ssl_conf_session_tickets_cb(). Threads may call it at once.
///
/// \param p_ticket  The `mbedtls_ssl_ticket_context`.
/// \param session   Where the session goes; one that is there is freed.
/// \param buf       The ticket.
/// \param len       Its length in bytes.
///
/// \return          0; MBEDTLS_ERR_SSL_INVALID_MAC if it was changed; MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED if it is over
///                  its lifetime, or its key is gone; MBEDTLS_ERR_SSL_BAD_INPUT_DATA (it is no ticket, a pointer is NULL, or
///                  the context has not been set up); MBEDTLS_ERR_SSL_VERSION_MISMATCH if a library with another format made
///                  it with this key.
///
/// # Safety
/// `p_ticket` is NULL or points to an initialised context, `session` to an initialised session; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_parse(
    p_ticket: *mut c_void,
    session: *mut mbedtls_ssl_session,
    buf: *mut c_uchar,
    len: usize,
) -> c_int {
    const EXPIRED: Status = Status::new(MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED);
    boundary(|| {
        // SAFETY: by contract.
        let (context, ticket) = unsafe { (context_behind(p_ticket)?, ptr::slice(buf, len)?) };
        // SAFETY: by contract.
        let target = unsafe { ptr::reference_mut(session) }?;
        // SAFETY: by the contract of the setup.
        let mut random = unsafe { CallerRandom::new(context.private_f_rng, context.private_p_rng) }
            .ok_or(Status::BAD_INPUT)?;
        let mut keys = lock(context)?;
        keys.renew(now(), &mut random).map_err(|_| random.failure_or(Status::INTERNAL))?;
        let (contents, lifetime) = keys.open(ticket).map_err(|reason| match reason {
            Unopened::Malformed => Status::BAD_INPUT,
            Unopened::UnknownKey => EXPIRED,
            Unopened::Tampered => Status::new(MBEDTLS_ERR_SSL_INVALID_MAC),
        })?;
        drop(keys);
        let opened = Session::load(&contents).map_err(status_of)?;
        if lifetime != 0 && !is_good(opened.ticket_created, lifetime, SystemWallClock.unix_milliseconds()) {
            return Err(EXPIRED);
        }
        // SAFETY: by contract.
        unsafe { target.replace(&opened) };
        Ok(())
    })
}

/// Whether a ticket that was made at `created` is within its lifetime at `now`, both in milliseconds since 1970.
fn is_good(created: u64, lifetime: u32, now: u64) -> bool {
    created <= now.saturating_add(MAX_CLOCK_SKEW) && now.saturating_sub(created) <= u64::from(lifetime) * 1000
}

/// Ends a context and wipes its keys.
///
/// \param ctx  The context. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ticket_free(ctx: *mut mbedtls_ssl_ticket_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
            // SAFETY: by contract.
            unsafe { zeroed(ctx) };
        }
    });
}

/// # Safety
/// `context` is NULL or points to a context that no other thread sets up or frees.
unsafe fn context_behind<'a>(context: *mut c_void) -> Result<&'a mbedtls_ssl_ticket_context, Status> {
    // SAFETY: by this function's contract.
    Ok(unsafe { ptr::reference(context.cast::<mbedtls_ssl_ticket_context>()) }?)
}

fn lock(context: &mbedtls_ssl_ticket_context) -> Result<MutexGuard<'_, Keys>, Status> {
    let keys = context.value().ok_or(Status::BAD_INPUT)?;
    Ok(keys.lock().unwrap_or_else(PoisonError::into_inner))
}

fn now() -> u64 {
    SystemWallClock.unix_seconds()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_age_by_the_clock_of_the_day() {
        let made = 1_700_000_000_500;
        assert!(is_good(made, 10, made));
        assert!(is_good(made, 10, made + 10_000));
        assert!(!is_good(made, 10, made + 10_001));
        assert!(is_good(made, 10, made - MAX_CLOCK_SKEW), "the clocks of two servers differ");
        assert!(!is_good(made, 10, made - MAX_CLOCK_SKEW - 1));
    }
}
