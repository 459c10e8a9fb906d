//! The C headers: generated from `src/ffi`, equal to what is checked in, under all names that programs include, and good
//! C and C++ by themselves and together.
//!
//! `LIBDTLS_BLESS=1 cargo test --test headers` writes what has changed. `docs/headers.md` tells the conventions.

#![cfg(feature = "capi")]

mod dialects;
mod generate;
mod names;
#[path = "../support/peers.rs"]
mod peers;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Headers of preprocessor text alone, which are written by hand.
const HAND_WRITTEN: &[&str] = &[
    "mbedtls/aria.h",
    "mbedtls/build_info.h",
    "mbedtls/camellia.h",
    "mbedtls/certs.h",
    "mbedtls/chacha20.h",
    "mbedtls/chachapoly.h",
    "mbedtls/check_config.h",
    "mbedtls/cmac.h",
    "mbedtls/compat-2.x.h",
    "mbedtls/config_psa.h",
    "mbedtls/des.h",
    "mbedtls/dhm.h",
    "mbedtls/ecdh.h",
    "mbedtls/ecdsa.h",
    "mbedtls/ecjpake.h",
    "mbedtls/libdtls_build.h",
    "mbedtls/lms.h",
    "mbedtls/mbedtls_config.h",
    "mbedtls/memory_buffer_alloc.h",
    "mbedtls/nist_kw.h",
    "mbedtls/pkcs12.h",
    "mbedtls/pkcs5.h",
    "mbedtls/pkcs7.h",
    "mbedtls/poly1305.h",
    "mbedtls/private_access.h",
    "mbedtls/ripemd160.h",
    "mbedtls/sha3.h",
    "psa/build_info.h",
    "psa/crypto_compat.h",
    "psa/crypto_config.h",
    "psa/crypto_platform.h",
    "psa/crypto_sizes.h",
    "psa/crypto_struct.h",
    "psa/crypto_values.h",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every header below `include/`, by its path there.
fn checked_in() -> Vec<String> {
    stale();
    let include = root().join("include");
    let mut found = Vec::new();
    for folder in fs::read_dir(&include).expect("include/ is there") {
        let folder = folder.unwrap().path();
        for header in fs::read_dir(&folder).unwrap() {
            let path = header.unwrap().path();
            found.push(path.strip_prefix(&include).unwrap().to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}

/// The folders of `src/ffi` that are headers: those with a `cbindgen.toml`.
fn header_folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(root().join("src/ffi"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("cbindgen.toml").is_file())
        .collect();
    folders.sort();
    folders
}

/// The headers that are not up to date; with `LIBDTLS_BLESS` they are written first, before any test looks at them.
fn stale() -> &'static [String] {
    static STALE: OnceLock<Vec<String>> = OnceLock::new();
    STALE.get_or_init(|| {
        let bless = std::env::var_os("LIBDTLS_BLESS").is_some();
        let mut stale = Vec::new();
        for folder in header_folders() {
            let header = generate::Header::of(&folder);
            let path = root().join("include").join(&header.path);
            if fs::read_to_string(&path).is_ok_and(|text| text == header.text) {
                continue;
            }
            if bless {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &header.text).unwrap();
            } else {
                stale.push(header.path);
            }
        }
        stale
    })
}

#[test]
fn headers_are_up_to_date() {
    assert!(
        stale().is_empty(),
        "out of date: {:?}; run LIBDTLS_BLESS=1 cargo test --test headers and look at the difference",
        stale()
    );
}

#[test]
fn every_header_has_a_source() {
    let mut known: Vec<_> = HAND_WRITTEN.iter().map(|&path| path.to_owned()).collect();
    known.extend(header_folders().iter().map(|folder| generate::Header::path_of(folder)));
    known.sort();
    assert_eq!(checked_in(), known);
}

#[test]
fn headers_are_good_c_and_cpp() {
    dialects::check(&checked_in());
}

#[test]
fn headers_have_the_names_of_the_original() {
    let Some(include) = peers::original_include() else { return };
    names::check(&checked_in(), &include);
}
