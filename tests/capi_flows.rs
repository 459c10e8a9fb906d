//! Whole connections in C, one program for each way of using the library: `capi-tests/flows/CASE.c`, run against the
//! shared library.
//!
//! `capi-tests/run-sanitized` runs the same programs under AddressSanitizer and valgrind.

#![cfg(feature = "capi")]

mod support;

use std::time::Duration;

#[test]
fn flows_pass() {
    support::all_pass("flows", Duration::from_secs(120));
}
