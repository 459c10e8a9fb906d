//! A connection as bytes, in a format of our own, to be gone on with elsewhere.
//!
//! ```text
//! header (session::write_header)     flags u8            session vec24
//! client random 32   server random 32   both verify_data 24, if the peer knows RFC 5746
//! session::Agreement    record::LayerState    mtu u16    bad records u32
//! the last flight vec24, empty if nobody can ask for it
//! the first 16 bytes of the SHA-256 of all this
//! ```
//!
//! Numbers are big-endian, so that what one machine saved loads on any other. The bytes hold the master secret: whoever
//! keeps them has to keep them secret and unchanged, and must load them at most once, for a nonce that comes twice gives
//! the plaintext and the key of the authentication away. The hash is there for accidents, not for enemies.

use super::Connection;
use super::connection::{Inbound, Reliability};
use super::outbox::Outbox;
use crate::codec::{Reader, Writer};
use crate::crypto::{HashAlgorithm, digest};
use crate::error::{Error, Result};
use crate::flight::{OutgoingFlight, Reassembly};
use crate::handshake::{Established, Phase};
use crate::keys::VERIFY_DATA_LEN;
use crate::record::{LayerState, Protection, RecordLayer};
use crate::session::{Agreement, LoadError, SavedKind, Session, read_header, write_header};
use zeroize::Zeroizing;

const FLAG_PACKING: u8 = 1;
const FLAG_SECURE_RENEGOTIATION: u8 = 2;
const FLAGS: u8 = FLAG_PACKING | FLAG_SECURE_RENEGOTIATION;

const CHECKSUM_LEN: usize = 16;

impl Connection {
    /// The connection as bytes, with which [`Connection::load`] goes on. This one must not be used any more after that:
    /// [`Connection::reset`] it.
    ///
    /// Fails with [`Error::BadInput`] unless the handshake is over with an AEAD suite, renegotiation is off, the connection
    /// has not ended, and nothing waits to be read, sent or answered. Our last flight waits until the peer's first data shows that it
    /// arrived; [`Config::save_last_flight`](crate::config::Config::save_last_flight) saves it, too.
    pub fn save(&self) -> Result<Zeroizing<Vec<u8>>> {
        let established = self.established.as_deref().ok_or(Error::BadInput("the handshake is not over"))?;
        if self.failed.is_some() {
            return Err(Error::BadInput("the connection has ended"));
        }
        if self.negotiation.is_some() || self.config.renegotiation.enabled {
            return Err(Error::BadInput("connections that may be renegotiated are not saved"));
        }
        if established.session.suite.aead().is_none() {
            return Err(Error::BadInput("connections with CBC suites are not saved"));
        }
        if !self.inbound.is_drained() || !self.outbox.is_empty() || self.reconnect.is_some() {
            return Err(Error::BadInput("something waits to be read or sent"));
        }
        if self.reliability.is_some() && !self.config.save_last_flight {
            return Err(Error::BadInput("the peer may still ask for our last flight"));
        }
        let layer = self.records.state().ok_or(Error::BadInput("the last flight has keys of its own"))?;
        Ok(self.encode(established, &layer))
    }

    fn encode(&self, established: &Established, layer: &LayerState) -> Zeroizing<Vec<u8>> {
        let session = established.session.save();
        let mut flight = Writer::new();
        if let Some(reliability) = &self.reliability {
            reliability.encode(&mut flight);
        }
        let flight = Zeroizing::new(flight.into_vec());
        // Room for all, so that no copy of the secret is left behind by growing.
        let mut writer = Writer::with_capacity(1024 + session.len() + flight.len());
        write_header(&mut writer, SavedKind::Connection);
        let flag = |flag: u8, set: bool| if set { flag } else { 0 };
        writer.u8(flag(FLAG_PACKING, self.limits.packing)
            | flag(FLAG_SECURE_RENEGOTIATION, established.secure_renegotiation.is_some()));
        writer.vec24(|w| w.bytes(&session));
        writer.bytes(&established.client_random);
        writer.bytes(&established.server_random);
        for verify_data in established.secure_renegotiation.iter().flatten() {
            writer.bytes(verify_data);
        }
        self.agreement.encode(&mut writer);
        layer.encode(&mut writer);
        // It was set as 16 bits.
        writer.u16(u16::try_from(self.limits.mtu).unwrap_or(u16::MAX));
        writer.u32(self.bad_macs);
        writer.vec24(|w| w.bytes(&flight));
        let mut bytes = Zeroizing::new(writer.into_vec());
        let checksum = checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Goes on with a connection that [`Connection::save`] made bytes of. Settings of this one stay, but for the MTU and
    /// the packing of datagrams.
    ///
    /// Fails unless this connection's handshake has not begun, and its configuration is for the same role and names the
    /// application protocol that was agreed on; after a failure [`Connection::reset`] is due.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let fresh = self.phase() == Phase::HelloRequest && self.established.is_none();
        if !fresh || self.failed.is_some() {
            return Err(LoadError::Malformed);
        }
        // Another version's bytes are told as such, whatever stands behind the header.
        read_header(&mut Reader::new(bytes), SavedKind::Connection)?;
        let (body, end) = bytes.split_last_chunk::<CHECKSUM_LEN>().ok_or(LoadError::Malformed)?;
        if checksum(body) != *end {
            return Err(LoadError::Malformed);
        }
        let mut reader = Reader::new(body);
        read_header(&mut reader, SavedKind::Connection)?;
        let flags = reader.u8()?;
        let session = Session::load(reader.vec24()?)?;
        if flags & !FLAGS != 0 || session.role != self.config.role || session.suite.aead().is_none() {
            return Err(LoadError::Malformed);
        }
        let client_random = reader.array()?;
        let server_random = reader.array()?;
        let secure_renegotiation = match flags & FLAG_SECURE_RENEGOTIATION {
            0 => None,
            _ => Some([reader.array::<VERIFY_DATA_LEN>()?, reader.array::<VERIFY_DATA_LEN>()?]),
        };
        let agreement = Agreement::decode(&mut reader)?;
        // As in the original: a program that does not speak it cannot go on.
        if let Some(protocol) = &agreement.protocol
            && !self.config.protocols.iter().flatten().any(|own| own == protocol)
        {
            return Err(LoadError::Malformed);
        }
        let layer = LayerState::decode(&mut reader)?;
        let mtu = reader.u16()?;
        let bad_macs = reader.u32()?;
        let flight = reader.vec24()?;
        reader.finish()?;
        if !layer.is_protected() {
            return Err(LoadError::Malformed);
        }
        let reliability = match flight {
            [] => None,
            flight => Some(Reliability::decode(&self.config, flight)?),
        };

        let keys = session.master_secret.connection_keys(
            session.suite,
            session.encrypt_then_mac,
            &client_random,
            &server_random,
        );
        let (write, read) = keys.for_role(session.role);
        let write = Protection::writing(session.suite, &write).map_err(|_| LoadError::Malformed)?;
        let read = Protection::reading(session.suite, &read).map_err(|_| LoadError::Malformed)?;
        self.records = RecordLayer::restore(self.config.anti_replay, &layer, read, write);
        self.limits.mtu = mtu.into();
        self.limits.packing = flags & FLAG_PACKING != 0;
        self.bad_macs = bad_macs;
        self.verify_result = session.verify_result;
        self.agreement = agreement.into();
        self.inbound = Inbound::default();
        self.outbox = Outbox::default();
        self.negotiation = None;
        self.reliability = reliability.map(Box::new);
        self.establish(Box::new(Established { session, client_random, server_random, secure_renegotiation }));
        Ok(())
    }

    /// The largest datagram in bytes and whether handshake records may share one, as set or loaded.
    pub fn datagram_limits(&self) -> (u16, bool) {
        (u16::try_from(self.limits.mtu).unwrap_or(u16::MAX), self.limits.packing)
    }
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    let hash = digest(HashAlgorithm::Sha256, &[bytes]);
    let mut checksum = [0; CHECKSUM_LEN];
    checksum.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
    checksum
}

impl Reliability {
    /// What is needed to send our last flight again.
    fn encode(&self, writer: &mut Writer) {
        writer.u16(self.reassembly.next_seq());
        writer.u16(self.flight_start_seq);
        self.flight.encode(writer);
    }

    fn decode(config: &crate::config::Config, bytes: &[u8]) -> Result<Self, LoadError> {
        let mut reader = Reader::new(bytes);
        let next_seq = reader.u16()?;
        let flight_start_seq = reader.u16()?;
        let flight = OutgoingFlight::decode(&mut reader)?;
        reader.finish()?;
        Ok(Self {
            reassembly: Reassembly::awaiting(next_seq),
            flight_start_seq,
            flight,
            sent_last_flight: true,
            ..Self::new(config)
        })
    }
}
