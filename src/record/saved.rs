use super::epoch::{ReadEpoch, WriteEpoch};
use super::header12::MAX_SEQUENCE;
use super::replay::ReplayWindow;
use super::{Protection, RecordLayer};
use crate::codec::{ConnectionId, Reader, Writer};
use crate::error::DecodeError;

/// Where both directions of a [`RecordLayer`] stand, all but their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerState {
    read_epoch: u16,
    /// The replay window: one above the highest number received, and which of those below were.
    window: [u64; 2],
    write_epoch: u16,
    /// The number of the next record, which may be one more than there are.
    next_sequence: u64,
    own_cid: ConnectionId,
    peer_cid: ConnectionId,
    /// If records of epoch 0 may have to be sent again: the number of the next one.
    unprotected_sequence: Option<u64>,
}

impl LayerState {
    /// True if records are protected both ways, as they are once a handshake is over.
    pub fn is_protected(&self) -> bool {
        self.read_epoch > 0 && self.write_epoch > 0
    }

    /// Writes it down.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u16(self.read_epoch);
        writer.u64(self.window[0]);
        writer.u64(self.window[1]);
        // Together the eight bytes of a record's header.
        writer.u16(self.write_epoch);
        writer.u48(self.next_sequence.min(MAX_SEQUENCE));
        writer.u8((self.next_sequence > MAX_SEQUENCE).into());
        writer.vec8(|w| w.bytes(&self.own_cid));
        writer.vec8(|w| w.bytes(&self.peer_cid));
        writer.vec8(|w| {
            if let Some(sequence) = self.unprotected_sequence {
                w.u48(sequence);
            }
        });
    }

    /// Reads what [`LayerState::encode`] wrote.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let read_epoch = reader.u16()?;
        let window = [reader.u64()?, reader.u64()?];
        let write_epoch = reader.u16()?;
        let last = reader.u48()?;
        let next_sequence = match reader.u8()? {
            0 => last,
            1 if last == MAX_SEQUENCE => MAX_SEQUENCE + 1,
            _ => return Err(DecodeError::BadValue),
        };
        if window[0] > MAX_SEQUENCE + 1 {
            return Err(DecodeError::BadValue);
        }
        let id = |bytes: &[u8]| ConnectionId::new(bytes).ok_or(DecodeError::BadLength);
        let own_cid = id(reader.vec8()?)?;
        let peer_cid = id(reader.vec8()?)?;
        let mut unprotected = reader.sub8()?;
        let unprotected_sequence = if unprotected.is_empty() { None } else { Some(unprotected.u48()?) };
        unprotected.finish()?;
        Ok(Self { read_epoch, window, write_epoch, next_sequence, own_cid, peer_cid, unprotected_sequence })
    }
}

impl RecordLayer {
    /// Where both directions stand. `None` if records of an earlier epoch may have to be sent again that has keys of
    /// its own, which are not known any more.
    pub fn state(&self) -> Option<LayerState> {
        let (read, write) = (&self.read, &self.write);
        let unprotected_sequence = match self.earlier.as_slice() {
            [] => None,
            [WriteEpoch { number: 0, next_sequence, .. }] => Some(*next_sequence),
            _ => return None,
        };
        Some(LayerState {
            read_epoch: read.number,
            window: read.window.to_words(),
            write_epoch: write.number,
            next_sequence: write.next_sequence,
            own_cid: *read.cid,
            peer_cid: *write.cid,
            unprotected_sequence,
        })
    }

    /// A layer that goes on where another one stood, with its keys.
    pub fn restore(anti_replay: bool, state: &LayerState, read: Protection, write: Protection) -> Self {
        let mut layer = Self::new(anti_replay).with_cid_len(state.own_cid.len() as u8);
        layer.read = ReadEpoch {
            number: state.read_epoch,
            protection: read,
            window: ReplayWindow::from_words(state.window),
            cid: state.own_cid.into(),
        };
        if let Some(next_sequence) = state.unprotected_sequence {
            layer.earlier.push(WriteEpoch::unprotected(next_sequence));
        }
        layer.write = WriteEpoch {
            number: state.write_epoch,
            protection: write,
            next_sequence: state.next_sequence,
            cid: state.peer_cid.into(),
        };
        layer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> LayerState {
        LayerState {
            read_epoch: 1,
            window: [70, 5],
            write_epoch: 2,
            next_sequence: MAX_SEQUENCE + 1,
            own_cid: ConnectionId::new(&[1, 2]).expect("short"),
            peer_cid: ConnectionId::EMPTY,
            unprotected_sequence: Some(9),
        }
    }

    fn encode(state: &LayerState) -> Vec<u8> {
        let mut writer = Writer::new();
        state.encode(&mut writer);
        writer.into_vec()
    }

    #[test]
    fn round_trip() {
        let other = LayerState { next_sequence: 77, unprotected_sequence: None, ..state() };
        for state in [state(), other] {
            let bytes = encode(&state);
            let mut reader = Reader::new(&bytes);
            assert_eq!(LayerState::decode(&mut reader), Ok(state));
            assert!(reader.is_empty());
            for length in 0..bytes.len() {
                assert!(LayerState::decode(&mut Reader::new(&bytes[..length])).is_err(), "{length}");
            }
        }
    }

    #[test]
    fn numbers_that_cannot_be_are_refused() {
        let bytes = encode(&state());
        for (at, value) in [(2, 1), (26, 0), (26, 2), (27, 33)] {
            let mut wrong = bytes.clone();
            wrong[at] = value;
            if at == 26 && value == 0 {
                assert!(LayerState::decode(&mut Reader::new(&wrong)).is_ok(), "the last number is one");
            } else {
                assert!(LayerState::decode(&mut Reader::new(&wrong)).is_err(), "byte {at}");
            }
        }
        let mut wrong = bytes;
        wrong[25] = 0;
        assert!(LayerState::decode(&mut Reader::new(&wrong)).is_err(), "used up before its end");
    }

    #[test]
    fn a_layer_goes_on_where_it_stood() {
        let layer = RecordLayer::restore(true, &state(), Protection::Null, Protection::Null);
        assert_eq!(layer.state(), Some(state()));
        assert_eq!((layer.read_epoch(), layer.write_epoch()), (1, 2));
    }
}
