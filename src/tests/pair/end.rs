use super::{Rng, Side};
use dtls::config::{Config, ConnectionSettings, HandshakeChoices};
use dtls::crypto::Secret;
use dtls::engine::{Connection, Progress, Reading};
use dtls::error::Error;
use dtls::handshake::{Answer, Need, Phase, SignQuery, Signature};
use dtls::keys::ExportedKeys;
use dtls::session::{Session, Ticket};
use dtls::time::FixedWallClock;
use std::sync::Arc;

/// The time of day in all tests, in 2030, when the test certificates are valid.
pub const NOW: u64 = 1_900_000_000;

/// Lifetime of the tickets that a server gives, in seconds.
pub const TICKET_LIFETIME: u32 = 7200;

/// What a program does with its connection: answers needs, keeps the timer, reads what comes.
pub struct End {
    pub side: Side,
    pub conn: Connection,
    /// When the timer runs out.
    pub deadline: Option<u64>,
    /// How the handshake ended.
    pub outcome: Option<Result<(), Error>>,
    /// What was read.
    pub received: Vec<Vec<u8>>,
    /// Why reading ended.
    pub read_error: Option<Error>,
    /// The peer's address, which is set again after each reset.
    pub transport_id: Option<Vec<u8>>,
    /// The password for EC J-PAKE, which is set again after each reset.
    pub password: Option<Secret>,
    /// Whether the server starts over by itself after a HelloVerifyRequest.
    pub listens_on: bool,
    /// Whether reading is left to the test.
    pub reads_by_hand: bool,
    /// HelloVerifyRequests that ended a handshake.
    pub verify_requests: usize,
    /// How often the peer refused to renegotiate.
    pub refusals: usize,
    /// Clients that began anew on this connection.
    pub reconnects: usize,
    /// Errors after which the connection went on by itself.
    pub passed_over: Vec<Error>,
    /// How many certificates each reviewed path had.
    pub reviews: Vec<usize>,
    /// Flags that a review gives to every certificate.
    pub review_flags: u32,
    /// How signatures come about that are made elsewhere.
    pub signs: fn(&SignQuery) -> Result<Signature, Error>,
    /// Keys that a server finds by identity.
    pub known_psks: Vec<(Vec<u8>, Secret)>,
    /// Keys that were exported, each with where the handshake stood.
    pub exported: Vec<(ExportedKeys, Phase)>,
    /// What a server chooses for a client that wants a name; `None` if it does not serve it.
    pub hosts: fn(&[u8]) -> Option<HandshakeChoices>,
    /// The names that the application was asked about.
    pub asked: Vec<Option<Vec<u8>>>,
    /// A callback's code to fail the next choice with.
    pub choosing_failure: Option<i32>,
    /// Sessions that a server keeps.
    pub sessions: Vec<Session>,
    /// What a server's tickets begin with; another one is another key.
    pub ticket_key: Vec<u8>,
    /// A callback's code to fail the next ticket with.
    pub ticket_failure: Option<i32>,
    /// What a server was asked for about sessions and tickets.
    pub asked_for: Vec<&'static str>,
    /// A callback's code to fail the next random answer with.
    pub random_failure: Option<i32>,
    rng: Rng,
}

/// What the loop around a connection does next.
pub enum Next {
    Go,
    Wait,
    Log(String),
}

impl End {
    pub fn new(side: Side, config: Config, settings: ConnectionSettings, rng: Rng) -> Self {
        let transport_id = settings.transport_id.clone();
        let mut conn = Connection::new(Arc::new(config), settings, 0);
        conn.set_clock(Arc::new(FixedWallClock(NOW)));
        Self {
            side,
            conn,
            deadline: None,
            outcome: None,
            received: Vec::new(),
            read_error: None,
            transport_id,
            password: None,
            listens_on: true,
            reads_by_hand: false,
            verify_requests: 0,
            refusals: 0,
            reconnects: 0,
            passed_over: Vec::new(),
            reviews: Vec::new(),
            review_flags: 0,
            signs: |_| Ok(Signature::Here),
            known_psks: Vec::new(),
            exported: Vec::new(),
            hosts: |_| Some(HandshakeChoices::default()),
            asked: Vec::new(),
            choosing_failure: None,
            sessions: Vec::new(),
            ticket_key: b"key".to_vec(),
            ticket_failure: None,
            asked_for: Vec::new(),
            random_failure: None,
            rng,
        }
    }

    /// True once the handshake ended well and nothing has failed since.
    pub fn is_up(&self) -> bool {
        self.outcome == Some(Ok(())) && self.read_error.is_none()
    }

    /// Gives the password for EC J-PAKE to this connection, now and after each reset.
    pub fn set_password(&mut self, password: &[u8]) {
        self.password = Some(Secret::from(password));
        self.conn.settings_mut().once.ecjpake_password = self.password.clone();
    }

    /// Starts over, as a program does after an error.
    pub fn reset(&mut self) {
        self.conn.reset();
        self.conn.settings_mut().transport_id = self.transport_id.clone();
        self.conn.settings_mut().once.ecjpake_password = self.password.clone();
        self.deadline = None;
        self.outcome = None;
        self.read_error = None;
    }

    /// One call of the connection and what a program does about its result.
    pub fn turn(&mut self) -> Next {
        if self.read_error.is_some() || matches!(self.outcome, Some(Err(_))) {
            return Next::Wait;
        }
        if !self.conn.is_established() {
            let result = self.conn.step();
            return self.after_step(result);
        }
        if self.outcome.is_none() {
            self.outcome = Some(Ok(()));
            return Next::Log("established".to_owned());
        }
        if self.reads_by_hand { Next::Wait } else { self.read() }
    }

    fn after_step(&mut self, result: Result<Progress, Error>) -> Next {
        match result {
            Ok(Progress::Advanced | Progress::Done) => Next::Go,
            Ok(Progress::NeedsDatagram) => Next::Wait,
            Ok(Progress::Interrupted) if self.conn.bytes_available() > 0 => self.read(),
            Ok(Progress::Interrupted) => Next::Go,
            Ok(Progress::Needs(need)) => {
                let answer = self.answer_to(need);
                let result = self.conn.answer(answer);
                self.after_step(result)
            }
            Err(error) => self.after_error(error),
        }
    }

    fn after_error(&mut self, error: Error) -> Next {
        let line = format!("error {error:?}");
        if error == Error::HelloVerifyRequired {
            self.verify_requests += 1;
            if self.listens_on {
                self.reset();
                return Next::Log(line);
            }
        }
        if self.conn.failure().is_none() {
            self.passed_over.push(error);
        } else {
            self.outcome = Some(Err(error));
        }
        Next::Log(line)
    }

    fn read(&mut self) -> Next {
        let mut buffer = [0; 1 << 14];
        match self.conn.read(&mut buffer) {
            Ok(Reading::Data(length)) => {
                self.received.push(buffer[..length].to_vec());
                Next::Log(format!("read {length}"))
            }
            Ok(Reading::NeedsDatagram) => Next::Wait,
            Ok(Reading::Again | Reading::Renegotiation) => Next::Go,
            Ok(Reading::Refused) => {
                self.refusals += 1;
                Next::Go
            }
            Ok(Reading::Needs(need)) => {
                let mut need = need;
                loop {
                    let answer = self.answer_to(need);
                    match self.conn.answer(answer) {
                        Ok(Progress::Needs(next)) => need = next,
                        Ok(_) => return Next::Go,
                        Err(error) => return self.after_read_error(error),
                    }
                }
            }
            Err(error) => self.after_read_error(error),
        }
    }

    fn after_read_error(&mut self, error: Error) -> Next {
        let line = format!("read error {error:?}");
        if error == Error::ClientReconnect {
            self.reconnects += 1;
            self.outcome = None;
        } else {
            self.read_error = Some(error);
        }
        Next::Log(line)
    }

    fn answer_to(&mut self, need: Need) -> Answer {
        match need {
            Need::Random(count) => Answer::Random(match self.random_failure.take() {
                Some(code) => Err(Error::Callback(code)),
                None => Ok(self.rng.bytes(count)),
            }),
            Need::CheckCookie(cookie) => {
                let id = self.conn.settings().transport_id.as_deref();
                Answer::CookieChecked(id.is_some_and(|id| cookie == cookie_for(id)))
            }
            Need::WriteCookie => {
                let id = self.conn.settings().transport_id.as_deref();
                Answer::CookieWritten(id.map(cookie_for).ok_or(Error::Callback(-0x7100)))
            }
            Need::ReviewPath(path) => {
                self.reviews.push(path.len());
                Answer::PathReviewed(Ok(path.iter().map(|entry| entry.flags | self.review_flags).collect()))
            }
            Need::WalkPath(query) => {
                let trusted = [super::super::fixtures::authority()];
                Answer::PathWalked(query.walk(&self.conn.config().profile, &mut |_| Ok(trusted.to_vec())))
            }
            Need::ServerName(name) => {
                self.asked.push(Some(name.clone()));
                let choices = (self.hosts)(&name);
                let served = choices.is_some();
                if let Some((choices, now)) = choices.zip(self.conn.choices_mut()) {
                    *now = choices;
                }
                Answer::ServerNameTaken(served)
            }
            Need::Choices(name) => {
                self.asked.push(name);
                Answer::Chosen(self.choosing_failure.take().map_or(Ok(()), |code| Err(Error::Callback(code))))
            }
            Need::Sign(query) => Answer::Signed((self.signs)(&query)),
            Need::OpenTicket(ticket) => {
                self.asked_for.push("open ticket");
                let session = ticket.strip_prefix(&self.ticket_key[..]).ok_or(Error::BadInput("other key"));
                Answer::TicketOpened(session.and_then(|session| {
                    Session::load(session).map(Box::new).map_err(|_| Error::BadInput("no session"))
                }))
            }
            Need::WriteTicket(session) => {
                self.asked_for.push("write ticket");
                let ticket = [&self.ticket_key[..], &session.save()].concat();
                Answer::TicketWritten(match self.ticket_failure.take() {
                    Some(code) => Err(Error::Callback(code)),
                    None => Ok(Ticket::new(ticket, TICKET_LIFETIME)),
                })
            }
            Need::FindSession(id) => {
                self.asked_for.push("find session");
                Answer::SessionFound(self.sessions.iter().find(|kept| kept.id == id).cloned().map(Box::new))
            }
            Need::StoreSession(session) => {
                self.asked_for.push("store session");
                self.sessions.push(*session);
                Answer::SessionStored(Ok(()))
            }
            Need::LookUpPsk(identity) => {
                let known = self.known_psks.iter().find(|(known, _)| *known == identity);
                if let Some((_, key)) = known {
                    self.conn.settings_mut().once.psk_key = Some(key.clone());
                }
                Answer::PskLookedUp(known.is_some())
            }
        }
    }
}

/// The cookie of the server of all tests for a client at this address, as long as the original's.
pub fn cookie_for(transport_id: &[u8]) -> Vec<u8> {
    let seed = transport_id.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Rng::new(seed).bytes(32)
}
