//! `mbedtls/rsa.h`: RSA keys and signatures. Nothing is decrypted: with the padding of PKCS #1 v1.5 whoever can tell
//! good from bad ciphertexts, if only by the time they take, can decrypt (Bleichenbacher's and the Marvin attack).

#![expect(non_snake_case, reason = "parameters are named as in C")]

mod check;
mod context;
mod export;
mod generate;
mod import;
mod sign;
mod signature;
mod value;
mod verify;

pub(in crate::ffi) use check::check_pair;
pub use check::*;
pub use context::*;
pub use export::*;
pub use generate::*;
pub use import::*;
pub use sign::*;
pub(in crate::ffi) use signature::{Padding, sign as sign_with, verify as verify_with};
pub use verify::*;

use crate::ffi::status::Status;
use std::ffi::c_int;

/// An argument is NULL or out of range, or the key lacks what is needed.
pub const MBEDTLS_ERR_RSA_BAD_INPUT_DATA: c_int = -0x4080;
/// The padding is wrong, or not one that is known.
pub const MBEDTLS_ERR_RSA_INVALID_PADDING: c_int = -0x4100;
/// No key could be generated.
pub const MBEDTLS_ERR_RSA_KEY_GEN_FAILED: c_int = -0x4180;
/// The key is not valid, or two keys do not belong together.
pub const MBEDTLS_ERR_RSA_KEY_CHECK_FAILED: c_int = -0x4200;
/// The operation with the public key failed.
pub const MBEDTLS_ERR_RSA_PUBLIC_FAILED: c_int = -0x4280;
/// The operation with the private key failed.
pub const MBEDTLS_ERR_RSA_PRIVATE_FAILED: c_int = -0x4300;
/// The signature does not verify.
pub const MBEDTLS_ERR_RSA_VERIFY_FAILED: c_int = -0x4380;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_RSA_OUTPUT_TOO_LARGE: c_int = -0x4400;
/// The random generator failed.
pub const MBEDTLS_ERR_RSA_RNG_FAILED: c_int = -0x4480;

/// PKCS #1 v1.5 padding (RFC 8017 §8.2).
pub const MBEDTLS_RSA_PKCS_V15: c_int = 0;
/// PSS padding (RFC 8017 §8.1).
pub const MBEDTLS_RSA_PKCS_V21: c_int = 1;
/// A key for signatures, as PKCS #1 v1.5 marks blocks.
pub const MBEDTLS_RSA_SIGN: c_int = 1;
/// A key for encryption, as PKCS #1 v1.5 marks blocks. Nothing is encrypted here.
pub const MBEDTLS_RSA_CRYPT: c_int = 2;
/// A salt of any length when verifying; of the usual length when signing.
pub const MBEDTLS_RSA_SALT_LEN_ANY: c_int = -1;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
const CHECK_FAILED: Status = Status::new(MBEDTLS_ERR_RSA_KEY_CHECK_FAILED);
