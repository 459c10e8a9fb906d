//! `docs/compatibility.md`: which functions of Mbed TLS 3.6 programs find here, generated from our headers.
//!
//! `capi-tests/functions.csv` lists what eleven programs and libraries, and Mbed TLS's own DTLS programs, call, with the
//! number of callers. `LIBDTLS_BLESS=1 cargo test --test compatibility` writes the table.

#![cfg(feature = "capi")]

#[path = "support/declared.rs"]
mod declared;
#[path = "support/peers.rs"]
mod peers;

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

/// The headers about connections and what stands around them, of which every function has its word in the table.
const ABOUT_CONNECTIONS: [&str; 7] = [
    "net_sockets.h",
    "ssl.h",
    "ssl_cache.h",
    "ssl_ciphersuites.h",
    "ssl_cookie.h",
    "ssl_ticket.h",
    "timing.h",
];

/// Functions of these headers that none of the programs calls and this library leaves out, and why.
const CALLED_BY_NONE: &[(&str, &str)] = &[
    ("mbedtls_ssl_conf_early_data", EARLY_DATA),
    ("mbedtls_ssl_conf_max_early_data_size", EARLY_DATA),
    ("mbedtls_ssl_get_early_data_status", EARLY_DATA),
    ("mbedtls_ssl_read_early_data", EARLY_DATA),
    ("mbedtls_ssl_write_early_data", EARLY_DATA),
];

const EARLY_DATA: &str = "early data (0-RTT) of TLS 1.3, which DTLS 1.2 does not have; Debian's build of Mbed TLS leaves \
                          it out, too";

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

/// Every function that Mbed TLS declares about connections is here, or the table says why not.
#[test]
fn every_function_about_connections_has_its_word() {
    let (used, declared) = (used(), declared_names());
    for (name, _) in CALLED_BY_NONE {
        assert!(!declared.contains_key(*name), "{name} is here: take it off the list");
        assert!(used.iter().all(|function| function.name != *name), "{name} is called by a program");
    }
    let Some(include) = peers::original_include() else { return };
    let original: Vec<_> = ABOUT_CONNECTIONS
        .iter()
        .map(|header| fs::read_to_string(include.join("mbedtls").join(header)).unwrap())
        .flat_map(|text| declared::functions(&text))
        .map(|function| function.name)
        .collect();
    assert!(original.len() > 175, "{}", original.len());
    let missing: Vec<_> = original
        .iter()
        .filter(|name| !declared.contains_key(*name))
        .filter(|name| CALLED_BY_NONE.iter().chain(OUT_OF_SCOPE).all(|(left_out, _)| left_out != name))
        .collect();
    assert!(missing.is_empty(), "neither here nor in the table: {missing:?}");
    let names: BTreeSet<_> = original.iter().map(String::as_str).collect();
    for (name, _) in CALLED_BY_NONE {
        assert!(names.contains(name), "{name} is no function of Mbed TLS");
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
    text.push_str(
        "\nCalled by none of these programs, and not here:\n\n\
         | function | state |\n|---|---|\n",
    );
    let is_used = |name: &str| used.iter().any(|function| function.name == name);
    for name in declared.keys().filter(|name| declared[*name] && !is_used(name)) {
        writeln!(text, "| `{name}` | {} |", state(name)).unwrap();
    }
    for (name, reason) in CALLED_BY_NONE {
        writeln!(text, "| `{name}` | left out: {reason} |").unwrap();
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
