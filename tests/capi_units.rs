//! The unit tests in C: one program for each header, `capi-tests/unit/HEADER.c`, or several by theme,
//! `capi-tests/unit/HEADER-THEME.c`, run against the shared library.
//!
//! `capi-tests/run-sanitized` runs the same programs under AddressSanitizer and valgrind.

#![cfg(feature = "capi")]

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

/// Every header below `include/mbedtls` that declares a function has a unit test.
#[test]
fn every_header_has_a_unit() {
    let sources = support::sources("unit");
    let mut missing = Vec::new();
    for entry in fs::read_dir(support::root().join("src/ffi")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let is_header = folder.join("cbindgen.toml").is_file();
        if is_header && !sources.iter().any(|source| header_of(source) == name) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "no capi-tests/unit/NAME.c for {missing:?}");
}

/// Every function that `ssl.h` and `ssl_ciphersuites.h` declare is called in a unit or in a flow.
#[test]
fn every_function_of_ssl_is_called() {
    let programs = [support::sources("unit"), support::sources("flows")].concat();
    let text: String = programs.iter().map(|source| fs::read_to_string(source).unwrap()).collect();
    let mut missing = Vec::new();
    for header in ["ssl", "ssl_ciphersuites"] {
        let header = support::root().join(format!("include/mbedtls/{header}.h"));
        let functions = declared_functions(&fs::read_to_string(&header).unwrap());
        assert!(!functions.is_empty(), "no functions found in {}", header.display());
        missing.extend(functions.into_iter().filter(|name| !text.contains(&format!("{name}("))));
    }
    assert!(missing.is_empty(), "called neither in capi-tests/unit nor in capi-tests/flows: {missing:?}");
}

#[test]
fn units_pass() {
    support::all_pass("unit", Duration::from_secs(120));
}

/// The header that a unit tests: its name up to the theme.
fn header_of(source: &Path) -> String {
    let stem = source.file_stem().unwrap().to_str().unwrap();
    stem.split('-').next().unwrap().to_owned()
}

/// The names of the functions that a header declares, without those that are only mentioned.
fn declared_functions(header: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in header.lines() {
        let is_code = !line.starts_with([' ', '*', '/', '#']) && !line.starts_with("typedef");
        let Some(before) = line.split('(').next().filter(|_| is_code && line.contains('(')) else { continue };
        let name = before.rsplit([' ', '*']).next().unwrap();
        if name.starts_with("mbedtls_") {
            names.push(name.to_owned());
        }
    }
    names
}
