//! What the tests compare with, and what they say where it is missing.
#![allow(dead_code, reason = "each test program uses a part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// True where nothing may be left out (`CI=true` in the environment).
pub fn required() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Says what a test leaves out, past the test harness, which would swallow it; where nothing may be left out it fails.
pub fn leave_out(what: &str) {
    assert!(!required(), "{what}");
    let _ = writeln!(std::io::stderr(), "left out: {what}");
}

/// The headers of Mbed TLS 3.6.6: the folder that `MBEDTLS_INCLUDE` names, else what `capi-tests/tools/oracle` unpacks.
/// `None`, after saying so, where neither can be had.
pub fn original_include() -> Option<PathBuf> {
    static INCLUDE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = INCLUDE.get_or_init(|| {
        if let Some(include) = std::env::var_os("MBEDTLS_INCLUDE") {
            return Ok(include.into());
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = Command::new(root.join("capi-tests/tools/oracle"))
            .arg(root.join("target/oracle"))
            .output()
            .map_err(|error| error.to_string())?;
        let words = String::from_utf8_lossy(&output.stdout);
        match words.lines().next() {
            Some(include) if output.status.success() => Ok(include.into()),
            _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    });
    match found {
        Ok(include) => Some(include.clone()),
        Err(words) => {
            leave_out(&format!("comparison with the headers of Mbed TLS 3.6.6: {}", words.trim_end()));
            None
        }
    }
}
