//! Two connections with a link between them, driven in virtual time.

mod end;
mod link;
mod rng;
mod view;

pub use end::{End, NOW, Next, TICKET_LIFETIME, cookie_for};
pub use link::{Conditions, Link, Sent, Verdict};
pub use rng::{Rng, SeedGuard, seeds};
pub use view::{FragmentView, RecordView, describe, records};

use dtls::config::{Config, ConnectionSettings};
use dtls::crypto::KeyExchange;
use dtls::engine::{Emit, Timer};
use dtls::error::Result;

/// Most bytes of the peer's that a connection may keep: `flight::MAX_BUFFERED_BYTES` and the early records.
pub const MAX_KEPT: usize = (1 << 15) + 2048;

/// The password of both sides, where they can do nothing but EC J-PAKE.
pub const PASSWORD: &[u8] = b"J01NME";

/// Which end of the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Client = 0,
    Server = 1,
}

impl Side {
    pub fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Client => 'c',
            Self::Server => 's',
        }
    }
}

/// A client and a server. Time stands still while a side is busy, and jumps to what happens next.
pub struct Pair {
    pub client: End,
    pub server: End,
    pub link: Link,
    /// Milliseconds since the start.
    pub now: u64,
    /// What happened, a line each: `c set 1000`, `c cancel`, `c send [CLIENT_HELLO#0 0/0]`, `s established`.
    pub log: Vec<String>,
    /// Whether there is a log.
    pub logs: bool,
    _seed: SeedGuard,
}

impl Pair {
    pub fn new(client: Config, server: Config) -> Self {
        Self::seeded(1, client, server)
    }

    pub fn seeded(seed: u64, client: Config, server: Config) -> Self {
        let mut rng = Rng::new(seed);
        let mut fork = || Rng::new(rng.next());
        let client_settings =
            ConnectionSettings { hostname: super::fixtures::server_name(), ..Default::default() };
        let server_settings =
            ConnectionSettings { transport_id: Some(b"192.0.2.1:40000".to_vec()), ..Default::default() };
        let by_password = client.suites.iter().all(|suite| suite.key_exchange == KeyExchange::EcJpake);
        let mut pair = Self {
            client: End::new(Side::Client, client, client_settings, fork()),
            server: End::new(Side::Server, server, server_settings, fork()),
            link: Link::new(fork()),
            now: 0,
            log: Vec::new(),
            logs: true,
            _seed: SeedGuard(seed),
        };
        if by_password {
            pair.client.set_password(PASSWORD);
            pair.server.set_password(PASSWORD);
        }
        pair
    }

    /// What the link does to each datagram before its conditions do.
    pub fn filter(&mut self, filter: impl FnMut(&Sent<'_>) -> Verdict + 'static) {
        self.link.filter = Some(Box::new(filter));
    }

    /// The `index`-th datagram from `from` is lost.
    pub fn lose(&mut self, from: Side, index: usize) {
        self.filter(
            move |sent| {
                if sent.from == from && sent.index == index { Verdict::Drop } else { Verdict::Pass }
            },
        );
    }

    pub fn end(&mut self, side: Side) -> &mut End {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Runs both sides until nothing is on its way and no timer runs.
    pub fn run(&mut self) {
        self.run_until(|_| false);
    }

    /// Runs both sides until `done`, or until nothing more will happen; true if `done`.
    pub fn run_until(&mut self, done: impl Fn(&Self) -> bool) -> bool {
        self.drive(Side::Client);
        self.drive(Side::Server);
        for _ in 0..1_000_000 {
            if done(self) {
                return true;
            }
            if !self.tick() {
                return false;
            }
        }
        panic!("a million events are too many");
    }

    /// Lets the next thing happen; false if there is none.
    pub fn tick(&mut self) -> bool {
        let timer = [&self.client, &self.server]
            .into_iter()
            .filter_map(|end| Some((end.deadline?, end.side)))
            .min_by_key(|(deadline, _)| *deadline);
        // A program looks at its timer before it looks for a datagram.
        match (timer, self.link.next_arrival()) {
            (Some((deadline, side)), arrival) if arrival.is_none_or(|arrival| deadline <= arrival) => {
                self.go_to(deadline);
                self.expire(side);
            }
            (_, Some(arrival)) => {
                self.go_to(arrival);
                if let Some((to, datagram)) = self.link.arrive() {
                    self.deliver(to, &datagram);
                }
            }
            _ => return false,
        }
        true
    }

    fn go_to(&mut self, time: u64) {
        if time > self.now {
            self.now = time;
            if self.logs {
                self.log.push(format!("at {time}"));
            }
        }
    }

    /// Lets a side's timer run out.
    pub fn expire(&mut self, side: Side) {
        let end = self.end(side);
        end.deadline = None;
        if let Err(error) = end.conn.handle_timeout() {
            end.outcome.get_or_insert(Err(error.clone()));
            self.flush(side);
            self.note(side, &format!("error {error:?}"));
        }
        self.drive(side);
    }

    /// Hands a side a datagram and lets it act.
    pub fn deliver(&mut self, side: Side, datagram: &[u8]) {
        self.end(side).conn.handle_datagram(datagram);
        self.drive(side);
    }

    /// Lets a side act until it waits.
    pub fn drive(&mut self, side: Side) {
        loop {
            let next = self.end(side).turn();
            self.flush(side);
            let kept = self.end(side).conn.kept_bytes();
            assert!(kept <= MAX_KEPT, "{side:?} keeps {kept} bytes");
            match next {
                Next::Go => {}
                Next::Log(line) => self.note(side, &line),
                Next::Wait => return,
            }
        }
    }

    /// Carries out what a side wants done.
    pub fn flush(&mut self, side: Side) {
        while let Some(emit) = self.end(side).conn.poll_output() {
            match emit {
                Emit::Datagram(datagram) => {
                    if self.logs {
                        self.note(side, &format!("send {}", describe(&datagram)));
                    }
                    let now = self.now;
                    if !self.link.send(now, side, datagram) && self.logs {
                        self.log.push("  lost".to_owned());
                    }
                }
                Emit::Keys(keys, phase) => self.end(side).exported.push((*keys, phase)),
                Emit::Timer(Timer::Cancel) => {
                    self.end(side).deadline = None;
                    self.note(side, "cancel");
                }
                Emit::Timer(Timer::Set(delay)) => {
                    let deadline = self.now + u64::from(delay);
                    self.end(side).deadline = Some(deadline);
                    if self.logs {
                        self.note(side, &format!("set {delay}"));
                    }
                }
            }
        }
    }

    fn note(&mut self, side: Side, line: &str) {
        if self.logs {
            self.log.push(format!("{} {line}", side.letter()));
        }
    }

    /// The log since the last call.
    pub fn take_log(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }

    /// Sends application data.
    pub fn write(&mut self, side: Side, data: &[u8]) -> Result<()> {
        let result = self.end(side).conn.write(data);
        self.flush(side);
        result
    }

    /// Runs the handshake, which has to succeed on both sides.
    pub fn connect(&mut self) {
        let done = self.run_until(|pair| pair.client.is_up() && pair.server.is_up());
        assert!(
            done,
            "no connection: client {:?}, server {:?}\n{}",
            self.client.outcome,
            self.server.outcome,
            self.log.join("\n")
        );
    }

    /// Sends data both ways over an undisturbed link and checks that it arrives, once and as it was.
    pub fn exchange(&mut self) {
        self.link.conditions = Conditions { latency: self.link.conditions.latency, ..Conditions::default() };
        self.link.filter = None;
        self.run();
        for side in [Side::Client, Side::Server] {
            let peer = side.other();
            self.end(peer).received.clear();
            let longest = self.end(side).conn.max_payload().expect("room").min(900);
            let messages: [&[u8]; 3] = [b"x", b"hello over there", &[0x5a; 900][..longest]];
            for message in messages {
                self.write(side, message).expect("write");
            }
            self.run();
            assert_eq!(self.end(peer).received, messages, "from {side:?}");
        }
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let tail = self.log.len().saturating_sub(60);
            eprintln!("last events:\n{}", self.log[tail..].join("\n"));
        }
    }
}
