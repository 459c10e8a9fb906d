use super::info::{ECKEY, ECKEY_DH, OPAQUE, RSA};
use super::{MBEDTLS_ERR_PK_BAD_INPUT_DATA, Opaque, mbedtls_pk_info_t};
use crate::crypto::{self, PrivateKey, PublicKey};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::enums::PkType;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use crate::pki::Certificate;
use crate::pki::key::{KeyKind, SubjectPublicKey};
use std::ffi::{c_char, c_int, c_void};
use std::sync::Arc;

/// A private or a public key, or none.
#[repr(C)]
pub struct mbedtls_pk_context {
    /// The kind of the key, or NULL.
    pub private_pk_info: *const mbedtls_pk_info_t,
    /// The key.
    pub private_pk_ctx: *mut c_void,
}

const _: () = assert!(size_of::<mbedtls_pk_context>() == 16);

/// What stands behind a context that has been set up. C programs cannot see into it.
///
/// cbindgen:ignore
pub enum Key {
    /// A kind without a key.
    Empty,
    /// A public key.
    Public(SubjectPublicKey),
    /// The public key of a certificate.
    Certified(Certificate),
    /// A private key, with its public half made when it is first asked for.
    Private(Arc<PrivateKey>, PublicKey),
    /// A key of the store of `psa/crypto.h`.
    Opaque(Opaque),
}

impl Key {
    /// A private key.
    pub(in crate::ffi) fn private(key: PrivateKey) -> Self {
        let public = key.public_key();
        Self::Private(Arc::new(key), public)
    }

    /// The public key, if there is one and it can be used.
    pub(in crate::ffi) fn public(&self) -> Option<&PublicKey> {
        match self {
            Self::Empty => None,
            Self::Public(key) => key.key.as_ref(),
            Self::Certified(certificate) => certificate.public_key(),
            Self::Private(_, public) => Some(public),
            Self::Opaque(key) => Some(key.public()),
        }
    }

    /// The private key, if this is one.
    pub(in crate::ffi) fn private_key(&self) -> Option<&Arc<PrivateKey>> {
        match self {
            Self::Private(key, _) => Some(key),
            _ => None,
        }
    }

    fn bits(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Public(key) => key.kind.bits(),
            Self::Certified(certificate) => certificate.key_kind().map_or(0, KeyKind::bits),
            Self::Private(_, public) => bits_of(public),
            Self::Opaque(key) => bits_of(key.public()),
        }
    }

    fn kind(&self) -> PkType {
        let kind = match self {
            Self::Empty => return 0,
            Self::Public(key) => key.kind,
            Self::Certified(certificate) => match certificate.key_kind() {
                Some(kind) => kind,
                None => return 0,
            },
            Self::Opaque(_) => return OPAQUE,
            Self::Private(key, _) => {
                return if matches!(key.kind(), crypto::KeyKind::Rsa { .. }) { RSA } else { ECKEY };
            }
        };
        match kind {
            KeyKind::Rsa { .. } => RSA,
            KeyKind::Ec { agreement_only: false, .. } => ECKEY,
            KeyKind::Ec { agreement_only: true, .. } => ECKEY_DH,
        }
    }
}

fn bits_of(key: &PublicKey) -> usize {
    match key.kind() {
        crypto::KeyKind::Rsa { bits } => bits,
        crypto::KeyKind::Ec(curve) => curve.bits(),
    }
}

// SAFETY: both give `private_pk_ctx`, which only the trait writes.
unsafe impl Slot for mbedtls_pk_context {
    type Value = Key;

    fn slot(&self) -> *mut c_void {
        self.private_pk_ctx
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_pk_ctx
    }
}

impl mbedtls_pk_context {
    /// A context without a key.
    pub(in crate::ffi) const fn empty() -> Self {
        Self { private_pk_info: std::ptr::null(), private_pk_ctx: std::ptr::null_mut() }
    }

    /// The kind, if there is one.
    pub(in crate::ffi) fn info(&self) -> Option<&mbedtls_pk_info_t> {
        // SAFETY: NULL or one of the static descriptions.
        unsafe { ptr::reference(self.private_pk_info) }.ok()
    }

    /// Puts a key into an empty context, with the description of its kind.
    pub(super) fn set_as(&mut self, info: &'static mbedtls_pk_info_t, key: Key) {
        self.private_pk_info = info;
        self.fill(key);
    }

    /// Puts a key into an empty context.
    pub(in crate::ffi) fn set(&mut self, key: Key) {
        self.private_pk_info = mbedtls_pk_info_t::of(key.kind()).map_or(std::ptr::null(), std::ptr::from_ref);
        self.fill(key);
    }

    /// The kind and the key of a context that has been set up.
    pub(in crate::ffi) fn parts(&self) -> Result<(&mbedtls_pk_info_t, &Key), Status> {
        self.info().zip(self.value()).ok_or(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA))
    }

    /// Takes the key out and wipes what is private.
    pub(in crate::ffi) fn clear(&mut self) {
        drop(self.take());
        *self = Self::empty();
    }
}

/// The private key of a context; `None` for NULL and where there is none.
///
/// # Safety
/// `context` is NULL or points to an initialized context that nobody changes during the call.
pub(in crate::ffi) unsafe fn private_key(context: *const mbedtls_pk_context) -> Option<Arc<PrivateKey>> {
    // SAFETY: by contract.
    let context = unsafe { ptr::reference(context) }.ok()?;
    match context.value()? {
        Key::Opaque(key) => key.signer(),
        key => key.private_key().map(Arc::clone),
    }
}

/// Makes a context empty.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to a writable `mbedtls_pk_context` that holds no key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_init(ctx: *mut mbedtls_pk_context) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Frees the key of a context, which is empty afterwards. A private key is wiped when its last user lets go of it.
///
/// \param ctx  The context. NULL and an empty one are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_free(ctx: *mut mbedtls_pk_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.clear();
        }
    });
}

/// Gives an empty context a kind, and no key yet.
///
/// \param ctx   The context. It must be empty.
/// \param info  The kind, from `mbedtls_pk_info_from_type()`.
///
/// \return      0, or MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL or the context is not empty.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `info` comes from `mbedtls_pk_info_from_type()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_setup(
    ctx: *mut mbedtls_pk_context,
    info: *const mbedtls_pk_info_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        if info.is_null() || !context.private_pk_info.is_null() {
            return Err(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA));
        }
        context.private_pk_info = info;
        context.fill(Key::Empty);
        Ok(())
    })
}

/// The size of a key in bits: of the modulus, or of the curve's field.
///
/// \param ctx  The context.
///
/// \return     The size, 0 if `ctx` is NULL or holds no key.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_get_bitlen(ctx: *const mbedtls_pk_context) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { bits(ctx) })
}

/// The size of a key in bytes, rounded up; see `mbedtls_pk_get_bitlen()`.
///
/// \param ctx  The context.
///
/// \return     The size, 0 if `ctx` is NULL or holds no key.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_get_len(ctx: *const mbedtls_pk_context) -> usize {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { bits(ctx) }.div_ceil(8))
}

/// # Safety
/// `context` is NULL or points to an initialized context.
unsafe fn bits(context: *const mbedtls_pk_context) -> usize {
    // SAFETY: by contract.
    unsafe { ptr::reference(context) }.ok().and_then(Slot::value).map_or(0, Key::bits)
}

/// Tells whether a key can be used as one of a kind. RSA can do RSASSA-PSS; EC keys can do ECDSA and ECDH.
///
/// \param ctx   The context.
/// \param type  The kind.
///
/// \return      1 if it can, 0 if not, or if `ctx` is NULL or has no kind.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_can_do(ctx: *const mbedtls_pk_context, r#type: PkType) -> c_int {
    boundary_or(0, || {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) };
        context.ok().and_then(mbedtls_pk_context::info).is_some_and(|info| info.can_do(r#type)).into()
    })
}

/// The name of a key's kind: `RSA`, `EC`, `EC_DH`, `ECDSA` or `Opaque`.
///
/// \param ctx  The context.
///
/// \return     The name, which lives as long as the program; `invalid PK` if `ctx` is NULL or has no kind.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_get_name(ctx: *const mbedtls_pk_context) -> *const c_char {
    const NONE: *const c_char = c"invalid PK".as_ptr();
    boundary_or(NONE, || {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) };
        context.ok().and_then(mbedtls_pk_context::info).map_or(NONE, |info| info.name.as_ptr())
    })
}

/// The kind of a key.
///
/// \param ctx  The context.
///
/// \return     The kind, MBEDTLS_PK_NONE if `ctx` is NULL or has none.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_get_type(ctx: *const mbedtls_pk_context) -> PkType {
    boundary_or(0, || {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) };
        context.ok().and_then(mbedtls_pk_context::info).map_or(0, |info| info.kind)
    })
}
