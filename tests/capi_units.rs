//! The unit tests in C: one program for each header, `capi-tests/unit/HEADER.c`, or several by theme,
//! `capi-tests/unit/HEADER-THEME.c`, run against the shared library.
//!
//! They run against Mbed TLS as well, without what only this library allows. `capi-tests/run-sanitized` runs the same
//! programs under AddressSanitizer and valgrind.

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

/// Every function about connections whose first argument is a pointer is called with NULL for it in a unit.
#[test]
fn every_function_about_connections_gets_null() {
    let units: Vec<_> =
        support::sources("unit").iter().map(|source| code_of(&fs::read_to_string(source).unwrap())).collect();
    let mut missing = Vec::new();
    let mut pointers = 0;
    for header in ABOUT_CONNECTIONS {
        let text = fs::read_to_string(support::root().join("include/mbedtls").join(header)).unwrap();
        for function in declared::functions(&text) {
            if function.first_parameter.contains('*') {
                pointers += 1;
                if !units.iter().any(|unit| gets_null(unit, &function.name)) {
                    missing.push(function.name);
                }
            }
        }
    }
    assert!(pointers > 170, "{pointers}");
    assert!(missing.is_empty(), "never called with NULL in capi-tests/unit: {missing:?}");
}

/// The headers about connections and what stands around them.
const ABOUT_CONNECTIONS: [&str; 8] = [
    "libdtls_ssl.h",
    "net_sockets.h",
    "ssl.h",
    "ssl_cache.h",
    "ssl_ciphersuites.h",
    "ssl_cookie.h",
    "ssl_ticket.h",
    "timing.h",
];

#[test]
fn calls_with_null_are_told_from_others() {
    assert!(gets_null(&code_of("CHECK(mbedtls_x(\n    NULL, 1) == 0);"), "mbedtls_x"));
    assert!(gets_null(&code_of("ONLY_OURS mbedtls_x(NULL);"), "mbedtls_x"));
    assert!(gets_null(&code_of("f(mbedtls_x(&a)); /* not */ mbedtls_x(NULL);"), "mbedtls_x"));
    assert!(!gets_null(&code_of("mbedtls_x(&a, NULL);"), "mbedtls_x"));
    assert!(!gets_null(&code_of("/* mbedtls_x(NULL) */ mbedtls_x(&a);"), "mbedtls_x"));
    assert!(!gets_null(
        &code_of("ONLY_OURS mbedtls_y(NULL); mbedtls_x_free(NULL); dtls_mbedtls_x(NULL); mbedtls_x(NULLS);"),
        "mbedtls_x"
    ));
}

#[test]
fn units_pass() {
    support::all_pass("unit", Duration::from_secs(120));
}

/// What the units say about this library holds for Mbed TLS, save what they leave out there.
#[test]
fn units_pass_on_mbed_tls() {
    if let Some(include) = support::peers::original_include()
        && let Some(library) = support::peers::original_library()
    {
        support::all_pass_on_the_original("unit", Duration::from_secs(120), &include, &library);
    }
}

/// A C program without comments.
fn code_of(program: &str) -> String {
    let mut parts = program.split("/*");
    let mut code = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        code.push(' ');
        code.push_str(part.split_once("*/").map_or("", |(_, behind)| behind));
    }
    code
}

/// Whether a function is called with NULL as its first argument.
fn gets_null(code: &str, function: &str) -> bool {
    let is_of_a_name = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(&format!("{function}(")).any(|(at, call)| {
        let argument = code[at + call.len()..].trim_start();
        !code[..at].ends_with(is_of_a_name)
            && argument.strip_prefix("NULL").is_some_and(|behind| !behind.starts_with(is_of_a_name))
    })
}

/// The header that a unit tests: its name up to the theme.
fn header_of(source: &Path) -> String {
    let stem = source.file_stem().unwrap().to_str().unwrap();
    stem.split('-').next().unwrap().to_owned()
}
