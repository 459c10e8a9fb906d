use super::output::Emit;
use crate::rare::Rare;
use std::collections::VecDeque;

/// What the driver has to carry out, in its order.
///
/// A record of application data stands in it alone, in a place of its own, so that the queue takes memory only while
/// there is more, as in handshakes.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    first: Option<Emit>,
    rest: Rare<VecDeque<Emit>>,
}

impl Outbox {
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(super) fn push_back(&mut self, emit: Emit) {
        if self.first.is_none() {
            self.first = Some(emit);
        } else {
            self.rest.push_back(emit);
        }
    }

    pub(super) fn push_front(&mut self, emit: Emit) {
        if let Some(second) = self.first.replace(emit) {
            self.rest.push_front(second);
        }
    }

    pub(super) fn pop_front(&mut self) -> Option<Emit> {
        let first = self.first.take()?;
        self.first = self.rest.get_mut().and_then(VecDeque::pop_front);
        if self.rest.is_empty() {
            self.rest = Rare::usual();
        }
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Timer;

    fn number(milliseconds: u32) -> Emit {
        Emit::Timer(Timer::Set(milliseconds))
    }

    #[test]
    fn the_order_stays() {
        let mut outbox = Outbox::default();
        assert!(outbox.is_empty() && outbox.pop_front().is_none());
        for n in 1..=4 {
            outbox.push_back(number(n));
        }
        let first = outbox.pop_front().expect("the first");
        assert_eq!(first, number(1));
        outbox.push_front(first);
        outbox.push_front(number(0));
        for n in 0..=4 {
            assert!(!outbox.is_empty());
            assert_eq!(outbox.pop_front(), Some(number(n)));
        }
        assert!(outbox.is_empty() && outbox.pop_front().is_none());
        assert!(outbox.rest.get_mut().is_none(), "an empty queue holds no memory");
    }
}
