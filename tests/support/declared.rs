//! What the C headers declare.
#![allow(dead_code, reason = "each test program uses a part")]

use std::fs;
use std::path::{Path, PathBuf};

/// The headers below `include`, sorted.
pub fn headers() -> Vec<PathBuf> {
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
    let mut headers = Vec::new();
    for folder in ["mbedtls", "psa"] {
        let Ok(entries) = fs::read_dir(include.join(folder)) else { continue };
        headers.extend(entries.map(|entry| entry.unwrap().path()));
    }
    headers.sort();
    headers
}

/// A function as a header declares it.
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its first parameter with its type, `void` if it has none.
    pub first_parameter: String,
    /// The comment before it, without the stars.
    pub comment: String,
}

/// The functions that a header declares, without those that are only mentioned.
pub fn functions(header: &str) -> Vec<Declared> {
    let mut functions = Vec::new();
    let mut comment = String::new();
    for line in header.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("/*") {
            comment.clear();
        }
        if trimmed.starts_with(['/', '*']) {
            comment.push_str(trimmed.trim_start_matches(['/', '*', ' ']));
            comment.push('\n');
            continue;
        }
        let is_code =
            !line.starts_with([' ', '#']) && !line.starts_with("typedef") && !line.starts_with("extern");
        let Some((mut before, mut behind)) = line.split_once('(').filter(|_| is_code) else { continue };
        // The name is behind the first bracket if it returns a pointer to an array.
        if let Some((name, parameters)) = behind.strip_prefix('*').and_then(|inner| inner.split_once('(')) {
            (before, behind) = (name, parameters);
        }
        let name = before.rsplit([' ', '*']).next().unwrap();
        if ["mbedtls_", "psa_", "dtls_"].iter().any(|prefix| name.starts_with(prefix)) {
            functions.push(Declared {
                name: name.to_owned(),
                first_parameter: behind.split([',', ')']).next().unwrap().to_owned(),
                comment: std::mem::take(&mut comment),
            });
        }
    }
    functions
}

/// The variables that a header declares.
pub fn variables(header: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in header.lines() {
        let Some(rest) = line.strip_prefix("extern ").filter(|rest| rest.ends_with(';')) else { continue };
        // A pointer to a function has its name in brackets.
        let name = match rest.split_once("(*") {
            Some((_, inside)) => inside.split(')').next().unwrap(),
            None => rest.trim_end_matches(';').rsplit([' ', '*']).next().unwrap(),
        };
        names.push(name.to_owned());
    }
    names
}
