//! Compiles a file that includes one header and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

pub enum Language {
    C99,
    Cpp17,
}

/// Fails with the compiler's words if a header does not compile by itself, before or after the private names.
pub fn check(headers: &[String], language: &Language) {
    let (variable, default, standard, extension) = match language {
        Language::C99 => ("CC", "cc", "-std=c99", "c"),
        Language::Cpp17 => ("CXX", "c++", "-std=c++17", "cpp"),
    };
    let compiler = std::env::var(variable).unwrap_or_else(|_| default.to_owned());
    if matches!(language, Language::Cpp17) && Command::new(&compiler).arg("--version").output().is_err() {
        super::peers::leave_out(&format!(
            "headers in C++17: cannot run `{compiler}`; install g++, or set CXX"
        ));
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lone-{extension}"));
    fs::create_dir_all(&folder).unwrap();
    for header in headers {
        let source = folder.join(header.replace(['/', '.'], "_")).with_extension(extension);
        // Twice, for the include guard; and an object, as an empty file is not pedantic C.
        let text =
            format!("#include \"{header}\"\n#include \"{header}\"\nextern int something;\nint something;\n");
        fs::write(&source, text).unwrap();
        for private in ["-UMBEDTLS_ALLOW_PRIVATE_ACCESS", "-DMBEDTLS_ALLOW_PRIVATE_ACCESS"] {
            let output = Command::new(&compiler)
                .args([standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", private, "-I"])
                .arg(super::root().join("include"))
                .arg(&source)
                .output()
                .unwrap_or_else(|error| {
                    panic!("no compiler: cannot run `{compiler}` ({error}); set {variable} to one")
                });
            assert!(
                output.status.success(),
                "{header} does not compile alone with {compiler} {standard}:\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}
