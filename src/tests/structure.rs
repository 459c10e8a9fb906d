//! The house's rules: rooms use only rooms below them, `unsafe` stays in `ffi`, and files stay readable.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; a room uses only rooms of lower levels.
const LEVELS: &[(u32, &[&str])] = &[
    (0, &["rare"]),
    (1, &["error", "time", "log"]),
    // Algorithms are known by their numbers on the wire.
    (10, &["codec"]),
    (11, &["crypto"]),
    (20, &["msgs", "pki"]),
    (30, &["keys"]),
    (31, &["session"]),
    (32, &["config"]),
    (40, &["record"]),
    (50, &["flight"]),
    (60, &["handshake"]),
    (70, &["engine"]),
    (80, &["ffi"]),
];

/// Edges that the levels forbid, with the reason for each.
const ALLOWED: &[(&str, &str, &str)] = &[(
    "error",
    "codec",
    "errors name the alerts, messages and extensions of the wire, which are plain numbers",
)];

/// Edges that the levels would allow, with the reason against each.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    ("record", "msgs", "records carry handshake messages without knowing them"),
    ("flight", "keys", "fragments are sealed by the record room"),
    ("handshake", "record", "the handshake speaks to its output, whatever carries it"),
    ("handshake", "flight", "the handshake speaks to its output, whatever carries it"),
];

/// More than this is more than one thing.
const MAX_LINES: usize = 700;

#[test]
fn rooms_use_only_rooms_below() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let Some(room) = file.room() else { continue };
        for used in file.rooms_used() {
            if let Err(reason) = may_use(&room, &used) {
                wrong.push(format!("{}: {room} uses {used}: {reason}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn unsafe_code_stays_in_ffi() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let may = file.path.starts_with("ffi") || file.path.starts_with("tests");
        if !may && words(&file.code).any(|word| word == "unsafe") {
            wrong.push(file.path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// A program may bring symbols of the same names, of its own or of another library. A call by a symbol would end there.
#[test]
fn no_exported_function_is_called_by_its_symbol() {
    let mut wrong = Vec::new();
    for file in source_files() {
        if file.room().is_some() {
            wrong.extend(exported_calls(&file.code).map(|call| format!("{}: {call}", file.path.display())));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The names of exported functions that are called in `code`.
fn exported_calls(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices("mbedtls_").filter_map(|(place, _)| {
        let name = words(&code[place..]).next()?;
        let called = code[place + name.len()..].starts_with('(');
        (called && !code[..place].ends_with("fn ")).then_some(name)
    })
}

#[test]
fn files_stay_readable() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let lines = file.text.lines().count();
        if lines > MAX_LINES {
            wrong.push(format!("{}: {lines} lines", file.path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_room() {
    let known: BTreeSet<_> = LEVELS.iter().flat_map(|(_, rooms)| rooms.iter().copied()).collect();
    for entry in fs::read_dir(source()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_no_room = ["lib", "build", "tests"].contains(&name.as_str());
        assert!(is_no_room || known.contains(name.as_str()), "src/{name} has no level");
    }
}

#[test]
fn checks_can_fail() {
    assert!(may_use("record", "keys").is_ok());
    assert!(may_use("keys", "record").is_err());
    assert!(may_use("msgs", "pki").is_err());
    assert!(may_use("handshake", "record").is_err());
    assert!(may_use("error", "codec").is_ok());
    let file = |path: &str, text: &str| SourceFile::new(Path::new(path), text.to_owned());
    let used = |path: &str, text: &str| file(path, text).rooms_used().into_iter().collect::<Vec<_>>();
    assert_eq!(used("keys/a.rs", "use crate::record::X; // crate::engine::Y"), ["record"]);
    assert_eq!(
        used("keys/a.rs", "use crate::{record::X, codec};\nuse super::super::engine;"),
        ["codec", "engine", "record"]
    );
    assert_eq!(used("keys/mod.rs", "use super::engine::X;"), ["engine"]);
    assert_eq!(used("keys/a.rs", "use super::engine::X;"), Vec::<String>::new());
    assert_eq!(
        used("keys/a.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::engine; }"),
        Vec::<String>::new()
    );
    let code = "extern fn mbedtls_a(x: mbedtls_t) { mbedtls_b(mbedtls_t::new(x)) }";
    assert_eq!(exported_calls(code).collect::<Vec<_>>(), ["mbedtls_b"]);
    assert!(words(&file("keys/a.rs", "unsafe { x }").code).any(|word| word == "unsafe"));
    assert!(!words(&file("keys/a.rs", "#![deny(unsafe_code)] // unsafe").code).any(|word| word == "unsafe"));
}

fn may_use(room: &str, used: &str) -> Result<(), &'static str> {
    if room == used || ALLOWED.iter().any(|&(from, to, _)| (from, to) == (room, used)) {
        return Ok(());
    }
    if let Some((_, _, reason)) = FORBIDDEN.iter().find(|&&(from, to, _)| (from, to) == (room, used)) {
        return Err(reason);
    }
    match (level(room), level(used)) {
        (Some(above), Some(below)) if below < above => Ok(()),
        (Some(_), Some(_)) => Err("it is not below"),
        _ => Err("it has no level"),
    }
}

fn level(room: &str) -> Option<u32> {
    LEVELS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|&(level, _)| level)
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A file of the library.
struct SourceFile {
    /// Below `src`.
    path: PathBuf,
    text: String,
    /// The text without comments and without the unit tests at its end.
    code: String,
}

impl SourceFile {
    fn new(path: &Path, text: String) -> Self {
        let before_tests = text.find("#[cfg(test)]\nmod tests {").map_or(text.as_str(), |end| &text[..end]);
        let code = before_tests.lines().map(without_comment).collect::<Vec<_>>().join("\n");
        Self { path: path.to_owned(), text, code }
    }

    /// The room that the file belongs to; `None` for the root and for files that are tests altogether.
    fn room(&self) -> Option<String> {
        let parts: Vec<_> =
            self.path.iter().map(|part| part.to_str().unwrap().trim_end_matches(".rs")).collect();
        let is_test = parts.contains(&"tests");
        (!is_test && !["lib", "build"].contains(&parts[0])).then(|| parts[0].to_owned())
    }

    /// How many modules deep the file is: 1 for a room's `mod.rs`.
    fn depth(&self) -> usize {
        self.path.iter().count() - usize::from(self.path.ends_with("mod.rs"))
    }

    fn rooms_used(&self) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        for (place, _) in self.code.match_indices("crate::") {
            let before = self.code[..place].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            collect_heads(&self.code[place + "crate::".len()..], &mut used);
        }
        let climb = "super::".repeat(self.depth());
        for (place, _) in self.code.match_indices(&climb) {
            if !self.code[..place].ends_with("super::") {
                collect_heads(&self.code[place + climb.len()..], &mut used);
            }
        }
        used.retain(|name| level(name).is_some());
        used
    }
}

/// The first names of what a path leads to: `a` of `a::b`, `a` and `c` of `{a::b, c}`.
fn collect_heads(rest: &str, heads: &mut BTreeSet<String>) {
    let Some(group) = rest.strip_prefix('{') else {
        heads.extend(words(rest).next().map(str::to_owned));
        return;
    };
    let mut depth = 0;
    let mut expects_head = true;
    for (place, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects_head = true,
            c if c.is_whitespace() => {}
            _ if expects_head => {
                heads.extend(words(&group[place..]).next().map(str::to_owned));
                expects_head = false;
            }
            _ => {}
        }
    }
}

/// Cuts a comment off; `//` after a colon is an address.
fn without_comment(line: &str) -> &str {
    let mut start = 0;
    while let Some(found) = line[start..].find("//").map(|place| place + start) {
        if !line[..found].ends_with(':') {
            return &line[..found];
        }
        start = found + 2;
    }
    line
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

fn source_files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push(SourceFile::new(path.strip_prefix(source()).unwrap(), text));
            }
        }
    }
    assert!(files.len() > 20);
    files
}
