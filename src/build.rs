//! Gives the shared library its soname, so that programs linked with it find `libdtls.so.0` at run time, and puts a
//! link of that name beside it.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target_os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(target_os.as_str(), "linux" | "android" | "freebsd" | "netbsd" | "openbsd") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdtls.so.0");
        if let Some(out) = std::env::var_os("OUT_DIR") {
            link_soname(Path::new(&out));
        }
    }
}

/// Links `libdtls.so.0` to `libdtls.so` where Cargo will put it, so that programs run from the build folder. Cargo has
/// no step after linking; a link may come before what it leads to. Installed libraries do not need it, so that no
/// failure matters.
#[cfg(unix)]
fn link_soname(out: &Path) {
    // OUT_DIR is PROFILE/build/PACKAGE-HASH/out.
    let Some(profile) = out.ancestors().nth(3) else { return };
    for folder in [profile.to_owned(), profile.join("deps")] {
        let _ = std::os::unix::fs::symlink("libdtls.so", folder.join("libdtls.so.0"));
    }
}

#[cfg(not(unix))]
fn link_soname(_out: &Path) {}
