//! Gives the shared library its soname, so that programs linked with it find `libdtls.so.0` at run time.

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target_os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(target_os.as_str(), "linux" | "android" | "freebsd" | "netbsd" | "openbsd") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdtls.so.0");
    }
}
