//! The names that the shared library exports: those that the headers declare, as `capi-tests/exports.txt` lists them, and
//! nothing of the crates below.
//!
//! `LIBDTLS_BLESS=1` writes the list; look at the difference, for what is exported once stays. `capi-tests/run-cmake`
//! shows that the static library, as it is installed, shows the same names.

#![cfg(all(feature = "capi", feature = "anti-replay", feature = "hello-verify"))]
#![cfg(target_os = "linux")]

#[path = "support/declared.rs"]
mod declared;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the original exports and its headers do not declare, and programs need nevertheless, is declared by ours; other
/// names than these would be of a crate.
const OURS: [&str; 3] = ["mbedtls_", "psa_", "dtls_"];

#[test]
fn exports_are_as_listed() {
    let Some(exported) = exported(&support::library_folder().join("libdtls.so")) else { return };
    let found: String = exported.iter().map(|name| format!("{name}\n")).collect();
    let list = support::root().join("capi-tests/exports.txt");
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        fs::write(&list, &found).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&list).unwrap_or_default(),
        found,
        "capi-tests/exports.txt is out of date; run LIBDTLS_BLESS=1 cargo test --test exports"
    );
}

#[test]
fn exports_are_what_headers_declare() {
    let Some(exported) = exported(&support::library_folder().join("libdtls.so")) else { return };
    let foreign: Vec<_> =
        exported.iter().filter(|name| !OURS.iter().any(|start| name.starts_with(start))).collect();
    assert!(foreign.is_empty(), "names of crates leak: {foreign:?}");
    let declared: BTreeSet<String> = declared::headers()
        .iter()
        .map(|header| fs::read_to_string(header).unwrap())
        .flat_map(|text| {
            let functions = declared::functions(&text).into_iter().map(|function| function.name);
            functions.chain(declared::variables(&text)).collect::<Vec<_>>()
        })
        .collect();
    let hidden: Vec<_> = exported.difference(&declared).collect();
    assert!(hidden.is_empty(), "exported, and in no header: {hidden:?}");
    let missing: Vec<_> = declared.difference(&exported).collect();
    assert!(missing.is_empty(), "in a header, and not exported: {missing:?}");
}

/// A program that was compiled with the original's headers has their inline functions in itself; what those call is
/// exported.
#[test]
fn inline_functions_of_the_original_find_what_they_call() {
    let Some(include) = support::peers::original_include() else { return };
    let Some(exported) = exported(&support::library_folder().join("libdtls.so")) else { return };
    let mut text = String::from("#include <psa/crypto.h>\n");
    for entry in fs::read_dir(include.join("mbedtls")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // These stop the compiler.
        if !name.starts_with("config_adjust") {
            text.push_str(&format!("#include <mbedtls/{name}>\n"));
        }
    }
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("inline-functions.c");
    let object = source.with_extension("o");
    fs::write(&source, text).unwrap();
    let output = Command::new(support::c_compiler())
        .args(["-w", "-c", "-fkeep-inline-functions", "-fkeep-static-functions", "-I"])
        .arg(&include)
        .arg(&source)
        .arg("-o")
        .arg(&object)
        .output()
        .unwrap();
    // Not every compiler knows how to keep them.
    if !output.status.success() {
        support::peers::leave_out("what inline functions call: the compiler does not keep them; use gcc");
        return;
    }
    let output = Command::new("nm").arg("-u").arg(&object).output().unwrap();
    let called = String::from_utf8(output.stdout).unwrap();
    let called: BTreeSet<_> =
        called.split_whitespace().filter(|word| word.len() > 1).map(str::to_owned).collect();
    assert!(!called.is_empty());
    let missing: Vec<_> = called.difference(&exported).filter(|name| name.contains('_')).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The names that a shared library defines for others; `None`, after saying so, without nm.
fn exported(library: &Path) -> Option<BTreeSet<String>> {
    let Ok(output) = Command::new("nm").args(["-D", "--defined-only"]).arg(library).output() else {
        support::peers::leave_out("exported names: there is no nm (binutils)");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let names: BTreeSet<_> =
        text.lines().filter_map(|line| line.split(' ').nth(2)).map(str::to_owned).collect();
    assert!(names.len() > 300, "{}", names.len());
    Some(names)
}
