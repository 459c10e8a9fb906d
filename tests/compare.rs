//! The same C programs on Mbed TLS 3.6.6 and on this library: runs `capi-tests/run-compare`.
//!
//! Without an Mbed TLS to compare with nothing is compared, and that is said; with `CI=true` in the environment it is a
//! failure.

#![cfg(feature = "capi")]

mod corpus;
mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

#[test]
fn the_corpus_is_large_and_the_same_each_time() {
    let (objects, again) = (corpus::objects(), corpus::objects());
    let mut counts = std::collections::BTreeMap::new();
    for (one, other) in objects.iter().zip(&again) {
        assert!(one.family == "encrypted" || one.bytes == other.bytes, "{} changes", one.name);
        *counts.entry(one.kind).or_insert(0) += 1;
    }
    assert_eq!(objects.len(), again.len());
    assert!(objects.len() >= 400, "{counts:?}");
    println!("{} objects: {counts:?}", objects.len());
    corpus_folder();
}

/// Where the corpus is written, once in a run.
fn corpus_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = support::root().join("target/corpus");
        corpus::write(&folder, &corpus::objects());
        corpus::paths::write(&folder, &corpus::paths::paths());
        folder
    })
}

#[test]
fn programs_print_the_same_with_both_libraries() {
    let mut command = Command::new(support::root().join("capi-tests/run-compare"));
    command.arg("--library").arg(support::library_folder()).arg("--corpus").arg(corpus_folder());
    let required = support::peers::required();
    if required {
        command.arg("--require-oracle");
    }
    let output = command.output().expect("capi-tests/run-compare runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let words = String::from_utf8_lossy(&output.stderr);
    // Past the test harness, which would swallow it.
    let left_out = report.lines().filter(|line| line.starts_with("left out"));
    let reasons =
        words.lines().filter(|line| line.starts_with("run-compare:") || line.starts_with("oracle:"));
    for line in left_out.chain(reasons) {
        let _ = writeln!(std::io::stderr(), "compare: {line}");
    }
    let bad: Vec<&str> =
        report.lines().filter(|line| !line.starts_with("ok ") && !line.starts_with("allowed ")).collect();
    assert!(output.status.success(), "{}\n{words}", bad.join("\n"));
    let compared = report.lines().any(|line| line.ends_with(" passed, 0 failed"));
    assert!(compared || !required, "nothing was compared:\n{words}");
}
