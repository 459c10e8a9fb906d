use super::connection::Reliability;
use super::outbox::Outbox;
use crate::codec::{
    AlertDescription, AlertLevel, ConnectionId, ContentType, HandshakeType, MaxFragmentLength,
};
use crate::crypto::SuiteInfo;
use crate::debug_line;
use crate::error::Result;
use crate::flight::{Fragment, Limits, OutgoingFlight};
use crate::handshake::{Output, Phase};
use crate::keys::{DirectionKeys, ExportedKeys};
use crate::log::Log;
use crate::rare::Rare;
use crate::record::{Protection, RecordLayer};
use crate::session::Agreement;

/// What the driver has to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emit {
    /// Send this datagram to the peer.
    Datagram(Vec<u8>),
    /// Set or stop the one timer.
    Timer(Timer),
    /// Hand these keys to the application, which sees the handshake stand in this phase.
    Keys(Box<ExportedKeys>, Phase),
}

/// What to do with the timer. Setting it again replaces what was set before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Stop it.
    Cancel,
    /// Let it run out after this many milliseconds.
    Set(u32),
}

/// The parts of a connection that lead to the wire, as the handshake states see them.
pub(super) struct Wire<'a> {
    pub(super) records: &'a mut RecordLayer,
    pub(super) reliability: &'a mut Reliability,
    pub(super) outbox: &'a mut Outbox,
    pub(super) log: &'a mut Log,
    pub(super) limits: Limits,
    pub(super) verify_result: &'a mut u32,
    pub(super) agreement: &'a mut Rare<Agreement>,
}

impl Wire<'_> {
    /// Sends the flight, for the first time or again.
    pub(super) fn transmit(&mut self) -> Result<()> {
        self.transmit_flight(|reliability| &reliability.flight)
    }

    /// Sends the last flight of the handshake before again, if nobody knows that it arrived.
    pub(super) fn transmit_flight_before(&mut self) -> Result<()> {
        self.transmit_flight(|reliability| &reliability.flight_before)
    }

    fn transmit_flight(&mut self, flight: fn(&Reliability) -> &OutgoingFlight) -> Result<()> {
        let mtu = self.reliability.backoff.effective_mtu(self.limits.mtu);
        let agreed = self.agreement.max_fragment_length.and_then(MaxFragmentLength::bytes);
        let plaintext = agreed.map_or(self.limits.plaintext, |agreed| agreed.min(self.limits.plaintext));
        let limits = Limits { mtu, plaintext, ..self.limits };
        let outbox = &mut *self.outbox;
        flight(self.reliability)
            .transmit(self.records, limits, &mut |datagram| outbox.push_back(Emit::Datagram(datagram)))
    }

    pub(super) fn set_timer(&mut self) {
        self.reliability.timer_armed = true;
        self.outbox.push_back(Emit::Timer(Timer::Set(self.reliability.backoff.delay())));
    }

    pub(super) fn cancel_timer(&mut self) {
        self.reliability.timer_armed = false;
        self.outbox.push_back(Emit::Timer(Timer::Cancel));
    }
}

impl Output for Wire<'_> {
    fn send(&mut self, kind: HandshakeType, body: &[u8]) -> Result<u16> {
        debug_line!(self.log, Verbose, "queue {kind:?}, {} bytes", body.len());
        self.reliability.flight.push(self.records.write_epoch(), kind, body)
    }

    fn send_hello_verify_request(&mut self, body: &[u8]) -> Result<()> {
        let seq = self.reliability.flight.take_seq()?;
        let fragment = Fragment {
            kind: HandshakeType::HELLO_VERIFY_REQUEST,
            total: body.len(),
            seq,
            offset: 0,
            data: body,
        };
        let mut datagram = Vec::new();
        let epoch = self.records.write_epoch();
        self.records.seal(epoch, ContentType::HANDSHAKE, &[&fragment.header(), body], &mut datagram)?;
        debug_line!(self.log, Info, "send HelloVerifyRequest, {} bytes", datagram.len());
        self.outbox.push_back(Emit::Datagram(datagram));
        self.cancel_timer();
        Ok(())
    }

    fn send_change_cipher_spec(&mut self) -> Result<()> {
        self.reliability.flight.push_change_cipher_spec(self.records.write_epoch());
        Ok(())
    }

    fn use_connection_ids(&mut self, own: ConnectionId, peer: ConnectionId) {
        self.records.set_connection_ids(own, peer);
    }

    fn install_write_keys(&mut self, suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()> {
        self.records.install_write(Protection::writing(suite, &keys)?)
    }

    fn install_read_keys(&mut self, suite: &'static SuiteInfo, keys: DirectionKeys) -> Result<()> {
        // What came unprotected and lies beyond the key change must not be taken for protected.
        self.reliability.reassembly.drop_buffered();
        self.records.install_read(Protection::reading(suite, &keys)?)
    }

    fn flight_complete(&mut self, answered: bool) -> Result<()> {
        self.reliability.backoff.reset();
        self.reliability.flight_start_seq = self.reliability.reassembly.next_seq();
        self.reliability.sent_last_flight = !answered;
        self.reliability.answered_repetitions = 0;
        self.set_timer();
        self.transmit()?;
        self.set_timer();
        Ok(())
    }

    fn flight_received(&mut self) {
        self.reliability.flight.clear();
        if !self.reliability.flight_before.is_empty() {
            self.reliability.flight_before.clear();
            self.records.retire_old_write_epochs();
        }
        self.cancel_timer();
    }

    fn send_alert(&mut self, level: AlertLevel, description: AlertDescription) -> Result<()> {
        let mut datagram = Vec::new();
        let epoch = self.records.write_epoch();
        self.records.seal(epoch, ContentType::ALERT, &[&[level.0, description.0]], &mut datagram)?;
        debug_line!(self.log, Info, "send alert {level:?} {description:?}");
        self.outbox.push_back(Emit::Datagram(datagram));
        Ok(())
    }

    fn peer_checked(&mut self, flags: u32) {
        *self.verify_result = flags;
    }

    fn agreed(&mut self, agreement: Agreement) {
        *self.agreement = agreement.into();
    }

    fn export_keys(&mut self, keys: ExportedKeys, phase: Phase) {
        self.outbox.push_back(Emit::Keys(Box::new(keys), phase));
    }

    fn log(&mut self) -> &mut Log {
        self.log
    }
}
