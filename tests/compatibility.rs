//! `docs/compatibility.md`: which functions of Mbed TLS 3.6 programs find here, generated from our headers.
//!
//! `capi-tests/functions.csv` lists what eleven programs and libraries, and Mbed TLS's own DTLS programs, call, with the
//! number of callers. `LIBDTLS_BLESS=1 cargo test --test compatibility` writes the table.

#![cfg(feature = "capi")]

#[path = "support/declared.rs"]
mod declared;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What programs call and this library leaves out for good, and why.
const OUT_OF_SCOPE: &[(&str, &str)] = &[
    ("mbedtls_dhm_calc_secret", FINITE_FIELD),
    ("mbedtls_dhm_free", FINITE_FIELD),
    ("mbedtls_dhm_init", FINITE_FIELD),
    ("mbedtls_dhm_make_public", FINITE_FIELD),
    ("mbedtls_dhm_parse_dhmfile", FINITE_FIELD),
    ("mbedtls_dhm_read_public", FINITE_FIELD),
    ("mbedtls_dhm_set_group", FINITE_FIELD),
    ("mbedtls_pk_decrypt", RSA_DECRYPTION),
    ("mbedtls_pk_encrypt", RSA_DECRYPTION),
];

const FINITE_FIELD: &str = "Diffie-Hellman over finite fields, for a protocol of the program's own: no maintained \
                            crate carries it, and elliptic curves have taken its place";
const RSA_DECRYPTION: &str = "RSA encryption: decrypting leaks the key to whoever can time it (Marvin attack, \
                              RUSTSEC-2023-0071), and encrypting alone serves nobody";

/// How many functions that programs call may be left out for good.
const OUT_OF_SCOPE_LIMIT: usize = 20;

/// A comment with this word at its head declares a function that only says that something is not there.
const REFUSES: &str = "Not available:";

struct Used {
    name: String,
    header: String,
    programs: u32,
}

#[test]
fn the_table_is_up_to_date() {
    let table = table(&used(), &declared_names());
    let path = root().join("docs/compatibility.md");
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        fs::write(&path, &table).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        table,
        "docs/compatibility.md is out of date; run LIBDTLS_BLESS=1 cargo test --test compatibility"
    );
}

#[test]
fn little_is_left_out_and_nothing_without_need() {
    let (used, declared) = (used(), declared_names());
    assert_eq!(used.len(), 335);
    assert!(OUT_OF_SCOPE.len() <= OUT_OF_SCOPE_LIMIT, "{}", OUT_OF_SCOPE.len());
    let names: BTreeSet<_> = used.iter().map(|function| function.name.as_str()).collect();
    for (name, reason) in OUT_OF_SCOPE {
        assert!(names.contains(name), "{name} is called by no program");
        assert!(declared.get(*name).is_none_or(|refuses| *refuses), "{name} works: take it off the list");
        assert!(!reason.is_empty());
    }
}

/// The names that our headers declare, and whether each only refuses.
fn declared_names() -> BTreeMap<String, bool> {
    let mut names = BTreeMap::new();
    for path in declared::headers() {
        let text = fs::read_to_string(&path).unwrap();
        for function in declared::functions(&text) {
            let refuses = function.comment.trim_start().starts_with(REFUSES);
            names.insert(function.name, refuses);
        }
        for line in text.lines().filter(|line| line.starts_with("extern ") && line.ends_with(';')) {
            let name = line.trim_end_matches(';').rsplit([' ', '*']).next().unwrap();
            names.insert(name.to_owned(), false);
        }
    }
    names
}

fn used() -> Vec<Used> {
    let text = fs::read_to_string(root().join("capi-tests/functions.csv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let mut cell = || cells.next().unwrap().to_owned();
        Used { name: cell(), header: cell(), programs: cell().parse().unwrap() }
    });
    rows.collect()
}

fn table(used: &[Used], declared: &BTreeMap<String, bool>) -> String {
    let state = |name: &str| match (declared.get(name), OUT_OF_SCOPE.iter().find(|(out, _)| *out == name)) {
        (_, Some((_, reason))) => format!("left out: {reason}"),
        (Some(false), None) => "yes".to_owned(),
        (Some(true), None) => "answers \"not available\"".to_owned(),
        (None, None) => "not yet".to_owned(),
    };
    let mut by_header: BTreeMap<&str, Vec<&Used>> = BTreeMap::new();
    for function in used {
        by_header.entry(&function.header).or_default().push(function);
    }
    let works = |function: &Used| state(&function.name) == "yes";
    let mut text = String::from(
        "# What programs find here\n\n\
         <!-- Generated from the headers by `LIBDTLS_BLESS=1 cargo test --test compatibility`; do not edit. -->\n\n\
         The functions that eleven programs and libraries, and Mbed TLS's own DTLS programs, call, by header.\n\
         *Programs* is how many of them call a function.\n\n\
         | header | called | here |\n|---|---|---|\n",
    );
    for (header, functions) in &by_header {
        let here = functions.iter().filter(|function| works(function)).count();
        writeln!(text, "| `{header}` | {} | {here} |", functions.len()).unwrap();
    }
    let here = used.iter().filter(|function| works(function)).count();
    writeln!(text, "| all | {} | {here} |", used.len()).unwrap();
    text.push_str("\n## Not here\n\n| function | programs | state |\n|---|---|---|\n");
    for function in used.iter().filter(|function| !works(function)) {
        writeln!(text, "| `{}` | {} | {} |", function.name, function.programs, state(&function.name))
            .unwrap();
    }
    for (header, functions) in &by_header {
        if functions.iter().any(|function| works(function)) {
            writeln!(text, "\n## `{header}`\n").unwrap();
            let names: Vec<_> = functions
                .iter()
                .filter(|function| works(function))
                .map(|function| format!("`{}`", function.name))
                .collect();
            writeln!(text, "{}", names.join(", ")).unwrap();
        }
    }
    text
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
