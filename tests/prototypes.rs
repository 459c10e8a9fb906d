//! Every function that our headers declare has the prototype of Mbed TLS 3.6, and every number the same value.
//!
//! The original's prototypes are declared once more behind our headers, which the compiler only takes if they agree.
//! `MBEDTLS_INCLUDE` names its headers; without it they are unpacked as for `capi-tests/run-compare`.

#![cfg(feature = "capi")]

#[path = "support/peers.rs"]
mod peers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Functions of ours that the original declares otherwise, with the reason.
const DIFFERENT: [(&str, &str); 0] = [];

/// Functions that the original exports, that a program calls, and that its headers for programs leave out.
const UNDECLARED: [&str; 1] = ["mbedtls_ssl_ciphersuite_uses_psk"];

/// What is offered here and off in Debian's build.
const BEYOND_DEBIAN: [&str; 5] = [
    "-DMBEDTLS_SSL_ASYNC_PRIVATE",
    "-DMBEDTLS_USE_PSA_CRYPTO",
    "-DMBEDTLS_X509_TRUSTED_CERTIFICATE_CALLBACK",
    "-DMBEDTLS_ECJPAKE_C",
    "-DMBEDTLS_KEY_EXCHANGE_ECJPAKE_ENABLED",
];

/// What the names of functions begin with.
const OURS: [&str; 2] = ["mbedtls_", "psa_"];

/// Macros that are words for the compiler and no numbers.
const WORDS: [&str; 2] = ["MBEDTLS_CHECK_RETURN", "MBEDTLS_DEPRECATED"];

#[test]
fn prototypes_are_those_of_the_original() {
    let Some(original_include) = original() else { return };
    let ours = prototypes(&preprocess(&root().join("include"), &headers(), &[]));
    let theirs = prototypes(&preprocess(Path::new(&original_include), &headers(), &BEYOND_DEBIAN));
    assert!(ours.len() > 50, "{}", ours.len());

    let mut source = includes(&headers());
    let mut unknown = Vec::new();
    for name in ours.keys() {
        match theirs.get(name) {
            Some(prototype) if !DIFFERENT.iter().any(|(different, _)| different == name) => {
                source.push_str(&format!("{prototype};\n"));
            }
            Some(_) => {}
            None if UNDECLARED.contains(&name.as_str()) => {}
            None => unknown.push(name),
        }
    }
    assert!(unknown.is_empty(), "the original has no such functions: {unknown:?}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prototypes.c");
    fs::write(&path, source).unwrap();
    let output =
        compiler().args(["-std=c99", "-fsyntax-only", "-I"]).arg(root().join("include")).arg(&path).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn numbers_are_those_of_the_original() {
    let Some(original_include) = original() else { return };
    let original_include = Path::new(&original_include);
    let our_include = root().join("include");
    let ours = numbers(&our_include);
    let theirs = numbers(original_include);
    let shared: Vec<_> = ours.intersection(&theirs).map(String::as_str).collect();
    assert!(shared.len() > 200, "{}", shared.len());

    let ours = values("numbers-ours", &our_include, &shared);
    let theirs = values("numbers-theirs", original_include, &shared);
    let wrong: Vec<_> = ours.lines().zip(theirs.lines()).filter(|(ours, theirs)| ours != theirs).collect();
    assert!(wrong.is_empty(), "ours and the original's: {wrong:#?}");
    assert_eq!(ours.lines().count(), shared.len());
}

/// The names of macros that are numbers and of enumerators.
fn numbers(include: &Path) -> BTreeSet<String> {
    let macros = macros(&preprocess(include, &headers(), &["-dM"]));
    let is_word = |name: &str| WORDS.iter().any(|word| name.starts_with(word));
    let mut names: BTreeSet<_> = macros
        .into_iter()
        .filter(|(name, value)| is_number(value) && !is_word(name))
        .map(|(name, _)| name)
        .collect();
    let text = preprocess(include, &headers(), &[]);
    for body in text
        .split("enum")
        .skip(1)
        .filter_map(|rest| rest.split_once('{'))
        .filter(|(head, _)| !head.contains(';'))
    {
        for entry in body.1.split('}').next().unwrap_or_default().split(',') {
            let name = entry.split('=').next().unwrap_or_default().trim();
            if name.starts_with("MBEDTLS_") {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

/// A line "NAME VALUE" for each name, by a program in C.
fn values(program: &str, include: &Path, names: &[&str]) -> String {
    let mut source = includes(&headers())
        + "#if __has_include(<mbedtls/oid.h>)\n#include <mbedtls/oid.h>\n#endif\n#include <stdio.h>\nint main(void) {\n";
    for name in names {
        source.push_str(&format!("printf(\"{name} %lld\\n\", (long long) ({name}));\n"));
    }
    source.push_str("return 0; }\n");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(program);
    let path = program.with_extension("c");
    fs::write(&path, source).unwrap();
    let output =
        compiler().arg("-w").arg("-I").arg(include).arg(&path).arg("-o").arg(&program).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(Command::new(&program).output().unwrap().stdout).unwrap()
}

fn original() -> Option<PathBuf> {
    peers::original_include()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn compiler() -> Command {
    Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_owned()))
}

/// Our headers that the original has too.
fn headers() -> Vec<String> {
    let mut headers = Vec::new();
    for folder in ["mbedtls", "psa"] {
        for entry in fs::read_dir(root().join("include").join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            // These are whole with psa/crypto.h alone.
            let is_part = folder == "psa" && name != "crypto.h";
            let is_ours = ["libdtls", "dtls_", "certs.h"].iter().any(|start| name.starts_with(start));
            if name.ends_with(".h") && !is_ours && name != "check_config.h" && !is_part {
                headers.push(format!("{folder}/{name}"));
            }
        }
    }
    headers.sort();
    headers
}

fn includes(headers: &[String]) -> String {
    headers.iter().map(|header| format!("#include <{header}>\n")).collect()
}

fn preprocess(include: &Path, headers: &[String], options: &[&str]) -> String {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("all-{:?}.c", std::thread::current().id()));
    fs::write(&path, includes(headers)).unwrap();
    let output =
        compiler().args(["-E", "-P"]).args(options).arg("-I").arg(include).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The prototypes of our names, by name. Bodies of inline functions are cut off.
fn prototypes(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut statement = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    statement.push('\u{1}');
                }
                depth += 1;
            }
            '}' => {
                depth -= 1;
                if depth == 0 && statement.contains('(') && !statement.trim_start().starts_with("typedef") {
                    add_prototype(&statement, &mut found);
                    statement.clear();
                }
            }
            ';' if depth == 0 => {
                add_prototype(&statement, &mut found);
                statement.clear();
            }
            _ if depth == 0 => statement.push(c),
            _ => {}
        }
    }
    found
}

fn add_prototype(statement: &str, found: &mut BTreeMap<String, String>) {
    let declaration = statement.split('\u{1}').next().unwrap_or_default();
    let mut words = declaration.split_whitespace().collect::<Vec<_>>().join(" ");
    // A parenthesis may stand on a line of its own behind the name.
    if let Some((name, arguments)) = words.split_once(" (")
        && !name.contains('(')
        && !arguments.starts_with('*')
    {
        words = format!("{name}({arguments}");
    }
    for attribute in [
        "static inline ",
        "static __inline ",
        "static ",
        "__attribute__((__warn_unused_result__)) ",
        "extern ",
    ] {
        words = words.replace(attribute, "");
    }
    if words.starts_with("typedef") || words.starts_with("struct ") && !words.contains('(') {
        return;
    }
    // Declared by the typedef of a function type.
    if let [c_type, name] = words.split(' ').collect::<Vec<_>>()[..] {
        if c_type.ends_with("_t") && c_type.starts_with("mbedtls_") && name.starts_with("mbedtls_") {
            found.insert(name.to_owned(), words.clone());
        }
        return;
    }
    // The first name that stands before a parenthesis.
    let Some(name) =
        words.split('(').map(|part| part.rsplit([' ', '*']).next().unwrap_or_default()).find(|name| {
            OURS.iter().any(|prefix| name.starts_with(prefix)) && words.contains(&format!("{name}("))
        })
    else {
        return;
    };
    let name = name.to_owned();
    found.insert(name, words);
}

fn macros(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("#define "))
        .filter_map(|line| line.split_once(' '))
        .filter(|(name, _)| ["MBEDTLS_", "PSA_"].iter().any(|prefix| name.starts_with(prefix)))
        .filter(|(name, _)| !name.contains('('))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

/// Whether a macro may be computed: no string, no type, no function.
fn is_number(value: &str) -> bool {
    let value = value.trim_start_matches(['(', '-', ' ']);
    let starts_like_one = value.starts_with(|c: char| c.is_ascii_digit() || c == 'M')
        || value.starts_with("psa_") && value.contains("_t)")
        || value.starts_with("PSA_");
    starts_like_one && value.chars().all(|c| c.is_ascii_alphanumeric() || "_()+-*/<>|& ".contains(c))
}
