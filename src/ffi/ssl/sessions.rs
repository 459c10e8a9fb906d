//! Sessions of C programs: taken from a client, given to one, saved and loaded (RFC 5246 section 7.3, RFC 5077).

use super::codes::{
    MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL, MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE, MBEDTLS_ERR_SSL_VERSION_MISMATCH,
};
use super::constants::{MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_IS_SERVER};
use super::drive::drive;
use super::session::mbedtls_ssl_session;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::platform_time::mbedtls_ms_time_t;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use crate::session::{LoadError, Session};
use std::ffi::{c_int, c_uchar};
use std::ptr::null;
use std::sync::Arc;

/// What is said to be needed for a session that cannot be saved: the bytes that say what was saved.
const EMPTY_LEN: usize = 6;

/// Makes a struct without a session, whatever its memory held before.
///
/// \param session  The struct. NULL is ignored.
///
/// # Safety
/// `session` is NULL or points to writable memory for a session.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_init(session: *mut mbedtls_ssl_session) {
    boundary_void(|| {
        // SAFETY: NULL (refused) or writable, by contract.
        let _ = unsafe { ptr::store(session, mbedtls_ssl_session::empty()) };
    });
}

/// Frees what a session holds, and wipes it.
///
/// \param session  The session. NULL is ignored, freeing twice is harmless.
///
/// # Safety
/// `session` is NULL or an initialised session that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_free(session: *mut mbedtls_ssl_session) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(session) = unsafe { ptr::reference_mut(session) } {
            // SAFETY: by contract.
            unsafe { session.clear() };
        }
    });
}

/// Client: copies the session out of a connection, for `mbedtls_ssl_set_session()` on a later one. Once for each
/// connection: two connections that resume by one ticket can be told to be of one client.
///
/// \param ssl      The context, with its handshake over.
/// \param session  Where it goes; a session that is there is freed.
///
/// \return         0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if it was taken before; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an
///                 argument is NULL, the context is a server's or not set up, or the handshake is not over.
///
/// # Safety
/// Both are NULL or initialised, and no other thread uses them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_session(
    ssl: *const mbedtls_ssl_context,
    session: *mut mbedtls_ssl_session,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, target) = unsafe { (ptr::reference(ssl)?, ptr::reference_mut(session)?) };
        // SAFETY: NULL or a configuration, which outlives its contexts.
        let conf = unsafe { ptr::reference::<mbedtls_ssl_config>(context.private_conf) }?;
        if c_int::from(conf.private_endpoint) != MBEDTLS_SSL_IS_CLIENT {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: NULL or the session that the context shows, which lives as long as this connection.
        let shown = unsafe { ptr::reference_mut(context.private_session) }?;
        if shown.private_exported != 0 {
            return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
        }
        // SAFETY: the fields are this library's, or were changed by a program as the header allows.
        let copy = unsafe { shown.to_session() }.ok_or(Status::INTERNAL)?;
        // SAFETY: by contract.
        unsafe { target.replace(&copy) };
        shown.private_exported = 1;
        Ok(())
    })
}

/// Client: sets the session to resume by the next handshake, if the server agrees; if not, the handshake is a full one. To
/// be called before the handshake, once; `mbedtls_ssl_session_reset()` forgets it. One that is set while the handshake runs
/// counts for nothing.
///
/// \param ssl      The context.
/// \param session  The session; it is copied. One that is empty, or of a cipher suite that is not offered, is passed over,
///                 as is one whose server was not authenticated as the configuration now demands, or under another host
///                 name, and one with an extended master secret if that is switched off (RFC 7627 section 5.3).
///
/// \return         0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if one was set before; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an
///                 argument is NULL, the context is a server's or not set up, or its handshake is over.
///
/// # Safety
/// Both are NULL or initialised; no other thread uses the context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_session(
    ssl: *mut mbedtls_ssl_context,
    session: *const mbedtls_ssl_session,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let given = ptr::reference(session)?;
            let is_client = c_int::from(driver.conf()?.private_endpoint) == MBEDTLS_SSL_IS_CLIENT;
            if !is_client || driver.is_over()? {
                return Err(Status::BAD_INPUT);
            }
            let resume = given.to_session().map(Arc::new);
            driver.with(|_, state| {
                let settings = state.connection.settings_mut();
                if settings.once.resume.is_some() {
                    return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
                }
                settings.once.resume = resume;
                Ok(0)
            })?
        })
    }
}

/// Writes a session as bytes, which any build of this library with the same format loads, on any machine. They hold the
/// master secret: keep them secret and unchanged.
///
/// \param session  The session.
/// \param buf      Where the bytes go.
/// \param buf_len  The room there.
/// \param olen     Where their number goes, also if there is too little room.
///
/// \return         0; MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty;
///                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `session` or `olen` is NULL, `buf` is NULL and `buf_len` not 0, or
///                 the session is none of this library's.
///
/// # Safety
/// `session` is NULL or initialised and unchanged meanwhile; `buf` has `buf_len` bytes; `olen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_save(
    session: *const mbedtls_ssl_session,
    buf: *mut c_uchar,
    buf_len: usize,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let session = unsafe { ptr::reference(session) }?;
        // SAFETY: certificate and ticket of an initialised session are alive.
        let bytes = match unsafe { session.save() } {
            Err(status) if status.code() == MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE => {
                // SAFETY: by contract.
                unsafe { ptr::store(olen, EMPTY_LEN) }?;
                return Err(status);
            }
            saved => saved?,
        };
        // SAFETY: by contract.
        unsafe { ptr::store(olen, bytes.len()) }?;
        if bytes.len() > buf_len {
            return Err(Status::new(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL));
        }
        // SAFETY: by contract.
        unsafe { ptr::slice_mut(buf, bytes.len()) }?.copy_from_slice(&bytes);
        Ok(())
    })
}

/// Reads a session from the bytes that `mbedtls_ssl_session_save()` wrote.
///
/// \param session  Where it goes; a session that is there is freed, also if the bytes are refused.
/// \param buf      The bytes.
/// \param len      Their number, exactly as many as were written.
///
/// \return         0; MBEDTLS_ERR_SSL_VERSION_MISMATCH if another library or format wrote them;
///                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL, or the bytes are damaged or not all there.
///
/// # Safety
/// `session` is NULL or an initialised session that nothing else uses; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_load(
    session: *mut mbedtls_ssl_session,
    buf: *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (target, bytes) = unsafe { (ptr::reference_mut(session)?, ptr::slice(buf, len)?) };
        // SAFETY: by contract.
        unsafe { target.clear() };
        let loaded = Session::load(bytes).map_err(status_of)?;
        // SAFETY: by contract.
        unsafe { target.replace(&loaded) };
        Ok(())
    })
}

/// The number of a failure to load.
pub(in crate::ffi) fn status_of(error: LoadError) -> Status {
    match error {
        LoadError::OtherFormat => Status::new(MBEDTLS_ERR_SSL_VERSION_MISMATCH),
        LoadError::Malformed => Status::BAD_INPUT,
    }
}

/// The array in which a session's id stands; `mbedtls_ssl_session_get_id_len()` says how much of it.
///
/// \param session  The session. NULL gives NULL.
///
/// \return         The array, alive as long as the session.
///
/// # Safety
/// `session` is NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_get_id(
    session: *const mbedtls_ssl_session,
) -> *const [c_uchar; 32] {
    // SAFETY: by contract.
    boundary_or(null(), || unsafe { ptr::reference(session) }.map_or(null(), |session| &session.private_id))
}

/// The length of a session's id in bytes: 0 to 32.
///
/// \param session  The session. NULL gives 0.
///
/// \return         The length; 0 for a session behind a ticket alone.
///
/// # Safety
/// `session` is NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_get_id_len(session: *const mbedtls_ssl_session) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(session) }.map_or(0, |session| session.private_id_len))
}

/// The number of a session's cipher suite (IANA TLS Cipher Suites).
///
/// \param session  The session. NULL gives 0.
///
/// \return         The number, 0 for an empty session.
///
/// # Safety
/// `session` is NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_get_ciphersuite_id(
    session: *const mbedtls_ssl_session,
) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(session) }.map_or(0, |session| session.private_ciphersuite))
}

/// When the ticket was made that a server's session came out of, or goes into; for functions of
/// `mbedtls_ssl_conf_session_tickets_cb()`.
///
/// \param session               The session.
/// \param ticket_creation_time  Where it goes, in milliseconds of `mbedtls_ms_time()`.
///
/// \return                      0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or the session is a client's.
///
/// # Safety
/// `session` is NULL or initialised; `ticket_creation_time` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_get_ticket_creation_time(
    session: *mut mbedtls_ssl_session,
    ticket_creation_time: *mut mbedtls_ms_time_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let session = unsafe { ptr::reference(session) }?;
        if c_int::from(session.private_endpoint) != MBEDTLS_SSL_IS_SERVER {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        Ok(unsafe { ptr::store(ticket_creation_time, session.private_ticket_creation_time) }?)
    })
}
