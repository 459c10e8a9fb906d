//! `mbedtls/bignum.h`: numbers of any length.

#![expect(non_snake_case, reason = "parameters are named as in C")]

mod arithmetic;
mod compare;
mod constant;
mod convert;
mod number;
mod random;
mod types;

pub use arithmetic::*;
pub use compare::*;
pub(in crate::ffi) use constant::CONSTANTS;
pub use convert::*;
pub use number::*;
pub use random::*;
pub use types::{mbedtls_mpi, mbedtls_mpi_sint, mbedtls_mpi_uint};

use crate::crypto::IntegerError;
use crate::ffi::status::Status;
use std::ffi::c_int;

/// A file could not be read or written.
pub const MBEDTLS_ERR_MPI_FILE_IO_ERROR: c_int = -0x0002;
/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_MPI_BAD_INPUT_DATA: c_int = -0x0004;
/// A character is no digit.
pub const MBEDTLS_ERR_MPI_INVALID_CHARACTER: c_int = -0x0006;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL: c_int = -0x0008;
/// A number is negative that must not be.
pub const MBEDTLS_ERR_MPI_NEGATIVE_VALUE: c_int = -0x000A;
/// A division by zero.
pub const MBEDTLS_ERR_MPI_DIVISION_BY_ZERO: c_int = -0x000C;
/// The number has no inverse, or no fitting number was found.
pub const MBEDTLS_ERR_MPI_NOT_ACCEPTABLE: c_int = -0x000E;
/// Memory ran out, or the number would be longer than MBEDTLS_MPI_MAX_LIMBS words.
pub const MBEDTLS_ERR_MPI_ALLOC_FAILED: c_int = -0x0010;

/// The longest number, in words.
pub const MBEDTLS_MPI_MAX_LIMBS: c_int = 10000;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_MPI_BAD_INPUT_DATA);

impl From<IntegerError> for Status {
    fn from(reason: IntegerError) -> Self {
        Self::new(match reason {
            IntegerError::DivisionByZero => MBEDTLS_ERR_MPI_DIVISION_BY_ZERO,
            IntegerError::Negative => MBEDTLS_ERR_MPI_NEGATIVE_VALUE,
            IntegerError::BadInput => MBEDTLS_ERR_MPI_BAD_INPUT_DATA,
            IntegerError::NoInverse => MBEDTLS_ERR_MPI_NOT_ACCEPTABLE,
            IntegerError::NoDigit => MBEDTLS_ERR_MPI_INVALID_CHARACTER,
        })
    }
}
