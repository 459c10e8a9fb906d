//! Private keys elsewhere: the callbacks that begin, end and give up a signature.

use super::codes::{
    MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS, MBEDTLS_ERR_SSL_BAD_INPUT_DATA, MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH,
};
use super::config::with_conf;
use super::config_state::Owned;
use super::context::with_context;
use super::drive::Driver;
use super::lists::{Chain, OwnedChain};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::error::Error;
use crate::ffi::boundary::boundary_void;
use crate::ffi::callbacks::{AsyncCancelFn, AsyncDecryptFn, AsyncResumeFn, AsyncSignFn};
use crate::ffi::md::hash_number;
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use crate::handshake::{Answer, SignQuery, Signature};
use crate::rare::Usual;
use std::ffi::c_void;

/// The longest signature that is taken: twice what the longest RSA key makes.
const MAX_SIGNATURE_LEN: usize = 4096;

/// The callbacks of a configuration.
#[derive(Clone, Copy)]
pub(super) struct AsyncPrivate {
    pub(super) sign: AsyncSignFn,
    resume: AsyncResumeFn,
    cancel: AsyncCancelFn,
    data: *mut c_void,
}

/// What a context keeps of signatures that are made elsewhere.
pub(super) struct AsyncOperation {
    /// Begun, and not ended.
    pending: bool,
    /// What the application attached to it.
    data: *mut c_void,
    /// The certificate that the application saw, if it is none of its own; it may look at it until the handshake ends.
    shown: Option<OwnedChain>,
}

impl AsyncOperation {
    const NONE: Self = Self { pending: false, data: std::ptr::null_mut(), shown: None };
}

impl Default for AsyncOperation {
    fn default() -> Self {
        Self::NONE
    }
}

impl Usual for AsyncOperation {
    const USUAL: &'static Self = &Self::NONE;
}

/// Server: has signatures made elsewhere, by a device for instance, without blocking. Without a certificate of the server
/// whose key signs (ECDHE-ECDSA, ECDHE-RSA) nothing is called. A client signs with the key of its certificate.
///
/// With these functions the key of `mbedtls_ssl_conf_own_cert()` may be NULL or a public one.
///
/// \param conf             The configuration. NULL is ignored.
/// \param f_async_sign     Begins a signature of the hash `hash` (`md_alg`) with the key of `cert`: RSASSA-PKCS1-v1_5, or
///                         ECDSA as an Ecdsa-Sig-Value in DER. It copies the hash. It returns 0 to be asked for the result
///                         at once; MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS to let the handshake return that;
///                         MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH to have the key of the configuration used, which fails
///                         with MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED if there is none; another value ends the handshake.
///                         NULL for none (default).
/// \param f_async_decrypt  Would begin a decryption. No suite that is offered needs one: it is never called.
/// \param f_async_resume   Asks for the result, in each call of the handshake: it writes at most `output_size` bytes (4096)
///                         and their number and returns 0; or MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS; another value ends the
///                         handshake. NULL makes the first signature fail with MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
/// \param f_async_cancel   Gives an operation up that has begun and not ended, when the context is reset or freed. NULL if
///                         there is nothing to do.
/// \param config_data      For `mbedtls_ssl_conf_get_async_config_data()`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_async_private_cb(
    conf: *mut mbedtls_ssl_config,
    f_async_sign: AsyncSignFn,
    f_async_decrypt: AsyncDecryptFn,
    f_async_resume: AsyncResumeFn,
    f_async_cancel: AsyncCancelFn,
    config_data: *mut c_void,
) {
    let _ = f_async_decrypt;
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            Owned::of_mut(conf).async_private = Some(AsyncPrivate {
                sign: f_async_sign,
                resume: f_async_resume,
                cancel: f_async_cancel,
                data: config_data,
            });
        });
    }
}

/// The pointer given to `mbedtls_ssl_conf_async_private_cb()`.
///
/// \param conf   The configuration. NULL gives NULL.
///
/// \return       The pointer, NULL before that call.
///
/// # Safety
/// `conf` is NULL or an initialised configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_get_async_config_data(
    conf: *const mbedtls_ssl_config,
) -> *mut c_void {
    // SAFETY: by contract.
    unsafe { ptr::reference(conf) }
        .ok()
        .and_then(callbacks)
        .map_or(std::ptr::null_mut(), |callbacks| callbacks.data)
}

/// What the application attached to the signature that is being made.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The pointer of `mbedtls_ssl_set_async_operation_data()`; NULL before that call, and once the operation has
///               ended.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_async_operation_data(
    ssl: *const mbedtls_ssl_context,
) -> *mut c_void {
    // SAFETY: by contract.
    let state = unsafe { ptr::reference(ssl) }.ok().and_then(Slot::value);
    state.map_or(std::ptr::null_mut(), |state| state.async_operation.data)
}

/// Attaches a pointer to the signature that is being made, for the functions of `mbedtls_ssl_conf_async_private_cb()`,
/// which alone call this.
///
/// \param ssl    The context. NULL, and one that is not set up, are ignored.
/// \param ctx    The pointer; it stays the application's.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_async_operation_data(
    ssl: *mut mbedtls_ssl_context,
    ctx: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            if let Some(state) = context.value_mut() {
                state.async_operation.data = ctx;
            }
        });
    }
}

fn callbacks(conf: &mbedtls_ssl_config) -> Option<AsyncPrivate> {
    Owned::of(conf)?.async_private
}

/// Whether a configuration has signatures made elsewhere.
pub(super) fn signs_elsewhere(conf: &mbedtls_ssl_config) -> bool {
    callbacks(conf).is_some_and(|callbacks| callbacks.sign.is_some())
}

/// Begins a signature, and ends it if that can be done at once.
pub(super) fn start(driver: Driver, query: &SignQuery) -> Result<Answer, Status> {
    let Some(AsyncPrivate { sign: Some(sign), .. }) = callbacks(driver.conf()?) else {
        return Ok(Answer::Signed(Ok(Signature::Here)));
    };
    let certificate = shown_certificate(driver, query)?;
    let number = hash_number(query.algorithm.hash());
    let hash = query.digest.as_ref();
    // SAFETY: the function is what `mbedtls_ssl_conf_async_private_cb` demands; context and certificate are alive, and
    // nothing of them is borrowed; the hash is alive and as long as said.
    let code = unsafe { sign(driver.context(), certificate, number, hash.as_ptr(), hash.len()) };
    match code {
        0 => {
            driver.with(|_, state| state.async_operation.pending = true)?;
            ask(driver)
        }
        MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS => {
            driver.with(|_, state| state.async_operation.pending = true)?;
            Err(Status::new(code))
        }
        MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH => Ok(Answer::Signed(Ok(Signature::Here))),
        code => Ok(Answer::Signed(Err(Error::Callback(code)))),
    }
}

/// The answer to a signature that was begun by a call before, if one was.
pub(super) fn resume(driver: Driver) -> Result<Option<Answer>, Status> {
    let pending = driver.with(|_, state| state.async_operation.pending)?;
    if pending { ask(driver).map(Some) } else { Ok(None) }
}

fn ask(driver: Driver) -> Result<Answer, Status> {
    let mut output = vec![0; MAX_SIGNATURE_LEN];
    let mut length = 0;
    let code = match callbacks(driver.conf()?) {
        // SAFETY: the function is what `mbedtls_ssl_conf_async_private_cb` demands; the context is alive and nothing of
        // it is borrowed; the output is alive and as long as said.
        Some(AsyncPrivate { resume: Some(resume), .. }) => unsafe {
            resume(driver.context(), output.as_mut_ptr(), &mut length, output.len())
        },
        _ => MBEDTLS_ERR_SSL_BAD_INPUT_DATA,
    };
    if code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS {
        return Err(Status::new(code));
    }
    driver.with(|_, state| {
        state.async_operation.pending = false;
        state.async_operation.data = std::ptr::null_mut();
    })?;
    Ok(Answer::Signed(match code {
        0 if length <= output.len() => {
            output.truncate(length);
            Ok(Signature::Made(output))
        }
        0 => Err(Error::Internal("signature written beyond its buffer")),
        code => Err(Error::Callback(code)),
    }))
}

/// The application's own struct of the certificate, or one of ours.
fn shown_certificate(driver: Driver, query: &SignQuery) -> Result<*mut mbedtls_x509_crt, Status> {
    let own = Owned::of(driver.conf()?).map_or(&[][..], |owned| &owned.certificates);
    let found = own.iter().find(|(chain, _)| {
        // SAFETY: the certificates of a configuration live as long as it, and are not changed while a handshake runs.
        let chain = unsafe { Chain::new(*chain) };
        let leaf = chain.and_then(|chain| chain.entries().next());
        leaf.is_some_and(|(_, certificate)| certificate == query.certificate)
    });
    if let Some((chain, _)) = found {
        return Ok(chain.cast_mut());
    }
    driver.with(|_, state| {
        let shown = state.async_operation.shown.insert(OwnedChain::new([&query.certificate]));
        &raw mut *shown.head
    })
}

/// Gives a signature up that has begun and not ended, before the context is reset or freed.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
pub(super) unsafe fn cancel(ssl: *mut mbedtls_ssl_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(ssl) }) else { return };
        let Some(state) = context.value_mut() else { return };
        let pending = state.async_operation.pending;
        if let Some(operation) = state.async_operation.get_mut() {
            operation.pending = false;
        }
        let conf = context.private_conf;
        if pending
            // SAFETY: a configuration outlives its contexts.
            && let Some(callbacks) = unsafe { ptr::reference(conf) }.ok().and_then(callbacks)
            && let Some(cancel) = callbacks.cancel
        {
            // SAFETY: the function is what `mbedtls_ssl_conf_async_private_cb` demands; the context is alive and nothing
            // of it is borrowed.
            unsafe { cancel(ssl) };
        }
        // SAFETY: by contract; the function may have freed what stands behind.
        if let Some(state) = unsafe { ptr::reference_mut(ssl) }.ok().and_then(Slot::value_mut) {
            state.forget_signature();
        }
    });
}
