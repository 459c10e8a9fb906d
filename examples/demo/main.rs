//! Builds the C client and the C server against this library and lets them talk over loopback: cookie exchange,
//! certificate, echo, and one datagram that is lost on purpose and sent again.
//!
//! `cargo run --example demo` prints what happens, and fails if anything did not.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What has to be said in a run that went well, and what it shows.
const EXPECTED: &[(&str, &str)] = &[
    (
        "server: asked a client for its cookie",
        "the server kept nothing for the client before it returned its cookie",
    ),
    ("is lost on purpose", "a datagram was lost"),
    ("client: connected, DTLSv1.2", "the handshake recovered from that and is over"),
    ("client: server certificate is trusted and for localhost", "the server's certificate was verified"),
    ("client: received \"hello over DTLS\"", "the echo came back"),
    ("server: client closed", "both sides closed properly"),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = build_folder()?;
    let library = library(&folder)?;
    println!("demo: library {}", library.display());
    let server = compile(root, &folder, "dtls_server")?;
    let client = compile(root, &folder, "dtls_client")?;

    let port = free_port()?.to_string();
    let certificates = root.join("capi-tests/certs");
    let (lines, output) = mpsc::channel();
    let mut server = Command::new(server)
        .arg("--cert")
        .arg(certificates.join("server-p256.crt"))
        .arg("--key")
        .arg(certificates.join("server-p256.key"))
        .args(["--count", "1", &port])
        .stdout(Stdio::piped())
        .spawn()?;
    forward(server.stdout.take(), lines.clone());
    let mut said =
        vec![output.recv_timeout(Duration::from_secs(10)).map_err(|_| "the server did not start")?];
    println!("  {}", said[0]);

    // The third datagram is the client's second flight, with its Finished.
    let mut client = Command::new(client)
        .arg("--ca")
        .arg(certificates.join("ca-p256.crt"))
        .args(["--name", "localhost", "--message", "hello over DTLS", "--lose", "3", "127.0.0.1", &port])
        .stdout(Stdio::piped())
        .spawn()?;
    forward(client.stdout.take(), lines);
    while let Ok(line) = output.recv_timeout(Duration::from_secs(30)) {
        println!("  {line}");
        said.push(line);
    }
    if !client.wait()?.success() {
        // A client that failed leaves the server waiting.
        let _ = server.kill();
        return Err("the client failed; its words are above".into());
    }
    if !server.wait()?.success() {
        return Err("the server failed; its words are above".into());
    }

    println!("demo: what was shown");
    for (words, meaning) in EXPECTED {
        if !said.iter().any(|line| line.contains(words)) {
            return Err(format!("not shown: {meaning} (no line with {words:?})").into());
        }
        println!("  ok: {meaning}");
    }
    Ok(())
}

/// The folder of this build, such as `target/debug`; this program lies in its `examples`.
fn build_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.parent().and_then(Path::parent).ok_or("this program is not in a build folder")?;
    Ok(folder.to_path_buf())
}

/// Finds the shared library that cargo built with this program, and links it under its soname beside the C programs.
fn library(folder: &Path) -> Result<PathBuf> {
    let library = folder.join("deps/libdtls.so");
    if !library.exists() {
        return Err(format!("{} is missing: run `cargo build` first", library.display()).into());
    }
    let place = folder.join("c-examples");
    std::fs::create_dir_all(&place)?;
    for name in ["libdtls.so", "libdtls.so.0"] {
        let link = place.join(name);
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(&library, &link)?;
    }
    Ok(library)
}

fn compile(root: &Path, folder: &Path, name: &str) -> Result<PathBuf> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let place = folder.join("c-examples");
    let program = place.join(name);
    let mut command = Command::new(&compiler);
    command
        .args(["-std=c99", "-O2", "-Wall", "-Wextra", "-Werror", "-pedantic", "-I"])
        .arg(root.join("include"))
        .arg(root.join("examples").join(name).with_extension("c"))
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(&place)
        .args(["-ldtls", "-Wl,-rpath,$ORIGIN"]);
    let status = command.status().map_err(|error| {
        format!("no C compiler: cannot run `{compiler}` ({error}); install gcc, or set CC to another")
    })?;
    if !status.success() {
        return Err(format!("{name}.c does not compile").into());
    }
    println!("demo: compiled {name}.c");
    Ok(program)
}

/// A UDP port that is free at this moment.
fn free_port() -> Result<u16> {
    Ok(UdpSocket::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Sends each line of a program's output on.
fn forward(output: Option<std::process::ChildStdout>, lines: mpsc::Sender<String>) {
    let Some(output) = output else { return };
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(std::result::Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}
