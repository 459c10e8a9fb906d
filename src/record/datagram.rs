use super::{MAX_PLAINTEXT_LEN, RecordLayer};
use crate::codec::ContentType;
use crate::error::Result;

/// Packs records into datagrams: as many as fit into one, in the order in which they come (RFC 6347 §4.1.1).
pub struct Packer<'a> {
    mtu: usize,
    plaintext: usize,
    packing: bool,
    current: Vec<u8>,
    done: &'a mut dyn FnMut(Vec<u8>),
}

impl<'a> Packer<'a> {
    /// Starts with an empty datagram; `done` gets each full one. `mtu` 0 is no limit; without `packing` each record
    /// is a datagram of its own.
    pub fn new(mtu: usize, packing: bool, done: &'a mut dyn FnMut(Vec<u8>)) -> Self {
        Self { mtu, plaintext: MAX_PLAINTEXT_LEN, packing, current: Vec::new(), done }
    }

    /// Limits the plaintext of a datagram further.
    pub fn with_plaintext(self, most: usize) -> Self {
        Self { plaintext: most.min(MAX_PLAINTEXT_LEN), ..self }
    }

    /// How many bytes of plaintext a record may have that shares the current datagram; `None` if not even an empty
    /// one fits.
    ///
    /// A datagram takes one record of the largest plaintext, or several that together are not larger.
    pub fn room(&self, expansion: usize) -> Option<usize> {
        let by_plaintext = self.plaintext.checked_sub(self.current.len())?;
        if self.mtu == 0 {
            return Some(by_plaintext);
        }
        let by_mtu = self.mtu.checked_sub(self.current.len() + expansion)?;
        Some(by_mtu.min(by_plaintext))
    }

    /// True if no record is in the current datagram.
    pub fn is_empty(&self) -> bool {
        self.current.is_empty()
    }

    /// Adds a record; [`Packer::room`] has to be asked before.
    pub fn record(
        &mut self,
        layer: &mut RecordLayer,
        epoch: u16,
        content_type: ContentType,
        parts: &[&[u8]],
    ) -> Result<()> {
        layer.seal(epoch, content_type, parts, &mut self.current)?;
        if !self.packing {
            self.flush();
        }
        Ok(())
    }

    /// Ends the current datagram.
    pub fn flush(&mut self) {
        if !self.current.is_empty() {
            (self.done)(core::mem::take(&mut self.current));
        }
    }
}
