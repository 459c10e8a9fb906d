//! The programs that the documents spell out, put together and run.

use std::collections::BTreeMap;
use std::fs;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::support::{self, Ended, Started};

const LIMIT: Duration = Duration::from_secs(60);

/// Every program of the documents has a test below.
const KNOWN: [&str; 3] = ["tutorial-client", "tutorial-events", "tutorial-server"];

#[test]
fn every_program_is_run() {
    assert_eq!(programs().keys().collect::<Vec<_>>(), KNOWN);
    for (name, program) in programs() {
        let ended = support::run(&mut Command::new(program), LIMIT);
        assert_eq!(ended.code(), 2, "{name}: {}", ended.words());
        assert!(ended.stderr.starts_with("usage: "), "{name}: {}", ended.words());
    }
}

#[test]
fn the_tutorial_talks() {
    let (mut server, port) = serve();
    for _ in 0..2 {
        for client in ["tutorial-client", "tutorial-events"] {
            let ended = connect(client, &port, "ca-p256.crt");
            assert_eq!(ended.code(), 0, "{client}: {}", ended.words());
            assert_eq!(ended.stdout, "answer: hello\n", "{client}");
        }
    }
    server.wait_for("listening", LIMIT);
}

#[test]
fn the_tutorial_refuses_strangers() {
    let (_server, port) = serve();
    let blocking = connect("tutorial-client", &port, "ca-other.crt");
    assert_eq!(blocking.code(), 1, "{}", blocking.words());
    assert!(blocking.stderr.contains("certificate: 0x8\n"), "{}", blocking.words());
    assert!(blocking.stderr.contains("handshake: -0x2700"), "{}", blocking.words());
    let events = connect("tutorial-events", &port, "ca-other.crt");
    assert_eq!((events.code(), events.stderr.as_str()), (1, "ended: -0x2700\n"), "{}", events.words());
}

/// The line that Wireshark reads: client random and master secret.
#[test]
fn the_tutorial_exports_keys() {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("keylog-{}", std::process::id()));
    let _ = fs::remove_file(&log);
    let (_server, port) = serve();
    for _ in 0..2 {
        let mut command = client("tutorial-events", &port, "ca-p256.crt");
        let ended = support::run(command.env("SSLKEYLOGFILE", &log), LIMIT);
        assert_eq!(ended.code(), 0, "{}", ended.words());
    }
    let text = fs::read_to_string(&log).unwrap();
    let lines: Vec<Vec<_>> = text.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(lines.len(), 2, "{text}");
    for line in &lines {
        assert_eq!(line[0], "CLIENT_RANDOM");
        assert_eq!([line[1].len(), line[2].len(), line.len()], [64, 96, 3]);
        assert!(line[1..].iter().all(|word| word.chars().all(|c| c.is_ascii_hexdigit())));
    }
    assert_ne!(lines[0][2], lines[1][2]);
    fs::remove_file(&log).unwrap();
}

fn programs() -> &'static BTreeMap<String, PathBuf> {
    static COMPILED: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    COMPILED.get_or_init(crate::blocks::programs)
}

fn cert(file: &str) -> String {
    support::root().join("capi-tests/certs").join(file).display().to_string()
}

/// Starts the server, which never ends by itself, on a free port.
fn serve() -> (Started, String) {
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let mut server = support::start(
        Command::new(&programs()["tutorial-server"])
            .arg(&port)
            .args(["server-p256.crt", "server-p256.key"].map(cert)),
    );
    server.wait_for("listening", LIMIT);
    (server, port)
}

fn client(name: &str, port: &str, trusted: &str) -> Command {
    let mut command = Command::new(&programs()[name]);
    command.args(["localhost", port]).arg(cert(trusted));
    command
}

fn connect(name: &str, port: &str, trusted: &str) -> Ended {
    support::run(&mut client(name, port, trusted), LIMIT)
}
