//! The unit tests in C: one program for each header, `capi-tests/unit/HEADER.c`, run against the shared library.
//!
//! `capi-tests/run-sanitized` runs the same programs under AddressSanitizer and valgrind.

mod support;

use std::fs;
use std::process::Command;

/// Every header below `include/mbedtls` that declares a function has a unit test, save those that are tested elsewhere.
#[test]
fn every_header_has_a_unit() {
    /// Tested by the flows of whole connections.
    const ELSEWHERE: [&str; 1] = ["ssl"];
    let mut missing = Vec::new();
    for entry in fs::read_dir(support::root().join("src/ffi")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let is_header = folder.join("cbindgen.toml").is_file() && !ELSEWHERE.contains(&name.as_str());
        if is_header && !support::root().join(format!("capi-tests/unit/{name}.c")).is_file() {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "no capi-tests/unit/NAME.c for {missing:?}");
}

#[test]
fn units_pass() {
    let mut failed = Vec::new();
    let mut sources: Vec<_> = fs::read_dir(support::root().join("capi-tests/unit"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "c"))
        .collect();
    sources.sort();
    assert!(!sources.is_empty());
    for source in sources {
        let name = source.file_stem().unwrap().to_str().unwrap().to_owned();
        let program = support::compile(&format!("unit-{name}"), &[source], &["-Wno-unused-function"]);
        let folder = program.with_extension("work");
        fs::create_dir_all(&folder).unwrap();
        let output = Command::new(&program)
            .current_dir(&folder)
            .env("CERTS", support::root().join("capi-tests/certs"))
            .output()
            .unwrap();
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            failed.push(format!("{name}: {}\n{words}", output.status));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
