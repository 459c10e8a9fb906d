//! C programs as tests: compiled with the system's compiler against `include/` and the shared library of this build.
#![allow(dead_code, reason = "each test program uses a part")]

pub mod peers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

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
    compile_as(
        &["-std=c11", "-D_GNU_SOURCE", "-g", "-Wall", "-Wextra", "-Werror", "-pthread"],
        name,
        sources,
        options,
    )
}

/// Compiles an example as strictly as a user might: plain C99, and no warning.
pub fn compile_strictly(name: &str, source: &Path) -> PathBuf {
    compile_as(&["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"], name, &[source.to_owned()], &[])
}

fn compile_as(language: &[&str], name: &str, sources: &[PathBuf], options: &[&str]) -> PathBuf {
    let (include, library) = (root().join("include"), library_folder());
    let libraries = ["-Wl,--allow-shlib-undefined", "-ldtls"];
    build(language, name, sources, options, &include, &library, &libraries)
}

fn build(
    language: &[&str],
    name: &str,
    sources: &[PathBuf],
    options: &[&str],
    include: &Path,
    library: &Path,
    libraries: &[&str],
) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let compiler = c_compiler();
    let output = Command::new(&compiler)
        .args(language)
        .arg("-I")
        .arg(include)
        .args(sources)
        .args(options)
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(library)
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .arg("-Wl,--disable-new-dtags")
        .args(libraries)
        .output()
        .unwrap_or_else(|error| panic!("no C compiler: cannot run `{compiler}` ({error}); set CC to one"));
    assert!(output.status.success(), "{name}:\n{}", String::from_utf8_lossy(&output.stderr));
    program
}

/// The C programs of a folder of `capi-tests`, sorted.
pub fn sources(folder: &str) -> Vec<PathBuf> {
    let mut sources: Vec<_> = fs::read_dir(root().join("capi-tests").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "c"))
        .collect();
    sources.sort();
    assert!(!sources.is_empty(), "capi-tests/{folder} has no programs");
    sources
}

/// Compiles and runs every C program of a folder of `capi-tests`, each in a folder of its own; panics with the words
/// of those that failed or took longer than `limit`.
pub fn all_pass(folder: &str, limit: Duration) {
    all_pass_as(folder, limit, compile);
}

/// The same with the headers and libraries of Mbed TLS, and `ORIGINAL` defined.
pub fn all_pass_on_the_original(folder: &str, limit: Duration, include: &Path, library: &Path) {
    let language =
        ["-std=c11", "-D_GNU_SOURCE", "-DORIGINAL", "-g", "-Wno-deprecated-declarations", "-pthread"];
    let libraries = ["-lmbedtls", "-lmbedx509", "-lmbedcrypto"];
    all_pass_as(folder, limit, |name, sources, options| {
        build(&language, &format!("original-{name}"), sources, options, include, library, &libraries)
    });
}

fn all_pass_as(folder: &str, limit: Duration, compile: impl Fn(&str, &[PathBuf], &[&str]) -> PathBuf) {
    let certs = format!("-DCERTS=\"{}\"", root().join("capi-tests/certs").display());
    let mut failed = Vec::new();
    for source in sources(folder) {
        let name = source.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&source).unwrap();
        let mut files = vec![source];
        // Two connections in one process, shared with the programs that compare libraries.
        if folder == "flows" || text.contains("pair.h\"") {
            let shared = root().join("capi-tests/compare/support");
            files.extend(["pair.c", "wire.c", "check.c"].map(|file| shared.join(file)));
        }
        let program = compile(&format!("{folder}-{name}"), &files, &[&certs, "-Wno-unused-function"]);
        let place = program.with_extension("work");
        fs::create_dir_all(&place).unwrap();
        let ended = run(Command::new(&program).current_dir(&place), limit);
        if !ended.status.is_some_and(|status| status.success()) {
            failed.push(format!("{name}: {}", ended.words()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// How a program ended and what it said.
pub struct Ended {
    /// `None` if it was stopped because it took too long.
    pub status: Option<ExitStatus>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// The exit code; -1 if a signal or we stopped it.
    pub fn code(&self) -> i32 {
        self.status.and_then(|status| status.code()).unwrap_or(-1)
    }

    /// How it ended, with all that it said, for a failing test.
    pub fn words(&self) -> String {
        let how = self.status.map_or_else(|| "took too long".to_owned(), |status| status.to_string());
        format!("{how}\n{}{}", self.stdout, self.stderr)
    }
}

/// Runs a program to its end, or stops it after `limit`.
pub fn run(command: &mut Command, limit: Duration) -> Ended {
    start(command).wait(limit)
}

/// Starts a program whose words are kept in files, so that it never waits for a reader.
pub fn start(command: &mut Command) -> Started {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("said-{}-{number}", std::process::id()));
    let [out, err] = ["out", "err"].map(|extension| base.with_extension(extension));
    let child = command
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Started { child, out, err }
}

/// Between two looks at a program that runs.
const PAUSE: Duration = Duration::from_millis(5);

/// A program that runs; stopped when dropped.
pub struct Started {
    child: std::process::Child,
    out: PathBuf,
    err: PathBuf,
}

impl Started {
    /// What it has printed so far.
    pub fn stdout(&self) -> String {
        read(&self.out)
    }

    /// Waits until it has printed these words; panics with what it said instead.
    pub fn wait_for(&mut self, words: &str, limit: Duration) {
        let mut waited = Duration::ZERO;
        loop {
            // Asked before looking: what it printed last is there once it has ended.
            let ended = self.child.try_wait().unwrap().is_some();
            if self.stdout().contains(words) {
                return;
            }
            assert!(!ended && waited < limit, "no {words:?}: {}{}", self.stdout(), read(&self.err));
            std::thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Waits for its end, or stops it after `limit`.
    pub fn wait(mut self, limit: Duration) -> Ended {
        let mut waited = Duration::ZERO;
        let mut status = self.child.try_wait().unwrap();
        while status.is_none() && waited < limit {
            std::thread::sleep(PAUSE);
            waited += PAUSE;
            status = self.child.try_wait().unwrap();
        }
        Ended { status, stdout: read(&self.out), stderr: read(&self.err) }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_file(&self.out);
        let _ = fs::remove_file(&self.err);
    }
}

fn read(path: &Path) -> String {
    fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
