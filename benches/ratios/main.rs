//! `cargo bench --bench ratios [-- --seconds S]`: the same C program on this library and on Debian's Mbed TLS 3.6.6, in
//! the same run and by turns, as ratios. Where the original cannot be had, our figures stand alone.

use std::path::{Path, PathBuf};
use std::process::Command;

const GCM: &str = "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256";
const CCM_8: &str = "TLS-PSK-WITH-AES-128-CCM-8";
const CHACHA: &str = "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256";

/// How often each measurement is repeated, by turns; the best of each library counts.
const TURNS: usize = 3;

/// A row of the table: its title, the arguments without certificates' folder and time, what is expected, and of what.
struct Row {
    title: &'static str,
    arguments: &'static [&'static str],
    expected: Expected,
}

enum Expected {
    /// At least this many times the original's rate.
    Rate(f64),
    /// No expectation yet.
    Shown,
    /// At most this many bytes.
    Bytes(f64),
    /// Not more than the original's.
    NotMore,
}

const ROWS: &[Row] = &[
    row("handshakes/s ECDHE-ECDSA P-256", &["handshakes", GCM, "p256"], Expected::Rate(8.0)),
    row("handshakes/s the same, X25519", &["handshakes", GCM, "x25519"], Expected::Shown),
    row(
        "handshakes/s ECDHE-RSA-2048",
        &["handshakes", "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256", "p256"],
        Expected::Shown,
    ),
    row("handshakes/s PSK CCM_8", &["handshakes", CCM_8, "p256"], Expected::Shown),
    row("handshakes/s ECDHE-PSK ChaCha20", &["handshakes", CHACHA, "p256"], Expected::Shown),
    row("records/s AES-128-GCM 16 B", &["records", GCM, "16"], Expected::Shown),
    row("records/s AES-128-GCM 64 B", &["records", GCM, "64"], Expected::Shown),
    row("records/s AES-128-GCM 256 B", &["records", GCM, "256"], Expected::Shown),
    row("records/s AES-128-GCM 1200 B", &["records", GCM, "1200"], Expected::Rate(3.0)),
    row("records/s AES-128-GCM 16000 B", &["records", GCM, "16000"], Expected::Shown),
    row("records/s ChaCha20 1200 B", &["records", CHACHA, "1200"], Expected::Shown),
    row("records/s AES-128-CCM_8 64 B", &["records", CCM_8, "64"], Expected::Shown),
    row("records/s AES-128-CCM_8 1200 B", &["records", CCM_8, "1200"], Expected::Shown),
    row("chains of 3 P-256, parsed, verified/s", &["chain", "chain", "ca-p256"], Expected::Rate(5.0)),
    row("chains of 2 RSA-2048", &["chain", "server-rsa", "ca-rsa"], Expected::Shown),
    row("heap bytes per parsed P-256 cert", &["certificate", "server-p256"], Expected::NotMore),
    row("heap bytes per parsed RSA cert", &["certificate", "server-rsa"], Expected::NotMore),
    row("heap bytes per idle server", &["heap", GCM], Expected::Bytes(2640.0)),
    row("heap bytes per idle server, client cert", &["mutual", GCM], Expected::Shown),
    row("heap bytes per idle server, PSK", &["heap", CCM_8], Expected::Shown),
];

const fn row(title: &'static str, arguments: &'static [&'static str], expected: Expected) -> Row {
    Row { title, arguments, expected }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let seconds = arguments
        .iter()
        .position(|argument| argument == "--seconds")
        .and_then(|at| arguments.get(at + 1))
        .map_or("1", String::as_str);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ratios");
    std::fs::create_dir_all(&place).expect("a folder for the programs");

    let ours = compile_ours(root, &place);
    let theirs = compile_theirs(root, &place);
    if theirs.is_none() {
        eprintln!(
            "ratios: Mbed TLS 3.6.6 cannot be had here (see capi-tests/tools/oracle): our figures stand alone"
        );
    }
    println!("{:<38} {:>12} {:>12} {:>7}  expected", "", "libdtls", "Mbed TLS", "ratio");
    for row in ROWS {
        let mut best: [Option<f64>; 2] = [None, None];
        for _ in 0..TURNS {
            for (best, program) in best.iter_mut().zip([Some(&ours), theirs.as_ref()]) {
                if let Some(program) = program {
                    let figure = measure(program, row, root, seconds);
                    let better = |old: f64| {
                        if counts_bytes(row) { old.min(figure) } else { old.max(figure) }
                    };
                    *best = Some(best.map_or(figure, better));
                }
            }
        }
        print(row, best);
    }
}

fn print(row: &Row, [ours, theirs]: [Option<f64>; 2]) {
    let figure = |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.0}"));
    let ratio = ours.zip(theirs).map(|(ours, theirs)| ours / theirs);
    let verdict = match (&row.expected, ratio, ours) {
        (Expected::Rate(least), Some(ratio), _) => {
            format!("at least {least}: {}", if ratio >= *least { "reached" } else { "MISSED" })
        }
        (Expected::Bytes(most), _, Some(ours)) => {
            format!("at most {most}: {}", if ours <= *most { "reached" } else { "MISSED" })
        }
        (Expected::NotMore, Some(ratio), _) => {
            format!("not more: {}", if ratio <= 1.0 { "reached" } else { "MISSED" })
        }
        _ => String::new(),
    };
    let ratio = ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
    println!("{:<38} {:>12} {:>12} {:>7}  {verdict}", row.title, figure(ours), figure(theirs), ratio);
}

fn counts_bytes(row: &Row) -> bool {
    matches!(row.arguments, ["heap" | "mutual" | "certificate", ..])
}

fn measure(program: &Path, row: &Row, root: &Path, seconds: &str) -> f64 {
    let last = if counts_bytes(row) { "100" } else { seconds };
    let mut command = Command::new(program);
    command.args(row.arguments).arg(root.join("capi-tests/certs")).arg(last);
    if counts_bytes(row) {
        // What the allocator keeps for its next use is not what a connection holds.
        command.env("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0");
    }
    let output = command.output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| {
        panic!("{} {:?}: {}", program.display(), row.arguments, String::from_utf8_lossy(&output.stderr))
    })
}

fn compile_ours(root: &Path, place: &Path) -> PathBuf {
    let here = std::env::current_exe().expect("the path of this program");
    let library = here.with_file_name("libdtls.so");
    assert!(library.exists(), "{} is missing", library.display());
    for name in ["libdtls.so", "libdtls.so.0"] {
        let link = place.join(name);
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(&library, &link).expect("a link to the library");
    }
    compile(root, &place.join("bench-libdtls"), &root.join("include"), place, &["-ldtls"])
}

fn compile_theirs(root: &Path, place: &Path) -> Option<PathBuf> {
    let output =
        Command::new(root.join("capi-tests/tools/oracle")).arg(place.join("oracle")).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines().rev();
    let (library, include) = (lines.next()?, lines.next()?);
    let libraries = ["-lmbedtls", "-lmbedx509", "-lmbedcrypto"];
    let program = place.join("bench-mbedtls");
    Some(compile(root, &program, Path::new(include), Path::new(library), &libraries))
}

fn compile(root: &Path, program: &Path, include: &Path, library: &Path, libraries: &[&str]) -> PathBuf {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(&compiler)
        .args(["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(include)
        .args(["bench.c", "certificates.c"].map(|source| root.join("benches/ratios").join(source)))
        .arg("-o")
        .arg(program)
        .arg("-L")
        .arg(library)
        .arg(format!("-Wl,--disable-new-dtags,-rpath,{}", library.display()))
        .args(libraries)
        .output()
        .unwrap_or_else(|error| panic!("no C compiler: cannot run `{compiler}` ({error}); set CC to one"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    program.to_path_buf()
}
