//! Programs that were compiled and linked with Mbed TLS 3.6.6 run on this library as they are: `capi-tests/run-compare
//! --binary` runs each on both libraries, and what they print is equal. Together they call every function that
//! `capi-tests/functions.csv` lists and that this library offers.

#![cfg(feature = "capi")]
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

mod corpus;
#[path = "support/declared.rs"]
mod declared;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// What Debian's build of Mbed TLS 3.6.6 does not have, so that no such program can call it.
const NOT_THERE: [&str; 1] = ["mbedtls_ssl_set_hs_ecjpake_password"];

/// A comment with this word at its head declares a function that only says that something is not there.
const REFUSES: &str = "Not available:";

/// How many programs there are at least.
const PROGRAMS: usize = 25;

#[test]
fn programs_of_the_original_run_on_both_libraries() {
    if support::peers::original_library().is_none() {
        return;
    }
    let folder = support::root().join("target/corpus");
    corpus::write(&folder, &corpus::objects());
    corpus::paths::write(&folder, &corpus::paths::paths());
    let mut command = Command::new(support::root().join("capi-tests/run-compare"));
    command.arg("--binary").arg("--library").arg(support::library_folder()).arg("--corpus").arg(&folder);
    if let (Some(include), Some(library)) =
        (support::peers::original_include(), support::peers::original_library())
    {
        command.env("MBEDTLS_INCLUDE", include).env("MBEDTLS_LIB", library);
    }
    let output = command.output().expect("capi-tests/run-compare runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let words = String::from_utf8_lossy(&output.stderr);
    let passed = |line: &&str| line.starts_with("ok ") || line.starts_with("allowed ");
    let bad: Vec<&str> = report.lines().filter(|line| !passed(line)).collect();
    assert!(output.status.success(), "{}\n{words}", bad.join("\n"));
    let checks = report.lines().filter(passed).filter_map(|line| line.split_whitespace().nth(1));
    let programs: BTreeSet<_> = checks.filter_map(|check| check.split('/').next()).collect();
    assert!(programs.len() >= PROGRAMS, "{programs:?}");
}

#[test]
fn together_they_call_every_function() {
    let sources = support::sources("compare");
    assert!(sources.len() >= PROGRAMS, "{}", sources.len());
    let shared = support::sources("compare/support");
    let text: String =
        sources.iter().chain(&shared).map(|source| fs::read_to_string(source).unwrap()).collect();
    let words: BTreeSet<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let offered = offered();
    let listed = fs::read_to_string(support::root().join("capi-tests/functions.csv")).unwrap();
    let listed: Vec<&str> = listed.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    let expected: Vec<_> =
        listed.iter().filter(|name| offered.contains(**name) && !NOT_THERE.contains(name)).collect();
    let missing: Vec<_> = expected.iter().filter(|name| !words.contains(**name)).collect();
    assert!(missing.is_empty(), "no program in capi-tests/compare calls {missing:?}");
    assert!(expected.len() > 300, "{} of {}", expected.len(), listed.len());
}

/// The functions and variables that our headers declare, without those that only refuse.
fn offered() -> BTreeSet<String> {
    let mut offered = BTreeSet::new();
    for header in declared::headers() {
        let text = fs::read_to_string(&header).unwrap();
        let functions = declared::functions(&text);
        offered.extend(
            functions
                .into_iter()
                .filter(|function| !function.comment.trim_start().starts_with(REFUSES))
                .map(|function| function.name),
        );
        offered.extend(declared::variables(&text));
    }
    offered
}
