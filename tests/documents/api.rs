//! The API reference is made from the headers without a warning: each function has words for itself, its parameters and
//! what it returns. Needs doxygen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{self, root};

#[test]
fn the_reference_is_made_without_a_warning() {
    if left_out() {
        return;
    }
    let place = place("api");
    let words = doxygen(&place, root(), "");
    assert_eq!(words, "");
    let page = fs::read_to_string(place.join("html/ssl_8h.html")).unwrap();
    for name in ["mbedtls_ssl_handshake", "mbedtls_ssl_conf_dtls_cookies", "MBEDTLS_ERR_SSL_WANT_READ"] {
        assert!(page.contains(name), "{name}");
    }
    assert!(!page.contains("private_state"), "private members are no part of the API");
    fs::remove_dir_all(&place).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("`doxygen docs/api/Doxyfile`"), "the README says how it is made");
}

/// Macros may say nothing beyond their name; everything else has words.
#[test]
fn everything_but_macros_is_told() {
    if left_out() {
        return;
    }
    let place = place("api-strict");
    let words = doxygen(&place, root(), STRICT);
    let without: Vec<_> = words.lines().filter(|line| !line.contains("(macro definition)")).collect();
    assert!(without.is_empty(), "{}", without.join("\n"));
    fs::remove_dir_all(&place).unwrap();
}

/// A parameter, or a function, without words is a warning.
#[test]
fn what_is_not_told_is_a_warning() {
    if left_out() {
        return;
    }
    let place = place("api-wrong");
    let copy = place.join("copy");
    for folder in ["mbedtls", "psa"] {
        fs::create_dir_all(copy.join("include").join(folder)).unwrap();
    }
    fs::create_dir_all(copy.join("docs/api")).unwrap();
    for file in ["Doxyfile", "filter", "mainpage.md"].map(|file| format!("docs/api/{file}")) {
        fs::copy(root().join(&file), copy.join(&file)).unwrap();
    }
    let timing = fs::read_to_string(root().join("include/mbedtls/timing.h")).unwrap();
    let parameter = timing.lines().find(|line| line.contains("\\param")).expect("a parameter with words");
    fs::write(
        copy.join("include/mbedtls/timing.h"),
        timing
            .replacen(parameter, " *", 1)
            .replace("#ifdef __cplusplus\n}", "int without_words(void);\n#ifdef __cplusplus\n}"),
    )
    .unwrap();
    let words = doxygen(&place, &copy, STRICT);
    assert!(words.contains("parameter"), "{words}");
    assert!(words.contains("without_words"), "{words}");
    fs::remove_dir_all(&place).unwrap();
}

/// What makes doxygen warn of everything that has no words.
const STRICT: &str = "EXTRACT_ALL = NO";

fn left_out() -> bool {
    let missing = Command::new("doxygen").arg("--version").output().is_err();
    if missing {
        support::peers::leave_out("the API reference: doxygen is not installed");
    }
    missing
}

fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    place
}

/// Runs doxygen on a tree, with its output in another folder; returns what it warned of.
fn doxygen(output: &Path, tree: &Path, more: &str) -> String {
    let doxyfile = output.join("Doxyfile");
    let options = fs::read_to_string(tree.join("docs/api/Doxyfile")).unwrap();
    fs::write(&doxyfile, format!("{options}\nOUTPUT_DIRECTORY = {}\n{more}\n", output.display())).unwrap();
    let ended = Command::new("doxygen").arg(&doxyfile).current_dir(tree).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8_lossy(&ended.stderr).into_owned()
}
