//! The cases of x509-limbo with this library and with Mbed TLS 3.6.6: nothing is accepted that Mbed TLS refuses, and where
//! one of the two does not end as the suite expects, `capi-tests/limbo/verdicts.txt` says so, and why.
//!
//! `LIBDTLS_BLESS=1` writes that file again, with the reasons that it has; new cases come without one, which is a failure.

#![cfg(feature = "capi")]

#[path = "corpus/limbo.rs"]
mod cases;
mod support;

use cases::Case;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);

#[test]
fn cases_end_as_written() {
    let cases = cases::cases();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limbo");
    cases::write(&folder, &cases);
    let ours = results(&build_ours(), &folder);
    assert_eq!(ours.len(), cases.len(), "a case has no result");
    let Some(original) = build_original().map(|program| results(&program, &folder)) else {
        // What stands in the file about this library can be looked at all the same.
        let ours_alone = lines(&cases, &ours, None);
        let known = known();
        for (id, line) in ours_alone {
            assert!(known.get(&id).is_some_and(|(found, _)| found.starts_with(&line)), "{id}: {line}");
        }
        return;
    };
    for case in &cases {
        let (ours, original) = (&ours[&case.id], &original[&case.id]);
        assert!(ours != "accepted" || original == "accepted", "{}: only we accept it: {original}", case.id);
    }
    let lines = lines(&cases, &ours, Some(&original));
    let known = known();
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        bless(&lines, &known);
    }
    let stale: Vec<&String> = known.keys().filter(|id| !lines.contains_key(*id)).collect();
    assert!(stale.is_empty(), "verdicts.txt names cases that end as expected: {stale:?}");
    for (id, line) in &lines {
        let (found, why) = known.get(id).unwrap_or_else(|| panic!("verdicts.txt lacks {id}: {line}"));
        assert_eq!(found, line, "{id}");
        assert!(!why.is_empty(), "verdicts.txt gives no reason for {id}");
    }
    let same = cases.iter().filter(|case| ours[&case.id] == original[&case.id]).count();
    println!("{} cases, {same} with the same result, {} verdicts", cases.len(), lines.len());
}

/// What is to be said of the cases that do not end as expected: `expected | ours | the original's`.
fn lines(
    cases: &[Case],
    ours: &BTreeMap<String, String>,
    original: Option<&BTreeMap<String, String>>,
) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    for case in cases {
        let fits = |result: &str| (result == "accepted") == case.accepted;
        let mine = &ours[&case.id];
        let theirs = original.map(|original| original[&case.id].as_str());
        if fits(mine) && theirs.is_none_or(|theirs| fits(theirs) && theirs == mine) {
            continue;
        }
        let expected = if case.accepted { "accepted" } else { "refused" };
        let line = match theirs {
            Some(theirs) => format!("{expected} | {mine} | {theirs}"),
            None => format!("{expected} | {mine} | "),
        };
        lines.insert(case.id.clone(), line);
    }
    lines
}

fn verdicts_file() -> PathBuf {
    support::root().join("capi-tests/limbo/verdicts.txt")
}

/// The verdicts that are written: by case, the results and the reason.
fn known() -> BTreeMap<String, (String, String)> {
    let text = std::fs::read_to_string(verdicts_file()).expect("capi-tests/limbo/verdicts.txt");
    let mut known = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [id, expected, ours, original, why] = fields[..] else { panic!("five fields: {line}") };
        let before =
            known.insert(id.to_owned(), (format!("{expected} | {ours} | {original}"), why.to_owned()));
        assert!(before.is_none(), "twice: {id}");
    }
    known
}

fn bless(lines: &BTreeMap<String, String>, known: &BTreeMap<String, (String, String)>) {
    let text = std::fs::read_to_string(verdicts_file()).expect("capi-tests/limbo/verdicts.txt");
    let mut all: String =
        text.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    for (id, line) in lines {
        let why = known.get(id).map_or("", |(_, why)| why);
        all += &format!("{id} | {line} | {why}\n");
    }
    std::fs::write(verdicts_file(), all).expect("capi-tests/limbo/verdicts.txt");
}

/// By case what the program says of it.
fn results(program: &Path, folder: &Path) -> BTreeMap<String, String> {
    let ended = support::run(Command::new(program).arg(folder), LIMIT);
    assert!(ended.status.is_some_and(|status| status.success()), "{}", ended.words());
    let pairs = ended.stdout.lines().map(|line| line.split_once(' ').expect("a case and its result"));
    pairs.map(|(id, result)| (id.to_owned(), result.to_owned())).collect()
}

fn sources() -> [PathBuf; 2] {
    ["limbo/limbo.c", "compare/support/clock.c"].map(|file| support::root().join("capi-tests").join(file))
}

fn include_option() -> String {
    format!("-I{}", support::root().join("capi-tests/compare").display())
}

fn build_ours() -> PathBuf {
    support::compile("limbo-ours", &sources(), &[&include_option()])
}

/// The program on Mbed TLS; `None` where that cannot be had.
fn build_original() -> Option<PathBuf> {
    let include = support::peers::original_include()?;
    let library = support::peers::original_library()?;
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limbo-original");
    let output = Command::new(support::c_compiler())
        .args(["-std=c11", "-D_GNU_SOURCE"])
        .arg(include_option())
        .arg(format!("-I{}", include.display()))
        .args(sources())
        .arg("-o")
        .arg(&program)
        .arg(format!("-L{}", library.display()))
        .arg(format!("-Wl,--disable-new-dtags,-rpath,{}", library.display()))
        .args(["-lmbedtls", "-lmbedx509", "-lmbedcrypto"])
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(program)
}
