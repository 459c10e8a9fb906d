//! EC J-PAKE with Mbed TLS on the other side. Debian's library has no cipher suite for it, but the exchange itself, with
//! the messages as they stand in a handshake: `capi-tests/peers/ecjpake.c` speaks it.

#![cfg(feature = "capi")]

mod support;

use dtls::codec::Writer;
use dtls::crypto::{EcJpake, EcJpakeParty, EcJpakeShare};
use dtls::msgs::{ClientKeyExchange, EcJpakeKey, EcJpakeKeyPair, ExchangeForm, ServerKeyExchange};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use support::peers;

/// Runs often enough that numbers with leading zeros occur on both sides.
const RUNS: usize = 150;

/// The other side.
struct Peer {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    fn new(program: &Path, role: &str, password: &str) -> Self {
        let mut process = Command::new(program)
            .args([role, password])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the peer runs");
        let input = process.stdin.take().expect("its input");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, input, output }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    fn hear(&mut self) -> Vec<u8> {
        let line = self.line();
        let digits = line.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
        digits
            .map(|pair| u8::from_str_radix(pair, 16).unwrap_or_else(|_| panic!("peer says {line}")))
            .collect()
    }

    fn say(&mut self, bytes: &[u8]) {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(self.input, "{digits}").expect("the peer listens");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The peer's program, if there is Mbed TLS to link it with.
fn program() -> Option<PathBuf> {
    let (include, library) = (peers::original_include()?, peers::original_library()?);
    // Tests run side by side, in one process or several.
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("ecjpake-{}-{number}", std::process::id());
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let output = Command::new(support::c_compiler())
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror"])
        .arg(support::root().join("capi-tests/peers/ecjpake.c"))
        .arg("-I")
        .arg(include)
        .arg("-L")
        .arg(&library)
        .arg(format!("-Wl,--disable-new-dtags,-rpath,{}", library.display()))
        .args(["-lmbedcrypto", "-o"])
        .arg(&program)
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(program)
}

/// Our second round as it stands in its message.
fn second_round(party: EcJpakeParty, share: &EcJpakeShare) -> Vec<u8> {
    let ecjpake = Some(EcJpakeKey::from(share));
    let mut writer = Writer::new();
    match party {
        EcJpakeParty::Server => {
            ServerKeyExchange { psk_hint: None, params: None, signed: None, ecjpake }.encode(&mut writer);
        }
        EcJpakeParty::Client => {
            ClientKeyExchange { psk_identity: None, point: None, ecjpake }.encode(&mut writer);
        }
    }
    writer.into_vec()
}

/// The peer's second round out of its message.
fn share_of(party: EcJpakeParty, message: &[u8]) -> EcJpakeShare {
    let form = ExchangeForm::EcJpake;
    let key = match party {
        EcJpakeParty::Server => ServerKeyExchange::decode(message, form).expect("a message").ecjpake,
        EcJpakeParty::Client => ClientKeyExchange::decode(message, form).expect("a message").ecjpake,
    };
    key.expect("a key").to_share()
}

/// Both secrets.
fn run(program: &Path, own: EcJpakeParty, password: &str, peers_password: &str) -> (Vec<u8>, Vec<u8>) {
    let (role, other) = match own {
        EcJpakeParty::Client => ("server", EcJpakeParty::Server),
        EcJpakeParty::Server => ("client", EcJpakeParty::Client),
    };
    let mut peer = Peer::new(program, role, peers_password);
    let ours = EcJpake::new(own, password.as_bytes()).expect("keys");
    let pair = peer.hear();
    let pair = EcJpakeKeyPair::decode(&pair).expect("the peer's first round");
    peer.say(&EcJpakeKeyPair::from(ours.first_round()).encode());
    let ours = ours.accept(&pair.to_shares()).expect("the peer's proofs");
    let message = peer.hear();
    peer.say(&second_round(own, &ours.second_round().expect("second round")));
    let secret = ours.agree(&share_of(other, &message)).expect("the peer's proof");
    (secret.as_bytes().to_vec(), peer.hear())
}

#[test]
fn both_sides_agree_with_mbed_tls() {
    let Some(program) = program() else { return };
    let long = "a pass phrase that is longer than the order of the group, so that it has to be reduced";
    for party in [EcJpakeParty::Client, EcJpakeParty::Server] {
        for password in ["J01NME", "x", long] {
            for _ in 0..RUNS / 3 {
                let (own, others) = run(&program, party, password, password);
                assert_eq!(own, others, "{party:?} {password}");
                assert_eq!(own.len(), 32);
            }
        }
    }
}

#[test]
fn other_passwords_give_other_secrets() {
    let Some(program) = program() else { return };
    for party in [EcJpakeParty::Client, EcJpakeParty::Server] {
        let (own, others) = run(&program, party, "J01NME", "J01NMF");
        assert_ne!(own, others);
    }
}

/// Each side refuses what the other must not send.
#[test]
fn mbed_tls_refuses_its_own_words_and_so_do_we() {
    let Some(program) = program() else { return };
    let mut peer = Peer::new(&program, "client", "J01NME");
    let pair = peer.hear();
    peer.say(&pair);
    assert_eq!(peer.line(), "refused -0x4E00");

    let shares = EcJpakeKeyPair::decode(&pair).expect("a pair").to_shares();
    let client = EcJpake::new(EcJpakeParty::Client, b"J01NME").expect("keys");
    assert_eq!(client.accept(&shares).err(), Some(dtls::error::CryptoError::BadProof));
    let server = EcJpake::new(EcJpakeParty::Server, b"J01NME").expect("keys");
    assert!(server.accept(&shares).is_ok(), "they are a client's");
}
