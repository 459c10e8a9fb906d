//! The feature macros that C programs test: exactly those of `capi-tests/macros.txt`, and none that we do not offer.
//!
//! `LIBDTLS_BLESS=1` writes the list; look at the difference, for it is a promise. Each
//! option of Mbed TLS 3.6.6 must be offered, taken back or refused.

#![cfg(feature = "capi")]

#[path = "support/peers.rs"]
mod peers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Options of the original that a program may set with us too: they only change what headers show.
const HARMLESS: [&str; 7] = [
    "MBEDTLS_CHECK_RETURN_WARNING",
    "MBEDTLS_DEPRECATED_REMOVED",
    "MBEDTLS_DEPRECATED_WARNING",
    "MBEDTLS_PLATFORM_MEMORY",
    "MBEDTLS_PLATFORM_NO_STD_FUNCTIONS",
    "MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT",
    "MBEDTLS_X509_REMOVE_INFO",
];

#[test]
fn offered_macros_are_as_listed() {
    let macros = macros_of("#include <mbedtls/build_info.h>\n", &[], &root().join("include"));
    let found: String = macros.keys().map(|name| format!("{name}\n")).collect();
    let list = root().join("capi-tests/macros.txt");
    if std::env::var_os("LIBDTLS_BLESS").is_some() {
        fs::write(&list, &found).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&list).unwrap(),
        found,
        "capi-tests/macros.txt is out of date; run LIBDTLS_BLESS=1 cargo test --test macros"
    );
}

#[test]
fn versions_agree() {
    let macros = macros_of("#include <mbedtls/build_info.h>\n", &[], &root().join("include"));
    assert_eq!(macros["MBEDTLS_VERSION_NUMBER"], "0x03060600");
    assert_eq!(macros["MBEDTLS_VERSION_STRING"], "\"3.6.6\"");
    let ours = ["MAJOR", "MINOR", "PATCH"].map(|part| macros[&format!("LIBDTLS_VERSION_{part}")].clone());
    assert_eq!(ours.join("."), env!("CARGO_PKG_VERSION"));
    assert_eq!(macros["LIBDTLS_VERSION_STRING"], format!("\"{}\"", env!("CARGO_PKG_VERSION")));
    let [major, minor, patch] = ours.map(|part| part.parse::<u32>().unwrap());
    let number = major << 24 | minor << 16 | patch << 8;
    assert_eq!(macros["LIBDTLS_VERSION_NUMBER"], format!("0x{number:08X}"));
}

#[test]
fn own_configuration_cannot_add_features() {
    let refused = undefined_by_check_config();
    assert!(refused.len() > 100);
    let offered = macros_of("#include <mbedtls/build_info.h>\n", &[], &root().join("include"));
    let config =
        write("greedy_config.h", &refused.iter().map(|name| format!("#define {name}\n")).collect::<String>());
    for variable in ["MBEDTLS_CONFIG_FILE", "MBEDTLS_USER_CONFIG_FILE"] {
        let option = format!("-D{variable}=\"{}\"", config.display());
        let macros = macros_of("#include <mbedtls/build_info.h>\n", &[&option], &root().join("include"));
        for name in &refused {
            let may_be_offered = offered.contains_key(name);
            assert!(may_be_offered || !macros.contains_key(name), "{name} got through by {variable}");
        }
    }
}

/// What the program and the library would have to share stops the compiler, by its name.
#[test]
fn own_configuration_cannot_change_the_library() {
    let refused = refused_by_check_config();
    assert!(refused.len() > 80, "{}", refused.len());
    for (name, value) in &refused {
        let other = value.as_ref().map_or(1, |value| value + 1);
        let config = write("bold_config.h", &format!("#define {name} {other}\n"));
        let option = format!("-DMBEDTLS_USER_CONFIG_FILE=\"{}\"", config.display());
        let error = preprocess("#include <mbedtls/build_info.h>\n", &[&option], &root().join("include"));
        let error = error.expect_err(name);
        assert!(error.contains("#error") && error.contains(&format!("\"{name}: ")), "{name}: {error}");
    }
    // Who says what is so is heard.
    let same =
        refused.iter().filter_map(|(name, value)| value.map(|value| format!("#define {name} {value}\n")));
    let config = write("agreeing_config.h", &same.collect::<String>());
    let option = format!("-DMBEDTLS_USER_CONFIG_FILE=\"{}\"", config.display());
    let macros = macros_of("#include <mbedtls/ssl.h>\n", &[&option, "-Werror"], &root().join("include"));
    assert_eq!(macros["MBEDTLS_SSL_IN_CONTENT_LEN"], "16384");
}

/// The configuration that Mbed TLS comes with, whole and as an addition.
#[test]
fn configuration_of_the_original_is_taken() {
    let Some(include) = peers::original_include() else { return };
    let config = include.join("mbedtls/mbedtls_config.h");
    let offered = macros_of("#include <mbedtls/build_info.h>\n", &[], &root().join("include"));
    for variable in ["MBEDTLS_CONFIG_FILE", "MBEDTLS_USER_CONFIG_FILE"] {
        let option = format!("-D{variable}=\"{}\"", config.display());
        let text = "#include <mbedtls/ssl.h>\n#include <psa/crypto.h>\n";
        let macros = macros_of(text, &[&option, "-Werror"], &root().join("include"));
        assert!(macros.contains_key("MBEDTLS_SSL_PROTO_DTLS"));
        for name in undefined_by_check_config() {
            assert!(offered.contains_key(&name) || !macros.contains_key(&name), "{name} by {variable}");
        }
    }
}

#[test]
fn own_configuration_can_hide_features() {
    let config = write("modest_config.h", "#define MBEDTLS_SSL_TLS_C\n#define MBEDTLS_SSL_CLI_C\n");
    let option = format!("-DMBEDTLS_CONFIG_FILE=\"{}\"", config.display());
    let macros = macros_of("#include <mbedtls/build_info.h>\n", &[&option], &root().join("include"));
    assert!(macros.contains_key("MBEDTLS_SSL_CLI_C"));
    for hidden in
        ["MBEDTLS_SSL_SRV_C", "MBEDTLS_SSL_DTLS_HELLO_VERIFY", "MBEDTLS_SSL_HANDSHAKE_WITH_PSK_ENABLED"]
    {
        assert!(!macros.contains_key(hidden), "{hidden}");
    }
}

#[test]
fn former_macros_do_no_harm() {
    let options = ["-DMBEDTLS_SSL_DTLS_BADMAC_LIMIT", "-DMBEDTLS_USE_PSA_CRYPTO"];
    let macros = macros_of("#include <mbedtls/build_info.h>\n", &options, &root().join("include"));
    assert!(macros.contains_key("MBEDTLS_SSL_DTLS_BADMAC_LIMIT"));
    assert!(!macros.contains_key("MBEDTLS_USE_PSA_CRYPTO"));
}

#[test]
fn builds_without_a_feature_do_not_promise_it() {
    let build = fs::read_to_string(root().join("include/mbedtls/libdtls_build.h")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("without/mbedtls");
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(root().join("include/mbedtls")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    for (feature, c_macro) in [
        ("LIBDTLS_ANTI_REPLAY", "MBEDTLS_SSL_DTLS_ANTI_REPLAY"),
        ("LIBDTLS_HELLO_VERIFY", "MBEDTLS_SSL_DTLS_HELLO_VERIFY"),
    ] {
        let on = format!("#define {feature} 1");
        assert!(build.contains(&on));
        fs::write(folder.join("libdtls_build.h"), build.replace(&on, &format!("#define {feature} 0")))
            .unwrap();
        let macros = macros_of("#include <mbedtls/build_info.h>\n", &[], folder.parent().unwrap());
        assert!(!macros.contains_key(c_macro));
        let asked = format!("-D{c_macro}");
        let macros = macros_of("#include <mbedtls/build_info.h>\n", &[&asked], folder.parent().unwrap());
        assert!(!macros.contains_key(c_macro));
    }
}

#[test]
fn every_option_of_the_original_is_answered() {
    let Some(include) = peers::original_include() else { return };
    let original = macros_of("#include <mbedtls/mbedtls_config.h>\n", &[], &include);
    let ours = macros_of("#include <mbedtls/build_info.h>\n", &[], &root().join("include"));
    let (taken_back, refused) = (undefined_by_check_config(), refused_by_check_config());
    for name in original.keys() {
        let answers = [
            ours.contains_key(name),
            taken_back.contains(name),
            refused.contains_key(name),
            HARMLESS.contains(&name.as_str()),
        ];
        assert!(answers.contains(&true), "{name} is neither offered nor taken back nor refused");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn write(name: &str, text: &str) -> std::path::PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

/// The macros that `check_config.h` takes back, whatever the condition.
fn undefined_by_check_config() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("include/mbedtls/check_config.h")).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("#undef ")).map(str::to_owned).collect()
}

/// The macros that `check_config.h` stops at, with the value that it takes, if any.
fn refused_by_check_config() -> BTreeMap<String, Option<u32>> {
    let text = fs::read_to_string(root().join("include/mbedtls/check_config.h")).unwrap();
    let conditions = text.lines().zip(text.lines().skip(1)).filter(|(_, next)| next.starts_with("#error "));
    let parse = |condition: &str| {
        let (name, rest) = condition.strip_prefix("#if defined(")?.split_once(')')?;
        let value = rest.rsplit_once(" != ").map(|(_, value)| value.parse().unwrap());
        Some((name.to_owned(), value))
    };
    conditions.map(|(condition, _)| parse(condition).expect(condition)).collect()
}

/// The macros of this library and of the original that are defined after this text.
fn macros_of(text: &str, options: &[&str], include: &Path) -> BTreeMap<String, String> {
    let text = preprocess(text, options, include).unwrap_or_else(|error| panic!("{error}"));
    text.lines()
        .filter_map(|line| line.strip_prefix("#define "))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .filter(|(name, _)| name.starts_with("MBEDTLS_") || name.starts_with("LIBDTLS_"))
        .filter(|(name, _)| !name.ends_with("_H") && !name.starts_with("MBEDTLS_PRIVATE"))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

/// All macros that are defined after this text, as the preprocessor writes them, or its words.
fn preprocess(text: &str, options: &[&str], include: &Path) -> Result<String, String> {
    let thread = std::thread::current();
    let source = write(&format!("macros-{}.c", thread.name().unwrap_or("main")), text);
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(&compiler)
        .args(["-E", "-dM", "-I"])
        .arg(include)
        .args(options)
        .arg(&source)
        .output()
        .unwrap_or_else(|error| panic!("no C compiler: cannot run `{compiler}` ({error}); set CC to one"));
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8(output.stdout).unwrap())
}
