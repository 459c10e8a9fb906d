//! The functions, codes and macros that the documents tell users to write are declared by our headers.

use std::collections::BTreeSet;
use std::fs;

use crate::support::root;

#[test]
fn names_are_declared() {
    let declared = declared();
    let mut seen = 0;
    for (document, text) in advice() {
        for name in names(&text) {
            assert!(is_declared(&declared, &name), "docs/{document}: no header has {name}");
            seen += 1;
        }
    }
    assert!(seen > 140, "{seen}");
    assert!(!is_declared(&declared, "mbedtls_ssl_no_such_function"));
    assert!(!is_declared(&declared, "MBEDTLS_NO_SUCH_"));
}

/// The codes of the tutorial's table, which leave out what all of them begin with.
#[test]
fn codes_of_the_tutorial_are_declared() {
    let declared = declared();
    let tutorial = fs::read_to_string(root().join("docs/tutorial.md")).unwrap();
    let rows = tutorial.lines().skip_while(|line| !line.starts_with("| code |")).skip(2);
    let mut seen = 0;
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cell = row.split('|').nth(1).unwrap();
        for name in cell
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()))
        {
            let whole = ["MBEDTLS_ERR_SSL_", "MBEDTLS_ERR_"].map(|start| format!("{start}{name}"));
            assert!(whole.iter().any(|name| declared.contains(name)), "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 20, "{seen}");
}

/// What the documents say to write: their texts, of the tables of the migration guide without the first column, which
/// says what others had.
fn advice() -> Vec<(&'static str, String)> {
    let read = |name: &str| fs::read_to_string(root().join("docs").join(name)).unwrap();
    let new_column = |line: &str| match line.strip_prefix('|') {
        Some(row) => row.replace("\\|", "/").split_once('|').unwrap().1.to_owned(),
        None => line.to_owned(),
    };
    let migration: Vec<_> = read("migration.md").lines().map(new_column).collect();
    vec![
        ("tutorial.md", read("tutorial.md")),
        ("security.md", read("security.md")),
        ("migration.md", migration.join("\n")),
    ]
}

fn is_declared(declared: &BTreeSet<String>, name: &str) -> bool {
    match name.ends_with('_') {
        true => declared.iter().any(|it| it.starts_with(name)),
        false => declared.contains(name),
    }
}

/// The names of ours that stand between backticks, outside of fenced blocks; one that ends in `_` begins several.
fn names(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.split("\n```").step_by(2).flat_map(str::lines) {
        for code in line.split('`').skip(1).step_by(2) {
            found.extend(words(code).filter(|word| {
                let ours = ["mbedtls_", "MBEDTLS_", "psa_", "PSA_", "dtls_ssl_", "LIBDTLS_VERSION"];
                ours.iter().any(|start| word.starts_with(start))
            }));
        }
    }
    // The sources, options of this project's own commands and the file names of the C library are no names of C.
    found.into_iter().filter(|name| !name.ends_with("_h")).collect()
}

fn declared() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["mbedtls", "psa"] {
        for header in fs::read_dir(root().join("include").join(folder)).unwrap() {
            names.extend(words(&fs::read_to_string(header.unwrap().path()).unwrap()));
        }
    }
    names
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}
