use super::info::RSA;
use super::{Key, MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE, mbedtls_pk_context};
use crate::ffi::status::Status;
use crate::pki::key::subject_public_key_info;

/// `MBEDTLS_ERR_RSA_BAD_INPUT_DATA`.
const RSA_BAD_INPUT: Status = Status::new(-0x4080);
/// `MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE`.
const ECP_FEATURE_UNAVAILABLE: Status = Status::new(-0x4E80);
const UNAVAILABLE: Status = Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);

impl mbedtls_pk_context {
    /// The SubjectPublicKeyInfo of the public half, as it goes into certificates.
    pub(in crate::ffi) fn public_key_info(&self) -> Result<Vec<u8>, Status> {
        let (info, key) = self.info().zip(self.key()).ok_or(UNAVAILABLE)?;
        match (key.public(), &key) {
            (Some(public), _) => Ok(subject_public_key_info(public)),
            (None, Key::Empty) => Err(if info.kind == RSA { RSA_BAD_INPUT } else { ECP_FEATURE_UNAVAILABLE }),
            // What nothing here can use can still be passed on.
            (None, Key::Certified(certificate)) => Ok(certificate.spki().to_vec()),
            (None, _) => Err(UNAVAILABLE),
        }
    }
}
