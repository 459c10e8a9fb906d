//! One header from one folder of `src/ffi`: cbindgen, then what cbindgen cannot do by itself.

use cbindgen::{Builder, Config};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A generated header.
pub struct Header {
    /// Its path below `include/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Header {
    /// Generates the header of a folder.
    pub fn of(folder: &Path) -> Self {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let config = config(folder, name);
        let bindings = Builder::new()
            .with_config(config)
            .with_src(folder.join("mod.rs"))
            .generate()
            .unwrap_or_else(|error| panic!("cbindgen on src/ffi/{name}: {error}"));
        let mut bytes = Vec::new();
        bindings.write(&mut bytes);
        let text = String::from_utf8(bytes).expect("cbindgen writes UTF-8");
        let text = deprecated(&functions_in_place(&finish(&text, name, &literals(folder))));
        Self { path: Self::path_of(folder), text }
    }

    /// Where the header of a folder belongs: `psa_crypto...` becomes `psa/crypto....h`, everything else `mbedtls/NAME.h`.
    pub fn path_of(folder: &Path) -> String {
        let name = folder.file_name().unwrap().to_str().unwrap();
        match name.strip_prefix("psa_") {
            Some(rest) if rest.starts_with("crypto") => format!("psa/{rest}.h"),
            _ => format!("mbedtls/{name}.h"),
        }
    }
}

/// The top-level `cbindgen.toml` with the folder's own appended.
fn config(folder: &Path, name: &str) -> Config {
    let common = fs::read_to_string(super::root().join("cbindgen.toml")).unwrap();
    let own = fs::read_to_string(folder.join("cbindgen.toml")).unwrap();
    let joined = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("cbindgen-{name}-{:?}.toml", std::thread::current().id()));
    fs::write(&joined, format!("{common}\n{own}")).unwrap();
    let mut config =
        Config::from_file(&joined).unwrap_or_else(|error| panic!("src/ffi/{name}/cbindgen.toml: {error}"));
    fs::remove_file(&joined).unwrap();
    let callbacks = aliases("callbacks.rs").into_iter().map(|(alias, c_name)| (alias, format!("{c_name} *")));
    config.export.rename.extend(callbacks.chain(aliases("enums.rs")));
    for (feature, c_macro) in FEATURES {
        config.defines.insert(format!("feature = {feature}"), c_macro.to_owned());
    }
    config
}

/// Cargo features that take functions away, and the macros that tell C of them.
const FEATURES: [(&str, &str); 2] =
    [("anti-replay", "MBEDTLS_SSL_DTLS_ANTI_REPLAY"), ("hello-verify", "MBEDTLS_SSL_DTLS_HELLO_VERIFY")];

/// The aliases of a file of `src/ffi`, each with the C name that its doc comment begins with.
fn aliases(file: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut c_name = None;
    for line in fs::read_to_string(super::root().join("src/ffi").join(file)).unwrap().lines() {
        if let Some(doc) = line.strip_prefix("/// `") {
            c_name = doc.split_once('`').map(|(name, _)| name.to_owned());
        } else if let Some(rest) = line.strip_prefix("pub type ") {
            let alias = rest.split_once(" =").expect("an alias").0.to_owned();
            let c_name = c_name.take().unwrap_or_else(|| panic!("{file}: {alias} does not tell its C name"));
            found.push((alias, c_name));
        }
    }
    found
}

/// How the constants of a folder are written in Rust, where that is one hexadecimal literal: cbindgen prints decimals.
fn literals(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in rust_files(folder) {
        for line in fs::read_to_string(file).unwrap().lines() {
            let Some((name, rest)) =
                line.trim().strip_prefix("pub const ").and_then(|rest| rest.split_once(':'))
            else {
                continue;
            };
            let Some(value) = rest.split_once('=').and_then(|(_, value)| value.trim().strip_suffix(';'))
            else {
                continue;
            };
            if value.trim_start_matches('-').starts_with("0x") {
                found.insert(name.to_owned(), value.to_owned());
            }
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Gives cbindgen's text its heading, hexadecimal constants and private names, and drops the words for Rust readers.
fn finish(text: &str, name: &str, literals: &BTreeMap<String, String>) -> String {
    let mut out = format!(
        "/* Generated from src/ffi/{name} by `cargo test --test headers`; edit there, not here. */\n"
    );
    let mut in_safety = false;
    let text =
        text.replace("// __cplusplus", "/* __cplusplus */").replace("// extern \"C\"", "/* extern \"C\" */");
    for line in text.lines() {
        let words = line.trim().trim_start_matches('*').trim();
        if line.trim().starts_with('*') && words == "# Safety" {
            in_safety = true;
            // The empty comment line before the heading goes too.
            while out.ends_with(" *\n") {
                out.truncate(
                    out.trim_end_matches(" *\n").len()
                        + usize::from(!out.trim_end_matches(" *\n").ends_with('\n')),
                );
            }
            continue;
        }
        if in_safety {
            let ends = line.trim() == "*/" || words.starts_with("# ");
            if !ends {
                continue;
            }
            in_safety = false;
        }
        out.push_str(finish_line(line, literals).trim_end());
        out.push('\n');
    }
    out
}

fn finish_line(line: &str, literals: &BTreeMap<String, String>) -> String {
    let define = line.strip_prefix("#define ").and_then(|rest| rest.split_once(' '));
    if let Some((name, literal)) = define.and_then(|(name, _)| Some((name, literals.get(name)?))) {
        return format!("#define {name} {literal}");
    }
    if line.starts_with('#') { line.to_owned() } else { private_names(&line.replace("_t * ", "_t *")) }
}

/// Puts pointers to functions in place of their Rust names: `typedef int (*VerifyFn)(int);` goes, and `VerifyFn f_vrfy`
/// becomes `int (*f_vrfy)(int)`, as C programs know it.
fn functions_in_place(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(typedef) = find_function_alias(&text) {
        let usage = format!("{} ", typedef.alias);
        text.replace_range(typedef.start..typedef.end, "");
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(place) = rest.find(&usage) {
            let (before, after) = rest.split_at(place);
            let after = &after[usage.len()..];
            // A declared name may be MBEDTLS_PRIVATE(name).
            let end = after.find([',', ';']).unwrap_or(after.len());
            let end = if after[..end].starts_with("MBEDTLS_PRIVATE(") {
                end
            } else {
                after[..end].find(')').unwrap_or(end)
            };
            out.push_str(before);
            out.push_str(&format!("{} (*{}){}", typedef.result, &after[..end], typedef.parameters));
            rest = &after[end..];
        }
        out.push_str(rest);
        text = out;
    }
    text
}

/// Functions and constants that Mbed TLS 3.6 has marked as going away.
const DEPRECATED: &[&str] = &[
    "MBEDTLS_SSL_MAJOR_VERSION_3",
    "MBEDTLS_SSL_MINOR_VERSION_3",
    "MBEDTLS_SSL_MINOR_VERSION_4",
    "mbedtls_asn1_free_named_data",
    "mbedtls_ecp_write_key",
    "mbedtls_ssl_conf_curves",
    "mbedtls_ssl_conf_max_version",
    "mbedtls_ssl_conf_min_version",
    "mbedtls_ssl_conf_sig_hashes",
    "mbedtls_x509write_crt_set_serial",
];

/// Marks deprecated functions for compilers that are to warn of them, and takes deprecated names away from programs
/// that are to do without.
fn deprecated(text: &str) -> String {
    const REMOVED: &str = "#if !defined(MBEDTLS_DEPRECATED_REMOVED)\n";
    let mut text = text.to_owned();
    for name in DEPRECATED {
        if let Some(start) = text.find(&format!("#define {name} ")) {
            let end = start + text[start..].find('\n').unwrap();
            text.insert_str(end, "\n#endif");
            text.insert_str(start, REMOVED);
        }
        // The declaration, not a mention in a comment.
        let is_code = |place: usize| {
            let line = text[..place].rfind('\n').map_or(0, |end| end + 1);
            text[line..].starts_with(char::is_alphabetic)
        };
        let call = format!(" {name}(");
        let mut places = text.match_indices(&call).map(|(place, _)| place);
        let Some(place) = places.find(|&place| is_code(place)) else { continue };
        let comment = text[..place].rfind("/**").expect("every function has a comment");
        let end = place + text[place..].find(";\n").unwrap() + 2;
        text.insert_str(end, "#endif\n");
        text.insert_str(place, " MBEDTLS_DEPRECATED");
        text.insert_str(comment, REMOVED);
    }
    text
}

/// A typedef of a pointer to a function by a Rust name, with its comment.
struct FunctionAlias {
    start: usize,
    end: usize,
    result: String,
    alias: String,
    parameters: String,
}

fn find_function_alias(text: &str) -> Option<FunctionAlias> {
    let mut search = 0;
    loop {
        let typedef = text[search..].find("\ntypedef ")? + search + 1;
        let end = text[typedef..].find(";\n")? + typedef + 2;
        search = end - 1;
        let body = text[typedef + "typedef ".len()..end - 2].split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((result, rest)) = body.split_once(" (*") else { continue };
        let Some((alias, parameters)) = rest.split_once(')') else { continue };
        if !alias.ends_with("Fn") || alias.contains('_') {
            continue;
        }
        let comment =
            text[..typedef].rfind("/**").filter(|&open| text[open..typedef].trim_end().ends_with("*/"));
        return Some(FunctionAlias {
            start: comment.unwrap_or(typedef),
            end: end + usize::from(text[end..].starts_with('\n')),
            result: result.to_owned(),
            alias: alias.to_owned(),
            parameters: parameters.to_owned(),
        });
    }
}

/// `private_x` becomes `MBEDTLS_PRIVATE(x)`.
fn private_names(line: &str) -> String {
    const MARK: &str = "private_";
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(MARK) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (word, tail) = after.split_at(end);
        let inside_a_word = before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        out.push_str(before);
        if inside_a_word {
            out.push_str(word);
        } else {
            out.push_str(&format!("MBEDTLS_PRIVATE({})", &word[MARK.len()..]));
        }
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_names_are_wrapped() {
        assert_eq!(private_names("    int private_state;"), "    int MBEDTLS_PRIVATE(state);");
        assert_eq!(
            private_names("int (*private_f)(int private_a);"),
            "int (*MBEDTLS_PRIVATE(f))(int MBEDTLS_PRIVATE(a));"
        );
        assert_eq!(private_names("mbedtls_private_thing x;"), "mbedtls_private_thing x;");
    }

    #[test]
    fn deprecated_names_are_marked() {
        let text = "/**\n * Not mbedtls_ecp_write_key().\n */\nint f(void);\n\n/**\n * Writes.\n */\nint \
                    mbedtls_ecp_write_key(int x,\n    int y);\n#define MBEDTLS_SSL_MINOR_VERSION_3 3\n";
        let expected = "/**\n * Not mbedtls_ecp_write_key().\n */\nint f(void);\n\n#if \
                        !defined(MBEDTLS_DEPRECATED_REMOVED)\n/**\n * Writes.\n */\nint MBEDTLS_DEPRECATED \
                        mbedtls_ecp_write_key(int x,\n    int y);\n#endif\n#if \
                        !defined(MBEDTLS_DEPRECATED_REMOVED)\n#define MBEDTLS_SSL_MINOR_VERSION_3 3\n#endif\n";
        assert_eq!(deprecated(text), expected);
    }

    #[test]
    fn functions_stand_in_place() {
        let text = "int a;\n\n/**\n * Looks.\n */\ntypedef int (*LookFn)(void *p,\n    int n);\n\nstruct s {\n    LookFn \
                    MBEDTLS_PRIVATE(f);\n};\nvoid f(LookFn look, int x);\nvoid g(LookFn last);\n";
        let expected = "int a;\n\nstruct s {\n    int (*MBEDTLS_PRIVATE(f))(void *p, int n);\n};\nvoid f(int \
                        (*look)(void *p, int n), int x);\nvoid g(int (*last)(void *p, int n));\n";
        assert_eq!(functions_in_place(text), expected);
        let known = "\ntypedef int (*mbedtls_x_t)(int);\n";
        assert_eq!(functions_in_place(known), known);
    }

    #[test]
    fn words_for_rust_readers_go() {
        let text = "/**\n * Does it.\n *\n * # Safety\n * Long words.\n */\nint f(void);\n#define X -256";
        let literals = BTreeMap::from([("X".to_owned(), "-0x0100".to_owned())]);
        let expected = "/**\n * Does it.\n */\nint f(void);\n#define X -0x0100\n";
        assert!(finish(text, "x", &literals).ends_with(&format!("*/\n{expected}")));
    }
}
