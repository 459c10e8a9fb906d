use core::ops::Range;

/// Where an element lies in the encoding that holds it.
///
/// Eight bytes instead of a slice, so that a parsed certificate can own its encoding and point into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    length: u32,
}

impl Span {
    /// The span of `range`; both ends are within an encoding of at most [`Reader::MAX_LENGTH`](super::Reader) bytes.
    pub(super) fn new(range: Range<usize>) -> Self {
        let start = range.start.min(u32::MAX as usize) as u32;
        let length = range.end.saturating_sub(range.start).min(u32::MAX as usize) as u32;
        Self { start, length }
    }

    /// The bytes of the span in `encoding`, which is the one that the span was made for.
    pub fn of(self, encoding: &[u8]) -> &[u8] {
        let start = self.start as usize;
        encoding.get(start..start.saturating_add(self.length as usize)).unwrap_or_default()
    }

    /// True when nothing lies in the span, which is also how an absent element is told.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }
}
