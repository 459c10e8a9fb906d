//! The table of caps in `docs/security.md`: every constant `MAX_...` of the rooms that see what a peer sent, with the
//! first sentence of its doc comment.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The rooms that take what a peer sent, from the wire upwards.
const ROOMS: [&str; 8] = ["record", "flight", "msgs", "codec", "handshake", "pki", "engine", "log.rs"];

/// What writes certificates takes nothing from a peer, nor do tests.
const ELSEWHERE: [&str; 2] = ["write", "tests"];

const BEGIN: &str = "<!-- caps:";
const END: &str = "<!-- end of caps -->";

#[test]
fn caps_are_those_of_the_code() {
    let path = root().join("docs/security.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).expect("where the table begins");
    let (first_line, rest) = rest.split_once('\n').unwrap();
    let (_, after) = rest.split_once(END).expect("where the table ends");
    let wanted = format!("{before}{BEGIN}{first_line}\n{}{END}{after}", table());
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert_eq!(
        document, wanted,
        "the table of caps is out of date; run LIBDTLS_BLESS=1 cargo test --test documents"
    );
}

#[test]
fn the_caps_that_matter_are_found() {
    let table = table();
    for name in
        ["MAX_BUFFERED_BYTES", "MAX_EARLY_BYTES", "MAX_EXTENSIONS", "MAX_SIGNATURE_CHECKS", "MAX_LINES"]
    {
        assert_eq!(table.matches(&format!("`{name}`")).count(), 1, "{name}");
    }
    assert!(table.contains("| `MAX_BUFFERED_BYTES` | `1 << 15` |"), "{table}");
}

fn table() -> String {
    let mut text = String::from("| cap | value | what it bounds | where |\n|---|---|---|---|\n");
    for file in ROOMS.iter().flat_map(|room| sources(&root().join("src").join(room))) {
        let place = file.strip_prefix(root()).unwrap().display().to_string();
        for (name, value, words) in caps(&fs::read_to_string(&file).unwrap()) {
            assert!(!words.is_empty(), "{place}: {name} says nothing");
            writeln!(text, "| `{name}` | `{value}` | {words} | `{place}` |").unwrap();
        }
    }
    text
}

/// Name, value and words of the caps of a source.
fn caps(source: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut comment = String::new();
    for line in source.split("\n#[cfg(test)]\nmod tests").next().unwrap().lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            comment.push_str(words);
            continue;
        }
        if let Some((_, declaration)) = line.split_once("const MAX_") {
            let (name, rest) = declaration.split_once(':').unwrap();
            let value = rest.split_once('=').unwrap().1.trim().trim_end_matches(';');
            let sentence = comment.trim().split(". ").next().unwrap().trim_end_matches('.');
            found.push((format!("MAX_{name}"), value.to_owned(), sentence.replace(['[', ']'], "")));
        }
        comment.clear();
    }
    found
}

fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
        .iter()
        .filter(|entry| !ELSEWHERE.contains(&entry.file_stem().unwrap().to_str().unwrap()))
        .flat_map(|entry| sources(entry))
        .collect()
}
