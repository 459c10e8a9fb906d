//! Sizes of the structs that callers allocate, and offsets of the fields that programs know, as Debian 13 has them.
//!
//! `capi-tests/layout.csv` holds the facts (x86-64 Linux). What our headers declare is asserted by the C compiler; what
//! they do not declare yet is named in `capi-tests/layout-pending.txt`, which only shrinks: `LIBDTLS_BLESS=1` writes it.
//! The facts themselves are checked against the headers of Mbed TLS 3.6.6.

#![cfg(feature = "capi")]
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

#[path = "support/peers.rs"]
mod peers;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One line of `layout.csv`.
struct Fact {
    header: String,
    c_type: String,
    /// Empty for the struct itself.
    field: String,
    /// The size of a struct, the offset of a field.
    value: usize,
    /// The alignment of a struct, the size of a field, where known.
    second: Option<usize>,
}

#[test]
fn declared_structs_have_debians_layout() {
    let include = root().join("include");
    let (declared, pending): (Vec<_>, Vec<_>) =
        facts().into_iter().partition(|fact| is_declared(&include, fact));
    assert!(!declared.is_empty());
    compile("layout", &include, &declared).unwrap_or_else(|error| panic!("our headers: {error}"));

    let pending: BTreeSet<_> =
        pending.iter().map(|fact| format!("{} {}\n", fact.header, fact.c_type)).collect();
    let pending: String = pending.into_iter().collect();
    let list = root().join("capi-tests/layout-pending.txt");
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        fs::write(&list, &pending).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&list).unwrap(),
        pending,
        "layout-pending.txt is out of date; run LIBDTLS_BLESS=1 cargo test --test layout"
    );
}

#[test]
fn facts_hold_for_the_original() {
    let Some(include) = peers::original_include() else { return };
    compile("layout-original", &include, &facts()).unwrap_or_else(|error| panic!("the original: {error}"));
}

#[test]
fn wrong_facts_are_noticed() {
    let include = root().join("include");
    let size = |value| Fact {
        header: "mbedtls/timing.h".to_owned(),
        c_type: "mbedtls_timing_delay_context".to_owned(),
        field: String::new(),
        value,
        second: Some(8),
    };
    assert!(compile("layout-right", &include, &[size(40)]).is_ok());
    assert!(compile("layout-wrong", &include, &[size(48)]).is_err());
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn facts() -> Vec<Fact> {
    let text = fs::read_to_string(root().join("capi-tests/layout.csv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            let [header, c_type, _kind, field, value, second] = cells[..] else {
                panic!("layout.csv: {line}")
            };
            Fact {
                header: header.to_owned(),
                c_type: c_type.to_owned(),
                field: field.to_owned(),
                value: value.parse().unwrap(),
                second: second.parse().ok(),
            }
        })
        .collect()
}

/// Whether the header has the body of the struct, or a typedef of its name.
fn is_declared(include: &Path, fact: &Fact) -> bool {
    let Ok(text) = fs::read_to_string(include.join(&fact.header)) else { return false };
    if fact.c_type.starts_with("struct ") {
        return text.contains(&format!("{} {{", fact.c_type));
    }
    let alias = format!(" {};", fact.c_type);
    text.lines().any(|line| {
        let plain = line.starts_with("typedef ") && !line.starts_with("typedef struct ");
        line.ends_with(&alias) && (line.starts_with('}') || plain)
    })
}

/// Compiles assertions of the facts against the headers below `include`.
fn compile(name: &str, include: &Path, facts: &[Fact]) -> Result<(), String> {
    let headers: BTreeSet<_> = facts.iter().map(|fact| format!("#include <{}>\n", fact.header)).collect();
    let mut source = String::from("#define MBEDTLS_ALLOW_PRIVATE_ACCESS\n#include <stddef.h>\n");
    source.extend(headers);
    for fact in facts {
        let Fact { c_type, field, value, second, .. } = fact;
        let assertions = if field.is_empty() {
            [
                Some(format!("sizeof({c_type}) == {value}")),
                second.map(|s| format!("_Alignof({c_type}) == {s}")),
            ]
        } else {
            [
                Some(format!("offsetof({c_type}, {field}) == {value}")),
                second.map(|s| format!("sizeof((({c_type} *) 0)->{field}) == {s}")),
            ]
        };
        for assertion in assertions.into_iter().flatten() {
            source.push_str(&format!("_Static_assert({assertion}, \"{assertion}\");\n"));
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("c");
    fs::write(&path, source).unwrap();
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(&compiler)
        .args(["-std=c11", "-fsyntax-only", "-I"])
        .arg(include)
        .arg(&path)
        .output()
        .unwrap_or_else(|error| panic!("no C compiler: cannot run `{compiler}` ({error}); set CC to one"));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
