use super::Connection;
use super::connection::Inbound;
use crate::codec::{AlertDescription, AlertLevel, ContentType, HandshakeType, Reader};
use crate::config::UnexpectedCid;
use crate::debug_line;
use crate::error::{Error, Result};
use crate::flight::{Fragment, Insert, MAX_AHEAD};
use crate::handshake::{Failure, Incoming, Message, Phase, Wants};
use crate::keys::Role;
use crate::record::{Discard, Opened, Record, RecordHeader};
use zeroize::Zeroize;

/// Most bytes of next-epoch records that are kept until their keys are there.
const MAX_EARLY_BYTES: usize = 2048;

/// How many records without data may come in a row: each one more counts as a record that failed authentication.
const MAX_EMPTY_RECORDS: u8 = 3;

/// How often a flight is sent again because the peer repeats its own, until our own timer runs out. A peer whose timer
/// doubles repeats itself six times by default; whoever sends more, or forges them, gets no further answers.
pub(super) const MAX_ANSWERED_REPETITIONS: u8 = 16;

/// What a record led to.
pub(super) enum Handled {
    /// Nothing that the caller waits for.
    Nothing,
    /// Application data, now in [`Inbound::plaintext`].
    Data,
    /// A handshake message that has no place after the handshake.
    Passed,
    /// The peer began a renegotiation, or asked us to, and it is under way.
    Renegotiation,
    /// A warning.
    Warning(AlertDescription),
}

/// What the handshake is to look at next.
pub(super) enum Next {
    /// This is for its state.
    Incoming(Incoming),
    /// A record that is not for it came before the server's answer in a renegotiation.
    Other,
    /// Nothing: more has to come in.
    Nothing,
}

impl Connection {
    /// Takes a datagram in; what is left of the one before is dropped. [`Connection::step`] or [`Connection::read`]
    /// then looks at it.
    pub fn handle_datagram(&mut self, datagram: &[u8]) {
        self.handle_datagram_owned(datagram.to_vec());
    }

    /// As [`Connection::handle_datagram`], without a copy. [`Connection::reclaim_buffer`] gives the memory back.
    pub fn handle_datagram_owned(&mut self, datagram: Vec<u8>) {
        debug_line!(&mut self.log, Verbose, "datagram of {} bytes", datagram.len());
        self.inbound = Inbound::new(datagram);
    }

    /// True if a datagram can be taken in without dropping anything.
    pub fn wants_datagram(&self) -> bool {
        self.inbound.is_drained()
    }

    /// The memory of the last datagram, once it has been used up.
    pub fn reclaim_buffer(&mut self) -> Option<Vec<u8>> {
        (self.inbound.is_drained() && self.inbound.datagram.capacity() > 0).then(|| self.inbound.release())
    }

    /// What the handshake state is to be given next.
    pub(super) fn next_incoming(&mut self, wants: Wants) -> Result<Next, Failure> {
        loop {
            if let Some(incoming) = self.take_ready(wants) {
                return Ok(Next::Incoming(incoming));
            }
            if self.next_early_record()? {
                continue;
            }
            match self.next_handshake_record()? {
                None => return Ok(Next::Nothing),
                Some(Handled::Data | Handled::Warning(_)) if self.awaits_renegotiation() => {
                    return Ok(Next::Other);
                }
                Some(_) => {}
            }
        }
    }

    fn take_ready(&mut self, wants: Wants) -> Option<Incoming> {
        if let Some(passed) = self.negotiation.as_mut()?.passed.take() {
            return Some(passed);
        }
        let reliability = self.reliability.as_mut()?;
        if let Some(message) = reliability.reassembly.pop() {
            if reliability.reassembly.is_listening() {
                reliability.reassembly.stop_listening();
                reliability.flight.adopt_seq(message.seq);
                let sequence = u64::from_be_bytes(self.visible.counter);
                self.records.adopt_sequence(sequence);
            }
            let (kind, seq) = (message.kind, message.seq);
            debug_line!(&mut self.log, Info, "received {kind:?} #{seq}, {} bytes", message.body.len());
            return Some(Incoming::Message(Message { kind, seq, body: message.body }));
        }
        if wants == Wants::ChangeCipherSpec && core::mem::take(&mut reliability.seen_change_cipher_spec) {
            debug_line!(&mut self.log, Info, "received ChangeCipherSpec");
            return Some(Incoming::ChangeCipherSpec);
        }
        None
    }

    /// Looks at the next record that waited for its keys, if they are there.
    fn next_early_record(&mut self) -> Result<bool, Failure> {
        let epoch = self.records.read_epoch();
        let Some(reliability) = self.reliability.as_mut().filter(|r| r.has_keyed_early(epoch)) else {
            return Ok(false);
        };
        let Some(mut record) = reliability.early.pop_front() else { return Ok(false) };
        match self.records.open(&mut record, 0).0 {
            Opened::Record(opened) => {
                self.handle_record(&opened, &record)?;
            }
            // It was kept unseen: that it does not authenticate says nothing about the peer.
            other => debug_line!(&mut self.log, Info, "kept record dropped: {other:?}"),
        }
        Ok(true)
    }

    /// Looks at the next record of the datagram while the handshake runs; `None` if there is none.
    fn next_handshake_record(&mut self) -> Result<Option<Handled>, Failure> {
        if self.is_listening() {
            // Records of anyone come in: the numbers of one say nothing about those of another.
            self.records.forget_received();
        }
        let Some((opened, mut datagram)) = self.open_next() else { return Ok(None) };
        let result = match opened {
            Opened::Record(record) => {
                let handled = self.handle_record(&record, &datagram);
                if !matches!(handled, Ok(Handled::Data)) {
                    // What is of use was copied; data that came too early is of no use to anyone.
                    datagram.get_mut(record.payload).unwrap_or_default().zeroize();
                }
                handled
            }
            Opened::Early(range) => {
                self.keep_early(datagram.get(range).unwrap_or_default());
                Ok(Handled::Nothing)
            }
            Opened::Unprotected(_) => {
                debug_line!(&mut self.log, Info, "unprotected record dropped");
                Ok(Handled::Nothing)
            }
            Opened::Discarded(discard) => self.discard_in_handshake(discard).map(|()| Handled::Nothing),
        };
        self.inbound.datagram = datagram;
        result.map(Some)
    }

    /// Opens the next record of the datagram, which the caller puts back.
    pub(super) fn open_next(&mut self) -> Option<(Opened, Vec<u8>)> {
        if self.inbound.next >= self.inbound.datagram.len() {
            return None;
        }
        let mut datagram = core::mem::take(&mut self.inbound.datagram);
        let (opened, next) = self.records.open(&mut datagram, self.inbound.next);
        self.inbound.next = next;
        Some((opened, datagram))
    }

    fn keep_early(&mut self, record: &[u8]) {
        let listening = self.is_listening();
        let Some(reliability) = &mut self.reliability else { return };
        if listening || !may_be_handshake(record) || record.len() > MAX_EARLY_BYTES {
            debug_line!(&mut self.log, Info, "record of the next epoch dropped");
            return;
        }
        reliability.early.push_back(record.to_vec());
        while reliability.early.iter().map(Vec::len).sum::<usize>() > MAX_EARLY_BYTES {
            reliability.early.pop_front();
        }
        debug_line!(&mut self.log, Info, "record of the next epoch kept until its keys are there");
    }

    fn discard_in_handshake(&mut self, discard: Discard) -> Result<(), Failure> {
        debug_line!(&mut self.log, Info, "record dropped: {discard:?}");
        match discard {
            Discard::Header(_) if self.is_listening() => Err(Failure::silent(Error::InvalidRecord)),
            // It is taken for the peer's Finished under other keys than ours, so that a wrong pre-shared key shows at
            // once. Whoever forges a record at this moment ends the handshake, as a forged alert would before it; a
            // connection that is there already does not end so easily.
            Discard::BadMac
                if matches!(self.phase(), Phase::ClientFinished | Phase::ServerFinished)
                    && self.established.is_none() =>
            {
                Err(Error::BadRecordMac.into())
            }
            Discard::BadMac => self.count_bad_mac(),
            Discard::ConnectionId => self.unexpected_connection_id(),
            Discard::InnerType => Err(Failure::silent(Error::InvalidRecord)),
            _ => Ok(()),
        }
    }

    fn is_listening(&self) -> bool {
        self.reliability.as_ref().is_some_and(|reliability| reliability.reassembly.is_listening())
    }

    /// Anyone can send one, so it never ends the connection; the application may want to hear of it.
    pub(super) fn unexpected_connection_id(&self) -> Result<(), Failure> {
        match self.config.unexpected_cid {
            UnexpectedCid::Ignore => Ok(()),
            UnexpectedCid::Fail => Err(Failure::silent(Error::UnexpectedConnectionId)),
        }
    }

    pub(super) fn count_bad_mac(&mut self) -> Result<(), Failure> {
        if self.config.bad_mac_limit == 0 {
            return Ok(());
        }
        self.bad_macs += 1;
        if self.bad_macs < self.config.bad_mac_limit {
            return Ok(());
        }
        Err(Error::BadRecordMac.into())
    }

    /// Acts on an authentic record of the current epoch.
    pub(super) fn handle_record(&mut self, record: &Record, datagram: &[u8]) -> Result<Handled, Failure> {
        let payload = datagram.get(record.payload.clone()).unwrap_or_default();
        if payload.is_empty() && record.header.epoch == 0 {
            return self.handle_empty_unprotected_record().map(|()| Handled::Nothing);
        }
        self.visible.counter = record.header.counter();
        self.visible.content_type = record.header.content_type.0;
        if payload.is_empty() {
            return self.handle_empty_record(&record.header).map(|()| Handled::Nothing);
        }
        self.empty_records = 0;
        match record.header.content_type {
            ContentType::HANDSHAKE => self.handle_handshake(payload),
            ContentType::CHANGE_CIPHER_SPEC => {
                self.handle_change_cipher_spec(payload).map(|()| Handled::Nothing)
            }
            ContentType::ALERT => self.handle_alert(payload),
            _ if self.is_established() || self.awaits_renegotiation() => {
                self.inbound.plaintext = record.payload.clone();
                Ok(Handled::Data)
            }
            _ => {
                debug_line!(&mut self.log, Info, "application data before the end of the handshake dropped");
                Ok(Handled::Nothing)
            }
        }
    }

    /// Anyone can send one. To a listener it is garbage, in a handshake noise.
    fn handle_empty_unprotected_record(&mut self) -> Result<(), Failure> {
        debug_line!(&mut self.log, Info, "empty record dropped");
        if self.is_listening() { Err(Failure::silent(Error::InvalidRecord)) } else { Ok(()) }
    }

    /// Only application data may be empty (RFC 5246 §6.2.1), and not too often.
    fn handle_empty_record(&mut self, header: &RecordHeader) -> Result<(), Failure> {
        if header.content_type != ContentType::APPLICATION_DATA {
            return Err(Failure::silent(Error::InvalidRecord));
        }
        self.empty_records = self.empty_records.saturating_add(1);
        if self.empty_records <= MAX_EMPTY_RECORDS {
            return Ok(());
        }
        self.count_bad_mac().map_err(|failure| Failure::silent(failure.error))
    }

    fn handle_handshake(&mut self, payload: &[u8]) -> Result<Handled, Failure> {
        let mut reader = Reader::new(payload);
        let mut handled = Handled::Nothing;
        while !reader.is_empty() {
            let first = reader.remaining() == payload.len();
            let fragment = match Fragment::decode(&mut reader) {
                Ok(fragment) => fragment,
                Err(_) if first => return Err(Failure::silent(Error::InvalidRecord)),
                Err(reason) => {
                    debug_line!(&mut self.log, Info, "rest of a handshake record dropped: {reason:?}");
                    break;
                }
            };
            if !self.is_established() {
                self.handle_fragment(&fragment)?;
                continue;
            }
            match self.handle_late_fragment(&fragment)? {
                Handled::Nothing => {}
                other => handled = other,
            }
        }
        Ok(handled)
    }

    fn handle_fragment(&mut self, fragment: &Fragment<'_>) -> Result<(), Failure> {
        if self.established.is_some() && !self.suits_renegotiation(fragment) {
            return self.answer_flight_before(fragment);
        }
        let Some(reliability) = &mut self.reliability else { return Ok(()) };
        match reliability.reassembly.insert(fragment) {
            Insert::Kept => Ok(()),
            Insert::Old => self.handle_repetition(fragment).map(drop),
            Insert::Dropped(why) => {
                debug_line!(&mut self.log, Info, "{:?} #{}: {why}", fragment.kind, fragment.seq);
                Ok(())
            }
        }
    }

    /// The peer repeats a message: if it is the last one of its flight, ours got lost (RFC 6347 §4.2.4).
    fn handle_repetition(&mut self, fragment: &Fragment<'_>) -> Result<bool, Failure> {
        let Some(reliability) = &mut self.reliability else { return Ok(false) };
        let last_of_flight = fragment.seq.checked_add(1) == Some(reliability.flight_start_seq);
        let last_fragment = fragment.offset + fragment.data.len() == fragment.total;
        if !last_of_flight
            || !last_fragment
            || fragment.kind == HandshakeType::HELLO_VERIFY_REQUEST
            || reliability.flight.is_empty()
            || reliability.answered_repetitions == MAX_ANSWERED_REPETITIONS
            || core::mem::replace(&mut self.inbound.answered, true)
        {
            return Ok(false);
        }
        reliability.answered_repetitions += 1;
        self.resend().map_err(Failure::silent)?;
        Ok(true)
    }

    /// A handshake message after the end of the handshake.
    fn handle_late_fragment(&mut self, fragment: &Fragment<'_>) -> Result<Handled, Failure> {
        let starts_renegotiation = match self.config.role {
            Role::Client => HandshakeType::HELLO_REQUEST,
            Role::Server => HandshakeType::CLIENT_HELLO,
        };
        if fragment.kind == starts_renegotiation {
            return self.handle_renegotiation(fragment);
        }
        if let Some(reliability) = &self.reliability
            && fragment.seq < reliability.reassembly.next_seq()
            && self.handle_repetition(fragment)?
        {
            return Ok(Handled::Nothing);
        }
        debug_line!(&mut self.log, Info, "{:?} after the handshake dropped", fragment.kind);
        Ok(Handled::Passed)
    }

    fn handle_change_cipher_spec(&mut self, payload: &[u8]) -> Result<(), Failure> {
        let epoch = self.records.read_epoch();
        let in_place = self.negotiation.as_ref().is_some_and(|negotiation| negotiation.first_epoch == epoch);
        let (true, Some(reliability)) = (in_place, &mut self.reliability) else {
            debug_line!(&mut self.log, Info, "ChangeCipherSpec out of place dropped");
            return Ok(());
        };
        if payload != [1] {
            return Err(Failure::silent(Error::InvalidRecord));
        }
        reliability.seen_change_cipher_spec = true;
        Ok(())
    }

    fn handle_alert(&mut self, payload: &[u8]) -> Result<Handled, Failure> {
        let &[level, description] = payload else { return Err(Failure::silent(Error::InvalidRecord)) };
        self.visible.alert = [level, description];
        let (level, description) = (AlertLevel(level), AlertDescription(description));
        debug_line!(&mut self.log, Info, "received alert {level:?} {description:?}");
        if level == AlertLevel::FATAL {
            return Err(Failure::silent(Error::Alert(description)));
        }
        if level == AlertLevel::WARNING && description == AlertDescription::CLOSE_NOTIFY {
            return Err(Failure::silent(Error::CloseNotify));
        }
        Ok(Handled::Warning(description))
    }
}

/// Beside a connection id the type of the content is not to be seen.
fn may_be_handshake(record: &[u8]) -> bool {
    matches!(record, [kind, ..] if matches!(ContentType(*kind), ContentType::HANDSHAKE | ContentType::TLS12_CID))
}

const _: () = assert!(MAX_AHEAD as usize >= 4, "a flight's Finished must fit behind what is due");
