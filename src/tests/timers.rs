//! Timers, retransmission and the order of what is to be done.

use super::fixtures::{cookie_pair, mutual_pair, psk_pair};
use super::pair::{Pair, Side, Verdict};
use crate::config::{Config, HandshakeTimeout};
use crate::engine::{Emit, Progress, Timer};
use crate::error::Error;
use std::cell::RefCell;
use std::rc::Rc;

fn psk() -> Pair {
    let (client, server) = psk_pair();
    Pair::new(client, server)
}

fn with_timeout(min: u32, max: u32) -> Pair {
    let handshake_timeout = HandshakeTimeout { min, max };
    let (client, server) = psk_pair();
    Pair::new(Config { handshake_timeout, ..client }, Config { handshake_timeout, ..server })
}

fn lines(pair: &mut Pair) -> String {
    pair.take_log().join("\n")
}

/// Promises 19, 24 and 25: at most one timer runs, it is set without being cancelled first, and none runs at the end.
#[test]
fn the_whole_sequence_without_loss() {
    let mut pair = psk();
    pair.run();
    assert_eq!(
        lines(&mut pair),
        "\
c set 1000
c send [CLIENT_HELLO#0 0/0]
c set 1000
s cancel
s set 1000
s send [SERVER_HELLO#0 0/0][SERVER_HELLO_DONE#1 0/1]
s set 1000
c cancel
c set 1000
c send [CLIENT_KEY_EXCHANGE#1 0/1][CCS 0/2][22 1/0 48]
c set 1000
s cancel
s set 1000
s send [CCS 0/2][22 1/0 48]
s set 1000
s cancel
s established
c cancel
c established"
    );
}

/// Promises 33 and 42: the cookie exchange, with the client's own numbers.
#[test]
fn the_whole_sequence_with_cookies() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, server);
    pair.run();
    assert_eq!(
        lines(&mut pair),
        "\
c set 1000
c send [CLIENT_HELLO#0 0/0]
c set 1000
s cancel
s send [HELLO_VERIFY_REQUEST#0 0/0]
s cancel
s error HelloVerifyRequired
c cancel
c set 1000
c send [CLIENT_HELLO#1 0/1]
c set 1000
s cancel
s set 1000
s send [SERVER_HELLO#1 0/1][SERVER_HELLO_DONE#2 0/2]
s set 1000
c cancel
c set 1000
c send [CLIENT_KEY_EXCHANGE#2 0/2][CCS 0/3][22 1/0 48]
c set 1000
s cancel
s set 1000
s send [CCS 0/3][22 1/0 48]
s set 1000
s cancel
s established
c cancel
c established"
    );
}

/// Promises 29 and 32: 1, 2, 4 ... 60 s are seven sends, then the handshake has timed out.
#[test]
fn the_delay_doubles_up_to_60_s() {
    let mut pair = psk();
    pair.filter(|_| Verdict::Drop);
    pair.run();
    let sends: Vec<String> = (0..7).map(|n| format!("c send [CLIENT_HELLO#0 0/{n}]")).collect();
    let log = pair.take_log();
    assert_eq!(
        log.iter().filter(|line| line.starts_with("c send")).collect::<Vec<_>>(),
        sends.iter().collect::<Vec<_>>()
    );
    let times: Vec<&String> = log.iter().filter(|line| line.starts_with("at ")).collect();
    assert_eq!(times, ["at 1000", "at 3000", "at 7000", "at 15000", "at 31000", "at 63000", "at 123000"]);
    assert_eq!(log[log.len() - 2..], ["c cancel", "c error Timeout"]);
    assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)));
    assert_eq!(pair.client.deadline, None);
}

/// Promise 30: 1 to 5 s are four sends.
#[test]
fn the_delays_are_configured() {
    for (min, max, delays) in
        [(1000, 5000, &[1000, 2000, 4000, 5000][..]), (7, 7, &[7]), (300, 200, &[300]), (1, 3, &[1, 2, 3])]
    {
        let mut pair = with_timeout(min, max);
        pair.filter(|_| Verdict::Drop);
        pair.run();
        assert_eq!(pair.link.sent[0], delays.len(), "{min} to {max}");
        assert_eq!(pair.now, delays.iter().sum::<u64>(), "{min} to {max}");
        assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)));
    }
}

/// After a timeout the handshake stays where it is, and a late answer still counts.
#[test]
fn a_handshake_that_timed_out_can_be_driven_further() {
    let mut pair = with_timeout(100, 100);
    pair.lose(Side::Client, 0);
    pair.run();
    assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)));
    assert!(matches!(pair.client.conn.step(), Ok(Progress::NeedsDatagram)));
    assert_eq!(pair.client.conn.failure(), None);
}

/// Promise 31: after a timeout a reset makes the connection new.
#[test]
fn reset_after_timeout_connects() {
    let mut pair = with_timeout(100, 400);
    pair.filter(|_| Verdict::Drop);
    pair.run();
    pair.link.filter = None;
    pair.client.reset();
    pair.connect();
    pair.exchange();
}

/// Promise 22: the first delay starts anew with each flight.
#[test]
fn each_flight_starts_with_the_first_delay() {
    let mut pair = psk();
    pair.filter(|sent| {
        if sent.from == Side::Client && [0, 2].contains(&sent.index) { Verdict::Drop } else { Verdict::Pass }
    });
    pair.run();
    let log = lines(&mut pair);
    assert!(
        log.contains(
            "\
at 1000
c cancel
c send [CLIENT_HELLO#0 0/1]
c set 2000
s cancel"
        ),
        "{log}"
    );
    // The client's second flight got lost; both timers stand at 1 s, and both sides send again.
    assert!(
        log.contains(
            "\
c cancel
c set 1000
c send [CLIENT_KEY_EXCHANGE#1 0/2][CCS 0/3][22 1/0 48]
  lost
c set 1000
at 2000
c cancel
c send [CLIENT_KEY_EXCHANGE#1 0/4][CCS 0/5][22 1/1 48]
c set 2000
s cancel
s send [SERVER_HELLO#0 0/3][SERVER_HELLO_DONE#1 0/4]
s set 2000"
        ),
        "{log}"
    );
    assert!(pair.client.is_up() && pair.server.is_up());
}

/// The peer's repetition is answered at once, with the delay as it stands and without cancelling.
#[test]
fn a_repeated_flight_is_answered_with_ours() {
    let mut pair = psk();
    pair.lose(Side::Server, 0);
    pair.run_until(|pair| pair.link.sent[1] == 2);
    let log = lines(&mut pair);
    assert!(
        log.ends_with(
            "\
at 1000
c cancel
c send [CLIENT_HELLO#0 0/1]
c set 2000
s cancel
s send [SERVER_HELLO#0 0/2][SERVER_HELLO_DONE#1 0/3]
s set 2000"
        ),
        "{log}"
    );
    // The client's second ClientHello is still on its way and is a repetition.
    pair.run_until(|pair| pair.link.sent[1] == 3);
    let log = lines(&mut pair);
    assert!(
        log.contains("s send [SERVER_HELLO#0 0/4][SERVER_HELLO_DONE#1 0/5]\ns set 2000")
            && !log.contains("s cancel"),
        "{log}"
    );
    pair.connect();
}

/// Promise 9: an exact copy is dropped, and is no reason to send again.
#[test]
fn an_exact_copy_of_a_flight_is_dropped() {
    let mut pair = psk();
    pair.filter(|sent| Verdict::Replace(vec![sent.datagram.to_vec(); 3]));
    pair.run();
    assert_eq!(pair.link.sent, [2, 2]);
    assert!(pair.client.is_up() && pair.server.is_up());
}

/// The last flight is sent again when the peer repeats its own, without a timer, and numbers go on.
#[test]
fn the_last_flight_lost() {
    let mut pair = psk();
    pair.lose(Side::Server, 1);
    pair.run();
    assert!(pair.client.is_up() && pair.server.is_up());
    let log = lines(&mut pair);
    assert!(
        log.ends_with(
            "\
s send [CCS 0/2][22 1/0 48]
  lost
s set 1000
s cancel
s established
at 1000
c cancel
c send [CLIENT_KEY_EXCHANGE#1 0/3][CCS 0/4][22 1/1 48]
c set 2000
s send [CCS 0/3][22 1/1 48]
c cancel
c established"
        ),
        "{log}"
    );
}

/// The last flight stays until data tells that it has arrived; then the memory for it goes.
#[test]
fn the_last_flight_is_kept_until_data_comes() {
    let mut pair = psk();
    let mut finished = Vec::new();
    pair.lose(Side::Server, 1);
    pair.run_until(|pair| pair.server.is_up());
    for lost in 1..5 {
        pair.filter(move |sent| if sent.from == Side::Server { Verdict::Drop } else { Verdict::Pass });
        let before = pair.link.sent[1];
        pair.run_until(|pair| pair.link.sent[1] > before);
        assert_eq!(pair.link.sent[1], before + 1, "repetition {lost}");
        finished.push(pair.now);
    }
    assert_eq!(finished, [1000, 3000, 7000, 15_000]);
    pair.link.filter = None;
    pair.connect();
    pair.write(Side::Client, b"data").expect("write");
    pair.run();
    assert_eq!(pair.server.received, [b"data"]);
    let before = pair.link.sent[1];
    let datagram = {
        let records = pair.client.conn.records_mut();
        let mut datagram = Vec::new();
        let header = [20, 0, 0, 12, 0, 2, 0, 0, 0, 0, 0, 12];
        records
            .seal(1, crate::codec::ContentType::HANDSHAKE, &[&header, &[0; 12]], &mut datagram)
            .expect("seal");
        datagram
    };
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.link.sent[1], before, "nobody can ask for it any more");
    assert!(pair.server.is_up());
}

/// The datagrams of a flight that stays unanswered shrink to 508 bytes at its second repetition, and those of the
/// side's later flights of this handshake with them.
#[test]
fn datagrams_shrink_to_508_bytes_at_the_second_repetition() {
    let (client, server) = mutual_pair();
    let mut pair = Pair::new(client, server);
    let sizes = Rc::new(RefCell::new([Vec::new(), Vec::new()]));
    let seen = sizes.clone();
    pair.filter(move |sent| {
        seen.borrow_mut()[sent.from as usize].push(sent.datagram.len());
        // The server's flight twice, and the client's repetitions, so that only the server's timer counts.
        match (sent.from, sent.index) {
            (Side::Server, 0 | 1) | (Side::Client, 1 | 2) => Verdict::Drop,
            _ => Verdict::Pass,
        }
    });
    pair.connect();
    let [client, server] = sizes.borrow().clone();
    let whole = server[0];
    assert!(whole > 508);
    assert_eq!(server[1], whole);
    assert_eq!(server[2], 508);
    // Three times a ClientHello, then the flight with the certificate.
    assert_eq!(client[3], 508);
    assert!(client[4] < 508);
    assert_eq!(pair.now, 3000);
    pair.write(Side::Client, &[7; 10_000]).expect("data is not limited");
}

/// Promises 19 and 23: only a timer that has run out leads to anything; asking again does not.
#[test]
fn stepping_without_a_reason_does_nothing() {
    let mut pair = psk();
    pair.drive(Side::Client);
    pair.take_log();
    for _ in 0..10 {
        assert!(matches!(pair.client.conn.step(), Ok(Progress::NeedsDatagram)));
        assert_eq!(pair.client.conn.poll_output(), None);
    }
}

/// A timer that runs out when nothing waits to be sent again does no harm.
#[test]
fn a_timeout_out_of_place_is_harmless() {
    let mut pair = psk();
    pair.connect();
    assert_eq!(pair.client.conn.handle_timeout(), Ok(()));
    assert_eq!(pair.client.conn.poll_output(), Some(Emit::Timer(Timer::Cancel)));
    assert_eq!(pair.client.conn.poll_output(), None);
    pair.exchange();
}

/// Promise 26: many connections, each with its own timer, none disturbs another.
#[test]
fn many_connections_with_their_own_timers() {
    let mut pairs: Vec<Pair> = (0..100)
        .map(|n| {
            let (client, server) = psk_pair();
            let mut pair = Pair::seeded(n, client, server);
            pair.lose(if n % 2 == 0 { Side::Client } else { Side::Server }, (n / 2 % 2) as usize);
            pair.drive(Side::Client);
            pair.drive(Side::Server);
            pair
        })
        .collect();
    let mut going = true;
    while going {
        going = false;
        for pair in &mut pairs {
            going |= pair.tick();
        }
    }
    for pair in &mut pairs {
        assert!(pair.client.is_up() && pair.server.is_up());
        assert_eq!(pair.now, 1000);
        pair.exchange();
    }
}
