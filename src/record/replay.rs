/// How many sequence numbers back the window remembers (RFC 6347 §4.1.2.6).
const WINDOW: u64 = 64;

/// Which records of an epoch have been received.
///
/// [`ReplayWindow::check`] comes before a record is opened, [`ReplayWindow::update`] only after its tag has verified.
#[derive(Clone, Debug, Default)]
pub(super) struct ReplayWindow {
    /// One above the highest sequence number received.
    next: u64,
    /// Bit n: `next - 1 - n` was received.
    seen: u64,
}

impl ReplayWindow {
    /// As two numbers: one above the highest received, and which of those below were.
    pub(super) fn to_words(&self) -> [u64; 2] {
        [self.next, self.seen]
    }

    /// From the two numbers of [`ReplayWindow::to_words`].
    pub(super) fn from_words([next, seen]: [u64; 2]) -> Self {
        Self { next, seen }
    }

    /// True if the record may be new.
    pub(super) fn check(&self, sequence: u64) -> bool {
        if sequence >= self.next {
            return true;
        }
        let age = self.next - 1 - sequence;
        age < WINDOW && self.seen & (1 << age) == 0
    }

    /// True if the record is known to have been received; of one that is too old to tell this is false.
    pub(super) fn knows(&self, sequence: u64) -> bool {
        sequence < self.next && {
            let age = self.next - 1 - sequence;
            age < WINDOW && self.seen & (1 << age) != 0
        }
    }

    /// Remembers an authentic record.
    pub(super) fn update(&mut self, sequence: u64) {
        if sequence >= self.next {
            let shift = sequence - self.next + 1;
            self.seen = if shift < WINDOW { self.seen << shift } else { 0 };
            self.seen |= 1;
            self.next = sequence + 1;
        } else {
            let age = self.next - 1 - sequence;
            if age < WINDOW {
                self.seen |= 1 << age;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_passes_once() {
        let mut window = ReplayWindow::default();
        for sequence in [0, 1, 5, 3, 4, 2, 70, 69, 7] {
            assert!(window.check(sequence), "{sequence} is new");
            window.update(sequence);
            assert!(!window.check(sequence), "{sequence} is known");
        }
    }

    #[test]
    fn the_window_is_64_wide() {
        let mut window = ReplayWindow::default();
        window.update(100);
        assert!(window.check(37));
        assert!(!window.check(36), "too old to tell");
        assert!(window.knows(100) && !window.knows(36) && !window.knows(37) && !window.knows(101));
        window.update(100 + 64);
        assert!(!window.check(100), "64 back is outside");
        assert!(window.check(101));
    }

    #[test]
    fn agrees_with_a_list_of_all_numbers() {
        let mut window = ReplayWindow::default();
        let mut received = Vec::new();
        let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..20_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let highest = received.iter().max().copied().unwrap_or(0);
            let sequence = (highest + (random >> 33) % 40).saturating_sub((random >> 50) % 90);
            let expected = !received.contains(&sequence) && (received.is_empty() || sequence + 64 > highest);
            assert_eq!(window.check(sequence), expected, "sequence {sequence}, highest {highest}");
            if expected {
                window.update(sequence);
                received.push(sequence);
                if received.len() > 300 {
                    received.remove(0);
                }
            }
        }
    }
}
