use super::{ByteRanges, Fragment};
use crate::codec::HandshakeType;

/// How many messages are looked at together: the one that is due and those after it. The longest flights have six, and
/// may come in any order.
pub const MAX_AHEAD: u16 = 8;

/// Longest handshake message that is taken.
pub const MAX_MESSAGE_LEN: usize = 1 << 14;

/// Most bytes of messages that are not whole or not due yet.
pub const MAX_BUFFERED_BYTES: usize = 1 << 15;

/// Most bytes kept of the ClientHello of a client that has not returned a cookie.
pub const MAX_UNVERIFIED_BYTES: usize = 4096;

/// Puts the peer's messages together again, in their order (RFC 6347 §4.2.2).
///
/// Fragments may overlap, repeat, come in any order and be cut anywhere. Which message a fragment belongs to is told
/// by its number, never by its type; one that disagrees with the parts of a
/// message that are there, about type or length, takes their place.
#[derive(Debug, Default)]
pub struct Reassembly {
    next_seq: u16,
    slots: [Option<Slot>; MAX_AHEAD as usize],
    listening: bool,
}

#[derive(Debug)]
struct Slot {
    kind: HandshakeType,
    body: Vec<u8>,
    arrived: ByteRanges,
}

/// What became of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// It was kept.
    Kept,
    /// Its message was taken before: the peer repeats itself.
    Old,
    /// It was dropped.
    Dropped(&'static str),
}

/// A message that is whole and due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reassembled {
    /// Its type.
    pub kind: HandshakeType,
    /// Its number.
    pub seq: u16,
    /// Its body.
    pub body: Vec<u8>,
}

impl Reassembly {
    /// Awaits message 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Awaits the message of this number; those before it have come.
    pub fn awaiting(next_seq: u16) -> Self {
        Self { next_seq, ..Self::default() }
    }

    /// Awaits the ClientHello of anyone, whatever its number: a server that keeps no state cannot know which it is
    /// (RFC 6347 §4.2.2). At most one is kept, and a differing one takes its place.
    pub fn listening() -> Self {
        Self { listening: true, ..Self::default() }
    }

    /// The number of the message that is due.
    pub fn next_seq(&self) -> u16 {
        self.next_seq
    }

    /// Takes a fragment in.
    pub fn insert(&mut self, fragment: &Fragment<'_>) -> Insert {
        if self.listening {
            return self.insert_unverified(fragment);
        }
        let Some(ahead) = fragment.seq.checked_sub(self.next_seq) else { return Insert::Old };
        if ahead >= MAX_AHEAD {
            return Insert::Dropped("message number too far ahead");
        }
        if fragment.total > MAX_MESSAGE_LEN {
            return Insert::Dropped("message too long");
        }
        let place = self.slots.get_mut(usize::from(ahead)).and_then(Option::as_mut);
        if let Some(slot) = place.filter(|slot| slot.agrees(fragment)) {
            return slot.insert(fragment);
        }
        // Nothing vouches for either of two fragments that disagree. A whole message stays; of two parts the later one
        // counts, as a true flight comes again, and then nothing false is in its way.
        match self.slots.get_mut(usize::from(ahead)) {
            Some(Some(slot)) if slot.arrived.is_complete() => {
                return Insert::Dropped("disagrees with a message that is whole");
            }
            Some(place) => *place = None,
            None => {}
        }
        if self.buffered() + fragment.total > MAX_BUFFERED_BYTES && ahead > 0 {
            return Insert::Dropped("no room to keep it until it is due");
        }
        self.make_room(ahead, fragment.total);
        self.start(ahead, fragment)
    }

    fn insert_unverified(&mut self, fragment: &Fragment<'_>) -> Insert {
        if fragment.kind != HandshakeType::CLIENT_HELLO {
            // A whole message of another type gets its answer from the state that wanted a ClientHello.
            if fragment.data.len() != fragment.total || fragment.total > MAX_UNVERIFIED_BYTES {
                return Insert::Dropped("not a ClientHello");
            }
        }
        if fragment.total > MAX_UNVERIFIED_BYTES && fragment.data.len() != fragment.total {
            return Insert::Dropped("too long to be kept for an unverified client");
        }
        if fragment.total > MAX_MESSAGE_LEN {
            return Insert::Dropped("message too long");
        }
        let same = fragment.seq == self.next_seq
            && self.slots[0]
                .as_ref()
                .is_some_and(|slot| slot.agrees(fragment) && !slot.contradicts(fragment));
        if let (true, Some(slot)) = (same, &mut self.slots[0]) {
            return slot.insert(fragment);
        }
        self.next_seq = fragment.seq;
        self.start(0, fragment)
    }

    /// The client is known now: from here on messages come in their order.
    pub fn stop_listening(&mut self) {
        self.listening = false;
    }

    /// True while anyone's ClientHello is awaited.
    pub fn is_listening(&self) -> bool {
        self.listening
    }

    /// The message that is due, if it is whole.
    pub fn pop(&mut self) -> Option<Reassembled> {
        if !self.is_due() {
            return None;
        }
        let slot = self.slots[0].take()?;
        let seq = self.next_seq;
        self.next_seq = seq.checked_add(1)?;
        self.slots.rotate_left(1);
        Some(Reassembled { kind: slot.kind, seq, body: slot.body })
    }

    /// The message that is due will not come: awaits the one behind it, unless a part of it is there.
    pub fn skip(&mut self) {
        if self.slots[0].is_none()
            && let Some(next) = self.next_seq.checked_add(1)
        {
            self.next_seq = next;
            self.slots.rotate_left(1);
        }
    }

    /// Forgets everything that is not due or not whole; numbers stay.
    pub fn drop_buffered(&mut self) {
        self.slots = Default::default();
    }

    /// Bytes reserved for messages that are not whole or not due yet.
    pub fn buffered(&self) -> usize {
        self.slots.iter().flatten().map(|slot| slot.body.len()).sum()
    }

    /// True if the message that is due is whole.
    pub fn is_due(&self) -> bool {
        self.slots[0].as_ref().is_some_and(|slot| slot.arrived.is_complete())
    }

    /// The message that is due goes before those that are not: they come again.
    fn make_room(&mut self, ahead: u16, total: usize) {
        for later in (usize::from(ahead) + 1..self.slots.len()).rev() {
            if self.buffered() + total <= MAX_BUFFERED_BYTES {
                return;
            }
            if let Some(slot) = self.slots.get_mut(later) {
                *slot = None;
            }
        }
    }

    fn start(&mut self, ahead: u16, fragment: &Fragment<'_>) -> Insert {
        let Some(place) = self.slots.get_mut(usize::from(ahead)) else {
            return Insert::Dropped("message number too far ahead");
        };
        let slot = place.insert(Slot {
            kind: fragment.kind,
            body: vec![0; fragment.total],
            arrived: ByteRanges::new(fragment.total),
        });
        slot.insert(fragment)
    }
}

impl Slot {
    fn insert(&mut self, fragment: &Fragment<'_>) -> Insert {
        let range = fragment.offset..fragment.offset + fragment.data.len();
        let Some(place) = self.body.get_mut(range.clone()) else {
            return Insert::Dropped("reaches beyond its message");
        };
        place.copy_from_slice(fragment.data);
        self.arrived.add(range);
        Insert::Kept
    }

    /// True if type and length are those of the fragments before it.
    fn agrees(&self, fragment: &Fragment<'_>) -> bool {
        self.kind == fragment.kind && self.body.len() == fragment.total
    }

    /// True if bytes that are there differ from the fragment's.
    fn contradicts(&self, fragment: &Fragment<'_>) -> bool {
        let range = fragment.offset..fragment.offset + fragment.data.len();
        let Some(there) = self.body.get(range.clone()) else { return true };
        there.iter().zip(fragment.data).zip(range).any(|((a, b), at)| a != b && self.arrived.contains(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: HandshakeType = HandshakeType::CERTIFICATE;

    fn body(seq: u16, total: usize) -> Vec<u8> {
        (0..total).map(|n| (n * 7 + usize::from(seq)) as u8).collect()
    }

    fn insert(reassembly: &mut Reassembly, seq: u16, total: usize, part: core::ops::Range<usize>) -> Insert {
        let body = body(seq, total);
        reassembly.insert(&Fragment { kind: KIND, total, seq, offset: part.start, data: &body[part] })
    }

    #[test]
    fn any_cut_order_overlap_and_repetition() {
        let mut random: u64 = 7;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) as usize % below
        };
        for round in 0..300 {
            let mut reassembly = Reassembly::new();
            let totals: Vec<usize> = (0..4).map(|_| next(200)).collect();
            let mut got = Vec::new();
            while got.len() < totals.len() {
                let seq = next(totals.len());
                let total = totals[seq];
                let start = next(total + 1);
                let end = (start + next(50)).min(total);
                let result = insert(&mut reassembly, seq as u16, total, start..end);
                let expected = if seq < got.len() { Insert::Old } else { Insert::Kept };
                assert_eq!(result, expected, "round {round}");
                while let Some(message) = reassembly.pop() {
                    assert_eq!(message.body, body(message.seq, totals[got.len()]), "round {round}");
                    got.push(message.seq);
                }
            }
            assert_eq!(got, [0, 1, 2, 3], "round {round}");
        }
    }

    #[test]
    fn a_decoy_of_another_type_or_length_does_not_stick() {
        let mut reassembly = Reassembly::new();
        assert_eq!(insert(&mut reassembly, 0, 11, 5..11), Insert::Kept);
        assert_eq!(insert(&mut reassembly, 0, 10, 0..5), Insert::Kept);
        let decoy = Fragment { kind: HandshakeType::FINISHED, total: 10, seq: 0, offset: 5, data: &[0; 5] };
        assert_eq!(reassembly.insert(&decoy), Insert::Kept);
        assert!(reassembly.pop().is_none());
        // The true flight comes again.
        assert_eq!(insert(&mut reassembly, 0, 10, 0..5), Insert::Kept);
        assert_eq!(insert(&mut reassembly, 0, 10, 5..10), Insert::Kept);
        assert_eq!(reassembly.pop().map(|message| message.body), Some(body(0, 10)));
    }

    #[test]
    fn zero_length_fragments_keep_nothing_growing() {
        let mut reassembly = Reassembly::new();
        for _ in 0..1000 {
            assert_eq!(insert(&mut reassembly, 0, 100, 50..50), Insert::Kept);
            assert!(reassembly.pop().is_none());
        }
        assert_eq!(reassembly.buffered(), 100);
        assert_eq!(insert(&mut reassembly, 1, 0, 0..0), Insert::Kept);
        assert_eq!(insert(&mut reassembly, 0, 100, 0..100), Insert::Kept);
        assert_eq!(reassembly.pop().map(|m| m.body.len()), Some(100));
        assert_eq!(reassembly.pop().map(|m| m.body.len()), Some(0));
    }

    #[test]
    fn the_caps_hold() {
        let mut reassembly = Reassembly::new();
        assert!(matches!(insert(&mut reassembly, MAX_AHEAD, 1, 0..1), Insert::Dropped(_)));
        assert!(matches!(insert(&mut reassembly, 0, MAX_MESSAGE_LEN + 1, 0..1), Insert::Dropped(_)));
        assert!(matches!(insert(&mut reassembly, 1, MAX_MESSAGE_LEN + 1, 0..1), Insert::Dropped(_)));
        for seq in 1..MAX_AHEAD {
            insert(&mut reassembly, seq, MAX_MESSAGE_LEN, 0..1);
        }
        assert_eq!(reassembly.buffered(), MAX_BUFFERED_BYTES);
        // The message that is due displaces the latest of those that are not.
        assert_eq!(insert(&mut reassembly, 0, MAX_MESSAGE_LEN, 0..MAX_MESSAGE_LEN), Insert::Kept);
        assert_eq!(reassembly.buffered(), MAX_BUFFERED_BYTES);
        assert!(reassembly.pop().is_some());
    }

    #[test]
    fn a_listener_keeps_one_hello_of_4_kb_at_most() {
        let hello = |seq, total, offset, data| Fragment {
            kind: HandshakeType::CLIENT_HELLO,
            total,
            seq,
            offset,
            data,
        };
        let mut reassembly = Reassembly::listening();
        assert!(matches!(
            reassembly.insert(&hello(0, MAX_UNVERIFIED_BYTES + 1, 0, &[1; 100])),
            Insert::Dropped(_)
        ));
        assert_eq!(reassembly.buffered(), 0);
        assert_eq!(reassembly.insert(&hello(0, MAX_UNVERIFIED_BYTES, 0, &[1; 100])), Insert::Kept);
        assert_eq!(reassembly.buffered(), MAX_UNVERIFIED_BYTES);
        // Another client's hello takes its place; its own number is taken over.
        assert_eq!(reassembly.insert(&hello(1, 4, 0, &[1, 2])), Insert::Kept);
        assert_eq!(reassembly.buffered(), 4);
        // The same number and length but other bytes: a differing hello.
        assert_eq!(reassembly.insert(&hello(1, 4, 1, &[9, 9])), Insert::Kept);
        assert!(reassembly.pop().is_none());
        assert_eq!(reassembly.insert(&hello(1, 4, 0, &[8])), Insert::Kept);
        assert_eq!(reassembly.insert(&hello(1, 4, 3, &[7])), Insert::Kept);
        assert_eq!(reassembly.pop().map(|m| (m.seq, m.body)), Some((1, vec![8, 9, 9, 7])));
        assert_eq!(reassembly.next_seq(), 2);
    }
}
