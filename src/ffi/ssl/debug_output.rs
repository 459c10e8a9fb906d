//! Hands the engine's debug lines to the application.

use super::drive::Driver;
use crate::ffi::debug;
use crate::ffi::status::Status;
use std::ffi::{CString, c_int};

/// Lets the engine write lines up to the threshold of `mbedtls_debug_set_threshold`, if anyone wants them.
pub(super) fn set_threshold(driver: Driver) -> Result<(), Status> {
    let wanted = driver.conf()?.private_f_dbg.is_some();
    let threshold = if wanted { debug::threshold() } else { 0 };
    driver.with(|_, state| state.connection.log_mut().set_threshold(threshold))
}

/// Delivers what the engine has written since.
pub(super) fn deliver(driver: Driver) -> Result<(), Status> {
    let lines = driver.with(|_, state| {
        let log = state.connection.log_mut();
        if log.is_empty() { Vec::new() } else { log.take() }
    })?;
    if lines.is_empty() {
        return Ok(());
    }
    let conf = driver.conf()?;
    let (Some(f_dbg), p_dbg) = (conf.private_f_dbg, conf.private_p_dbg) else { return Ok(()) };
    for line in lines {
        // Neither has a NUL inside; a line that had would be left out.
        let (Ok(file), Ok(text)) = (CString::new(line.file), CString::new(line.text + "\n")) else {
            continue;
        };
        let number = c_int::try_from(line.line).unwrap_or(c_int::MAX);
        // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_dbg` demands.
        unsafe { f_dbg(p_dbg, line.level as c_int, file.as_ptr(), number, text.as_ptr()) };
    }
    Ok(())
}
