//! A new handshake on a live connection: who may start one, how often, and what may come before it.
//!
//! ```text
//!   client   renegotiate() ------------- ClientHello ---------------> begins
//!            begins <------------------- HelloRequest --------------- server: renegotiate()
//!                   ------------------ ClientHello ------------------> begins
//! ```
//!
//! All of it goes under the keys in force. Both sides count messages from 0, and a server that sent a HelloRequest
//! from 1, as that was message 0 (RFC 6347 §4.2.2).

use super::Connection;
use super::connection::{Negotiation, Reliability, own_plaintext};
use super::drive::Progress;
use super::input::{Handled, MAX_ANSWERED_REPETITIONS};
use super::output::{Emit, Timer};
use crate::codec::{AlertDescription, AlertLevel, ConnectionId, ContentType, HandshakeType};
use crate::config::{Config, LegacyRenegotiation};
use crate::debug_line;
use crate::error::{Error, HandshakeFailure, Result};
use crate::flight::{Backoff, Fragment, Insert, OutgoingFlight, Reassembly};
use crate::handshake::{Failure, Phase};
use crate::keys::Role;
use crate::rare::Usual;
use std::sync::Arc;

/// How many renegotiations a peer may start in a minute while the keys are hardly used. Each costs as much as a
/// handshake; who wants more has to wait.
const MAX_UNASKED_PER_MINUTE: u8 = 10;

/// So many records make it reasonable to renew their keys.
const REASONABLE_RECORDS: u64 = 16;

/// So many records before the last of an epoch a renegotiation starts by itself at the latest, where it is on.
const RESERVED_RECORDS: u64 = 1 << 16;

/// The part of a record's counter that is its sequence number.
const SEQUENCE_MASK: u64 = (1 << 48) - 1;

/// How a connection stands towards renegotiation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum RenegotiationStatus {
    /// There has been none.
    #[default]
    None = 0,
    /// One is under way.
    InProgress = 1,
    /// There has been one.
    Done = 2,
    /// We are a server and have asked for one.
    Requested = 3,
}

/// What a connection keeps of its renegotiations.
#[derive(Debug, Default)]
pub(super) struct Renegotiation {
    status: RenegotiationStatus,
    /// Records that came although we asked for a renegotiation, or requests that were repeated.
    records_seen: u32,
    /// A ClientHello that came in pieces, until it is whole.
    hello: Option<Box<Reassembly>>,
    /// The random of the connection's first hello, which a late copy is recognised by.
    first_client_random: Option<Box<[u8; 32]>>,
    /// The minute of the last renegotiation that the peer started, and how many it started in it.
    unasked: (u64, u8),
}

impl Usual for Renegotiation {
    const USUAL: &'static Self = &Self {
        status: RenegotiationStatus::None,
        records_seen: 0,
        hello: None,
        first_client_random: None,
        unasked: (0, 0),
    };
}

impl Renegotiation {
    pub(super) fn kept_bytes(&self) -> usize {
        self.hello.as_ref().map_or(0, |hello| hello.buffered())
    }
}

impl Connection {
    /// A client starts a renegotiation, to be gone on with by [`Connection::step`]; a server asks the client for one,
    /// which comes with [`Connection::read`].
    ///
    /// The handshake has to be over, and the peer has to know RFC 5746 or the policy to do without.
    pub fn renegotiate(&mut self) -> Result<()> {
        if let Some(error) = self.failure() {
            return Err(error.clone());
        }
        if !self.is_established() {
            return Err(Error::BadInput("the handshake is not over"));
        }
        if !self.is_renegotiation_safe() {
            debug_line!(&mut self.log, Error, "the peer does not know secure renegotiation");
            return Err(HandshakeFailure::LegacyRenegotiation.into());
        }
        if !self.has_epochs() {
            return Err(Error::CounterWrapping);
        }
        match self.config.role {
            Role::Client => {
                self.begin_renegotiation(None);
                Ok(())
            }
            Role::Server => {
                self.renegotiation.status = RenegotiationStatus::Requested;
                self.send_hello_request()
            }
        }
    }

    /// A server asks again, as long as the policy has it: its HelloRequest may have got lost. Call it when a read timed
    /// out, and when data came in its place.
    pub fn repeat_request(&mut self) -> Result<()> {
        if self.renegotiation.status != RenegotiationStatus::Requested || !self.is_established() {
            return Ok(());
        }
        if self.config.renegotiation.max_records.is_none() {
            let seen = &mut self.renegotiation.records_seen;
            *seen = seen.saturating_add(1);
            if *seen > most_requests(&self.config) {
                debug_line!(&mut self.log, Info, "the client was asked for a renegotiation often enough");
                return Ok(());
            }
        }
        self.send_hello_request()
    }

    /// How the connection stands towards renegotiation.
    pub fn renegotiation_status(&self) -> RenegotiationStatus {
        self.renegotiation.status
    }

    /// How many records came although we asked for a renegotiation, or, where these do not count, how often the request
    /// was repeated.
    pub fn records_before_renegotiation(&self) -> u32 {
        self.renegotiation.records_seen
    }

    /// True if so many records have been sent or received under the keys in force that they are to be renewed.
    pub fn is_renegotiation_due(&self) -> bool {
        let policy = &self.config.renegotiation;
        let last = (policy.period & SEQUENCE_MASK).min(SEQUENCE_MASK - RESERVED_RECORDS);
        policy.enabled
            && self.is_established()
            && self.failed.is_none()
            && self.has_epochs()
            && self.renegotiation.status != RenegotiationStatus::Requested
            && (self.last_received() > last || self.records.next_write_sequence() > last)
    }

    /// The number of the last record that came in.
    fn last_received(&self) -> u64 {
        u64::from_be_bytes(self.visible.counter) & SEQUENCE_MASK
    }

    /// The random of the connection's first ClientHello.
    pub(super) fn first_client_random(&self) -> Option<[u8; 32]> {
        let latest = self.established.as_ref().map(|established| established.client_random);
        self.renegotiation.first_client_random.as_deref().copied().or(latest)
    }

    /// The configuration may have changed since the last handshake; records and what has come in stay.
    pub(super) fn set_config_of_renegotiation(&mut self, config: Arc<Config>) -> Result<()> {
        if let Some(reliability) = &mut self.reliability {
            reliability.backoff = Backoff::new(config.handshake_timeout.min, config.handshake_timeout.max);
        }
        self.limits.plaintext = own_plaintext(&config);
        self.config = config;
        Ok(())
    }

    /// True while a client waits for the server's answer: application data may be under way to it.
    pub(super) fn awaits_renegotiation(&self) -> bool {
        self.established.is_some() && self.config.role == Role::Client && self.phase() == Phase::ServerHello
    }

    /// Something else came before the server's answer.
    pub(super) fn interrupted(&mut self) -> Result<Progress> {
        self.count_record()?;
        Ok(Progress::Interrupted)
    }

    /// A record came although a renegotiation was asked for: not for ever.
    pub(super) fn count_before_renegotiation(&mut self) -> Result<()> {
        match self.renegotiation.status {
            RenegotiationStatus::Requested => self.count_record(),
            _ => Ok(()),
        }
    }

    fn count_record(&mut self) -> Result<()> {
        let limit = self.config.renegotiation.max_records;
        if limit.is_none() && self.config.role == Role::Server {
            return Ok(());
        }
        let seen = &mut self.renegotiation.records_seen;
        *seen = seen.saturating_add(1);
        if limit.is_none_or(|limit| *seen <= limit) {
            return Ok(());
        }
        debug_line!(&mut self.log, Error, "the peer goes on without the renegotiation that it was asked for");
        self.inbound.drop_plaintext();
        Err(Error::UnexpectedRecord("the peer does not renegotiate"))
    }

    /// True if the fragment has a place in a renegotiation that runs. Under the keys that it began with no Finished has:
    /// that is a copy of the one before. Requests that crossed our hello have none, and the answer is numbered as if there
    /// had been one or not.
    pub(super) fn suits_renegotiation(&mut self, fragment: &Fragment<'_>) -> bool {
        if self.is_finished_of_before(fragment) {
            debug_line!(&mut self.log, Info, "Finished of the handshake before dropped");
            return false;
        }
        if self.config.role == Role::Server {
            return true;
        }
        if fragment.kind == HandshakeType::HELLO_REQUEST {
            debug_line!(&mut self.log, Info, "HelloRequest in a renegotiation dropped");
            return false;
        }
        if let Some(reliability) = &mut self.reliability
            && reliability.reassembly.next_seq() == 0
            && fragment.seq == 1
            && matches!(fragment.kind, HandshakeType::SERVER_HELLO | HandshakeType::HELLO_VERIFY_REQUEST)
        {
            reliability.reassembly.skip();
        }
        true
    }

    fn is_finished_of_before(&self, fragment: &Fragment<'_>) -> bool {
        let epoch = self.records.read_epoch();
        let keys_stand =
            self.negotiation.as_ref().is_some_and(|negotiation| negotiation.first_epoch == epoch);
        keys_stand && fragment.kind == HandshakeType::FINISHED
    }

    /// The peer repeats the end of its last flight in the handshake before: ours got lost (RFC 6347 §4.2.4).
    pub(super) fn answer_flight_before(&mut self, fragment: &Fragment<'_>) -> Result<(), Failure> {
        let Some(reliability) = &mut self.reliability else { return Ok(()) };
        if fragment.kind != HandshakeType::FINISHED
            || reliability.flight_before.is_empty()
            || reliability.answered_repetitions == MAX_ANSWERED_REPETITIONS
            || core::mem::replace(&mut self.inbound.answered, true)
        {
            return Ok(());
        }
        reliability.answered_repetitions += 1;
        self.resend().map_err(Failure::silent)
    }

    /// The peer wants to renegotiate.
    pub(super) fn handle_renegotiation(&mut self, fragment: &Fragment<'_>) -> Result<Handled, Failure> {
        let asked = self.renegotiation.status == RenegotiationStatus::Requested;
        let is_request = fragment.kind == HandshakeType::HELLO_REQUEST;
        if fragment.seq != 0 && !is_request || is_request && fragment.total != 0 {
            return self.refuse_renegotiation("that is none");
        }
        if !self.config.renegotiation.enabled {
            return self.refuse_renegotiation("which is off");
        }
        if !self.is_renegotiation_safe() {
            return self.refuse_renegotiation("but does not know how to do it securely");
        }
        if !self.has_epochs() {
            return self.refuse_renegotiation("but has used up all epochs");
        }
        let hello = if is_request {
            None
        } else {
            let hello = self.renegotiation.hello.get_or_insert_default();
            if let Insert::Dropped(why) = hello.insert(fragment) {
                debug_line!(&mut self.log, Info, "{:?} #{}: {why}", fragment.kind, fragment.seq);
            }
            if !hello.is_due() {
                return Ok(Handled::Passed);
            }
            self.renegotiation.hello.take()
        };
        if !asked && !self.allow_unasked() {
            // It may come again, when the time has come.
            debug_line!(&mut self.log, Error, "peer renegotiates again and again, passed over");
            return Ok(Handled::Passed);
        }
        debug_line!(&mut self.log, State, "peer renegotiates");
        self.begin_renegotiation(hello);
        Ok(Handled::Renegotiation)
    }

    /// Tells the peer, once in a datagram, that the connection goes on as it is (RFC 5246 §7.2.2).
    fn refuse_renegotiation(&mut self, why: &str) -> Result<Handled, Failure> {
        if !core::mem::replace(&mut self.inbound.answered, true) {
            debug_line!(&mut self.log, Info, "peer asks for renegotiation, {why}");
            self.send_alert(AlertLevel::WARNING, AlertDescription::NO_RENEGOTIATION)
                .map_err(Failure::silent)?;
        }
        Ok(Handled::Passed)
    }

    fn is_renegotiation_safe(&self) -> bool {
        let known =
            self.established.as_ref().is_some_and(|established| established.secure_renegotiation.is_some());
        known || self.config.legacy_renegotiation == LegacyRenegotiation::Allow
    }

    /// Epochs do not wrap (RFC 6347 §4.1).
    fn has_epochs(&self) -> bool {
        self.records.write_epoch().max(self.records.read_epoch()) < u16::MAX
    }

    fn allow_unasked(&mut self) -> bool {
        if self.last_received() >= REASONABLE_RECORDS {
            return true;
        }
        let minute = self.clock().unix_seconds() / 60;
        let (last, count) = &mut self.renegotiation.unasked;
        if *last != minute {
            (*last, *count) = (minute, 0);
        }
        *count = count.saturating_add(1);
        *count <= MAX_UNASKED_PER_MINUTE
    }

    /// `hello` is the client's, on a server.
    fn begin_renegotiation(&mut self, hello: Option<Box<Reassembly>>) {
        let flight_before = self.take_unanswered_flight();
        // RFC 9146 §3: they are agreed on anew, or the next epoch has none.
        self.records.set_connection_ids(ConnectionId::EMPTY, ConnectionId::EMPTY);
        let mut reliability = Reliability { flight_before, ..Reliability::new(&self.config) };
        reliability.reassembly = hello.map(|hello| *hello).unwrap_or_default();
        if self.renegotiation.status == RenegotiationStatus::Requested {
            // The HelloRequest was message 0.
            reliability.flight.adopt_seq(1);
        }
        self.reliability = Some(Box::new(reliability));
        self.negotiation = Some(Box::new(Negotiation::new(self.config.role, self.records.read_epoch())));
        self.renegotiation.status = RenegotiationStatus::InProgress;
        self.renegotiation.first_client_random = self.first_client_random().map(Box::new);
        self.outbox.push_back(Emit::Timer(Timer::Cancel));
    }

    /// Our last flight, if the peer may still ask for it: a client's, for the hello that a server begins with tells it that
    /// its own arrived. The keys that it is sent by stay with it.
    fn take_unanswered_flight(&mut self) -> OutgoingFlight {
        let reliability = self.reliability.take();
        let kept = reliability.filter(|reliability| {
            self.config.role == Role::Client && reliability.sent_last_flight && !reliability.flight.is_empty()
        });
        if kept.is_none() {
            self.records.retire_old_write_epochs();
        }
        kept.map(|reliability| reliability.flight).unwrap_or_default()
    }

    /// The new handshake is proven, and takes the place of the one before.
    pub(super) fn finish_renegotiation(&mut self) {
        if self.established.is_some() {
            self.renegotiation.status = RenegotiationStatus::Done;
            self.renegotiation.records_seen = 0;
        }
    }

    /// Both verify_data of the last handshake, for tests that make messages of their own.
    #[cfg(test)]
    pub(crate) fn verify_data(&self) -> Option<[[u8; crate::keys::VERIFY_DATA_LEN]; 2]> {
        self.established.as_ref()?.secure_renegotiation
    }

    /// Makes of the peer one that does not know RFC 5746, for tests.
    #[cfg(test)]
    pub(crate) fn forget_secure_renegotiation(&mut self) {
        if let Some(established) = &mut self.established {
            established.secure_renegotiation = None;
        }
    }

    fn send_hello_request(&mut self) -> Result<()> {
        let fragment =
            Fragment { kind: HandshakeType::HELLO_REQUEST, total: 0, seq: 0, offset: 0, data: &[] };
        let mut datagram = Vec::new();
        let epoch = self.records.write_epoch();
        self.records.seal(epoch, ContentType::HANDSHAKE, &[&fragment.header()], &mut datagram)?;
        debug_line!(&mut self.log, Info, "send HelloRequest, {} bytes", datagram.len());
        self.outbox.push_back(Emit::Datagram(datagram));
        Ok(())
    }
}

/// How often a HelloRequest is repeated where no number of records ends the wait: about as often as a flight.
fn most_requests(config: &Config) -> u32 {
    let timeout = config.handshake_timeout;
    let ratio = (timeout.max / timeout.min.max(1)).saturating_add(1);
    1 + (u32::BITS - ratio.leading_zeros())
}
