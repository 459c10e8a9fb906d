use super::outbox::Outbox;
use super::output::{Emit, Timer, Wire};
use super::reconnect::Reconnect;
use super::renegotiation::Renegotiation;
use crate::codec::{AlertDescription, AlertLevel, ConnectionId, MaxFragmentLength, ProtocolVersion};
use crate::config::{Config, ConnectionSettings, HandshakeChoices};
use crate::crypto::SuiteInfo;
use crate::error::{Error, Result};
use crate::flight::{Backoff, Limits, OutgoingFlight, Reassembly};
use crate::handshake::client::ClientState;
use crate::handshake::server::ServerState;
use crate::handshake::{Established, HeaderForm, Incoming, Output, Phase, State, Transcript};
use crate::keys::Role;
use crate::log::Log;
use crate::rare::Rare;
use crate::record::{MAX_PLAINTEXT_LEN, RecordLayer};
use crate::session::{Agreement, NOT_VERIFIED, Session};
use crate::time::{SystemWallClock, WallClock};
use core::fmt;
use core::ops::Range;
use std::collections::VecDeque;
use std::sync::Arc;
use zeroize::Zeroize;

/// One DTLS connection, client or server, without sockets, clocks or callbacks.
///
/// See the module's picture for what goes where, and `examples/rust_client_server.rs` for a driver over UDP.
pub struct Connection {
    pub(super) config: Arc<Config>,
    pub(super) settings: ConnectionSettings,
    /// `None` is the system's.
    pub(super) clock: Option<Arc<dyn WallClock + Send + Sync>>,
    pub(super) limits: Limits,
    pub(super) records: RecordLayer,
    pub(super) inbound: Inbound,
    pub(super) outbox: Outbox,
    pub(super) log: Log,
    /// Present while a handshake runs.
    pub(super) negotiation: Option<Box<Negotiation>>,
    /// Present until nobody can ask for our last flight any more.
    pub(super) reliability: Option<Box<Reliability>>,
    /// Present once a handshake is over; a renegotiation replaces it at its end.
    pub(super) established: Option<Box<Established>>,
    pub(super) renegotiation: Rare<Renegotiation>,
    pub(super) reconnect: Option<Box<Reconnect>>,
    pub(super) failed: Option<Box<Error>>,
    pub(super) bad_macs: u32,
    pub(super) empty_records: u8,
    pub(super) verify_result: u32,
    /// How many sessions `established` has held.
    pub(super) sessions: u32,
    pub(super) agreement: Rare<Agreement>,
    pub(super) visible: Visible,
}

/// The datagram that is being read, and the plaintext that waits in it.
#[derive(Debug, Default)]
pub(super) struct Inbound {
    pub(super) datagram: Vec<u8>,
    /// Where the next record begins.
    pub(super) next: usize,
    /// Application data that has not been fetched.
    pub(super) plaintext: Range<usize>,
    /// Whether it has been reacted to by sending something again, or a warning: once is enough for all its records.
    pub(super) answered: bool,
}

/// The handshake while it runs.
#[derive(Debug)]
pub(super) struct Negotiation {
    /// `None` only while the state is being called, and after it failed.
    pub(super) state: Option<State>,
    /// Where the handshake stood when the state was called last.
    pub(super) last_phase: Phase,
    pub(super) transcript: Transcript,
    /// The epoch that was read when it began.
    pub(super) first_epoch: u16,
    /// What one state passed on to the next.
    pub(super) passed: Option<Incoming>,
}

/// What makes the handshake reliable.
#[derive(Debug)]
pub(super) struct Reliability {
    pub(super) flight: OutgoingFlight,
    /// In a renegotiation: the last flight of the handshake before, of which nobody knows yet that it arrived.
    pub(super) flight_before: OutgoingFlight,
    pub(super) reassembly: Reassembly,
    pub(super) backoff: Backoff,
    /// The first message number of the peer's flight that answers ours.
    pub(super) flight_start_seq: u16,
    pub(super) sent_last_flight: bool,
    pub(super) timer_armed: bool,
    pub(super) seen_change_cipher_spec: bool,
    /// How often our flight was sent again because the peer repeated its own, since our own timer last counted.
    pub(super) answered_repetitions: u8,
    pub(super) early: VecDeque<Vec<u8>>,
}

/// What programs look at after a record came in: the last record's number and type, and the last alert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    /// Epoch and sequence number of the last record.
    pub counter: [u8; 8],
    /// Content type of the last record.
    pub content_type: u8,
    /// Level and description of the last alert.
    pub alert: [u8; 2],
}

impl Connection {
    /// A connection before its handshake. `mtu` is the largest datagram in bytes; 0 is no limit.
    pub fn new(config: Arc<Config>, settings: ConnectionSettings, mtu: u16) -> Self {
        Self {
            limits: Limits { mtu: mtu.into(), plaintext: own_plaintext(&config), packing: true },
            records: record_layer(&config),
            inbound: Inbound::default(),
            outbox: Outbox::default(),
            log: Log::default(),
            negotiation: Some(Box::new(Negotiation::new(config.role, 0))),
            reliability: Some(Box::new(Reliability::new(&config))),
            established: None,
            renegotiation: Rare::usual(),
            reconnect: None,
            failed: None,
            bad_macs: 0,
            empty_records: 0,
            sessions: 0,
            verify_result: NOT_VERIFIED,
            agreement: Rare::usual(),
            visible: Visible::default(),
            clock: None,
            config,
            settings,
        }
    }

    /// Uses another clock for the time of day.
    pub fn set_clock(&mut self, clock: Arc<dyn WallClock + Send + Sync>) {
        self.clock = Some(clock);
    }

    /// Limits the size of datagrams from now on, in bytes; 0 is no limit.
    pub fn set_mtu(&mut self, mtu: u16) {
        self.limits.mtu = mtu.into();
    }

    /// Whether handshake records may share a datagram; they may by default.
    pub fn set_datagram_packing(&mut self, packing: bool) {
        self.limits.packing = packing;
    }

    /// Changes what this connection has for itself; it counts from the next message on.
    pub fn settings_mut(&mut self) -> &mut ConnectionSettings {
        &mut self.settings
    }

    /// What the application chooses for the handshake under way or next alone; `None` if there is none.
    pub fn choices_mut(&mut self) -> Option<&mut HandshakeChoices> {
        self.negotiation.is_some().then_some(&mut self.settings.once.choices)
    }

    /// What this connection has for itself.
    pub fn settings(&self) -> &ConnectionSettings {
        &self.settings
    }

    /// Replaces the configuration of a handshake that has not begun.
    pub fn set_config(&mut self, config: Arc<Config>) -> Result<()> {
        if self.phase() != Phase::HelloRequest || config.role != self.config.role {
            return Err(Error::BadInput("the handshake has begun"));
        }
        if self.established.is_some() {
            return self.set_config_of_renegotiation(config);
        }
        if let Some(reliability) = &mut self.reliability {
            **reliability = Reliability::new(&config);
        }
        self.records = record_layer(&config);
        self.limits.plaintext = own_plaintext(&config);
        self.config = config;
        Ok(())
    }

    /// The configuration in force.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// Starts over, as if new: the address that cookies are bound to is forgotten, name and limits stay.
    pub fn reset(&mut self) {
        self.settings.transport_id = None;
        self.settings.once = Rare::usual();
        self.restart();
        self.inbound = Inbound::default();
        self.bad_macs = 0;
    }

    /// Starts over but keeps what has come in and the peer's address.
    pub(super) fn restart(&mut self) {
        self.records = record_layer(&self.config);
        self.outbox = Outbox::default();
        self.negotiation = Some(Box::new(Negotiation::new(self.config.role, 0)));
        self.reliability = Some(Box::new(Reliability::new(&self.config)));
        self.established = None;
        self.renegotiation = Rare::usual();
        self.reconnect = None;
        self.failed = None;
        self.empty_records = 0;
        self.verify_result = NOT_VERIFIED;
        self.agreement = Rare::usual();
        if let Some(once) = self.settings.once.get_mut() {
            once.choices = HandshakeChoices::NONE;
        }
    }

    /// Takes what the driver has to do next. Datagrams that could not be sent go back by [`Connection::put_back`].
    pub fn poll_output(&mut self) -> Option<Emit> {
        self.outbox.pop_front()
    }

    /// Returns an output that could not be carried out yet; it comes first again.
    pub fn put_back(&mut self, emit: Emit) {
        self.outbox.push_front(emit);
    }

    /// True if something waits to be carried out.
    pub fn has_output(&self) -> bool {
        !self.outbox.is_empty()
    }

    /// The debug lines; the driver sets their threshold and takes them.
    pub fn log_mut(&mut self) -> &mut Log {
        &mut self.log
    }

    /// Where the handshake stands.
    pub fn phase(&self) -> Phase {
        match &self.negotiation {
            Some(negotiation) => negotiation.phase(),
            None => Phase::HandshakeOver,
        }
    }

    /// True once the handshake is over, and not while a renegotiation runs.
    pub fn is_established(&self) -> bool {
        self.established.is_some() && self.negotiation.is_none()
    }

    /// True until the handshake is over and its last flight can no longer be asked for, and while a renegotiation runs.
    pub fn keeps_handshake(&self) -> bool {
        self.negotiation.is_some() || self.reliability.is_some()
    }

    /// Why the connection cannot go on, if it cannot.
    pub fn failure(&self) -> Option<&Error> {
        self.failed.as_deref()
    }

    /// The session, once the handshake is over; while a renegotiation runs, still the one before.
    pub fn session(&self) -> Option<&Session> {
        self.established.as_deref().map(|established| &established.session)
    }

    /// Which of the connection's sessions [`Connection::session`] is: another number after each handshake.
    pub fn session_number(&self) -> u32 {
        self.sessions
    }

    /// Takes over what a handshake settled.
    pub(super) fn establish(&mut self, established: Box<Established>) {
        self.established = Some(established);
        self.sessions = self.sessions.wrapping_add(1);
    }

    /// The negotiated suite, once the handshake is over.
    pub fn suite(&self) -> Option<&'static SuiteInfo> {
        self.session().map(|session| session.suite)
    }

    /// The connection ids in force: ours, which the peer's records carry, and the peer's, which ours carry. Empty is
    /// none.
    pub fn connection_ids(&self) -> (ConnectionId, ConnectionId) {
        self.records.connection_ids()
    }

    /// The negotiated version, once the handshake is over.
    pub fn version(&self) -> Option<ProtocolVersion> {
        self.session().map(|session| session.version)
    }

    /// Flags that the check of the peer's certificates left; [`NOT_VERIFIED`] if there has been none.
    pub fn verify_result(&self) -> u32 {
        self.verify_result
    }

    /// Derives keying material for the application from the master secret (RFC 5705 §4). No context and an empty one are
    /// not the same. Fails before the end of the handshake.
    pub fn export_keying_material(&self, label: &[u8], context: Option<&[u8]>, out: &mut [u8]) -> Result<()> {
        let established = self.established.as_deref().ok_or(Error::BadInput("the handshake is not over"))?;
        let length = context.map(|context| u16::try_from(context.len())).transpose();
        let length =
            length.map_err(|_| Error::BadInput("a context of more than 65535 bytes"))?.map(u16::to_be_bytes);
        let (client, server) = (&established.client_random, &established.server_random);
        let seed: [&[u8]; 4] =
            [client, server, length.as_ref().map_or(&[], |length| length), context.unwrap_or_default()];
        established.session.master_secret.export(label, &seed, out);
        Ok(())
    }

    /// What the hellos settled beside keys, as soon as both sides have spoken.
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// What programs look at after a record came in.
    pub fn visible(&self) -> Visible {
        self.visible
    }

    /// How many bytes longer than its data a datagram of application data is.
    pub fn record_expansion(&self) -> usize {
        self.records.expansion(self.records.write_epoch())
    }

    /// Most bytes of application data in one datagram; fails if the MTU leaves no room at all.
    pub fn max_payload(&self) -> Result<usize> {
        let most = self.limits.plaintext.min(self.max_incoming_payload());
        if self.limits.mtu == 0 {
            return Ok(most);
        }
        match self.limits.mtu.checked_sub(self.record_expansion()) {
            None | Some(0) => Err(Error::FeatureUnavailable("MTU too small for a record")),
            Some(room) => Ok(room.min(most)),
        }
    }

    /// Most bytes of application data that a record of the peer may have.
    pub fn max_incoming_payload(&self) -> usize {
        self.agreement.max_fragment_length.and_then(MaxFragmentLength::bytes).unwrap_or(MAX_PLAINTEXT_LEN)
    }

    /// True if what came in can be gone on with before more comes in.
    ///
    /// What waits for a message before it, or for its keys, does not count: whoever calls again until this is false
    /// would never end.
    pub fn has_pending_input(&self) -> bool {
        self.bytes_available() > 0
            || self.inbound.next < self.inbound.datagram.len()
            || self.negotiation.as_ref().is_some_and(|negotiation| negotiation.passed.is_some())
            || self.reliability.as_ref().is_some_and(|reliability| {
                reliability.reassembly.is_due() || reliability.has_keyed_early(self.records.read_epoch())
            })
    }

    /// Bytes of handshake messages and early records that are kept until they can be used; bounded, whatever a peer
    /// sends.
    pub fn kept_bytes(&self) -> usize {
        self.reliability.as_ref().map_or(0, |reliability| {
            reliability.reassembly.buffered() + reliability.early.iter().map(Vec::len).sum::<usize>()
        }) + self.renegotiation.kept_bytes()
    }

    /// The records of this connection, for tests that look at them, or seal what a sound peer would not.
    #[cfg(test)]
    pub(crate) fn records(&self) -> &RecordLayer {
        &self.records
    }

    /// As above, to change them.
    #[cfg(test)]
    pub(crate) fn records_mut(&mut self) -> &mut RecordLayer {
        &mut self.records
    }

    /// Bytes of the current record that have not been fetched.
    pub fn bytes_available(&self) -> usize {
        self.inbound.plaintext.len()
    }

    /// Sends an alert. A fatal one ends nothing by itself: the caller does.
    pub fn send_alert(&mut self, level: AlertLevel, description: AlertDescription) -> Result<()> {
        self.with_wire(|wire| wire.send_alert(level, description))
    }

    /// Tells the peer that nothing more will be sent (RFC 5246 §7.2.1).
    pub fn close_notify(&mut self) -> Result<()> {
        self.send_alert(AlertLevel::WARNING, AlertDescription::CLOSE_NOTIFY)
    }

    /// The time of day.
    pub(super) fn clock(&self) -> &dyn WallClock {
        clock(&self.clock)
    }

    /// The parts that lead to the wire. After the last flight was dropped, a spare set of reliability stands in.
    pub(super) fn with_wire<T>(&mut self, act: impl FnOnce(&mut Wire<'_>) -> T) -> T {
        let mut spare;
        let reliability = match &mut self.reliability {
            Some(reliability) => reliability,
            None => {
                spare = Box::new(Reliability::new(&self.config));
                &mut spare
            }
        };
        act(&mut Wire {
            records: &mut self.records,
            reliability,
            outbox: &mut self.outbox,
            log: &mut self.log,
            limits: self.limits,
            verify_result: &mut self.verify_result,
            agreement: &mut self.agreement,
        })
    }

    pub(super) fn cancel_timer_if_armed(&mut self) {
        if let Some(reliability) = &mut self.reliability
            && core::mem::take(&mut reliability.timer_armed)
        {
            self.outbox.push_back(Emit::Timer(Timer::Cancel));
        }
    }
}

/// The clock in force.
pub(super) fn clock(own: &Option<Arc<dyn WallClock + Send + Sync>>) -> &dyn WallClock {
    match own {
        Some(clock) => &**clock,
        None => &SystemWallClock,
    }
}

fn record_layer(config: &Config) -> RecordLayer {
    RecordLayer::new(config.anti_replay).with_cid_len(config.cid_len)
}

/// Most bytes of plaintext in the records that a configuration sends.
pub(super) fn own_plaintext(config: &Config) -> usize {
    config.max_fragment_length.and_then(MaxFragmentLength::bytes).unwrap_or(MAX_PLAINTEXT_LEN)
}

impl Negotiation {
    pub(super) fn new(role: Role, first_epoch: u16) -> Self {
        let state = match role {
            Role::Client => State::Client(ClientState::new()),
            Role::Server => State::Server(ServerState::new()),
        };
        Self {
            last_phase: state.phase(),
            state: Some(state),
            transcript: Transcript::new(HeaderForm::Dtls12),
            first_epoch,
            passed: None,
        }
    }

    fn phase(&self) -> Phase {
        self.state.as_ref().map_or(self.last_phase, State::phase)
    }
}

impl Reliability {
    pub(super) fn new(config: &Config) -> Self {
        let timeout = config.handshake_timeout;
        Self {
            flight: OutgoingFlight::default(),
            flight_before: OutgoingFlight::default(),
            reassembly: match config.role {
                Role::Client => Reassembly::new(),
                Role::Server => Reassembly::listening(),
            },
            backoff: Backoff::new(timeout.min, timeout.max),
            flight_start_seq: 0,
            sent_last_flight: false,
            timer_armed: false,
            seen_change_cipher_spec: false,
            answered_repetitions: 0,
            early: VecDeque::new(),
        }
    }

    /// True if a record that came early is of the epoch that is read now.
    pub(super) fn has_keyed_early(&self, epoch: u16) -> bool {
        self.early.front().is_some_and(|record| record.get(3..5) == Some(&epoch.to_be_bytes()))
    }
}

impl Inbound {
    /// Begins to read a datagram.
    pub(super) fn new(datagram: Vec<u8>) -> Self {
        Self { datagram, next: 0, plaintext: 0..0, answered: false }
    }

    /// True if there is nothing to read: a datagram may come in.
    pub(super) fn is_drained(&self) -> bool {
        self.plaintext.is_empty() && self.next >= self.datagram.len()
    }

    /// Gives the datagram's memory up, wiped of the plaintext that it held.
    pub(super) fn release(&mut self) -> Vec<u8> {
        self.wipe();
        self.next = 0;
        self.plaintext = 0..0;
        core::mem::take(&mut self.datagram)
    }

    /// Gives up what has not been fetched of the current record.
    pub(super) fn drop_plaintext(&mut self) {
        self.wipe();
        self.plaintext = 0..0;
    }

    fn wipe(&mut self) {
        self.datagram.get_mut(self.plaintext.clone()).unwrap_or_default().zeroize();
    }
}

impl Drop for Inbound {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("role", &self.config.role)
            .field("phase", &self.phase())
            .field("suite", &self.suite().map(|suite| suite.name))
            .field("failed", &self.failed)
            .field("read_epoch", &self.records.read_epoch())
            .field("write_epoch", &self.records.write_epoch())
            .finish_non_exhaustive()
    }
}
