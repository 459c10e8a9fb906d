//! Seeds that outlive the process.

use super::generator::Generator;
use super::{MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG};
use crate::crypto::HmacDrbg;
use crate::ffi::seed_file;
use crate::ffi::status::Status;
use std::ffi::CStr;
use std::io::Write;
use zeroize::Zeroizing;

pub(super) fn write(generator: &mut Generator, path: &CStr) -> Result<(), Status> {
    // Opened first: a file that cannot be written does not move the generator on.
    let failed = |_| Status::new(MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR);
    let mut file = seed_file::create(path).map_err(failed)?;
    let mut seed = Zeroizing::new([0; HmacDrbg::MAX_INPUT_LEN]);
    generator.fill(&[], &mut *seed)?;
    file.write_all(&*seed).map_err(failed)
}

pub(super) fn update(generator: &mut Generator, path: &CStr) -> Result<(), Status> {
    let seed = seed_file::read_beginning(path, HmacDrbg::MAX_INPUT_LEN + 1)
        .map_err(|_| Status::new(MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR))?;
    if seed.len() > HmacDrbg::MAX_INPUT_LEN {
        return Err(Status::new(MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG));
    }
    generator.update(&seed)?;
    write(generator, path)
}
