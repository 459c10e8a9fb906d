//! `docs/promises.md` and `docs/security-regressions.md` name a test for each line, and every test that they name
//! exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A line of a table: its number, what it is about, and what shows it.
struct Line {
    number: String,
    about: String,
    shown_by: String,
}

#[test]
fn every_promise_has_a_test() {
    let lines = table("docs/promises.md");
    expect_numbers(&lines, "", 49);
    expect_numbers(&lines, "S", 43);
    check("docs/promises.md", &lines, 49 + 43);
}

#[test]
fn every_known_defect_has_a_test() {
    let lines = table("docs/security-regressions.md");
    let expected = [
        ("", 28),
        ("F", 13),
        ("E", 12),
        ("C", 6),
        ("B", 8),
        ("A", 8),
        ("P", 10),
        ("R", 9),
        ("T", 9),
        ("X", 4),
        ("N", 4),
    ];
    for (prefix, count) in expected {
        expect_numbers(&lines, prefix, count);
    }
    check("docs/security-regressions.md", &lines, expected.iter().map(|(_, count)| count).sum());
}

/// The checks of this file notice what is wrong.
#[test]
fn wrong_lines_are_noticed() {
    let fault = |shown_by: &str| fault_of(shown_by).is_some();
    assert!(fault(""));
    assert!(fault("None:"));
    assert!(fault("None: "));
    assert!(fault("somebody will see"));
    assert!(fault("`tests/promises.rs: no_such_test`"));
    assert!(fault("`tests/promises.rs: table`"), "a function, but not a test");
    assert!(fault("`tests/no_such_file.rs: x`"));
    assert!(fault("`tests/promises.rs`"));
    assert!(fault("`capi-tests/compare/bio.c: no_timers`"), "the function, not the name of the check");
    assert!(fault("`capi-tests/unit/timing.c: no_such_function`"));
    assert!(!fault("`tests/promises.rs: wrong_lines_are_noticed`, `capi-tests/compare/bio.c: no-timers`"));
    assert!(!fault("`capi-tests/unit/timing.c: delays`"));
    assert!(!fault("None: there is nothing to show"));
    assert!(fault("None: see `capi-tests/compare/bio.c: gone`"));
}

/// The lines of all tables of a document.
fn table(document: &str) -> Vec<Line> {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, about, shown_by] = cells[..] else { panic!("{document}: not three cells: {line}") };
        if number != "#" && !number.starts_with("--") {
            let (number, about, shown_by) = (number.to_owned(), about.to_owned(), shown_by.to_owned());
            lines.push(Line { number, about, shown_by });
        }
    }
    lines
}

/// Numbers 1 to `count` behind `prefix` are there, each once.
fn expect_numbers(lines: &[Line], prefix: &str, count: usize) {
    let found: Vec<&str> = lines
        .iter()
        .map(|line| line.number.as_str())
        .filter(|number| number.trim_end_matches(|c: char| c.is_ascii_digit()) == prefix)
        .collect();
    let expected: Vec<String> = (1..=count).map(|number| format!("{prefix}{number}")).collect();
    assert_eq!(found, expected);
}

fn check(document: &str, lines: &[Line], count: usize) {
    assert_eq!(lines.len(), count, "{document} has lines of other kinds");
    let mut faults = Vec::new();
    let mut said = BTreeSet::new();
    for Line { number, about, shown_by } in lines {
        if about.is_empty() || !said.insert(about) {
            faults.push(format!("{number}: empty, or said before"));
        }
        faults.extend(fault_of(shown_by).map(|fault| format!("{number}: {fault}")));
    }
    assert!(faults.is_empty(), "{document}:\n{}", faults.join("\n"));
}

/// What is wrong with the last cell of a line: it names tests that exist, or gives a reason behind `None:`.
fn fault_of(shown_by: &str) -> Option<String> {
    let names: Vec<&str> = shown_by.split('`').skip(1).step_by(2).filter(|name| name.contains('/')).collect();
    let has_reason = shown_by.strip_prefix("None:").is_some_and(|reason| !reason.trim().is_empty());
    if names.is_empty() && !has_reason {
        return Some("neither a test nor a reason".to_owned());
    }
    names.into_iter().find_map(|name| {
        let Some((file, test)) = name.split_once(": ") else { return Some(format!("{name} names no test")) };
        (!exists(file, test)).then(|| format!("there is no {name}"))
    })
}

/// Whether the file has this test. What a test is depends on where it stands.
fn exists(file: &str, test: &str) -> bool {
    let Ok(text) = fs::read_to_string(root().join(file)) else { return false };
    if file.starts_with("capi-tests/compare/") {
        return text.contains(&format!("{{ \"{test}\", "));
    }
    if file.ends_with(".c") {
        let defined = text.contains(&format!("static void {test}(void)\n"));
        let called = text.contains(&format!("    {test}();\n"));
        return defined && called || test == "main" && text.contains("int main(");
    }
    let head = format!("fn {test}(");
    if file.starts_with("examples/") {
        return text.contains(&head);
    }
    let mut lines = text.lines().map(str::trim);
    let mut is_test = false;
    lines.any(|line| {
        let found = is_test && line.starts_with(&head);
        // Other attributes may stand between.
        is_test = line == "#[test]" || is_test && line.starts_with("#[");
        found
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
