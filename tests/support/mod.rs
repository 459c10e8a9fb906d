//! C programs as tests: compiled with the system's compiler against `include/` and the shared library of this build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with `libdtls.so` and the link `libdtls.so.0` that its soname asks for.
///
/// `LIBDTLS_LIBRARY` may name another library file, for one that was built with a sanitizer.
pub fn library_folder() -> PathBuf {
    let library = std::env::var_os("LIBDTLS_LIBRARY").map_or_else(
        || {
            // Cargo puts the shared library beside the test programs.
            let here = std::env::current_exe().unwrap();
            here.parent().unwrap().join(format!(
                "{}dtls{}",
                std::env::consts::DLL_PREFIX,
                std::env::consts::DLL_SUFFIX
            ))
        },
        PathBuf::from,
    );
    let library = library.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", library.display()));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lib-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for name in ["libdtls.so", "libdtls.so.0"] {
        let link = folder.join(name);
        if fs::read_link(&link).is_ok_and(|target| target == library) {
            continue;
        }
        // Tests run side by side: made under another name, then moved into place.
        let fresh = folder.join(format!("{name}.{:?}", std::thread::current().id()));
        let _ = fs::remove_file(&fresh);
        std::os::unix::fs::symlink(&library, &fresh).unwrap();
        fs::rename(&fresh, &link).unwrap();
    }
    folder
}

/// The C compiler (`CC`, else `cc`).
pub fn c_compiler() -> String {
    std::env::var("CC").unwrap_or_else(|_| "cc".to_owned())
}

/// Compiles C files to a program that is linked with the shared library; panics with the compiler's words.
pub fn compile(name: &str, sources: &[PathBuf], options: &[&str]) -> PathBuf {
    let library = library_folder();
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let compiler = c_compiler();
    let output = Command::new(&compiler)
        .args(["-std=c11", "-D_GNU_SOURCE", "-g", "-Wall", "-Wextra", "-Werror", "-pthread", "-I"])
        .arg(root().join("include"))
        .args(sources)
        .args(options)
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(&library)
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .args(["-Wl,--disable-new-dtags", "-Wl,--allow-shlib-undefined", "-ldtls"])
        .output()
        .unwrap_or_else(|error| panic!("no C compiler: cannot run `{compiler}` ({error}); set CC to one"));
    assert!(output.status.success(), "{name}:\n{}", String::from_utf8_lossy(&output.stderr));
    program
}
