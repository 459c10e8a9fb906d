//! What OpenSSL and GnuTLS make of the certificates and requests that `capi-tests/written/certificates.c` writes: they
//! verify them, find in them what was put there, and refuse them once a bit of them is another.
//!
//! A peer that is not installed is left out, and said so; with `CI=true` in the environment that is a failure.

#![cfg(feature = "capi")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use support::{Ended, root};

const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn openssl_verifies_chains() {
    let Some(openssl) = Peer::find("openssl", "version") else { return };
    for chain in chains() {
        let [top, middle] = ["root", "middle"].map(|part| format!("{}-{part}.pem", chain.name));
        let verify = |leaf: &str| {
            openssl.run(&["verify", "-x509_strict", "-CAfile", &top, "-untrusted", &middle, leaf])
        };
        for extension in ["pem", "der"] {
            let leaf = format!("{}-leaf.{extension}", chain.name);
            accepted(&verify(&leaf), &[&format!("{leaf}: OK")]);
        }
        for damaged in damaged_copies(&format!("{}-leaf", chain.name)) {
            refused(&verify(&damaged), "error 7 at 0 depth lookup: certificate signature failure");
        }
        for (part, signer, key) in [
            ("root", &chain.root, &chain.root),
            ("middle", &chain.root, &chain.middle),
            ("leaf", &chain.middle, &chain.leaf),
        ] {
            let file = format!("{}-{part}.pem", chain.name);
            let shown = openssl.run(&["x509", "-noout", "-text", "-in", &file]);
            accepted(
                &shown,
                &["Version: 3 (0x2)", openssl_key(key), &openssl_signature(signer, &chain.digest)],
            );
        }
    }
}

#[test]
fn gnutls_verifies_chains() {
    let Some(certtool) = Peer::find("certtool", "--version") else { return };
    for chain in chains() {
        let [top, middle] = ["root", "middle"].map(|part| format!("{}-{part}.pem", chain.name));
        let verify = |leaf: &str| {
            let sent = format!("{leaf}.sent");
            fs::write(folder().join(&sent), [pem_of(leaf), read(&middle)].concat()).unwrap();
            // SHA-1 is refused without the one option; the profile is that of its default priorities.
            let broken = if chain.digest == "sha1" { "--verify-allow-broken" } else { "--verify" };
            certtool.run(&[
                "--verify",
                broken,
                "--verify-profile=low",
                "--load-ca-certificate",
                &top,
                "--infile",
                &sent,
            ])
        };
        for extension in ["pem", "der"] {
            let ended = verify(&format!("{}-leaf.{extension}", chain.name));
            let signature = gnutls_signature(&chain.middle, &chain.digest);
            accepted(
                &ended,
                &["Chain verification output: Verified. The certificate is trusted.", &signature],
            );
        }
        for damaged in damaged_copies(&format!("{}-leaf", chain.name)) {
            refused(&verify(&damaged), "The signature in the certificate is invalid.");
        }
        // The whole chain in one file, as `--verify-chain` takes it.
        let whole = format!("{}-whole", chain.name);
        let parts = ["leaf", "middle", "root"].map(|part| read(&format!("{}-{part}.pem", chain.name)));
        fs::write(folder().join(&whole), parts.concat()).unwrap();
        let ended = certtool.run(&["--verify-chain", "--verify-allow-broken", "--infile", &whole]);
        accepted(&ended, &["Chain verification output: Verified. The certificate is trusted."]);
    }
}

/// A root that signed nothing here, of the same kind.
#[test]
fn other_roots_are_refused() {
    let peers = (Peer::find("openssl", "version"), Peer::find("certtool", "--version"));
    for (name, other) in [("p256-sha256", "p256-sha384"), ("rsa-sha512", "rsa-sha224")] {
        let [middle, leaf] = ["middle", "leaf"].map(|part| format!("{name}-{part}.pem"));
        let top = format!("{other}-root.pem");
        if let Some(openssl) = &peers.0 {
            let ended = openssl.run(&["verify", "-CAfile", &top, "-untrusted", &middle, &leaf]);
            refused(&ended, "unable to get local issuer certificate");
        }
        if let Some(certtool) = &peers.1 {
            let ended = certtool.run(&["--verify", "--load-ca-certificate", &top, "--infile", &leaf]);
            refused(&ended, "The certificate issuer is unknown.");
        }
    }
}

#[test]
fn version_1_verifies() {
    if let Some(openssl) = Peer::find("openssl", "version") {
        let verify = |leaf: &str| openssl.run(&["verify", "-CAfile", "version1.pem", leaf]);
        accepted(&verify("version1-leaf.pem"), &["version1-leaf.pem: OK"]);
        for damaged in damaged_copies("version1-leaf") {
            refused(&verify(&damaged), "certificate signature failure");
        }
        for file in ["version1.pem", "version1-leaf.pem"] {
            let shown = openssl.run(&["x509", "-noout", "-text", "-in", file]);
            accepted(&shown, &["Version: 1 (0x0)"]);
            assert!(!shown.stdout.contains("X509v3"), "{}", shown.words());
        }
    }
    if let Some(certtool) = Peer::find("certtool", "--version") {
        let verify = |leaf: &str| {
            certtool.run(&["--verify", "--load-ca-certificate", "version1.pem", "--infile", leaf])
        };
        accepted(&verify("version1-leaf.pem"), &["Verified. The certificate is trusted."]);
        for damaged in damaged_copies("version1-leaf") {
            fs::write(folder().join(format!("{damaged}.pem")), pem_of(&damaged)).unwrap();
            refused(&verify(&format!("{damaged}.pem")), "The signature in the certificate is invalid.");
        }
    }
}

#[test]
fn openssl_verifies_requests() {
    let Some(openssl) = Peer::find("openssl", "version") else { return };
    let verify = |form: &str, file: &str| {
        openssl.run(&["req", "-noout", "-text", "-verify", "-inform", form, "-in", file])
    };
    for chain in chains() {
        let name = format!("{}-request", chain.name);
        for form in ["pem", "der"] {
            let ended = verify(form, &format!("{name}.{form}"));
            let subject = format!("Subject: CN = leaf of {}, O = written here", chain.name);
            let signature = openssl_signature(&chain.leaf, &chain.digest);
            accepted(&ended, &["Version: 1 (0x0)", &subject, openssl_key(&chain.leaf), &signature]);
            assert!(ended.stderr.contains("verify OK"), "{}", ended.words());
        }
        for damaged in damaged_copies(&name) {
            let ended = verify("der", &damaged);
            assert!(ended.stderr.contains("self-signature verify failure"), "{}", ended.words());
            assert!(!ended.stderr.contains("verify OK"), "{}", ended.words());
        }
    }
}

#[test]
fn gnutls_verifies_requests() {
    let Some(certtool) = Peer::find("certtool", "--version") else { return };
    for chain in chains() {
        let name = format!("{}-request", chain.name);
        let subject = format!("Subject: O=written here,CN=leaf of {}", chain.name);
        let signature = format!("Signature Algorithm: {}", gnutls_signature(&chain.leaf, &chain.digest));
        for form in [&["--crq-info"][..], &["--crq-info", "--inder"]] {
            let file = format!("{name}.{}", if form.len() == 1 { "pem" } else { "der" });
            let ended = certtool.run(&[form, &["--infile", &file]].concat());
            accepted(&ended, &["Self signature: verified", &subject, &signature]);
        }
        for damaged in damaged_copies(&name) {
            let ended = certtool.run(&["--crq-info", "--inder", "--infile", &damaged]);
            assert!(ended.stdout.contains("Self signature: FAILED"), "{}", ended.words());
        }
    }
}

// -- What was put there ----------------------------------------------------------------------------------------------

const OPENSSL_NAMES: &str = "DirName:/C=NL/CN=in a directory, IP Address:2001:DB8:0:0:0:0:0:9, \
    IP Address:192.0.2.7, URI:https://example.org/, email:who@example.org, DNS:*.example.org, DNS:example.org";

const OPENSSL_USES: &str = "Digital Signature, Non Repudiation, Key Encipherment, Data Encipherment, Key Agreement, \
    Certificate Sign, CRL Sign, Encipher Only";

const OPENSSL_TYPES: &str =
    "SSL Client, SSL Server, S/MIME, Object Signing, Unused, SSL CA, S/MIME CA, Object Signing CA";

const SUBJECT: &str = "GN=First,SN=Last,title=Dr,postalCode=3700,serialNumber=7,emailAddress=who@example.org,\
    CN=grüße,OU=tests,O=written\\, here,L=Zeist,ST=Utrecht,C=NL";

#[test]
fn openssl_finds_everything() {
    let Some(openssl) = Peer::find("openssl", "version") else { return };
    let options = ["-noout", "-text", "-nameopt", "RFC2253,-esc_msb"];
    let shown = openssl.run(&[&["x509", "-in", "everything.pem"], &options[..]].concat());
    accepted(
        &shown,
        &[
            "Serial Number: 15794691 (0xf10203)\n",
            &format!("Issuer: {SUBJECT}\n"),
            &format!("Subject: {SUBJECT}\n"),
            "Not Before: Jan  2 03:04:05 1970 GMT\n",
            "Not After : Dec 31 23:59:58 2099 GMT\n",
        ],
    );
    let found = openssl_extensions(&shown.stdout);
    let id = found.iter().find(|(name, _)| name == "X509v3 Subject Key Identifier").map(|(_, id)| id.clone());
    let id = id.unwrap_or_else(|| panic!("{}", shown.words()));
    assert_eq!(id.len(), 20 * 3 - 1, "{id}");
    let uses = format!("{OPENSSL_USES}, Decipher Only");
    let purposes = "TLS Web Server Authentication, TLS Web Client Authentication, Code Signing, E-mail Protection, \
        Time Stamping, OCSP Signing";
    let expected = [
        ("X509v3 Basic Constraints: critical", "CA:TRUE, pathlen:127"),
        ("X509v3 Subject Key Identifier", &id),
        ("X509v3 Authority Key Identifier", &id),
        ("X509v3 Key Usage: critical", &uses),
        ("X509v3 Extended Key Usage: critical", purposes),
        ("Netscape Cert Type", OPENSSL_TYPES),
        ("X509v3 Subject Alternative Name", OPENSSL_NAMES),
        ("1.2.3.4", ".."),
        ("1.2.3.5: critical", ".."),
    ];
    assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let shown = openssl.run(&[&["req", "-verify", "-in", "everything-request.pem"], &options[..]].concat());
    accepted(&shown, &[&format!("Subject: {SUBJECT}\n")]);
    assert!(shown.stderr.contains("verify OK"), "{}", shown.words());
    let expected = [
        ("X509v3 Key Usage", OPENSSL_USES),
        ("Netscape Cert Type", OPENSSL_TYPES),
        ("X509v3 Subject Alternative Name", OPENSSL_NAMES),
        ("1.2.3.4", ".."),
        ("1.2.3.5: critical", ".."),
    ];
    assert_eq!(
        openssl_extensions(&shown.stdout),
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

/// Names and values of the extensions: a line that ends with a colon or with the word critical, and the one below it.
fn openssl_extensions(text: &str) -> Vec<(String, String)> {
    let mut lines = text.lines().skip_while(|line| {
        !line.trim_end().ends_with("X509v3 extensions:")
            && !line.trim_end().ends_with("Requested Extensions:")
    });
    lines.next();
    let mut found = Vec::new();
    let mut lines = lines.take_while(|line| !line.trim_start().starts_with("Signature Algorithm:"));
    while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
        let name = name.trim();
        found.push((name.strip_suffix(':').unwrap_or(name).to_owned(), value.trim().to_owned()));
    }
    found
}

#[test]
fn gnutls_finds_everything() {
    let Some(certtool) = Peer::find("certtool", "--version") else { return };
    let shown = certtool.run(&["--certificate-info", "--infile", "everything.pem"]);
    let subject =
        SUBJECT.replace("GN=", "givenName=").replace("SN=", "surName=").replace("emailAddress=", "EMAIL=");
    let names = "\
        \t\tSubject Alternative Name (not critical):
\t\t\tdirectoryName: CN=in a directory,C=NL
\t\t\tIPAddress: 2001:db8::9
\t\t\tIPAddress: 192.0.2.7
\t\t\tURI: https://example.org/
\t\t\tRFC822Name: who@example.org
\t\t\tDNSname: *.example.org
\t\t\tDNSname: example.org
";
    let own = "\
        \t\tUnknown extension 1.2.3.4 (not critical):
\t\t\tASCII: ..
\t\t\tHexdump: 0500
\t\tUnknown extension 1.2.3.5 (critical):
\t\t\tASCII: ..
\t\t\tHexdump: 0500
";
    accepted(
        &shown,
        &[
            "Serial Number (hex): 00f10203\n",
            &format!("Issuer: {subject}\n"),
            &format!("Subject: {subject}\n"),
            "Not Before: Fri Jan 02 03:04:05 UTC 1970\n",
            "Not After: Thu Dec 31 23:59:58 UTC 2099\n",
            "Certificate Authority (CA): TRUE\n\t\t\tPath Length Constraint: 127\n",
            "Key decipher only.\n",
            "Time stamping.\n\t\t\tOCSP signing.\n",
            names,
            own,
        ],
    );
    let shown = certtool.run(&["--crq-info", "--infile", "everything-request.pem"]);
    // In requests the text is one step further in.
    let deeper = |text: &str| text.replace("\t\t\t", "\t\t\t\t").replace("\n\t\tU", "\n\t\t\tU");
    accepted(
        &shown,
        &[
            "Self signature: verified",
            &format!("Subject: {subject}\n"),
            "Key encipher only.\n",
            &deeper(names),
            &deeper(own),
        ],
    );
}

// -- The files -------------------------------------------------------------------------------------------------------

/// Three certificates and a request, as the program says them.
struct Chain {
    name: String,
    digest: String,
    root: String,
    middle: String,
    leaf: String,
}

static WRITTEN: OnceLock<(PathBuf, String)> = OnceLock::new();

/// Runs the program once, and gives the folder with what it wrote and its words.
fn written() -> &'static (PathBuf, String) {
    WRITTEN.get_or_init(|| {
        let certs = format!("-DCERTS=\"{}\"", root().join("capi-tests/certs").display());
        let source = root().join("capi-tests/written/certificates.c");
        let program = support::compile("written-certificates", &[source], &[&certs]);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let ended = support::run(Command::new(program).current_dir(&folder), LIMIT);
        assert_eq!(ended.code(), 0, "{}", ended.words());
        (folder, ended.stdout)
    })
}

fn folder() -> &'static Path {
    &written().0
}

/// Four kinds of keys by five digests.
fn chains() -> Vec<Chain> {
    let chains: Vec<Chain> = written()
        .1
        .lines()
        .map(|line| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let [_, name, digest, root, middle, leaf] = words.try_into().unwrap();
            Chain { name, digest, root, middle, leaf }
        })
        .collect();
    assert_eq!(chains.len(), 20);
    chains
}

fn read(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

/// A file as PEM, which it is or is made by us.
fn pem_of(name: &str) -> Vec<u8> {
    let content = read(name);
    if content.starts_with(b"-----BEGIN") {
        return content;
    }
    dtls::pki::pem::encode("CERTIFICATE", &content).into_bytes()
}

/// Copies of `NAME.der` with one bit changed: the last of the signature, and one of the subject's name.
fn damaged_copies(name: &str) -> [String; 2] {
    let content = read(&format!("{name}.der"));
    let word = b"leaf of ";
    let word = if name.starts_with("version1") { &b"leaf"[..] } else { &word[..] };
    let name_at = content.windows(word.len()).position(|window| window == word);
    let places = [("signature", content.len() - 1), ("name", name_at.expect("the subject's name"))];
    places.map(|(what, place)| {
        let mut copy = content.clone();
        copy[place] ^= 1;
        // Tests run side by side, and each has its own.
        let thread = std::thread::current();
        let file = format!("{name}-{what}-{}.damaged", thread.name().unwrap());
        fs::write(folder().join(&file), copy).unwrap();
        file
    })
}

// -- The peers -------------------------------------------------------------------------------------------------------

struct Peer {
    program: &'static str,
}

impl Peer {
    /// `None`, after saying so, where it is not installed.
    fn find(program: &'static str, version: &str) -> Option<Peer> {
        if Command::new(program).arg(version).output().is_ok_and(|output| output.status.success()) {
            return Some(Peer { program });
        }
        support::peers::leave_out(&format!("what {program} makes of our certificates: it is not installed"));
        None
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::new(self.program);
        support::run(command.args(arguments).env("LC_ALL", "C.UTF-8").current_dir(folder()), LIMIT)
    }
}

fn accepted(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code(), 0, "{}", ended.words());
    for word in words {
        assert!(ended.stdout.contains(word), "no {word:?}: {}", ended.words());
    }
}

fn refused(ended: &Ended, words: &str) {
    assert!(ended.code() > 0, "{}", ended.words());
    assert!(ended.stdout.contains(words) || ended.stderr.contains(words), "no {words:?}: {}", ended.words());
}

fn openssl_key(key: &str) -> &'static str {
    match key {
        "p256" => "NIST CURVE: P-256",
        "p384" => "NIST CURVE: P-384",
        "p521" => "NIST CURVE: P-521",
        _ => "Public-Key: (2048 bit)",
    }
}

fn openssl_signature(key: &str, digest: &str) -> String {
    match key {
        "rsa" => format!("Signature Algorithm: {digest}WithRSAEncryption"),
        _ => format!("Signature Algorithm: ecdsa-with-{}", digest.to_uppercase()),
    }
}

fn gnutls_signature(key: &str, digest: &str) -> String {
    format!("{}-{}", if key == "rsa" { "RSA" } else { "ECDSA" }, digest.to_uppercase())
}
