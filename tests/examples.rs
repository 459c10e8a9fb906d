//! The examples, as users get them: each compiles without a warning and does what its usage text says; the commands of
//! the README run.

#![cfg(feature = "capi")]

mod support;

use std::fs;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use support::{Ended, Started, root};

/// Longest that any of the programs may take; a lost datagram costs a second or three.
const LIMIT: Duration = Duration::from_secs(60);

const PSK: &str = "000102030405060708090a0b0c0d0e0f";

/// Those that talk with each other, and the one that makes certificates.
const TALKERS: [&str; 3] = ["dtls_client", "dtls_server", "dtls_epoll_server"];
const PROGRAMS: [&str; 4] = [TALKERS[0], TALKERS[1], TALKERS[2], "self_signed"];

#[test]
fn all_compile() {
    let mut names: Vec<_> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "c"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let mut known = PROGRAMS;
    known.sort_unstable();
    assert_eq!(names, known, "a C example that no test here knows");
    for name in names {
        assert!(program(&name).is_file());
    }
}

/// As `docs/long-lived.md` shows: the server's id in the client's records, and none the other way.
#[test]
fn connection_ids() {
    let (server, port) = serve("dtls_server", &["--psk", PSK, "--cid", "5e72", "--count", "1"]);
    let client = connect(&port, &["--psk", PSK, "--cid", ""]);
    succeeded(&client, &["our records carry the connection id \"5e72\"", "received \"hello\""]);
    succeeded(&server.wait(LIMIT), &["our records carry the connection id \"\"", "client closed"]);
}

/// As `docs/long-lived.md` shows: the second time the client comes with a session, and goes on with it.
#[test]
fn resumption() {
    let session = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("session-{}", std::process::id()));
    let path = session.display().to_string();
    for kind in ["id", "ticket"] {
        let _ = fs::remove_file(&session);
        let (server, port) =
            serve("dtls_server", &["--psk", PSK, "--resume", kind, "--count", "2", "--verbose"]);
        let first = connect(&port, &["--psk", PSK, "--session", &path]);
        succeeded(&first, &["received \"hello\""]);
        assert!(!first.stdout.contains("offers"), "{}", first.words());
        succeeded(&connect(&port, &["--psk", PSK, "--session", &path]), &["offers the session", "received"]);
        let served = server.wait(LIMIT);
        succeeded(&served, &["client closed"]);
        assert_eq!(served.stderr.matches("the client resumes a session").count(), 1, "{}", served.words());
    }
    // What is no session costs a full handshake.
    fs::write(&session, "no session").unwrap();
    let (server, port) = serve("dtls_server", &["--psk", PSK, "--resume", "id", "--count", "1"]);
    let client = connect(&port, &["--psk", PSK, "--session", &path]);
    succeeded(&client, &["received \"hello\""]);
    assert!(!client.stdout.contains("offers"), "{}", client.words());
    succeeded(&server.wait(LIMIT), &["client closed"]);
    assert_eq!(run("dtls_server", &["--psk", PSK, "--resume", "never", &port]).code(), 2);
    fs::remove_file(&session).unwrap();
}

#[test]
fn certificate() {
    for kind in ["p256", "p384", "rsa"] {
        let (server_cert, server_key) =
            (cert(&format!("server-{kind}.crt")), cert(&format!("server-{kind}.key")));
        let (server, port) =
            serve("dtls_server", &["--cert", &server_cert, "--key", &server_key, "--count", "1"]);
        let client = connect(&port, &["--ca", &cert(&format!("ca-{kind}.crt")), "--name", "localhost"]);
        succeeded(
            &client,
            &["connected, DTLSv1.2, TLS-ECDHE-", "trusted and for localhost", "received \"hello\""],
        );
        succeeded(
            &server.wait(LIMIT),
            &["asked a client for its cookie", "echo of 5 bytes", "client closed"],
        );
    }
}

#[test]
fn pre_shared_key() {
    let (server, port) = serve("dtls_server", &["--psk", PSK, "--identity", "lamp", "--count", "1"]);
    let suite = "TLS-PSK-WITH-AES-128-CCM-8";
    let client = connect(&port, &["--psk", PSK, "--identity", "lamp", "--suite", suite, "--message", "on"]);
    succeeded(&client, &[suite, "sent \"on\"", "received \"on\"", "closed"]);
    assert!(!client.stdout.contains("certificate"), "{}", client.words());
    succeeded(&server.wait(LIMIT), &[suite, "echo of 2 bytes"]);
}

#[test]
fn wrong_pre_shared_key() {
    let (server, port) = serve("dtls_server", &["--psk", PSK, "--count", "1"]);
    let client = connect(&port, &["--psk", "ffff"]);
    assert_eq!(client.code(), 1, "{}", client.words());
    assert!(client.stderr.contains("handshake: -0x7780"), "{}", client.words());
    let server = server.wait(LIMIT);
    assert_eq!(server.code(), 1, "{}", server.words());
}

#[test]
fn client_certificate() {
    let options =
        [&server_options()[..], &["--ca".to_owned(), cert("ca-p256.crt"), "--count".to_owned()]].concat();
    let with_count = |count: &str| [&options[..], &[count.to_owned()]].concat();
    let trust = ["--ca", &cert("ca-p256.crt"), "--name", "localhost"];
    let own = |name: &str| {
        ["--cert".to_owned(), cert(&format!("{name}.crt")), "--key".to_owned(), cert(&format!("{name}.key"))]
    };

    let (server, port) = serve("dtls_server", &with_count("1"));
    let client = connect(&port, &[&trust.map(str::to_owned)[..], &own("client-p256")].concat());
    succeeded(&client, &["received \"hello\""]);
    succeeded(&server.wait(LIMIT), &["client closed"]);

    // None, and one that the server does not trust. A client that is not told learns it from the closed port.
    let untrusted = [&trust.map(str::to_owned)[..], &own("client-p384")].concat();
    for (options, code) in [(trust.map(str::to_owned).to_vec(), "-0x7480"), (untrusted, "-0x2700")] {
        let (server, port) = serve("dtls_server", &with_count("1"));
        let client = connect(&port, &options);
        assert_eq!(client.code(), 1, "{}", client.words());
        let server = server.wait(LIMIT);
        assert_eq!(server.code(), 1, "{}", server.words());
        assert!(server.stderr.contains(&format!("handshake: {code}")), "{}", server.words());
    }
}

#[test]
fn wrong_authority_and_wrong_name() {
    let (server, port) =
        serve("dtls_server", &[&server_options()[..], &["--count".to_owned(), "2".to_owned()]].concat());
    let client = connect(&port, &["--ca", &cert("ca-other.crt"), "--name", "localhost"]);
    assert_eq!(client.code(), 1, "{}", client.words());
    assert!(client.stderr.contains("handshake: -0x2700"), "{}", client.words());
    assert!(client.stderr.contains("certificate flags 0x8"), "{}", client.words());
    let client = connect(&port, &["--ca", &cert("ca-p256.crt"), "--name", "elsewhere"]);
    assert_eq!(client.code(), 1, "{}", client.words());
    assert!(client.stderr.contains("certificate flags 0x4"), "{}", client.words());
    assert_eq!(server.wait(LIMIT).code(), 1);
}

#[test]
fn name_is_the_host_by_default() {
    let (server, port) =
        serve("dtls_server", &[&server_options()[..], &["--count".to_owned(), "1".to_owned()]].concat());
    let ended = run("dtls_client", &["--ca", &cert("ca-p256.crt"), "localhost", &port]);
    succeeded(&ended, &["trusted and for localhost"]);
    succeeded(&server.wait(LIMIT), &[]);
}

#[test]
fn lost_datagrams_are_sent_again() {
    for (server_loses, client_loses) in [("0", "1"), ("0", "3"), ("2", "0"), ("3", "2")] {
        let count = ["--count", "1", "--lose", server_loses].map(str::to_owned);
        let (server, port) = serve("dtls_server", &[&server_options()[..], &count].concat());
        let client =
            connect(&port, &["--ca", &cert("ca-p256.crt"), "--name", "localhost", "--lose", client_loses]);
        succeeded(&client, &["received \"hello\""]);
        assert_eq!(client.stdout.contains("lost on purpose"), client_loses != "0", "{}", client.words());
        let server = server.wait(LIMIT);
        succeeded(&server, &["client closed"]);
        assert_eq!(server.stdout.contains("lost on purpose"), server_loses != "0", "{}", server.words());
    }
}

#[test]
fn small_datagrams() {
    let count = ["--count", "1", "--mtu", "200", "--lose", "1"].map(str::to_owned);
    let (server, port) = serve("dtls_server", &[&server_options()[..], &count].concat());
    let message = "m".repeat(150);
    let options =
        ["--ca", &cert("ca-p256.crt"), "--name", "localhost", "--mtu", "200", "--message", &message];
    let client = connect(&port, &options);
    succeeded(&client, &["received \"mmm"]);
    let server = server.wait(LIMIT);
    succeeded(&server, &["echo of 150 bytes"]);

    // What does not fit is refused, not cut.
    let count = ["--count", "1"].map(str::to_owned);
    let (_server, port) = serve("dtls_server", &[&server_options()[..], &count].concat());
    let options =
        ["--ca", &cert("ca-p256.crt"), "--name", "localhost", "--mtu", "150", "--message", &message];
    let client = connect(&port, &options);
    assert_eq!(client.code(), 1, "{}", client.words());
    assert!(client.stderr.contains("write: -0x7100"), "{}", client.words());
}

#[test]
fn debug_lines() {
    let options =
        [&server_options()[..], &["--count".to_owned(), "1".to_owned(), "--verbose".to_owned()]].concat();
    let (server, port) = serve("dtls_server", &options);
    let client = connect(&port, &["--verbose", "--ca", &cert("ca-p256.crt"), "--name", "localhost"]);
    succeeded(&client, &[]);
    assert!(client.stderr.contains("client: [2] "), "{}", client.words());
    let server = server.wait(LIMIT);
    succeeded(&server, &[]);
    assert!(server.stderr.contains("server: [2] "), "{}", server.words());
}

#[test]
fn many_clients_on_one_socket() {
    const CLIENTS: usize = 12;
    let both = ["--psk", PSK, "--count"].map(str::to_owned);
    let options = [&server_options()[..], &both, &[CLIENTS.to_string()]].concat();
    let (server, port) = serve("dtls_epoll_server", &options);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let message = format!("from client {number}");
            let mut options = match number % 3 {
                0 => ["--psk", PSK, "--suite", "TLS-PSK-WITH-AES-128-GCM-SHA256"].map(str::to_owned).to_vec(),
                _ => {
                    vec!["--ca".to_owned(), cert("ca-p256.crt"), "--name".to_owned(), "localhost".to_owned()]
                }
            };
            options.extend(["--message".to_owned(), message]);
            if number % 4 == 1 {
                options.extend(["--lose", "3"].map(str::to_owned));
            }
            options.extend(["127.0.0.1".to_owned(), port.clone()]);
            support::start(Command::new(program("dtls_client")).args(options))
        })
        .collect();
    for (number, client) in clients.into_iter().enumerate() {
        succeeded(&client.wait(LIMIT), &[&format!("received \"from client {number}\"")]);
    }
    let server = server.wait(LIMIT);
    succeeded(&server, &[]);
    assert_eq!(server.stdout.matches("client gone, closed").count(), CLIENTS, "{}", server.words());
}

/// A client that fails counts against the server's exit code, and disturbs nobody.
#[test]
fn event_server_with_a_broken_client() {
    let options = [&server_options()[..], &["--count", "2", "--verbose"].map(str::to_owned)].concat();
    let (server, port) = serve("dtls_epoll_server", &options);
    let broken = connect(&port, &["--ca", &cert("ca-other.crt"), "--name", "localhost"]);
    assert_eq!(broken.code(), 1, "{}", broken.words());
    succeeded(
        &connect(&port, &["--ca", &cert("ca-p256.crt"), "--name", "localhost"]),
        &["received \"hello\""],
    );
    let server = server.wait(LIMIT);
    assert_eq!(server.code(), 1, "{}", server.words());
    assert!(server.stdout.contains("client gone, broken"), "{}", server.words());
    assert!(server.stdout.contains("client gone, closed"), "{}", server.words());
}

#[test]
fn wrong_command_lines() {
    let cases: [&[&str]; 9] = [
        &[],
        &["--help"],
        &["--help", "--help", "--help"],
        &["-h"],
        &["--no-such-option", "1", "5684"],
        &["5684", "one", "too", "many"],
        &["5684", "--psk"],
        &["5684", "--cert"],
        &["localhost", "5684"],
    ];
    for name in TALKERS {
        for case in cases {
            let ended = run(name, case);
            assert_eq!(ended.code(), 2, "{name} {case:?}: {}", ended.words());
            assert!(
                ended.stderr.starts_with(&format!("usage: {name} ")),
                "{name} {case:?}: {}",
                ended.words()
            );
        }
    }
}

#[test]
fn numbers_that_are_none() {
    let psk = ["--psk", PSK];
    for bad in ["", "x", "1x", "-1", "99999999999999999999", " "] {
        for option in ["--mtu", "--lose"] {
            for (name, rest) in [("dtls_client", &["localhost", "5684"][..]), ("dtls_server", &["5684"])] {
                let ended = run(name, &[&psk[..], &[option, bad], rest].concat());
                assert_eq!(ended.code(), 2, "{name} {option} {bad:?}: {}", ended.words());
            }
        }
        for name in ["dtls_server", "dtls_epoll_server"] {
            let ended = run(name, &[&psk[..], &["--count", bad, "5684"]].concat());
            assert_eq!(ended.code(), 2, "{name} --count {bad:?}: {}", ended.words());
        }
    }
    // A datagram is no longer than this.
    let ended = run("dtls_client", &["--psk", PSK, "--mtu", "65536", "localhost", "5684"]);
    assert_eq!(ended.code(), 2, "{}", ended.words());
}

/// What the files cannot give is told, with exit code 1.
#[test]
fn wrong_files() {
    let missing = ["--cert", "/nowhere.crt", "--key", "/nowhere.key", "5684"];
    for name in ["dtls_server", "dtls_epoll_server"] {
        let ended = run(name, &missing);
        assert_eq!(ended.code(), 1, "{name}: {}", ended.words());
        assert!(!ended.stderr.is_empty());
    }
    for options in [
        vec!["--ca".to_owned(), "/nowhere.crt".to_owned()],
        vec!["--ca".to_owned(), cert("server-p256.key")],
        vec!["--psk".to_owned(), "no digits".to_owned()],
        vec!["--psk".to_owned(), PSK.to_owned(), "--suite".to_owned(), "TLS-NO-SUCH-SUITE".to_owned()],
    ] {
        let ended = connect("5684", &options);
        assert_eq!(ended.code(), 1, "{options:?}: {}", ended.words());
        assert!(!ended.stderr.is_empty());
    }
}

/// Every option of the usage text is taken, and stands in the comment at the head of the file; and the other way round.
#[test]
fn usage_texts_are_true() {
    for name in PROGRAMS {
        let usage = run(name, &["--no-such-option"]).stderr;
        let source = fs::read_to_string(root().join("examples").join(name).with_extension("c")).unwrap();
        let head = source.split("*/").next().unwrap();
        let compared: String =
            source.lines().filter(|line| line.contains("strcmp(")).collect::<Vec<_>>().join("\n");
        let of_usage = options_in(&usage);
        assert!(of_usage.len() > 4, "{name}: {usage}");
        assert_eq!(of_usage, options_in(head), "{name}: usage text and head of the file");
        assert_eq!(of_usage, options_in(&compared), "{name}: usage text and code");
    }
}

fn options_in(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let mut found: Vec<_> = text
        .split(|c| !is_part(c))
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

// -- The maker of certificates ---------------------------------------------------------------------------------------

#[test]
fn self_signed_certificates() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("self-signed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (kind, shown_key) in [("ec", "NIST CURVE: P-256"), ("rsa", "Public-Key: (2048 bit)")] {
        let [crt, key] =
            ["crt", "key"].map(|name| folder.join(format!("{kind}.{name}")).display().to_string());
        let options = ["--key", kind, "--days", "7", "--cert-out", &crt, "--key-out", &key];
        let made = run("self_signed", &options);
        succeeded(&made, &[]);
        let fingerprint =
            made.stdout.strip_prefix("a=fingerprint:sha-256 ").expect("a line for SDP").trim_end();
        assert_eq!(fingerprint.split(':').count(), 32, "{fingerprint}");
        assert!(!run("self_signed", &["--key", kind]).stdout.contains(fingerprint), "the same one again");

        // A server shows it, and a client that trusts it and nothing else is content.
        let (server, port) = serve("dtls_server", &["--cert", &crt, "--key", &key, "--count", "1"]);
        let client = connect(&port, &["--ca", &crt, "--name", "WebRTC"]);
        succeeded(&client, &["trusted and for WebRTC", "received \"hello\""]);
        succeeded(&server.wait(LIMIT), &["client closed"]);

        if Command::new("openssl").arg("version").output().is_err() {
            support::peers::leave_out(
                "what openssl makes of the self-signed certificates: it is not installed",
            );
            continue;
        }
        let openssl = |arguments: &[&str]| support::run(Command::new("openssl").args(arguments), LIMIT);
        succeeded(&openssl(&["verify", "-check_ss_sig", "-CAfile", &crt, &crt]), &[": OK"]);
        let shown = openssl(&["x509", "-in", &crt, "-noout", "-text", "-fingerprint", "-sha256", "-pubkey"]);
        succeeded(&shown, &["Subject: CN = WebRTC\n", shown_key, &format!("Fingerprint={fingerprint}\n")]);
        succeeded(&openssl(&["x509", "-in", &crt, "-noout", "-checkend", "604700"]), &["will not expire"]);
        assert_eq!(openssl(&["x509", "-in", &crt, "-noout", "-checkend", "604900"]).code(), 1);
        let public = openssl(&["pkey", "-in", &key, "-pubout"]);
        succeeded(&public, &["-----BEGIN PUBLIC KEY-----"]);
        assert!(
            shown.stdout.contains(&public.stdout),
            "the key is not that of the certificate: {}",
            public.words()
        );

        // One bit of the signature is another.
        let pem = fs::read_to_string(&crt).unwrap();
        let mut der = dtls::pki::pem::find(pem.as_bytes(), "CERTIFICATE", None).content.unwrap();
        *der.last_mut().unwrap() ^= 1;
        let damaged = folder.join(format!("{kind}.damaged"));
        fs::write(&damaged, dtls::pki::pem::encode("CERTIFICATE", &der)).unwrap();
        let damaged = damaged.to_str().unwrap();
        let ended = openssl(&["verify", "-check_ss_sig", "-CAfile", damaged, damaged]);
        assert!(ended.code() > 0 && ended.stderr.contains("signature failure"), "{}", ended.words());
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// What it takes to make a certificate is a few lines.
#[test]
fn self_signing_is_short() {
    let source = fs::read_to_string(root().join("examples/self_signed.c")).unwrap();
    let function = source.split("static int self_sign(").nth(1).expect("the function");
    let (_, body) = function.split_once("\n{\n").unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    for call in [
        "subject_key(",
        "issuer_key(",
        "subject_name(",
        "issuer_name(",
        "md_alg(",
        "serial_raw(",
        "validity(",
    ] {
        assert!(body.contains(&format!("mbedtls_x509write_crt_set_{call}")), "{call}");
    }
    assert!(body.contains("mbedtls_x509write_crt_der("));
    assert!(body.lines().count() < 10, "{body}");
}

#[test]
fn self_signed_command_lines() {
    let help = run("self_signed", &["--help"]);
    succeeded(&help, &["usage: self_signed "]);
    for case in [
        &["--key"][..],
        &["--key", "dsa"],
        &["--days", "0"],
        &["--days", "7x"],
        &["--days", "36501"],
        &["--days", ""],
        &["--no-such-option", "1"],
        &["--help", "--help"],
        &["file"],
    ] {
        let ended = run("self_signed", case);
        assert_eq!(ended.code(), 2, "{case:?}: {}", ended.words());
        assert!(ended.stderr.starts_with("usage: self_signed "), "{case:?}: {}", ended.words());
    }
    for (case, words) in [
        (&["--name", "X=1"][..], "certificate: -0x2380"),
        (&["--cert-out", "/nowhere/a.crt"], "/nowhere/a.crt: "),
        (&["--key-out", "/nowhere/a.key"], "/nowhere/a.key: "),
    ] {
        let ended = run("self_signed", case);
        assert_eq!(ended.code(), 1, "{case:?}: {}", ended.words());
        assert!(ended.stderr.contains(words), "{case:?}: {}", ended.words());
    }
}

// -- The README ------------------------------------------------------------------------------------------------------

/// Commands that take long or that other tests run; the words say which.
const ELSEWHERE: [(&str, &str); 6] = [
    ("cargo test", "runs this very test"),
    ("cargo build --release", "takes long; the compiler line below it runs with the library of this build"),
    ("cargo bench", "takes long"),
    ("cmake -B build -DCMAKE_INSTALL_PREFIX=/usr/local", "capi-tests/run-cmake"),
    ("cmake --build build", "capi-tests/run-cmake"),
    ("cmake --install build", "capi-tests/run-cmake"),
];

#[test]
fn commands_of_the_readme_run() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands = fenced(&readme, "sh");
    let mut compiled = 0;
    let mut run = 0;
    for command in &commands {
        if ELSEWHERE.iter().any(|(elsewhere, _)| elsewhere == command) {
            continue;
        }
        if command.starts_with("cc ") {
            compile_line(command);
            compiled += 1;
        } else if let Some(arguments) = command.strip_prefix("cargo run --example ") {
            cargo_example(arguments);
            run += 1;
        } else {
            panic!("README: no test for `{command}`");
        }
    }
    assert_eq!(compiled, 1, "{commands:?}");
    assert!(run >= 1, "{commands:?}");
    for (command, _) in ELSEWHERE {
        assert!(readme.contains(command), "`{command}` is not in the README any more");
    }
}

/// The lines of the fenced blocks in a language.
fn fenced(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}");
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == opening;
        } else if inside && !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// The compiler line works in a folder that looks like ours after `cargo build --release`, and so does the program.
fn compile_line(command: &str) {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme-{}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(place.join("target")).unwrap();
    for (link, target) in [
        ("include", root().join("include")),
        ("examples", root().join("examples")),
        ("target/release", support::library_folder()),
    ] {
        std::os::unix::fs::symlink(target, place.join(link)).unwrap();
    }
    let ended = support::run(Command::new("sh").args(["-e", "-c", command]).current_dir(&place), LIMIT);
    assert_eq!(ended.code(), 0, "{command}: {}", ended.words());
    let output = command.split_whitespace().skip_while(|word| *word != "-o").nth(1).unwrap();
    let ended = support::run(&mut Command::new(place.join(output)), LIMIT);
    assert_eq!(ended.code(), 2, "{command}: {}", ended.words());
    assert!(ended.stderr.starts_with("usage: "), "{command}: {}", ended.words());
    fs::remove_dir_all(&place).unwrap();
}

/// `cargo run --example NAME`, with the features of this build: others would replace the library under the other tests'
/// feet. Features that are named have to exist.
fn cargo_example(arguments: &str) {
    let mut words = arguments.split_whitespace();
    let name = words.next().unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    if let Some(features) = words.skip_while(|word| *word != "--features").nth(1) {
        for feature in features.split(',') {
            assert!(manifest.contains(&format!("\n{feature} = ")), "README: no feature {feature}");
        }
    }
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--offline", "--example", name]).current_dir(root());
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let ended = support::run(&mut command, Duration::from_secs(600));
    assert_eq!(ended.code(), 0, "cargo run --example {name}: {}", ended.words());
    assert!(!ended.stdout.is_empty());
}

/// Files that the README links to, or names as programs to run, are there.
#[test]
fn files_of_the_readme_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let links = readme.split("](").skip(1).map(|rest| rest.split([')', '#']).next().unwrap());
    let programs =
        readme.split('`').filter(|word| word.starts_with("capi-tests/") || word.starts_with("docs/"));
    let mut seen = 0;
    for path in links.filter(|link| !link.starts_with("http")).chain(programs) {
        assert!(root().join(path).exists(), "README: there is no {path}");
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

// -- Running them ----------------------------------------------------------------------------------------------------

fn cert(file: &str) -> String {
    root().join("capi-tests/certs").join(file).display().to_string()
}

fn server_options() -> [String; 4] {
    ["--cert".to_owned(), cert("server-p256.crt"), "--key".to_owned(), cert("server-p256.key")]
}

/// The compiled example; each is compiled once.
fn program(name: &str) -> PathBuf {
    static COMPILED: OnceLock<Vec<(&str, PathBuf)>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        PROGRAMS
            .into_iter()
            .map(|name| {
                (
                    name,
                    support::compile_strictly(name, &root().join("examples").join(name).with_extension("c")),
                )
            })
            .collect()
    });
    compiled.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no example {name}")).1.clone()
}

fn run<S: AsRef<std::ffi::OsStr>>(name: &str, arguments: &[S]) -> Ended {
    support::run(Command::new(program(name)).args(arguments), LIMIT)
}

/// Starts a server on a free port and waits until it listens.
fn serve<S: AsRef<std::ffi::OsStr>>(name: &str, arguments: &[S]) -> (Started, String) {
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let mut server = support::start(Command::new(program(name)).args(arguments).arg(&port));
    server.wait_for("listening", LIMIT);
    (server, port)
}

/// Runs the client to its end.
fn connect<S: AsRef<std::ffi::OsStr>>(port: &str, arguments: &[S]) -> Ended {
    support::run(Command::new(program("dtls_client")).args(arguments).args(["127.0.0.1", port]), LIMIT)
}

/// Exit code 0, and these words on the way.
fn succeeded(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code(), 0, "{}", ended.words());
    for word in words {
        assert!(ended.stdout.contains(word), "no {word:?}: {}", ended.words());
    }
}
