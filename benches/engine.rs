//! `cargo bench --bench engine`: the engine by itself, client and server, without the C API.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dtls::config::{Config, ConnectionSettings, CookiePolicy, Hostname, Identity, Psk};
use dtls::crypto::{Secret, suite};
use dtls::engine::{Connection, Emit, Progress, Reading};
use dtls::error::Error;
use dtls::handshake::{Answer, Need, Signature};
use dtls::keys::Role;
use dtls::pki::Certificate;
use std::hint::black_box;
use std::sync::Arc;

const CA: &[u8] = include_bytes!("../src/handshake/tests/data/ca.der");
const SERVER: &[u8] = include_bytes!("../src/handshake/tests/data/server-ec.der");
const SERVER_KEY: &[u8] = include_bytes!("../src/handshake/tests/data/server-ec.key.der");

/// A pair of configurations for the suite of this name.
fn configs(name: &str) -> [Arc<Config>; 2] {
    let suite = suite::by_name(name).expect("a suite of this name");
    [Role::Client, Role::Server].map(|role| {
        let mut config = Config::new(role);
        config.suites = vec![suite];
        if suite.key_exchange.uses_psk() {
            config.psk = Some(Psk { identity: b"id".to_vec(), key: Secret::new(vec![7; 16]) });
        } else if role == Role::Client {
            config.trust_anchors = Some(vec![Certificate::parse(CA).expect("a certificate")]);
        } else {
            let chain = vec![Certificate::parse(SERVER).expect("a certificate")];
            let key = dtls::pki::key::parse_private_key(SERVER_KEY).expect("a key");
            let key = key.into_signer().expect("a key that signs");
            config.identities = vec![Identity { chain, key: Arc::new(key) }];
        }
        if role == Role::Server {
            config.cookies = CookiePolicy::Verify;
        }
        Arc::new(config)
    })
}

fn answer(need: Need) -> Answer {
    match need {
        Need::Random(length) => Answer::Random(Ok(vec![5; length])),
        Need::CheckCookie(cookie) => Answer::CookieChecked(cookie == [9; 32]),
        Need::WriteCookie => Answer::CookieWritten(Ok(vec![9; 32])),
        Need::ReviewPath(path) => Answer::PathReviewed(Ok(path.iter().map(|entry| entry.flags).collect())),
        Need::WalkPath(_) => unreachable!("the trusted certificates stand in the configuration"),
        Need::OpenTicket(_) => Answer::TicketOpened(Err(dtls::error::Error::BadInput("no tickets"))),
        Need::WriteTicket(_) => Answer::TicketWritten(Ok(None)),
        Need::FindSession(_) => Answer::SessionFound(None),
        Need::StoreSession(_) => Answer::SessionStored(Ok(())),
        Need::LookUpPsk(_) => Answer::PskLookedUp(false),
        Need::Sign(_) => Answer::Signed(Ok(Signature::Here)),
        Need::ServerName(_) => Answer::ServerNameTaken(true),
        Need::Choices(_) => Answer::Chosen(Ok(())),
    }
}

/// Drives one side until it waits; its datagrams go to the other.
fn advance(from: &mut Connection, to: &mut Vec<Vec<u8>>) {
    let mut progress = from.advance();
    loop {
        match progress {
            Ok(Progress::Needs(need)) => {
                progress = match from.answer(answer(need)) {
                    // One answer may lead to the next question.
                    Ok(Progress::Needs(need)) => Ok(Progress::Needs(need)),
                    answered => answered.and_then(|_| from.advance()),
                };
            }
            Ok(_) => break,
            Err(Error::HelloVerifyRequired) => {
                drain(from, to);
                from.reset();
                return;
            }
            Err(error) => panic!("{error}"),
        }
    }
    drain(from, to);
}

fn drain(from: &mut Connection, to: &mut Vec<Vec<u8>>) {
    while let Some(emit) = from.poll_output() {
        if let Emit::Datagram(datagram) = emit {
            to.push(datagram);
        }
    }
}

fn handshake([client_config, server_config]: &[Arc<Config>; 2]) -> [Connection; 2] {
    let settings = ConnectionSettings { hostname: Hostname::Ignored, ..ConnectionSettings::default() };
    let mut client = Connection::new(Arc::clone(client_config), settings.clone(), 0);
    let mut server = Connection::new(Arc::clone(server_config), settings, 0);
    let (mut to_client, mut to_server) = (Vec::new(), Vec::new());
    while !client.is_established() || !server.is_established() {
        advance(&mut client, &mut to_server);
        for datagram in to_server.drain(..) {
            server.handle_datagram_owned(datagram);
            advance(&mut server, &mut to_client);
        }
        for datagram in to_client.drain(..) {
            client.handle_datagram_owned(datagram);
            advance(&mut client, &mut to_server);
        }
    }
    [client, server]
}

fn handshakes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("handshake");
    for name in ["TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", "TLS-PSK-WITH-AES-128-CCM-8"] {
        let configs = configs(name);
        group.bench_function(name, |bencher| bencher.iter(|| black_box(handshake(&configs))));
    }
    group.finish();
}

fn records(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("record");
    for name in ["TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256", "TLS-PSK-WITH-AES-128-CCM-8"] {
        let [mut client, mut server] = handshake(&configs(name));
        for size in [16, 64, 256, 1200, 16_000] {
            let mut data = vec![0x5a; size];
            group.throughput(Throughput::Bytes(size as u64));
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| {
                    client.write(&data).expect("write");
                    let Some(Emit::Datagram(datagram)) = client.poll_output() else { panic!("no datagram") };
                    server.handle_datagram_owned(datagram);
                    assert!(matches!(server.read(&mut data), Ok(Reading::Data(count)) if count == size));
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, handshakes, records);
criterion_main!(benches);
