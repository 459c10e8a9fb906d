use super::epoch::{ReadEpoch, WriteEpoch};
use super::inner;
use super::replay::ReplayWindow;
use super::{HEADER_LEN, MAX_PLAINTEXT_LEN, Protection, RecordHeader};
use crate::codec::{ConnectionId, ContentType, ProtocolVersion};
use crate::error::{Error, Result};
use crate::rare::Rare;
use core::ops::Range;

/// Why a record, or the rest of its datagram, was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discard {
    /// This is not a DTLS record, so the rest of the datagram is nothing either.
    Header(&'static str),
    /// The epoch is neither the current one nor the next.
    Epoch,
    /// It was received before, or is too old to tell.
    Replayed,
    /// It has another connection id than the one that was agreed on, or one where none was, or the other way round.
    ConnectionId,
    /// It does not authenticate.
    BadMac,
    /// It holds more plaintext than a record may.
    TooLong,
    /// It authenticates, but the content type inside is none that a record may have (RFC 9146 §4).
    InnerType,
}

/// A record that passed every check of its epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its header; beside a connection id, the content type is the one inside.
    pub header: RecordHeader,
    /// Where in the datagram the plaintext is.
    pub payload: Range<usize>,
}

/// What a look at the next record of a datagram came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A record of the current epoch.
    Record(Record),
    /// A record of the next epoch, whose keys are not there yet: this is the whole record.
    Early(Range<usize>),
    /// A plaintext record of epoch 0 after keys have been set. Nothing vouches for it.
    Unprotected(Record),
    /// Nothing to go on with.
    Discarded(Discard),
}

/// The epochs of both directions.
#[derive(Debug)]
pub struct RecordLayer {
    pub(super) read: ReadEpoch,
    pub(super) write: WriteEpoch,
    /// Those that records of our last flight were written in, oldest first, while it may have to be sent again.
    pub(super) earlier: Rare<Vec<WriteEpoch>>,
    anti_replay: bool,
    /// How long the connection ids of received records are.
    cid_len: u8,
    /// The connection ids of the epochs to come: of what is read, and of what is written.
    next_cids: Rare<[ConnectionId; 2]>,
}

impl RecordLayer {
    /// Both directions in epoch 0, without protection.
    pub fn new(anti_replay: bool) -> Self {
        Self {
            read: ReadEpoch::unprotected(),
            write: WriteEpoch::unprotected(0),
            earlier: Rare::usual(),
            anti_replay,
            cid_len: 0,
            next_cids: Rare::usual(),
        }
    }

    /// Reads connection ids of this length, where a record says that it has one. Without this, records with one are
    /// none.
    pub fn with_cid_len(mut self, cid_len: u8) -> Self {
        self.cid_len = cid_len;
        self
    }

    /// What has been agreed on (RFC 9146 §3): the connection ids of the epochs that begin from now on, ours, which
    /// received records carry, and the peer's. Empty is none.
    pub fn set_connection_ids(&mut self, own: ConnectionId, peer: ConnectionId) {
        self.next_cids = [own, peer].into();
    }

    /// The connection ids in force: ours, which received records carry, and the peer's.
    pub fn connection_ids(&self) -> (ConnectionId, ConnectionId) {
        (*self.read.cid, *self.write.cid)
    }

    /// Opens the record at `start` of a datagram in place, and tells where the next one begins.
    pub fn open(&mut self, datagram: &mut [u8], start: usize) -> (Opened, usize) {
        let end_of_datagram = datagram.len();
        let header = match self.header(datagram.get(start..).unwrap_or_default()) {
            Ok(header) => header,
            Err(discard) => return (Opened::Discarded(discard), end_of_datagram),
        };
        let body_start = start + header.encoded_len();
        let end = body_start + header.length;

        let current = self.read_epoch();
        let opened = if header.epoch == current {
            let body = datagram.get_mut(body_start..end).unwrap_or_default();
            match self.open_current(&header, body) {
                Ok((content_type, plaintext)) => Opened::Record(Record {
                    header: RecordHeader { content_type, ..header },
                    payload: body_start + plaintext.start..body_start + plaintext.end,
                }),
                Err(discard) => Opened::Discarded(discard),
            }
        } else if Some(header.epoch) == current.checked_add(1) {
            Opened::Early(start..end)
        } else if header.epoch == 0 && header.cid.is_empty() && header.length <= MAX_PLAINTEXT_LEN {
            Opened::Unprotected(Record { header, payload: body_start..end })
        } else {
            Opened::Discarded(Discard::Epoch)
        };
        (opened, end)
    }

    /// Tells whether the record at the start of `record` would be opened, and changes nothing but its bytes.
    pub fn check(&self, record: &mut [u8]) -> Result<(), Discard> {
        let header = self.header(record)?;
        let body_start = header.encoded_len();
        let body = record.get_mut(body_start..body_start + header.length).unwrap_or_default();
        if header.epoch != self.read.number {
            return Err(Discard::Epoch);
        }
        self.read.open(&header, body, self.anti_replay).map(drop)
    }

    /// Nothing is agreed on before keys are: a connection id has no place in a record without protection.
    fn header(&self, record: &[u8]) -> Result<RecordHeader, Discard> {
        let header = RecordHeader::decode(record, self.cid_len)?;
        if self.read_epoch() == 0 && header.epoch == 0 && !header.cid.is_empty() {
            return Err(Discard::Header("connection id without protection"));
        }
        Ok(header)
    }

    fn open_current(
        &mut self,
        header: &RecordHeader,
        body: &mut [u8],
    ) -> Result<(ContentType, Range<usize>), Discard> {
        let opened = self.read.open(header, body, self.anti_replay)?;
        self.read.window.update(header.sequence);
        Ok(opened)
    }

    /// Forgets which records were received in the current epoch, if it is not protected.
    pub fn forget_received(&mut self) {
        if self.read.number == 0 {
            self.read.window = ReplayWindow::default();
        }
    }

    /// Appends a record of the given epoch to `datagram`, its plaintext put together from `parts`.
    pub fn seal(
        &mut self,
        epoch: u16,
        content_type: ContentType,
        parts: &[&[u8]],
        datagram: &mut Vec<u8>,
    ) -> Result<()> {
        let epoch = self.write_mut(epoch)?;
        let mut header = RecordHeader {
            content_type,
            version: ProtocolVersion::DTLS1_2,
            epoch: epoch.number,
            sequence: epoch.take_sequence()?,
            cid: *epoch.cid,
            length: 0,
        };
        let start = datagram.len();
        let body = start + header.encoded_len();
        let plaintext_len: usize = parts.iter().map(|part| part.len()).sum();
        datagram.reserve(epoch.expansion() + plaintext_len);
        datagram.resize(body + epoch.protection.explicit_nonce_len(), 0);
        let plaintext = datagram.len();
        for part in parts {
            datagram.extend_from_slice(part);
        }
        if !epoch.cid.is_empty() {
            inner::wrap(content_type, datagram, plaintext);
        }
        epoch.protection.seal(&header, datagram, body)?;
        header.length = datagram.len() - body;
        if let Some(field) = datagram.get_mut(start..body) {
            field.copy_from_slice(&header.encode());
        }
        Ok(())
    }

    /// Protects what is written from now on, in a new epoch. The old one stays for retransmissions.
    pub fn install_write(&mut self, protection: Protection) -> Result<()> {
        let number = self.write_epoch().checked_add(1).ok_or(Error::CounterWrapping)?;
        let [_, cid] = *self.next_cids;
        let next = WriteEpoch { number, protection, next_sequence: 0, cid: cid.into() };
        self.earlier.push(core::mem::replace(&mut self.write, next));
        Ok(())
    }

    /// Expects protection from now on, in a new epoch. The old one is gone at once.
    pub fn install_read(&mut self, protection: Protection) -> Result<()> {
        let number = self.read_epoch().checked_add(1).ok_or(Error::CounterWrapping)?;
        let [cid, _] = *self.next_cids;
        if !cid.is_empty() {
            self.cid_len = cid.len() as u8;
        }
        self.read = ReadEpoch { number, protection, window: ReplayWindow::default(), cid: cid.into() };
        Ok(())
    }

    /// Drops the epochs that only a retransmission of the last flight could need.
    pub fn retire_old_write_epochs(&mut self) {
        self.earlier = Rare::usual();
    }

    /// The epoch that records are read in.
    pub fn read_epoch(&self) -> u16 {
        self.read.number
    }

    /// The epoch that records are written in.
    pub fn write_epoch(&self) -> u16 {
        self.write.number
    }

    /// The sequence number of the next record written in the current epoch.
    pub fn next_write_sequence(&self) -> u64 {
        self.write.next_sequence
    }

    /// Continues with the sequence number of the client, as a server does that keeps no state (RFC 6347 §4.2.1).
    ///
    /// Only epoch 0 can be set: a protected record's number is never chosen by a peer.
    pub fn adopt_sequence(&mut self, sequence: u64) {
        if self.write.number == 0 {
            self.write.next_sequence = sequence;
        }
    }

    /// Goes on with this number, for tests that use up an epoch.
    #[cfg(test)]
    pub(crate) fn skip_to_sequence(&mut self, sequence: u64) {
        self.write.next_sequence = sequence;
    }

    /// Goes on with this epoch, for tests that use up all of them.
    #[cfg(test)]
    pub(crate) fn skip_to_epoch(&mut self, number: u16) {
        self.read.number = number;
        self.write.number = number;
    }

    /// How many bytes longer than its plaintext a record of the given epoch is at most, header included. Only the
    /// padding beside a connection id makes some shorter.
    pub fn expansion(&self, epoch: u16) -> usize {
        let mut epochs = self.earlier.iter().chain([&self.write]);
        epochs.find(|e| e.number == epoch).map_or(HEADER_LEN, WriteEpoch::expansion)
    }

    fn write_mut(&mut self, epoch: u16) -> Result<&mut WriteEpoch> {
        let earlier = self.earlier.get_mut().into_iter().flatten();
        let mut epochs = [&mut self.write].into_iter().chain(earlier);
        epochs.find(|e| e.number == epoch).ok_or(Error::Internal("write epoch is gone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{SuiteInfo, suite};
    use crate::keys::DirectionKeys;

    fn protected_pair(suite: &SuiteInfo, encrypt_then_mac: bool) -> (RecordLayer, RecordLayer) {
        let keys = DirectionKeys::known(suite, encrypt_then_mac);
        let mut sender = RecordLayer::new(true);
        let mut receiver = RecordLayer::new(true);
        sender.install_write(Protection::writing(suite, &keys).expect("protection")).expect("epoch");
        receiver.install_read(Protection::reading(suite, &keys).expect("protection")).expect("epoch");
        (sender, receiver)
    }

    /// Every suite, those with CBC in both forms.
    fn forms() -> impl Iterator<Item = (&'static SuiteInfo, bool)> {
        let with = suite::ALL.iter().filter(|suite| suite.cbc().is_some()).map(|suite| (suite, true));
        suite::ALL.iter().map(|suite| (suite, false)).chain(with)
    }

    fn sealed(layer: &mut RecordLayer, data: &[u8]) -> Vec<u8> {
        let mut datagram = Vec::new();
        let epoch = layer.write_epoch();
        layer.seal(epoch, ContentType::APPLICATION_DATA, &[data], &mut datagram).expect("seal");
        datagram
    }

    #[test]
    fn every_suite_round_trips_and_expands_as_announced() {
        for (suite, encrypt_then_mac) in forms() {
            let (mut sender, mut receiver) = protected_pair(suite, encrypt_then_mac);
            for length in [0, 1, 64, 1200, MAX_PLAINTEXT_LEN] {
                let data = vec![0x5a; length];
                let mut datagram = sealed(&mut sender, &data);
                let most = length + sender.expansion(1);
                let padding = if suite.cbc().is_some() { 15 } else { 0 };
                assert!((most - padding..=most).contains(&datagram.len()), "{}", suite.name);
                let (opened, end) = receiver.open(&mut datagram, 0);
                assert_eq!(end, datagram.len());
                let Opened::Record(record) = opened else { panic!("{}: {opened:?}", suite.name) };
                assert_eq!(datagram.get(record.payload), Some(&data[..]));
            }
        }
    }

    #[test]
    fn more_plaintext_than_a_record_may_hold_is_too_long() {
        for (suite, encrypt_then_mac) in forms() {
            let (mut sender, mut receiver) = protected_pair(suite, encrypt_then_mac);
            for (length, sound) in [(MAX_PLAINTEXT_LEN, true), (MAX_PLAINTEXT_LEN + 1, false)] {
                let mut datagram = sealed(&mut sender, &vec![1; length]);
                let (opened, _) = receiver.open(&mut datagram, 0);
                assert_eq!(matches!(opened, Opened::Record(_)), sound, "{}", suite.name);
                assert_eq!(opened == Opened::Discarded(Discard::TooLong), !sound, "{}", suite.name);
            }
        }
    }

    #[test]
    fn a_flipped_bit_is_discarded_and_moves_no_window() {
        for (suite, encrypt_then_mac) in forms() {
            let (mut sender, mut receiver) = protected_pair(suite, encrypt_then_mac);
            let datagram = sealed(&mut sender, b"hello");
            // Behind the epoch and the sequence number: those bits decide which checks come first.
            for bit in HEADER_LEN * 8..datagram.len() * 8 {
                let mut flipped = datagram.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                let (opened, _) = receiver.open(&mut flipped, 0);
                assert_eq!(opened, Opened::Discarded(Discard::BadMac), "{} bit {bit}", suite.name);
            }
            let mut forged = datagram.clone();
            forged[5] = 0xff;
            assert_eq!(receiver.open(&mut forged, 0).0, Opened::Discarded(Discard::BadMac));
            assert!(matches!(receiver.open(&mut datagram.clone(), 0).0, Opened::Record(_)), "{}", suite.name);
            assert_eq!(receiver.open(&mut datagram.clone(), 0).0, Opened::Discarded(Discard::Replayed));
        }
    }

    #[test]
    fn without_anti_replay_a_copy_passes() {
        let suite = &suite::ALL[0];
        let (mut sender, mut receiver) = protected_pair(suite, false);
        receiver.anti_replay = false;
        let datagram = sealed(&mut sender, b"twice");
        for _ in 0..2 {
            assert!(matches!(receiver.open(&mut datagram.clone(), 0).0, Opened::Record(_)));
        }
    }

    #[test]
    fn epochs_are_told_apart() {
        let suite = &suite::ALL[0];
        let mut early = RecordLayer::new(true);
        let (mut sender, mut receiver) = protected_pair(suite, false);
        let mut datagram = sealed(&mut sender, b"x");
        let whole = 0..datagram.len();
        assert_eq!(early.open(&mut datagram, 0).0, Opened::Early(whole));

        let mut plain = RecordLayer::new(true);
        let mut datagram = sealed(&mut plain, b"y");
        assert!(matches!(receiver.open(&mut datagram, 0).0, Opened::Unprotected(_)));

        datagram[4] = 7;
        assert_eq!(receiver.open(&mut datagram, 0).0, Opened::Discarded(Discard::Epoch));
    }

    #[test]
    fn several_records_stand_in_one_datagram() {
        let mut layer = RecordLayer::new(true);
        let mut datagram = sealed(&mut layer, b"one");
        layer.seal(0, ContentType::ALERT, &[b"t", b"wo"], &mut datagram).expect("seal");
        datagram.push(0xff);
        let mut receiver = RecordLayer::new(true);
        let (first, next) = receiver.open(&mut datagram, 0);
        let Opened::Record(first) = first else { panic!("{first:?}") };
        assert_eq!(datagram.get(first.payload), Some(&b"one"[..]));
        let (second, next) = receiver.open(&mut datagram, next);
        let Opened::Record(second) = second else { panic!("{second:?}") };
        assert_eq!((second.header.sequence, datagram.get(second.payload)), (1, Some(&b"two"[..])));
        let (third, next) = receiver.open(&mut datagram, next);
        assert!(matches!(third, Opened::Discarded(Discard::Header(_))));
        assert_eq!(next, datagram.len());
    }

    #[test]
    fn only_epoch_0_adopts_a_sequence_number() {
        let mut layer = RecordLayer::new(true);
        layer.adopt_sequence(77);
        assert_eq!(layer.next_write_sequence(), 77);
        let (mut sender, _) = protected_pair(&suite::ALL[0], false);
        sender.adopt_sequence(77);
        assert_eq!(sender.next_write_sequence(), 0);
    }
}
