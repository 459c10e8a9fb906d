//! A client and a server, and what happens on the way between them.

use super::credentials::{self, NOW, SERVER_NAME};
use crate::codec::{AlertDescription, AlertLevel, HandshakeType};
use crate::config::{Config, ConnectionSettings, Hostname};
use crate::crypto::{KeyExchange, SuiteInfo};
use crate::error::{Error, Result};
use crate::handshake::client::ClientState;
use crate::handshake::server::ServerState;
use crate::handshake::{
    Answer, Context, Established, Failure, HeaderForm, Incoming, Message, Need, Outcome, Output, Phase,
    Signature, State, Transcript, Wants,
};
use crate::keys::{DirectionKeys, Role};
use crate::log::Log;
use crate::pki::verify::PathError;
use crate::pki::{Certificate, PathEntry, Profile};
use crate::session::{Session, Ticket};
use crate::time::FixedWallClock;
use std::collections::VecDeque;

/// What a state made happen, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Sent(HandshakeType),
    SentVerifyRequest,
    SentChangeCipherSpec,
    WriteKeys,
    ReadKeys,
    FlightComplete { answered: bool },
    FlightReceived,
    PeerChecked(u32),
}

/// An [`Output`] that notes everything and hands messages to the other side.
#[derive(Default)]
pub(super) struct Recorder {
    pub(super) events: Vec<Event>,
    pub(super) write_keys: Option<DirectionKeys>,
    pub(super) read_keys: Option<DirectionKeys>,
    flight: Vec<Incoming>,
    sent: VecDeque<Incoming>,
    next_seq: u16,
    log: Log,
}

impl Output for Recorder {
    fn send(&mut self, kind: HandshakeType, body: &[u8]) -> Result<u16> {
        let seq = self.next_seq;
        self.next_seq += 1;
        self.events.push(Event::Sent(kind));
        self.flight.push(Incoming::Message(Message { kind, seq, body: body.to_vec() }));
        Ok(seq)
    }

    fn send_hello_verify_request(&mut self, body: &[u8]) -> Result<()> {
        self.events.push(Event::SentVerifyRequest);
        let kind = HandshakeType::HELLO_VERIFY_REQUEST;
        self.sent.push_back(Incoming::Message(Message { kind, seq: 0, body: body.to_vec() }));
        Ok(())
    }

    fn send_change_cipher_spec(&mut self) -> Result<()> {
        self.events.push(Event::SentChangeCipherSpec);
        self.flight.push(Incoming::ChangeCipherSpec);
        Ok(())
    }

    fn install_write_keys(&mut self, _suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()> {
        self.events.push(Event::WriteKeys);
        self.write_keys = Some(keys);
        Ok(())
    }

    fn install_read_keys(&mut self, _suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()> {
        self.events.push(Event::ReadKeys);
        self.read_keys = Some(keys);
        Ok(())
    }

    fn flight_complete(&mut self, answered: bool) -> Result<()> {
        self.events.push(Event::FlightComplete { answered });
        self.sent.extend(self.flight.drain(..));
        Ok(())
    }

    fn flight_received(&mut self) {
        self.events.push(Event::FlightReceived);
    }

    fn peer_checked(&mut self, flags: u32) {
        self.events.push(Event::PeerChecked(flags));
    }

    fn send_alert(&mut self, _level: AlertLevel, _description: AlertDescription) -> Result<()> {
        panic!("the engine sends alerts, not the states");
    }

    fn log(&mut self) -> &mut Log {
        &mut self.log
    }
}

/// Lifetime of the tickets that a server gives, in seconds.
pub(super) const TICKET_LIFETIME: u32 = 7200;

/// Answers to what a side needs of its application.
pub(super) struct Application {
    pub(super) random: u8,
    pub(super) cookie: Vec<u8>,
    pub(super) write_cookie: Box<dyn Fn() -> Result<Vec<u8>, Error>>,
    pub(super) review: fn(&[PathEntry]) -> Result<Vec<u32>, Error>,
    pub(super) find: fn(&Certificate) -> Result<Vec<Certificate>, PathError>,
    pub(super) answer: Option<Answer>,
    /// What was stored.
    pub(super) sessions: Vec<Session>,
}

impl Application {
    fn answer(&mut self, need: Need) -> Answer {
        if let Some(answer) = self.answer.take() {
            return answer;
        }
        match need {
            Need::Random(count) => Answer::Random(Ok(vec![self.random; count])),
            Need::CheckCookie(cookie) => Answer::CookieChecked(cookie == self.cookie),
            Need::WriteCookie => Answer::CookieWritten((self.write_cookie)()),
            Need::ReviewPath(path) => Answer::PathReviewed((self.review)(&path)),
            Need::WalkPath(query) => Answer::PathWalked(query.walk(&Profile::DEFAULT, &mut self.find)),
            Need::ServerName(name) => Answer::ServerNameTaken(name == SERVER_NAME.as_bytes()),
            Need::Choices(_) => Answer::Chosen(Ok(())),
            Need::Sign(_) => Answer::Signed(Ok(Signature::Here)),
            Need::OpenTicket(ticket) => Answer::TicketOpened(
                Session::load(&ticket).map(Box::new).map_err(|_| Error::BadInput("no such ticket")),
            ),
            Need::WriteTicket(session) => {
                Answer::TicketWritten(Ok(Ticket::new(session.save().to_vec(), TICKET_LIFETIME)))
            }
            Need::FindSession(id) => Answer::SessionFound(
                self.sessions.iter().find(|session| session.id == id).cloned().map(Box::new),
            ),
            Need::StoreSession(session) => {
                self.sessions.push(*session);
                Answer::SessionStored(Ok(()))
            }
            Need::LookUpPsk(identity) => Answer::PskLookedUp(identity == credentials::psk().identity),
        }
    }
}

/// One side.
pub(super) struct Side {
    pub(super) config: Config,
    pub(super) settings: ConnectionSettings,
    pub(super) clock: FixedWallClock,
    pub(super) output: Recorder,
    pub(super) application: Application,
    /// Phases after each call that changed them.
    pub(super) phases: Vec<Phase>,
    pub(super) transcript: Transcript,
    state: Option<State>,
    inbox: VecDeque<Incoming>,
}

impl Side {
    fn new(config: Config) -> Self {
        let state = match config.role {
            Role::Client => State::Client(ClientState::new()),
            Role::Server => State::Server(ServerState::new()),
        };
        let hostname = match config.role {
            Role::Client => Hostname::Name(SERVER_NAME.to_owned()),
            Role::Server => Hostname::Unset,
        };
        let mut output = Recorder::default();
        // Every debug line is written, so that one that panics is found.
        output.log.set_threshold(4);
        Self {
            application: Application {
                random: if config.role == Role::Client { 0xc1 } else { 0x5e },
                cookie: b"cookie".to_vec(),
                write_cookie: Box::new(|| Ok(b"cookie".to_vec())),
                find: |_| Ok(vec![credentials::authority()]),
                review: |path| Ok(path.iter().map(|entry| entry.flags).collect()),
                answer: None,
                sessions: Vec::new(),
            },
            config,
            settings: ConnectionSettings { hostname, ..ConnectionSettings::default() },
            clock: FixedWallClock(NOW),
            output,
            phases: vec![Phase::HelloRequest],
            transcript: Transcript::new(HeaderForm::Dtls12),
            state: Some(state),
            inbox: VecDeque::new(),
        }
    }

    /// Begins anew, as after a HelloVerifyRequest: the context knows nothing of the client.
    fn reset(&mut self) {
        let fresh = Self::new(self.config.clone());
        self.state = fresh.state;
        self.transcript = fresh.transcript;
        self.output.next_seq = 1;
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.state, Some(State::Over(_)))
    }

    pub(super) fn phase(&self) -> Phase {
        self.state.as_ref().unwrap().phase()
    }

    pub(super) fn wants(&self) -> Wants {
        self.state.as_ref().unwrap().wants()
    }

    pub(super) fn lines(&mut self) -> Vec<String> {
        self.output.log.take().into_iter().map(|line| line.text).collect()
    }

    fn established(self) -> Box<Established> {
        match self.state {
            Some(State::Over(established)) => established,
            other => panic!("not over: {other:?}"),
        }
    }

    /// One call of the engine and the answers to its needs. `Ok(false)` if the side waits for the other.
    fn advance(&mut self) -> Result<bool, Failure> {
        let state = self.state.take().unwrap();
        let mut cx = Context {
            config: &self.config,
            settings: &self.settings,
            clock: &self.clock,
            previous: None,
            transcript: &mut self.transcript,
            output: &mut self.output,
        };
        let mut outcome = match state.wants() {
            Wants::Step => state.step(&mut cx)?,
            Wants::Message | Wants::ChangeCipherSpec => match self.inbox.pop_front() {
                Some(incoming) => state.handle(&mut cx, incoming)?,
                None => {
                    self.state = Some(state);
                    return Ok(false);
                }
            },
            Wants::Answer => panic!("a pause was not answered"),
            Wants::Nothing => {
                self.state = Some(state);
                return Ok(false);
            }
        };
        let next = loop {
            match outcome {
                Outcome::Next(state) => break state,
                Outcome::AtOnce(state) => {
                    self.state = Some(state);
                    return self.advance();
                }
                Outcome::Pass(state, incoming) => {
                    self.inbox.push_front(incoming);
                    break state;
                }
                Outcome::Pause(state, need) => {
                    assert_eq!(state.wants(), Wants::Answer);
                    outcome = state.resume(&mut cx, self.application.answer(need))?;
                }
            }
        };
        if self.phases.last() != Some(&next.phase()) {
            self.phases.push(next.phase());
        }
        self.state = Some(next);
        Ok(true)
    }
}

/// A change to what passes from one side to the other: from whom, the how-manieth of it, and it itself. What it
/// returns arrives.
pub(super) type Tamper = Box<dyn FnMut(Role, usize, Incoming) -> Vec<Incoming>>;

/// Both sides and the way between them.
pub(super) struct Pair {
    pub(super) client: Side,
    pub(super) server: Side,
    pub(super) tamper: Tamper,
    passed: [usize; 2],
}

/// A handshake that failed, and on which side.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) by: Role,
    pub(super) error: Error,
    pub(super) alert: Option<AlertDescription>,
}

impl Pair {
    pub(super) fn new(client: Config, server: Config) -> Self {
        Self {
            client: Side::new(client),
            server: Side::new(server),
            tamper: Box::new(|_, _, incoming| vec![incoming]),
            passed: [0; 2],
        }
    }

    /// The default pair, limited to one suite.
    pub(super) fn with_suite(name: &str) -> Self {
        let suite = crate::crypto::by_name(name).unwrap();
        let client = Config { suites: vec![suite], psk: Some(credentials::psk()), ..credentials::client() };
        let server = Config { psk: Some(credentials::psk()), ..credentials::server() };
        let mut pair = Self::new(client, server);
        if suite.key_exchange == KeyExchange::EcJpake {
            pair.client.settings.once.ecjpake_password = Some(credentials::password());
            pair.server.settings.once.ecjpake_password = Some(credentials::password());
        }
        pair
    }

    pub(super) fn tampered(
        mut self,
        tamper: impl FnMut(Role, usize, Incoming) -> Vec<Incoming> + 'static,
    ) -> Self {
        self.tamper = Box::new(tamper);
        self
    }

    /// Changes the body of every message of one kind from one side.
    pub(super) fn with_body(
        self,
        from: Role,
        kind: HandshakeType,
        change: impl Fn(&mut Vec<u8>) + 'static,
    ) -> Self {
        self.tampered(move |sender, _, mut incoming| {
            if let Incoming::Message(message) = &mut incoming
                && sender == from
                && message.kind == kind
            {
                change(&mut message.body);
            }
            vec![incoming]
        })
    }

    /// Goes on until nothing more happens. `Ok(true)` if both sides are over.
    pub(super) fn run(&mut self) -> Result<bool, Refusal> {
        loop {
            let mut moved = false;
            for role in [Role::Client, Role::Server] {
                moved |= self.advance(role)?;
                moved |= self.deliver(role);
            }
            if !moved {
                return Ok(self.client.is_over() && self.server.is_over());
            }
        }
    }

    fn advance(&mut self, role: Role) -> Result<bool, Refusal> {
        let side = match role {
            Role::Client => &mut self.client,
            Role::Server => &mut self.server,
        };
        match side.advance() {
            Ok(moved) => Ok(moved),
            Err(Failure { error: Error::HelloVerifyRequired, alert: None, .. }) => {
                side.reset();
                Ok(true)
            }
            Err(Failure { error, alert, .. }) => Err(Refusal { by: role, error, alert }),
        }
    }

    fn deliver(&mut self, from: Role) -> bool {
        let (sender, receiver, passed) = match from {
            Role::Client => (&mut self.client, &mut self.server, 0),
            Role::Server => (&mut self.server, &mut self.client, 1),
        };
        let Some(incoming) = sender.output.sent.pop_front() else { return false };
        let index = self.passed[passed];
        self.passed[passed] += 1;
        receiver.inbox.extend((self.tamper)(from, index, incoming));
        true
    }

    /// Runs to the end, which must be good, and gives what both sides established, the client's first.
    #[track_caller]
    pub(super) fn establish(mut self) -> [Box<Established>; 2] {
        match self.run() {
            Ok(true) => {}
            Ok(false) => panic!("stuck in {:?} and {:?}", self.client.phase(), self.server.phase()),
            Err(refusal) => panic!("{refusal:?}\n{:#?}\n{:#?}", self.client.lines(), self.server.lines()),
        }
        [self.client.established(), self.server.established()]
    }

    /// Runs to a refusal.
    #[track_caller]
    pub(super) fn refusal(&mut self) -> Refusal {
        match self.run() {
            Ok(over) => panic!("no refusal (over: {over})"),
            Err(refusal) => refusal,
        }
    }

    /// Runs to a refusal by `by` with this error and alert.
    #[track_caller]
    pub(super) fn refuses(&mut self, by: Role, error: impl Into<Error>, alert: Option<AlertDescription>) {
        let refusal = self.refusal();
        assert_eq!((refusal.by, refusal.error, refusal.alert), (by, error.into(), alert));
    }
}
