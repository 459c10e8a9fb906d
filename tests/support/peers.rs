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
    original().map(|(include, _)| include)
}

/// The libraries of Mbed TLS 3.6.6, likewise (`MBEDTLS_LIB`).
pub fn original_library() -> Option<PathBuf> {
    original().and_then(|(_, library)| library)
}

/// The two folders. Who names the headers alone has no libraries.
fn original() -> Option<(PathBuf, Option<PathBuf>)> {
    static FOLDERS: OnceLock<Result<(PathBuf, Option<PathBuf>), String>> = OnceLock::new();
    let found = FOLDERS.get_or_init(|| {
        if let Some(include) = std::env::var_os("MBEDTLS_INCLUDE") {
            return Ok((include.into(), std::env::var_os("MBEDTLS_LIB").map(Into::into)));
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = Command::new(root.join("capi-tests/tools/oracle"))
            .arg(root.join("target/oracle"))
            .output()
            .map_err(|error| error.to_string())?;
        let words = String::from_utf8_lossy(&output.stdout);
        let mut lines = words.lines();
        match (lines.next(), lines.next()) {
            (Some(include), library) if output.status.success() => {
                Ok((include.into(), library.map(Into::into)))
            }
            _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    });
    match found {
        Ok(folders) => Some(folders.clone()),
        Err(words) => {
            leave_out(&format!("comparison with Mbed TLS 3.6.6: {}", words.trim_end()));
            None
        }
    }
}
