//! Key contexts that stand for a key of the store of `psa/crypto.h`.

use super::info::{ECKEY, RSA};
use super::psa::{public_key, status};
use super::{
    Key, MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_BUFFER_TOO_SMALL, MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE,
    mbedtls_pk_context, mbedtls_pk_info_t,
};
use crate::crypto::{HashAlgorithm, KeyKind, PrivateKey, PublicKey};
use crate::ffi::boundary::boundary;
use crate::ffi::enums::MdType;
use crate::ffi::md::hash_algorithm;
use crate::ffi::psa;
use crate::ffi::psa_crypto_types::mbedtls_svc_key_id_t;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::c_int;
use std::sync::Arc;

/// The number of a key of the store, and its public half.
///
/// cbindgen:ignore
pub struct Opaque {
    id: u32,
    public: PublicKey,
}

impl Opaque {
    /// The public half, as it was when the context was set up. A number never names two keys while one is known.
    pub(super) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// RSA or ECKEY.
    pub(super) fn kind(&self) -> u32 {
        if matches!(self.public.kind(), KeyKind::Rsa { .. }) { RSA } else { ECKEY }
    }

    /// The private key for handshakes, if it is still in the store; it signs as the policy allows.
    pub(super) fn signer(&self) -> Option<Arc<PrivateKey>> {
        psa::get(self.id).ok()?.signer()
    }

    /// Signs a hash by the algorithm of the policy, and returns the length of the signature.
    pub(super) fn sign(&self, md: MdType, hash: &[u8], output: &mut [u8]) -> Result<usize, Status> {
        let digest = hash_algorithm(md).ok_or(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA))?;
        let key = psa::get(self.id).map_err(status)?;
        let algorithm = psa::with_hash(key.attributes.algorithm, digest);
        let mut signature = psa::sign_hash(self.id, algorithm, hash).map_err(status)?;
        if let KeyKind::Ec(curve) = self.public.kind() {
            signature = psa::der_from_raw(curve.bits(), &signature).map_err(|_| Status::INTERNAL)?;
        }
        let place = output.get_mut(..signature.len());
        place.ok_or(Status::new(MBEDTLS_ERR_PK_BUFFER_TOO_SMALL))?.copy_from_slice(&signature);
        Ok(signature.len())
    }

    /// Whether the algorithm of the policy is RSASSA-PSS.
    pub(super) fn is_pss(&self) -> bool {
        psa::get(self.id).is_ok_and(|key| {
            let sha256 = psa::with_hash(key.attributes.algorithm, HashAlgorithm::Sha256);
            matches!(psa::Scheme::of(sha256), Ok(psa::Scheme::RsaPss(..)))
        })
    }

    /// Runs something with a context of the public half.
    pub(super) fn with_public<T>(
        &self,
        work: impl FnOnce(&mbedtls_pk_context) -> Result<T, Status>,
    ) -> Result<T, Status> {
        let mut context = mbedtls_pk_context::empty();
        context.set(public_key(&self.public)?);
        let result = work(&context);
        context.clear();
        result
    }
}

impl mbedtls_pk_context {
    /// Whether the context stands for a key that signs by RSASSA-PSS alone.
    pub(in crate::ffi) fn signs_by_pss(&self) -> bool {
        matches!(self.parts(), Ok((_, Key::Opaque(key))) if key.is_pss())
    }
}

/// Makes a context stand for a private key of the store, RSA or on a curve, without taking a copy. It signs with the
/// algorithm of the key's policy and the hash that is asked for; in a handshake and for certificates it signs as the
/// policy allows. The key must stay in the store; `mbedtls_pk_free()` leaves it there.
///
/// \param ctx  An empty context.
/// \param key  The number of the key.
///
/// \return     0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or not empty, or there is no such key;
///             MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE if it is no private key for signatures.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_setup_opaque(
    ctx: *mut mbedtls_pk_context,
    key: mbedtls_svc_key_id_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        if context.info().is_some() {
            return Err(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA));
        }
        let stored = psa::get(key).map_err(|_| Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA))?;
        let private = stored.private().map_err(|_| Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))?;
        let opaque = Opaque { id: key, public: private.public_key() };
        context.set_as(mbedtls_pk_info_t::opaque(opaque.kind()), Key::Opaque(Arc::new(opaque)));
        Ok(())
    })
}
