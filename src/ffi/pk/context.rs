use super::ec_key::EcKey;
use super::info::{ECKEY, ECKEY_DH, OPAQUE, RSA};
use super::key::Key;
use super::{MBEDTLS_ERR_PK_BAD_INPUT_DATA, mbedtls_pk_info_t};
use crate::crypto::PrivateKey;
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::ecp::mbedtls_ecp_keypair;
use crate::ffi::enums::PkType;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::rsa::mbedtls_rsa_context;
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use crate::pki::Certificate;
use crate::pki::key::{KeyKind, PrivateKeyData};
use std::ffi::{c_char, c_int, c_void};
use std::mem::replace;
use std::ptr::null_mut;
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

/// What stands behind a context that has been set up. Programs find the C struct of its kind where the pointer leads.
enum Behind<'a> {
    Rsa(&'a mbedtls_rsa_context),
    Ec(&'a EcKey),
    /// Of these no program sees more than the context.
    Other(&'a Key),
}

impl mbedtls_pk_context {
    /// A context without a key.
    pub(in crate::ffi) const fn empty() -> Self {
        Self { private_pk_info: std::ptr::null(), private_pk_ctx: std::ptr::null_mut() }
    }

    /// The kind, if there is one.
    pub(in crate::ffi) fn info(&self) -> Option<&'static mbedtls_pk_info_t> {
        // SAFETY: NULL or one of the static descriptions.
        unsafe { ptr::reference(self.private_pk_info) }.ok()
    }

    /// Puts a key into an empty context.
    pub(in crate::ffi) fn set(&mut self, key: Key) {
        if let Some(info) = mbedtls_pk_info_t::of(key.pk_type()) {
            self.set_as(info, key);
        }
    }

    /// Puts a private key as a file has it into an empty context.
    pub(super) fn set_private(&mut self, key: PrivateKeyData) {
        let (kind, behind) = match key {
            PrivateKeyData::Rsa(numbers) => {
                (RSA, Box::into_raw(Box::new(mbedtls_rsa_context::of_private(&numbers))).cast())
            }
            PrivateKeyData::Ec(key) => {
                let kind = if key.agreement_only { ECKEY_DH } else { ECKEY };
                (kind, Box::into_raw(Box::new(EcKey::of_private(key))).cast())
            }
        };
        self.private_pk_info = mbedtls_pk_info_t::of(kind).map_or(std::ptr::null(), std::ptr::from_ref);
        self.private_pk_ctx = behind;
    }

    /// Puts a key into an empty context, with the description of its kind.
    pub(super) fn set_as(&mut self, info: &'static mbedtls_pk_info_t, key: Key) {
        self.private_pk_info = info;
        self.private_pk_ctx = match info.kind {
            RSA => Box::into_raw(Box::new(mbedtls_rsa_context::of(key))).cast(),
            OPAQUE => Box::into_raw(Box::new(key)).cast(),
            _ => Box::into_raw(Box::new(EcKey::of(key))).cast(),
        };
    }

    /// Gives an empty context a kind, and no key.
    fn set_kind(&mut self, info: &'static mbedtls_pk_info_t) {
        self.private_pk_info = info;
        self.private_pk_ctx = match info.kind {
            RSA => Box::into_raw(Box::new(mbedtls_rsa_context::EMPTY)).cast(),
            OPAQUE => Box::into_raw(Box::new(Key::Empty)).cast(),
            _ => Box::into_raw(Box::new(EcKey::new())).cast(),
        };
    }

    fn behind(&self) -> Option<Behind<'_>> {
        let pointer = self.private_pk_ctx;
        // SAFETY: not NULL (checked), so it came from `set_as` or `set_kind`, as what the kind says; it lives as long as
        // the context, and is changed through C's pointers only while nobody calls with the context.
        unsafe {
            match self.info()?.kind {
                RSA => ptr::reference(pointer.cast()).ok().map(Behind::Rsa),
                OPAQUE => ptr::reference(pointer.cast()).ok().map(Behind::Other),
                _ => ptr::reference(pointer.cast()).ok().map(Behind::Ec),
            }
        }
    }

    /// The RSA context, if the kind is RSA.
    pub(in crate::ffi) fn rsa(&self) -> Option<&mbedtls_rsa_context> {
        match self.behind()? {
            Behind::Rsa(context) => Some(context),
            _ => None,
        }
    }

    /// The pair of keys, if the kind is one for keys on curves.
    pub(in crate::ffi) fn ec(&self) -> Option<&mbedtls_ecp_keypair> {
        match self.behind()? {
            Behind::Ec(key) => Some(&key.pair),
            _ => None,
        }
    }

    /// The certificate that the key is of, as kept here or else as `read` gives it.
    pub(in crate::ffi) fn certificate(
        &self,
        read: impl FnOnce() -> Option<Certificate>,
    ) -> Option<Certificate> {
        match self.behind() {
            Some(Behind::Ec(key)) => key.certificate(read),
            Some(Behind::Rsa(context)) => match context.key() {
                Key::Certified(certificate) => Some(certificate),
                _ => read(),
            },
            _ => read(),
        }
    }

    /// The key as it is now, if the context has been set up.
    pub(super) fn key(&self) -> Option<Key> {
        Some(match self.behind()? {
            Behind::Rsa(context) => context.key(),
            Behind::Ec(key) => key.key(),
            Behind::Other(key) => key.clone(),
        })
    }

    /// The kind and the key of a context that has been set up. The key is made of what the C struct behind the context
    /// holds now.
    pub(in crate::ffi) fn parts(&self) -> Result<(&'static mbedtls_pk_info_t, Key), Status> {
        self.info().zip(self.key()).ok_or(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA))
    }

    /// Takes the key out and wipes what is private.
    pub(in crate::ffi) fn clear(&mut self) {
        let kind = self.info().map(|info| info.kind);
        let pointer = replace(self, Self::empty()).private_pk_ctx;
        if pointer.is_null() {
            return;
        }
        // SAFETY: not NULL, so it came from `set_as` or `set_kind`, as what the kind says, and the context no longer has it.
        unsafe {
            match kind {
                Some(RSA) => Box::from_raw(pointer.cast::<mbedtls_rsa_context>()).clear(),
                Some(OPAQUE) => drop(Box::from_raw(pointer.cast::<Key>())),
                Some(_) => drop(Box::from_raw(pointer.cast::<EcKey>())),
                None => {}
            }
        }
    }
}

/// The private key of a context for handshakes; `None` for NULL and where there is none that makes signatures. With RSA
/// numbers that contradict each other it is one that fails where it is to sign.
///
/// # Safety
/// `context` is NULL or points to an initialized context that nobody changes during the call.
pub(in crate::ffi) unsafe fn private_key(context: *const mbedtls_pk_context) -> Option<Arc<PrivateKey>> {
    // SAFETY: by contract.
    let context = unsafe { ptr::reference(context) }.ok()?;
    if context.info().is_some_and(|info| info.kind == ECKEY_DH) {
        return None;
    }
    match context.key()? {
        Key::Opaque(key) => key.signer(),
        key => key.private_key().map(Arc::clone).or_else(|| {
            let unfit = context.rsa()?.components().is_some_and(|numbers| !numbers.fit());
            key.public().filter(|_| unfit).map(|public| Arc::new(PrivateKey::unfit(public.clone())))
        }),
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
        // SAFETY: by contract, one of the static descriptions.
        context.set_kind(unsafe { ptr::reference(info) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?);
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
    match unsafe { ptr::reference(context) }.ok().and_then(mbedtls_pk_context::behind) {
        None => 0,
        Some(Behind::Rsa(context)) => context.bits(),
        Some(Behind::Ec(key)) => key.bits(),
        Some(Behind::Other(key)) => key.kind().map_or(0, KeyKind::bits),
    }
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

/// The RSA key of a context, to generate one in it or to read it. It belongs to the context.
///
/// \param pk  The context, of kind MBEDTLS_PK_RSA.
///
/// \return    The RSA context; NULL if the kind is another or none.
///
/// # Safety
/// `pk` is an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_rsa(pk: mbedtls_pk_context) -> *mut mbedtls_rsa_context {
    boundary_or(null_mut(), || match pk.behind() {
        Some(Behind::Rsa(_)) => pk.private_pk_ctx.cast(),
        _ => null_mut(),
    })
}

/// The pair of keys of a context, to generate one in it, to read it or to change it. It belongs to the context.
///
/// \param pk  The context, of kind MBEDTLS_PK_ECKEY, MBEDTLS_PK_ECKEY_DH or MBEDTLS_PK_ECDSA.
///
/// \return    The pair of keys; NULL if the kind is another or none.
///
/// # Safety
/// `pk` is an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_ec(pk: mbedtls_pk_context) -> *mut mbedtls_ecp_keypair {
    boundary_or(null_mut(), || match pk.behind() {
        Some(Behind::Ec(_)) => pk.private_pk_ctx.cast(),
        _ => null_mut(),
    })
}
