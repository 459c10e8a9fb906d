//! `docs/promises.md`, `docs/security-regressions.md` and `docs/features.md` name tests for each line, and every test
//! that they name exists.

use std::collections::BTreeSet;
use std::fs;
use std::iter;
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

#[test]
fn every_feature_is_shown_each_way() {
    let text = fs::read_to_string(root().join(FEATURES)).unwrap();
    let mut features = BTreeSet::new();
    let mut faults = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [feature, each_way, interop, to_copy, wrong_use] = cells[..] else {
            panic!("not five cells: {line}")
        };
        assert!(features.insert(feature), "{feature} stands twice");
        let found = [
            fault_of_ways(each_way),
            fault_of_interop(interop),
            fault_of_links(to_copy),
            fault_of(wrong_use),
        ];
        faults.extend(found.into_iter().flatten().map(|fault| format!("{feature}: {fault}")));
    }
    assert!(faults.is_empty(), "{FEATURES}:\n{}", faults.join("\n"));
    assert!(features.len() >= 26, "{} features", features.len());
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

    assert!(fault_of_ways("").is_some());
    assert!(
        fault_of_ways("`coap_by_alpn.c: each_client`").is_some(),
        "a function that each_way does not run"
    );
    assert!(
        fault_of_ways("`tunnel_renews_its_keys.c: step_by_step, blocking`").is_some(),
        "a way is missing"
    );
    assert!(fault_of_ways("`tunnel_renews_its_keys.c: step_by_step, blocking, gone`").is_some());
    assert!(fault_of_ways("`coap_by_alpn.c: device_calls`").is_none());
    assert!(fault_of_interop("`OpenSSL server, ALP`").is_some());
    assert!(fault_of_interop("`OpenSSL server, ALPN`").is_none());
    assert!(fault_of_links("[gone](keys.md#gone)").is_some());
    assert!(fault_of_links("[no code](keys.md#where-it-is-shown)").is_some());
    assert!(fault_of_links("[psa](psa.md)").is_some(), "no section");
    assert!(fault_of_links("[pass phrases](keys.md#a-pass-phrase-ec-j-pake)").is_none());
}

const FEATURES: &str = "docs/features.md";

/// What is wrong with the flows of a feature: each is a connection that `each_way` or `one_way` runs, or three functions,
/// for calls that block, that do not, and step by step.
fn fault_of_ways(cell: &str) -> Option<String> {
    let flows = names_of(cell);
    if flows.is_empty() {
        return (!has_reason(cell)).then(|| "neither a flow nor a reason".to_owned());
    }
    flows.into_iter().find_map(|flow| {
        let (file, functions) = flow.split_once(": ").unwrap_or((flow, ""));
        let Ok(text) = fs::read_to_string(root().join("capi-tests/flows").join(file)) else {
            return Some(format!("there is no {flow}"));
        };
        let functions: Vec<&str> = functions.split(", ").collect();
        let shown = match functions[..] {
            [run] => {
                ["each_way(", ", "].iter().any(|before| text.contains(&format!("{before}{run}, expect_")))
            }
            [_, _, _] => functions.iter().all(|function| {
                text.contains(&format!("static void {function}("))
                    && text.contains(&format!("    {function}("))
            }),
            _ => false,
        };
        (!shown).then(|| format!("{flow} does not show each way"))
    })
}

/// What is wrong with the checks against other libraries: those of `run-interop` and its parts go by what `case_of` is given.
fn fault_of_interop(cell: &str) -> Option<String> {
    let checks = names_of(cell);
    if checks.is_empty() {
        return (!has_reason(cell)).then(|| "neither a check nor a reason".to_owned());
    }
    let parts = fs::read_dir(root().join("capi-tests/interop")).unwrap().map(|part| part.unwrap().path());
    let script: String = iter::once(root().join("capi-tests/run-interop"))
        .chain(parts)
        .map(|part| fs::read_to_string(part).unwrap())
        .collect();
    checks.into_iter().find_map(|check| {
        let exists = match check.split_once(": ") {
            Some((file, test)) if file.ends_with(".rs") => exists(file, test),
            _ => ['"', '\''].iter().any(|quote| script.contains(&format!("case_of {quote}{check}{quote}"))),
        };
        (!exists).then(|| format!("run-interop has no {check}"))
    })
}

/// What is wrong with links to sections with code.
fn fault_of_links(cell: &str) -> Option<String> {
    let links: Vec<&str> = cell.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    if links.is_empty() {
        return Some("nothing to copy".to_owned());
    }
    links.into_iter().find_map(|link| {
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        let document = if file.is_empty() { FEATURES.to_owned() } else { format!("docs/{file}") };
        let text = fs::read_to_string(root().join(document)).unwrap_or_default();
        let section =
            text.split("\n## ").skip(1).find(|section| anchor_of(section.lines().next().unwrap()) == anchor);
        (!section.is_some_and(|section| section.contains("```c\n"))).then(|| format!("no code at {link}"))
    })
}

/// The name by which a heading is linked.
fn anchor_of(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// What stands between backquotes.
fn names_of(cell: &str) -> Vec<&str> {
    if cell.starts_with("None:") { Vec::new() } else { cell.split('`').skip(1).step_by(2).collect() }
}

fn has_reason(cell: &str) -> bool {
    cell.strip_prefix("None:").is_some_and(|reason| !reason.trim().is_empty())
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
    if names.is_empty() && !has_reason(shown_by) {
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
