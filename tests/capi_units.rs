//! The unit tests in C: one program for each header, `capi-tests/unit/HEADER.c`, or several by theme,
//! `capi-tests/unit/HEADER-THEME.c`, run against the shared library.
//!
//! `capi-tests/run-sanitized` runs the same programs under AddressSanitizer and valgrind.

#![cfg(feature = "capi")]

#[path = "support/declared.rs"]
mod declared;
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

/// Every function that a header declares is called in a unit or in a flow.
#[test]
fn every_function_is_called() {
    let programs = [support::sources("unit"), support::sources("flows")].concat();
    let text: String = programs.iter().map(|source| fs::read_to_string(source).unwrap()).collect();
    let mut missing = Vec::new();
    let mut declared = 0;
    for header in declared::headers() {
        let functions = declared::functions(&fs::read_to_string(&header).unwrap());
        declared += functions.len();
        let names = functions.into_iter().map(|function| function.name);
        missing.extend(names.filter(|name| !text.contains(&format!("{name}("))));
    }
    assert!(declared > 150, "{declared}");
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
