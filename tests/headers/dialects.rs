//! Compiles the headers, each by itself and all together in both orders, as every dialect of C and C++ that programs
//! are written in, with every compiler that there is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A family of compilers: one for C, one for C++.
struct Family {
    c: &'static str,
    cpp: &'static str,
}

const FAMILIES: [Family; 2] = [Family { c: "gcc", cpp: "g++" }, Family { c: "clang", cpp: "clang++" }];

/// Dialects by the names that older compilers know them by, too.
const C: &[&str] = &["c99", "c11", "c17"];
const CPP: &[&str] = &["c++11", "c++14", "c++17", "c++20", "c++2b"];

const STRICT: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"];

/// What programs may define before the headers; the first dialect of each language is enough for these.
const SETTINGS: &[&[&str]] = &[
    &["-DMBEDTLS_ALLOW_PRIVATE_ACCESS"],
    &["-DMBEDTLS_DEPRECATED_REMOVED"],
    // mbedtls/compat-2.x.h warns of itself, by a word that was not C before 2023.
    &["-DMBEDTLS_DEPRECATED_WARNING", "-Wno-pedantic", "-Wno-error"],
    &["-DMBEDTLS_CHECK_RETURN_WARNING"],
    &["-DMBEDTLS_PLATFORM_MEMORY"],
    &["-D_GNU_SOURCE"],
];

/// Fails with the compiler's words if a header does not compile.
pub fn check(headers: &[String]) {
    std::thread::scope(|scope| {
        for family in &FAMILIES {
            scope.spawn(|| check_with(family.c, C, "c", headers));
            scope.spawn(|| check_with(family.cpp, CPP, "cpp", headers));
        }
    });
}

fn check_with(compiler: &str, dialects: &[&str], extension: &str, headers: &[String]) {
    if Command::new(compiler).arg("--version").output().is_err() {
        super::peers::leave_out(&format!("headers with {compiler}: it is not there; install it"));
        return;
    }
    let sources = sources(headers, &format!("{compiler}-{extension}"), extension);
    for dialect in dialects {
        compile(compiler, dialect, &[], &sources);
    }
    for settings in SETTINGS {
        compile(compiler, dialects[0], settings, &sources);
    }
}

/// A file for each header, which includes it twice, and two for all of them, forwards and backwards.
fn sources(headers: &[String], folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dialects-{folder}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let include = |header: &String| format!("#include \"{header}\"\n");
    let mut texts: Vec<_> = headers
        .iter()
        .map(|header| (header.replace(['/', '.', '-'], "_"), include(header).repeat(2)))
        .collect();
    texts.push(("all_forwards".to_owned(), headers.iter().map(include).collect()));
    texts.push(("all_backwards".to_owned(), headers.iter().rev().map(include).collect()));
    let write = |(name, text): (String, String)| {
        let path = folder.join(name).with_extension(extension);
        // And an object, as an empty file is not pedantic C.
        fs::write(&path, format!("{text}extern int something;\nint something;\n")).unwrap();
        path
    };
    texts.into_iter().map(write).collect()
}

fn compile(compiler: &str, dialect: &str, settings: &[&str], sources: &[PathBuf]) {
    let output = Command::new(compiler)
        .arg(format!("-std={dialect}"))
        .args(STRICT)
        .args(settings)
        .arg("-I")
        .arg(super::root().join("include"))
        .args(sources)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{compiler} -std={dialect} {settings:?}:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
