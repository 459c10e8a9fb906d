//! The feature macros that C programs test: exactly those of `capi-tests/macros.txt`, and none that we do not offer.
//!
//! `LIBDTLS_BLESS=1` writes the list; look at the difference, for it is a promise. Each
//! option of Mbed TLS 3.6.6 must be offered or taken back.

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
    let refused = undefined_by_check_config();
    for name in original.keys() {
        let answers = [ours.contains_key(name), refused.contains(name), HARMLESS.contains(&name.as_str())];
        assert!(answers.contains(&true), "{name} is neither offered nor taken back");
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

/// The macros of this library and of the original that are defined after this text.
fn macros_of(text: &str, options: &[&str], include: &Path) -> BTreeMap<String, String> {
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
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("#define "))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .filter(|(name, _)| name.starts_with("MBEDTLS_") || name.starts_with("LIBDTLS_"))
        .filter(|(name, _)| !name.ends_with("_H") && !name.starts_with("MBEDTLS_PRIVATE"))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}
