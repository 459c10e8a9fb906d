//! Sessions as bytes, in a format of our own.
//!
//! ```text
//! magic "DTLS"  format u8  kind u8                      header, common to everything that is saved
//! version u16   suite u16  flags u8   max_fragment_length u8
//! verify_result u32        start u64  ticket_created u64
//! master secret 48 bytes   id vec8    leaf certificate vec24    ticket lifetime u32   ticket vec16
//! digest of the server's name 16 bytes, zeros for none
//! ```
//!
//! Numbers are big-endian, so that what one machine saved loads on any other. The bytes hold the master secret: whoever
//! keeps them has to keep them secret and unchanged.

use super::{ServerNameDigest, Session, Ticket};
use crate::codec::{ProtocolVersion, Reader, Writer};
use crate::crypto::CipherSuite;
use crate::error::DecodeError;
use crate::keys::{MasterSecret, Role};
use crate::pki::Certificate;
use zeroize::Zeroizing;

const MAGIC: [u8; 4] = *b"DTLS";

/// Raised with each change of a format: bytes of another format are refused as a whole.
const FORMAT: u8 = 4;

/// Longest session id (RFC 5246 §7.4.1.2).
const MAX_ID: usize = 32;

const FLAG_SERVER: u8 = 1;
const FLAG_EXTENDED_MASTER_SECRET: u8 = 2;
const FLAG_ENCRYPT_THEN_MAC: u8 = 4;
const FLAGS: u8 = FLAG_SERVER | FLAG_EXTENDED_MASTER_SECRET | FLAG_ENCRYPT_THEN_MAC;

/// What was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SavedKind {
    /// A [`Session`].
    Session = b'S',
    /// A whole connection.
    Connection = b'C',
}

/// Why saved bytes cannot be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// Another library, format or kind of thing was saved.
    OtherFormat,
    /// They are damaged, or name what is not offered.
    Malformed,
}

impl From<DecodeError> for LoadError {
    fn from(_: DecodeError) -> Self {
        Self::Malformed
    }
}

/// Writes what everything that is saved begins with.
pub fn write_header(writer: &mut Writer, kind: SavedKind) {
    writer.bytes(&MAGIC);
    writer.u8(FORMAT);
    writer.u8(kind as u8);
}

/// Reads the header, which must be of this kind.
pub fn read_header(reader: &mut Reader<'_>, kind: SavedKind) -> Result<(), LoadError> {
    let header: [u8; 6] = reader.array()?;
    let [a, b, c, d, format, found] = header;
    if [a, b, c, d] == MAGIC && format == FORMAT && found == kind as u8 {
        Ok(())
    } else {
        Err(LoadError::OtherFormat)
    }
}

impl Session {
    /// The session as bytes. They hold the master secret.
    pub fn save(&self) -> Zeroizing<Vec<u8>> {
        let certificate = self.peer_certificate().map(Certificate::der).unwrap_or_default();
        let ticket = self.ticket.as_ref().map(Ticket::as_bytes).unwrap_or_default();
        // Room for all, so that no copy of the secret is left behind by growing.
        let capacity = 128 + self.id.len() + certificate.len() + ticket.len();
        let mut writer = Writer::with_capacity(capacity);
        write_header(&mut writer, SavedKind::Session);
        writer.u16(self.version.0);
        writer.u16(self.suite.id.0);
        let flag = |flag: u8, set: bool| if set { flag } else { 0 };
        writer.u8(flag(FLAG_SERVER, self.role == Role::Server)
            | flag(FLAG_EXTENDED_MASTER_SECRET, self.extended_master_secret)
            | flag(FLAG_ENCRYPT_THEN_MAC, self.encrypt_then_mac));
        writer.u8(self.max_fragment_length);
        writer.u32(self.verify_result);
        writer.u64(self.start);
        writer.u64(self.ticket_created);
        writer.bytes(self.master_secret.as_bytes());
        writer.vec8(|w| w.bytes(&self.id));
        writer.vec24(|w| w.bytes(certificate));
        writer.u32(self.ticket.as_ref().map_or(0, |ticket| ticket.lifetime()));
        writer.vec16(|w| w.bytes(ticket));
        writer.bytes(&ServerNameDigest::to_bytes(self.server_name));
        Zeroizing::new(writer.into_vec())
    }

    /// A session from the bytes that [`Session::save`] made, all of them.
    pub fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        let mut reader = Reader::new(bytes);
        read_header(&mut reader, SavedKind::Session)?;
        let version = ProtocolVersion(reader.u16()?);
        if version != ProtocolVersion::DTLS1_2 {
            return Err(LoadError::Malformed);
        }
        let suite = CipherSuite(reader.u16()?).info().ok_or(LoadError::Malformed)?;
        let flags = reader.u8()?;
        let max_fragment_length = reader.u8()?;
        if flags & !FLAGS != 0 || max_fragment_length > 4 {
            return Err(LoadError::Malformed);
        }
        let verify_result = reader.u32()?;
        let start = reader.u64()?;
        let ticket_created = reader.u64()?;
        let master_secret = Zeroizing::new(reader.array()?);
        let id = reader.vec8()?;
        let certificate = reader.vec24()?;
        let lifetime = reader.u32()?;
        let ticket = reader.vec16()?;
        let server_name = ServerNameDigest::from_bytes(reader.array()?);
        reader.finish()?;
        // What was never saved like that: a ticket that is none has no lifetime.
        if id.len() > MAX_ID || (ticket.is_empty() && lifetime != 0) {
            return Err(LoadError::Malformed);
        }
        let peer_chain = match certificate {
            [] => None,
            der => Some([Certificate::parse(der).map_err(|_| LoadError::Malformed)?].into()),
        };
        Ok(Self {
            role: if flags & FLAG_SERVER == 0 { Role::Client } else { Role::Server },
            version,
            suite,
            master_secret: MasterSecret::restore(suite.hash, &master_secret),
            extended_master_secret: flags & FLAG_EXTENDED_MASTER_SECRET != 0,
            encrypt_then_mac: flags & FLAG_ENCRYPT_THEN_MAC != 0,
            max_fragment_length,
            id: id.to_vec(),
            peer_chain,
            verify_result,
            server_name,
            start,
            ticket: Ticket::new(ticket.to_vec(), lifetime),
            ticket_created,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::suite;

    fn leaf() -> Certificate {
        crate::pki::testing::certificate("client-p256")
    }

    fn session() -> Session {
        Session {
            role: Role::Client,
            version: ProtocolVersion::DTLS1_2,
            suite: &suite::ALL[2],
            master_secret: MasterSecret::restore(suite::ALL[2].hash, &[0x5a; 48]),
            extended_master_secret: true,
            encrypt_then_mac: false,
            max_fragment_length: 3,
            id: vec![9; MAX_ID],
            peer_chain: Some([leaf()].into()),
            verify_result: 8,
            server_name: Some(ServerNameDigest::of(b"server.example")),
            start: 1_700_000_000,
            ticket: Ticket::new(vec![1, 2, 3], 86_400),
            ticket_created: 1_700_000_000_123,
        }
    }

    #[test]
    fn round_trip() {
        let full = session();
        assert_eq!(Session::load(&full.save()), Ok(full.clone()));
        let bare = Session {
            role: Role::Server,
            extended_master_secret: false,
            encrypt_then_mac: true,
            max_fragment_length: 0,
            id: Vec::new(),
            peer_chain: None,
            verify_result: super::super::NOT_VERIFIED,
            server_name: None,
            ticket: None,
            ..full
        };
        assert_eq!(Session::load(&bare.save()), Ok(bare));
    }

    #[test]
    fn of_a_chain_the_leaf_alone_is_kept() {
        let two = Session { peer_chain: Some([leaf(), leaf()].into()), ..session() };
        assert_eq!(Session::load(&two.save()), Ok(session()));
    }

    #[test]
    fn saving_does_not_grow_its_buffer() {
        let saved = session().save();
        assert!(saved.capacity() >= saved.len());
        let certificate = leaf().der().len();
        assert!(saved.len() <= 128 + 32 + certificate + 3, "{}", saved.len());
    }

    #[test]
    fn other_formats_are_told_from_damage() {
        let saved = session().save();
        for at in 0..6 {
            let mut other = saved.to_vec();
            other[at] ^= 1;
            assert_eq!(Session::load(&other), Err(LoadError::OtherFormat), "byte {at}");
        }
        for length in 0..saved.len() {
            assert_eq!(Session::load(&saved[..length]), Err(LoadError::Malformed), "{length} bytes");
        }
        let mut longer = saved.to_vec();
        longer.push(0);
        assert_eq!(Session::load(&longer), Err(LoadError::Malformed));
        assert_eq!(read_header(&mut Reader::new(&saved), SavedKind::Connection), Err(LoadError::OtherFormat));
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        let saved = session().save();
        let refused = |at: usize, value: u8| {
            let mut changed = saved.to_vec();
            changed[at] = value;
            assert_eq!(Session::load(&changed), Err(LoadError::Malformed), "byte {at}");
        };
        refused(7, 0xfc);
        refused(8, 0xfe);
        refused(10, 0x80);
        refused(11, 5);
        refused(6 + 6 + 20 + 48, 33);
        refused(6 + 6 + 20 + 48 + 1 + 32 + 3, 0);

        let mut without_ticket = Session { ticket: None, ..session() }.save().to_vec();
        let lifetime = without_ticket.len() - 16 - 2 - 4;
        without_ticket[lifetime] = 1;
        assert_eq!(Session::load(&without_ticket), Err(LoadError::Malformed), "the lifetime of no ticket");
    }
}
