//! `mbedtls/ecp.h`: elliptic curves, their points, and pairs of keys on them.

#![expect(non_snake_case, reason = "parameters and fields are named as in C")]

mod arithmetic;
mod curves;
mod generate;
mod group;
mod keypair;
mod point;
mod tls;
mod types;

pub use arithmetic::*;
pub(in crate::ffi) use curves::of_group as curve_of_group;
pub use curves::*;
pub use generate::*;
pub use group::*;
pub(in crate::ffi) use keypair::check_pair;
pub use keypair::*;
pub use point::*;
pub use tls::*;
pub use types::{mbedtls_ecp_group, mbedtls_ecp_keypair, mbedtls_ecp_point};

use crate::ffi::status::Status;
use std::ffi::c_int;

/// An argument is NULL or out of range, or does not fit the curve.
pub const MBEDTLS_ERR_ECP_BAD_INPUT_DATA: c_int = -0x4F80;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL: c_int = -0x4F00;
/// The curve is not offered, or the group has none.
pub const MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE: c_int = -0x4E80;
/// The signature does not verify.
pub const MBEDTLS_ERR_ECP_VERIFY_FAILED: c_int = -0x4E00;
/// Memory ran out.
pub const MBEDTLS_ERR_ECP_ALLOC_FAILED: c_int = -0x4D80;
/// The random generator gives no fitting number.
pub const MBEDTLS_ERR_ECP_RANDOM_FAILED: c_int = -0x4D00;
/// The key is no key of the curve.
pub const MBEDTLS_ERR_ECP_INVALID_KEY: c_int = -0x4C80;
/// The signature is good, and more bytes follow it.
pub const MBEDTLS_ERR_ECP_SIG_LEN_MISMATCH: c_int = -0x4C00;
/// Not over yet. This library does not interrupt operations and never returns it.
pub const MBEDTLS_ERR_ECP_IN_PROGRESS: c_int = -0x4B00;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
const TOO_SMALL: Status = Status::new(MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
const UNAVAILABLE: Status = Status::new(MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
const INVALID_KEY: Status = Status::new(MBEDTLS_ERR_ECP_INVALID_KEY);
