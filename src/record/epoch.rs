use super::Protection;
use super::header12::MAX_SEQUENCE;
use super::replay::ReplayWindow;
use crate::error::{Error, Result};

/// What is needed to open the records of one epoch.
#[derive(Debug)]
pub(super) struct ReadEpoch {
    pub(super) number: u16,
    pub(super) protection: Protection,
    pub(super) window: ReplayWindow,
}

/// What is needed to seal the records of one epoch.
#[derive(Debug)]
pub(super) struct WriteEpoch {
    pub(super) number: u16,
    pub(super) protection: Protection,
    pub(super) next_sequence: u64,
}

impl WriteEpoch {
    /// The number of the next record. Each is given out once: a nonce never repeats.
    pub(super) fn take_sequence(&mut self) -> Result<u64> {
        let sequence = self.next_sequence;
        if sequence > MAX_SEQUENCE {
            return Err(Error::CounterWrapping);
        }
        self.next_sequence += 1;
        Ok(sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_end_and_do_not_wrap() {
        let mut epoch = WriteEpoch { number: 1, protection: Protection::Null, next_sequence: MAX_SEQUENCE };
        assert_eq!(epoch.take_sequence(), Ok(MAX_SEQUENCE));
        assert_eq!(epoch.take_sequence(), Err(Error::CounterWrapping));
        assert_eq!(epoch.take_sequence(), Err(Error::CounterWrapping));
    }
}
