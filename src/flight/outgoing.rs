use super::{Fragment, HANDSHAKE_HEADER_LEN};
use crate::codec::{ContentType, HandshakeType, Reader, Writer};
use crate::error::{DecodeError, Error, Result};
use crate::record::{Packer, RecordLayer};

/// How large datagrams may be and what they may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes in a datagram; 0 is no limit.
    pub mtu: usize,
    /// Most bytes of plaintext in a datagram.
    pub plaintext: usize,
    /// Whether several records may share a datagram.
    pub packing: bool,
}

/// The messages that we sent and the peer has not answered yet, kept for sending again (RFC 6347 §4.2.4).
#[derive(Debug, Default)]
pub struct OutgoingFlight {
    items: Vec<Item>,
    next_seq: u16,
}

#[derive(Debug)]
struct Item {
    epoch: u16,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Message { kind: HandshakeType, seq: u16, body: Vec<u8> },
    ChangeCipherSpec,
}

impl OutgoingFlight {
    /// Adds a message and returns its number.
    pub fn push(&mut self, epoch: u16, kind: HandshakeType, body: &[u8]) -> Result<u16> {
        let seq = self.take_seq()?;
        self.items.push(Item { epoch, content: Content::Message { kind, seq, body: body.to_vec() } });
        Ok(seq)
    }

    /// Adds a ChangeCipherSpec.
    pub fn push_change_cipher_spec(&mut self, epoch: u16) {
        self.items.push(Item { epoch, content: Content::ChangeCipherSpec });
    }

    /// Takes a number for a message that is sent outside any flight.
    pub fn take_seq(&mut self) -> Result<u16> {
        let seq = self.next_seq;
        self.next_seq = seq.checked_add(1).ok_or(Error::CounterWrapping)?;
        Ok(seq)
    }

    /// Continues with the client's numbers, as a server does that keeps no state (RFC 6347 §4.2.2).
    pub fn adopt_seq(&mut self, seq: u16) {
        self.next_seq = seq;
    }

    /// The peer has answered: the messages are not needed any more. Numbers go on.
    pub fn clear(&mut self) {
        self.items = Vec::new();
    }

    /// Writes the flight down.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u16(self.next_seq);
        for item in &self.items {
            writer.u16(item.epoch);
            match &item.content {
                Content::ChangeCipherSpec => writer.u8(ContentType::CHANGE_CIPHER_SPEC.0),
                Content::Message { kind, seq, body } => {
                    writer.u8(ContentType::HANDSHAKE.0);
                    writer.u8(kind.0);
                    writer.u16(*seq);
                    writer.vec24(|w| w.bytes(body));
                }
            }
        }
    }

    /// Reads what [`OutgoingFlight::encode`] wrote, up to the end.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut flight = Self { items: Vec::new(), next_seq: reader.u16()? };
        while !reader.is_empty() {
            let epoch = reader.u16()?;
            let content = match ContentType(reader.u8()?) {
                ContentType::CHANGE_CIPHER_SPEC => Content::ChangeCipherSpec,
                ContentType::HANDSHAKE => Content::Message {
                    kind: HandshakeType(reader.u8()?),
                    seq: reader.u16()?,
                    body: reader.vec24()?.to_vec(),
                },
                _ => return Err(DecodeError::BadValue),
            };
            flight.items.push(Item { epoch, content });
        }
        Ok(flight)
    }

    /// True if there is nothing to send again.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Sends all messages, for the first time or again: in order, each cut where a datagram is full.
    pub fn transmit(
        &self,
        layer: &mut RecordLayer,
        limits: Limits,
        done: &mut dyn FnMut(Vec<u8>),
    ) -> Result<()> {
        let mut packer = Packer::new(limits.mtu, limits.packing, done).with_plaintext(limits.plaintext);
        for item in &self.items {
            match &item.content {
                Content::ChangeCipherSpec => {
                    make_room(&mut packer, layer.expansion(item.epoch), 1)?;
                    packer.record(layer, item.epoch, ContentType::CHANGE_CIPHER_SPEC, &[&[1]])?;
                }
                Content::Message { kind, seq, body } => {
                    send_message(&mut packer, layer, item.epoch, *kind, *seq, body)?;
                }
            }
        }
        packer.flush();
        Ok(())
    }
}

fn send_message(
    packer: &mut Packer<'_>,
    layer: &mut RecordLayer,
    epoch: u16,
    kind: HandshakeType,
    seq: u16,
    body: &[u8],
) -> Result<()> {
    let expansion = layer.expansion(epoch);
    let mut offset = 0;
    loop {
        let least = HANDSHAKE_HEADER_LEN + usize::from(!body.is_empty());
        let room = make_room(packer, expansion, least)? - HANDSHAKE_HEADER_LEN;
        let rest = body.get(offset..).unwrap_or_default();
        let data = rest.get(..room).unwrap_or(rest);
        let fragment = Fragment { kind, total: body.len(), seq, offset, data };
        packer.record(layer, epoch, ContentType::HANDSHAKE, &[&fragment.header(), data])?;
        offset += data.len();
        if offset == body.len() {
            return Ok(());
        }
    }
}

/// Room for at least `least` bytes of plaintext, in a new datagram if need be.
fn make_room(packer: &mut Packer<'_>, expansion: usize, least: usize) -> Result<usize> {
    let fits = |room: &usize| *room >= least;
    if let Some(room) = packer.room(expansion).filter(fits) {
        return Ok(room);
    }
    packer.flush();
    packer
        .room(expansion)
        .filter(fits)
        .ok_or(Error::FeatureUnavailable("MTU too small for a handshake record"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Opened;

    fn flight(sizes: &[usize]) -> OutgoingFlight {
        let mut flight = OutgoingFlight::default();
        for size in sizes {
            flight.push(0, HandshakeType::CERTIFICATE, &vec![0x11; *size]).expect("push");
        }
        flight
    }

    fn datagrams(flight: &OutgoingFlight, mtu: usize, packing: bool) -> Result<Vec<Vec<u8>>> {
        let mut out = Vec::new();
        flight.transmit(
            &mut RecordLayer::new(true),
            Limits { mtu, plaintext: crate::record::MAX_PLAINTEXT_LEN, packing },
            &mut |datagram| out.push(datagram),
        )?;
        Ok(out)
    }

    /// (seq, offset, length) of each fragment.
    fn fragments(datagram: &[u8]) -> Vec<(u16, usize, usize)> {
        let mut layer = RecordLayer::new(false);
        let mut datagram = datagram.to_vec();
        let mut all = Vec::new();
        let mut at = 0;
        while at < datagram.len() {
            let (opened, next) = layer.open(&mut datagram, at);
            let Opened::Record(record) = opened else { panic!("{opened:?}") };
            let mut reader = Reader::new(&datagram[record.payload]);
            let fragment = Fragment::decode(&mut reader).expect("one fragment a record");
            assert!(reader.is_empty());
            all.push((fragment.seq, fragment.offset, fragment.data.len()));
            at = next;
        }
        all
    }

    #[test]
    fn one_datagram_holds_what_fits() {
        let flight = flight(&[87, 911, 296, 0]);
        let all = datagrams(&flight, 0, true).expect("transmit");
        assert_eq!(all.len(), 1);
        assert_eq!(fragments(&all[0]), [(0, 0, 87), (1, 0, 911), (2, 0, 296), (3, 0, 0)]);
        assert_eq!(datagrams(&flight, 0, false).expect("transmit").len(), 4);
    }

    #[test]
    fn fragments_fill_the_rest_of_each_datagram() {
        let all = datagrams(&flight(&[87, 911, 296, 0]), 508, true).expect("transmit");
        let sizes: Vec<usize> = all.iter().map(Vec::len).collect();
        assert_eq!(sizes, [508, 508, 428]);
        assert_eq!(fragments(&all[0]), [(0, 0, 87), (1, 0, 371)]);
        assert_eq!(fragments(&all[1]), [(1, 371, 483)]);
        assert_eq!(fragments(&all[2]), [(1, 854, 57), (2, 0, 296), (3, 0, 0)]);
    }

    #[test]
    fn no_datagram_exceeds_any_mtu() {
        let flight = flight(&[1, 700, 0, 40]);
        for mtu in 26..600 {
            let all = datagrams(&flight, mtu, true).expect("transmit");
            assert!(all.iter().all(|datagram| datagram.len() <= mtu), "MTU {mtu}");
            let bytes: usize = all.iter().flat_map(|d| fragments(d)).map(|(_, _, length)| length).sum();
            assert_eq!(bytes, 741, "MTU {mtu}");
        }
        assert!(matches!(datagrams(&flight, 25, true), Err(Error::FeatureUnavailable(_))));
    }

    #[test]
    fn a_large_message_is_cut_at_the_largest_record() {
        let all = datagrams(&flight(&[20_000]), 0, true).expect("transmit");
        assert_eq!(
            all.iter().map(|d| fragments(d)).collect::<Vec<_>>(),
            [[(0, 0, 16_372)], [(0, 16_372, 3_628)]]
        );
    }

    #[test]
    fn numbers_go_on_after_the_flight_is_answered() {
        let mut flight = flight(&[1, 1]);
        flight.clear();
        assert!(flight.is_empty());
        assert_eq!(flight.push(0, HandshakeType::FINISHED, &[]), Ok(2));
        flight.adopt_seq(u16::MAX);
        assert_eq!(flight.push(0, HandshakeType::FINISHED, &[]), Err(Error::CounterWrapping));
    }
}
