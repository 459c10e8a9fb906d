//! `mbedtls/ssl_cache.h`: a server's memory of sessions by their ids (RFC 5246 section 7.3).
//!
//! Sessions are kept as bytes. One cache serves all threads of a server at once.

use super::boundary::{boundary, boundary_or, boundary_void};
use super::ptr;
use super::slot::Slot;
use super::ssl::{MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND, mbedtls_ssl_session, status_of};
use super::status::Status;
use crate::session::Session;
use crate::time::{SystemWallClock, WallClock};
use std::ffi::{c_int, c_uchar, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// Seconds that a session is kept unless set otherwise.
const DEFAULT_TIMEOUT: c_int = 86_400;
/// Sessions that are kept unless set otherwise.
const DEFAULT_MAX_ENTRIES: c_int = 50;
/// Longest session id (RFC 5246 §7.4.1.2).
const MAX_ID: usize = 32;

/// A cache of sessions. Begin with mbedtls_ssl_cache_init(), end with mbedtls_ssl_cache_free().
#[repr(C)]
pub struct mbedtls_ssl_cache_context {
    private_chain: *mut c_void,
    private_timeout: c_int,
    private_max_entries: c_int,
    private_reserve: [u64; 6],
}

const _: () = assert!(size_of::<*const c_void>() != 8 || size_of::<mbedtls_ssl_cache_context>() == 64);

/// What stands behind a cache, in the order in which it came.
type Entries = Mutex<Vec<Entry>>;

/// A session that is kept.
pub struct Entry {
    id: Vec<u8>,
    /// When it came, in seconds since 1970.
    since: u64,
    session: Zeroizing<Vec<u8>>,
}

impl Entry {
    fn is_outdated(&self, now: u64, timeout: c_int) -> bool {
        u64::try_from(timeout).is_ok_and(|timeout| timeout != 0 && now.saturating_sub(self.since) > timeout)
    }
}

// SAFETY: both give `private_chain`, which only the trait writes.
unsafe impl Slot for mbedtls_ssl_cache_context {
    type Value = Entries;

    fn slot(&self) -> *mut c_void {
        self.private_chain
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_chain
    }
}

/// Makes an empty cache with room for MBEDTLS_SSL_CACHE_DEFAULT_MAX_ENTRIES sessions as the library was built, 50, which it
/// keeps for MBEDTLS_SSL_CACHE_DEFAULT_TIMEOUT, 86400 seconds.
///
/// \param cache  The cache. NULL is ignored.
///
/// # Safety
/// `cache` is NULL or points to memory for a cache.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_init(cache: *mut mbedtls_ssl_cache_context) {
    boundary_void(|| {
        let mut fresh = mbedtls_ssl_cache_context {
            private_chain: std::ptr::null_mut(),
            private_timeout: DEFAULT_TIMEOUT,
            private_max_entries: DEFAULT_MAX_ENTRIES,
            private_reserve: [0; 6],
        };
        if cache.is_null() || !cache.is_aligned() {
            return;
        }
        fresh.fill(Entries::default());
        // SAFETY: writable, by contract.
        let _ = unsafe { ptr::store(cache, fresh) };
    });
}

/// Finds a session; for mbedtls_ssl_conf_session_cache(). Threads may call it at once.
///
/// \param data            The `mbedtls_ssl_cache_context`.
/// \param session_id      The id.
/// \param session_id_len  Its length in bytes.
/// \param session         Where the session goes; one that is there is freed.
///
/// \return                0; MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND if it is not there, or out of date;
///                        MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or the cache was freed.
///
/// # Safety
/// `data` is NULL or points to an initialised cache, `session` to an initialised session; the id has the length given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_get(
    data: *mut c_void,
    session_id: *const c_uchar,
    session_id_len: usize,
    session: *mut mbedtls_ssl_session,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (cache, id) = unsafe { (cache_behind(data)?, ptr::slice(session_id, session_id_len)?) };
        // SAFETY: by contract.
        let target = unsafe { ptr::reference_mut(session) }?;
        let (now, timeout) = (SystemWallClock.unix_seconds(), cache.private_timeout);
        let entries = lock(cache)?;
        let found = entries.iter().find(|entry| entry.id == id && !entry.is_outdated(now, timeout));
        let found = found.ok_or(Status::new(MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND))?;
        let loaded = Session::load(&found.session).map_err(status_of)?;
        drop(entries);
        // SAFETY: by contract.
        unsafe { target.replace(&loaded) };
        Ok(())
    })
}

/// Keeps a session; for mbedtls_ssl_conf_session_cache(). Threads may call it at once.
///
/// If one with the same id is there it is replaced, else one that is out of date, and if there is none and no room, the one
/// that came first.
///
/// \param data            The `mbedtls_ssl_cache_context`.
/// \param session_id      The id.
/// \param session_id_len  Its length: 0 to 32 bytes.
/// \param session         The session, of which a copy is kept.
///
/// \return                0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL, the id too long or the cache was freed;
///                        MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND if the cache has no room at all;
///                        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty.
///
/// # Safety
/// `data` is NULL or points to an initialised cache, `session` to an initialised session; the id has the length given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_set(
    data: *mut c_void,
    session_id: *const c_uchar,
    session_id_len: usize,
    session: *const mbedtls_ssl_session,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (cache, id) = unsafe { (cache_behind(data)?, ptr::slice(session_id, session_id_len)?) };
        // SAFETY: by contract.
        let saved = unsafe { ptr::reference(session)?.save() }?;
        let now = SystemWallClock.unix_seconds();
        let mut entries = lock(cache)?;
        let room = usize::try_from(cache.private_max_entries).unwrap_or(0);
        let place = place_for(&entries, id, now, cache.private_timeout, room);
        if id.len() > MAX_ID {
            return Err(Status::BAD_INPUT);
        }
        let entry = Entry { id: id.to_vec(), since: now, session: saved };
        match place {
            Place::New => entries.push(entry),
            Place::At(index) => *entries.get_mut(index).ok_or(Status::INTERNAL)? = entry,
            Place::None => return Err(Status::new(MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND)),
        }
        Ok(())
    })
}

/// Where a session goes.
enum Place {
    New,
    At(usize),
    None,
}

fn place_for(entries: &[Entry], id: &[u8], now: u64, timeout: c_int, room: usize) -> Place {
    let same = entries.iter().position(|entry| entry.id == id);
    let taken = same.or_else(|| entries.iter().position(|entry| entry.is_outdated(now, timeout)));
    if let Some(index) = taken {
        return Place::At(index);
    }
    if entries.len() < room {
        return Place::New;
    }
    // Of those that came in the same second, the one that stands first.
    let oldest = entries.iter().enumerate().min_by_key(|(_, entry)| entry.since);
    oldest.map_or(Place::None, |(index, _)| Place::At(index))
}

/// Forgets a session. Threads may call it at once.
///
/// \param data            The `mbedtls_ssl_cache_context`.
/// \param session_id      The id.
/// \param session_id_len  Its length in bytes.
///
/// \return                0, also if there is no such session; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or the
///                        cache was freed.
///
/// # Safety
/// `data` is NULL or points to an initialised cache; the id has the length given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_remove(
    data: *mut c_void,
    session_id: *const c_uchar,
    session_id_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (cache, id) = unsafe { (cache_behind(data)?, ptr::slice(session_id, session_id_len)?) };
        lock(cache)?.retain(|entry| entry.id != id);
        Ok(())
    })
}

/// Sets how long a session is kept. To be called before other threads use the cache.
///
/// \param cache    The cache. NULL is ignored.
/// \param timeout  Seconds; 0, and anything below, is for ever.
///
/// # Safety
/// `cache` is NULL or points to an initialised cache that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_set_timeout(
    cache: *mut mbedtls_ssl_cache_context,
    timeout: c_int,
) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(cache) = unsafe { ptr::reference_mut(cache) } {
            cache.private_timeout = timeout.max(0);
        }
    });
}

/// How long a session is kept.
///
/// \param cache  The cache. NULL gives 0.
///
/// \return       Seconds; 0 is for ever.
///
/// # Safety
/// `cache` is NULL or points to an initialised cache.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_get_timeout(cache: *mut mbedtls_ssl_cache_context) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(cache) }.map_or(0, |cache| cache.private_timeout))
}

/// Sets how many sessions are kept. To be called before other threads use the cache.
///
/// \param cache  The cache. NULL is ignored. Sessions that are there stay.
/// \param max    The number; anything below 0 is taken for 0.
///
/// # Safety
/// `cache` is NULL or points to an initialised cache that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_set_max_entries(
    cache: *mut mbedtls_ssl_cache_context,
    max: c_int,
) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(cache) = unsafe { ptr::reference_mut(cache) } {
            cache.private_max_entries = max.max(0);
        }
    });
}

/// Ends a cache and wipes what it kept.
///
/// \param cache  The cache. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `cache` is NULL or points to an initialised cache that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_cache_free(cache: *mut mbedtls_ssl_cache_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(cache) = unsafe { ptr::reference_mut(cache) } {
            drop(cache.take());
        }
    });
}

/// # Safety
/// `data` is NULL or points to a cache whose settings no other thread changes.
unsafe fn cache_behind<'a>(data: *mut c_void) -> Result<&'a mbedtls_ssl_cache_context, Status> {
    // SAFETY: by this function's contract.
    Ok(unsafe { ptr::reference(data.cast::<mbedtls_ssl_cache_context>()) }?)
}

fn lock(cache: &mbedtls_ssl_cache_context) -> Result<MutexGuard<'_, Vec<Entry>>, Status> {
    let entries = cache.value().ok_or(Status::BAD_INPUT)?;
    Ok(entries.lock().unwrap_or_else(PoisonError::into_inner))
}
