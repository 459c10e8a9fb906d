use super::header12::MAX_SEQUENCE;
use super::inner::{self, MAX_INNER_EXPANSION};
use super::layer::Discard;
use super::replay::ReplayWindow;
use super::{HEADER_LEN, MAX_PLAINTEXT_LEN, Protection, RecordHeader};
use crate::codec::{ConnectionId, ContentType};
use crate::error::{Error, Result};
use crate::rare::Rare;
use core::ops::Range;

/// What is needed to open the records of one epoch.
#[derive(Debug)]
pub(super) struct ReadEpoch {
    pub(super) number: u16,
    pub(super) protection: Protection,
    pub(super) window: ReplayWindow,
    /// What its records have to carry.
    pub(super) cid: Rare<ConnectionId>,
}

impl ReadEpoch {
    /// Epoch 0, without protection.
    pub(super) fn unprotected() -> Self {
        Self { number: 0, protection: Protection::Null, window: ReplayWindow::default(), cid: Rare::usual() }
    }

    /// Puts a record of this epoch to every test and opens its body in place: what it carries, and where in the body.
    pub(super) fn open(
        &self,
        header: &RecordHeader,
        body: &mut [u8],
        anti_replay: bool,
    ) -> Result<(ContentType, Range<usize>), Discard> {
        // Anyone can write a large number on a record without protection. It must not make those that follow too old.
        let fresh = match self.number {
            0 => !self.window.knows(header.sequence),
            _ => self.window.check(header.sequence),
        };
        if anti_replay && !fresh {
            return Err(Discard::Replayed);
        }
        if header.cid != *self.cid {
            return Err(Discard::ConnectionId);
        }
        let plaintext = self.protection.open(header, body).map_err(|_| Discard::BadMac)?;
        let (content_type, content) = if self.cid.is_empty() {
            (header.content_type, plaintext)
        } else {
            inner::unwrap(body, plaintext).ok_or(Discard::InnerType)?
        };
        if content.len() > MAX_PLAINTEXT_LEN {
            return Err(Discard::TooLong);
        }
        Ok((content_type, content))
    }
}

/// What is needed to seal the records of one epoch.
#[derive(Debug)]
pub(super) struct WriteEpoch {
    pub(super) number: u16,
    pub(super) protection: Protection,
    pub(super) next_sequence: u64,
    /// What its records carry.
    pub(super) cid: Rare<ConnectionId>,
}

impl WriteEpoch {
    /// Epoch 0, without protection.
    pub(super) fn unprotected(next_sequence: u64) -> Self {
        Self { number: 0, protection: Protection::Null, next_sequence, cid: Rare::usual() }
    }

    /// The number of the next record. Each is given out once: a nonce never repeats.
    pub(super) fn take_sequence(&mut self) -> Result<u64> {
        let sequence = self.next_sequence;
        if sequence > MAX_SEQUENCE {
            return Err(Error::CounterWrapping);
        }
        self.next_sequence += 1;
        Ok(sequence)
    }

    /// How many bytes longer than its plaintext a record is at most, header included.
    pub(super) fn expansion(&self) -> usize {
        let inner = if self.cid.is_empty() { 0 } else { MAX_INNER_EXPANSION };
        HEADER_LEN + self.cid.len() + inner + self.protection.expansion()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_end_and_do_not_wrap() {
        let mut epoch = WriteEpoch {
            number: 1,
            protection: Protection::Null,
            next_sequence: MAX_SEQUENCE,
            cid: Rare::usual(),
        };
        assert_eq!(epoch.take_sequence(), Ok(MAX_SEQUENCE));
        assert_eq!(epoch.take_sequence(), Err(Error::CounterWrapping));
        assert_eq!(epoch.take_sequence(), Err(Error::CounterWrapping));
    }
}
