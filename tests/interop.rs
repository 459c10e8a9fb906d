//! The example client and server against OpenSSL, GnuTLS and Debian's Mbed TLS: runs `capi-tests/run-interop`.
//!
//! A peer that is not installed is left out, and said so; with `CI=true` in the environment that is a failure.

#![cfg(feature = "capi")]

mod support;

use std::io::Write;
use std::process::Command;

#[test]
fn examples_talk_with_other_libraries() {
    let mut command = Command::new(support::root().join("capi-tests/run-interop"));
    command.arg("--library").arg(support::library_folder());
    if support::peers::required() {
        command.arg("--require-peers");
    }
    let output = command.output().expect("capi-tests/run-interop runs");
    let words = String::from_utf8_lossy(&output.stderr);
    for line in words.lines().filter(|line| line.starts_with("left out:")) {
        // Past the test harness, which would swallow it.
        let _ = writeln!(std::io::stderr(), "interop {line}");
    }
    let report = String::from_utf8_lossy(&output.stdout);
    let bad: Vec<&str> = report.lines().filter(|line| !line.starts_with("ok ")).collect();
    assert!(output.status.success(), "{}\n{words}", bad.join("\n"));
    println!("{}", bad.join("\n"));
}
