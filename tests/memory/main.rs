//! What connections hold and allocate, counted by an allocator of their own.

mod allocator;
#[expect(dead_code, reason = "the tests inside the crate use more of it")]
#[path = "../../src/tests/fixtures.rs"]
mod fixtures;
#[expect(dead_code, unused_imports, reason = "the tests inside the crate use more of it")]
#[path = "../../src/tests/pair/mod.rs"]
mod pair;

use allocator::{allocations, live, take_peak};
use dtls::config::ConnectionSettings;
use dtls::engine::{Connection, Emit, Reading};
use pair::{Pair, Rng, Side, Verdict};
use std::cell::RefCell;
use std::rc::Rc;

/// Promise 34: a server that was fed ever so many hellos holds nothing of them, and never sends more than it gets
/// (promise 33).
#[test]
fn a_hundred_thousand_hellos_leave_nothing_behind() {
    let (client, server) = fixtures::cookie_pair();
    let mut pair = Pair::new(client, server);
    pair.logs = false;
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    let (_, hello) = pair.link.arrive().expect("a hello");
    pair.link.clear();
    let answers = Rc::new(RefCell::new(0));
    let counted = answers.clone();
    let allowed = hello.len();
    pair.filter(move |datagram| {
        *counted.borrow_mut() += 1;
        assert_eq!(datagram.datagram.len(), 60);
        assert!(datagram.datagram.len() <= allowed);
        Verdict::Drop
    });
    let mut lots = Rng::new(34);
    let mut at_rest = None;
    for n in 0..100_000_usize {
        let mut copy = hello.clone();
        // Record number, message number, random, and where it claims to come from.
        copy[7..11].copy_from_slice(&(lots.next() as u32).to_be_bytes());
        copy[18] = lots.below(3) as u8;
        let random = lots.bytes(28);
        copy[31..59].copy_from_slice(&random);
        pair.server.transport_id = Some(lots.bytes(6));
        pair.deliver(Side::Server, &copy);
        assert_eq!(*answers.borrow(), n + 1);
        assert_eq!(pair.server.conn.kept_bytes(), 0);
        if n % 1000 == 999 {
            // The harness holds one address; the connection was reset and listens.
            let held = live();
            let first = *at_rest.get_or_insert(held);
            assert!((held - first).abs() <= 4096, "after {n} hellos {} bytes more", held - first);
        }
    }
    pair.link.filter = None;
    pair.client.reset();
    pair.connect();
    pair.exchange();
}

/// Most bytes that an established connection may take beyond its configuration: 544 for each of the two keys, and what
/// both sides agreed on.
const IDLE_BYTES: isize = 2 * 1024;

/// As many more if the peer showed a certificate.
const CERTIFICATE_BYTES: isize = 768;

/// Keys, window and epochs are what is left of a handshake once data has come; a dropped connection leaves nothing.
#[test]
fn an_idle_connection_is_small() {
    let cases =
        [(fixtures::psk_pair(), IDLE_BYTES), (fixtures::mutual_pair(), IDLE_BYTES + CERTIFICATE_BYTES)];
    for ((client, server), limit) in cases {
        // Certificates of the configuration are made ready by the first handshake that uses them.
        Pair::new(client.clone(), server.clone()).connect();
        let before = live();
        {
            let mut pair = Pair::new(client.clone(), server.clone());
            pair.logs = false;
            pair.connect();
            pair.exchange();
            let held = live();
            for side in [Side::Client, Side::Server] {
                let end = pair.end(side);
                let config = end.conn.config().clone();
                let spare = Connection::new(config, ConnectionSettings::default(), 0);
                let mut conn = std::mem::replace(&mut end.conn, spare);
                conn.reclaim_buffer();
                let idle = live();
                drop(conn);
                let apart = idle - live();
                assert!(apart > 0);
                let size = apart + size_of::<Connection>() as isize;
                assert!(size <= limit, "{side:?}: {size} bytes");
            }
            assert!(live() <= held + limit);
        }
        assert_eq!(live(), before, "everything was freed");
    }
}

/// One record of data costs one allocation where it is made, and one where it comes in, unless the program hands its
/// buffer over.
#[test]
fn data_costs_one_allocation_each_way() {
    let (client, server) = fixtures::psk_pair();
    let mut pair = Pair::new(client, server);
    pair.logs = false;
    pair.connect();
    pair.exchange();
    let (client, server) = (&mut pair.client.conn, &mut pair.server.conn);
    let mut buffer = [0; 1200];
    // The queue of outputs grows once.
    client.write(&[1; 1200]).expect("write");
    client.poll_output();
    for owned in [false, true] {
        let before = allocations();
        client.write(&[7; 1200]).expect("write");
        let Some(Emit::Datagram(datagram)) = client.poll_output() else { panic!("a datagram") };
        let written = allocations();
        if owned {
            server.handle_datagram_owned(datagram);
        } else {
            server.handle_datagram(&datagram);
        }
        assert!(matches!(server.read(&mut buffer), Ok(Reading::Data(1200))));
        let read = allocations();
        assert_eq!((written - before, read - written), (1, usize::from(!owned)));
    }
    take_peak();
}
