//! The same C programs on Mbed TLS 3.6.6 and on this library: runs `capi-tests/run-compare`.
//!
//! Without an Mbed TLS to compare with nothing is compared, and that is said; with `CI=true` in the environment it is a
//! failure.

#![cfg(feature = "capi")]

mod support;

use std::io::Write;
use std::process::Command;

#[test]
fn programs_print_the_same_with_both_libraries() {
    let mut command = Command::new(support::root().join("capi-tests/run-compare"));
    command.arg("--library").arg(support::library_folder());
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
