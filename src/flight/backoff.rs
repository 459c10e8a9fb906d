/// The datagram size that a flight falls back to when its retransmissions stay unanswered: 576 bytes, which every IPv4
/// host takes, less the longest IP and UDP headers (RFC 6347 §4.1.1.1).
const FALLBACK_MTU: usize = 508;

/// How long to wait for an answer before a flight is sent again (RFC 6347 §4.2.4.1).
#[derive(Clone, Debug)]
pub struct Backoff {
    min: u32,
    max: u32,
    current: u32,
    fallback: bool,
}

impl Backoff {
    /// Starts at `min` milliseconds and doubles up to `max`. A `min` above `max` is waited for once.
    pub fn new(min: u32, max: u32) -> Self {
        Self { min, max, current: min, fallback: false }
    }

    /// The present delay, in milliseconds.
    pub fn delay(&self) -> u32 {
        self.current
    }

    /// A new flight starts with the first delay. Datagrams that did not get through once will not do so later in the
    /// handshake either.
    pub fn reset(&mut self) {
        self.current = self.min;
    }

    /// The delay has run out: doubles it, or tells with `false` that the last one has.
    ///
    /// From the second time on, large datagrams are suspected of not getting through.
    pub fn expire(&mut self) -> bool {
        if self.current >= self.max {
            return false;
        }
        if self.current != self.min {
            self.fallback = true;
        }
        self.current = self.current.saturating_mul(2).min(self.max);
        true
    }

    /// The size of datagrams to use where the application allows `mtu` bytes (0 is no limit).
    pub fn effective_mtu(&self, mtu: usize) -> usize {
        match (self.fallback, mtu) {
            (false, mtu) => mtu,
            (true, 0) => FALLBACK_MTU,
            (true, mtu) => mtu.min(FALLBACK_MTU),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(min: u32, max: u32) -> Vec<u32> {
        let mut backoff = Backoff::new(min, max);
        let mut all = vec![backoff.delay()];
        while backoff.expire() {
            all.push(backoff.delay());
        }
        all
    }

    #[test]
    fn delays_double_up_to_the_last() {
        assert_eq!(delays(1000, 60_000), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
        assert_eq!(delays(1000, 5000), [1000, 2000, 4000, 5000]);
        assert_eq!(delays(100, 100), [100]);
        assert_eq!(delays(300, 200), [300]);
        assert_eq!(delays(1, 3), [1, 2, 3]);
        assert_eq!(delays(u32::MAX / 2 + 1, u32::MAX), [u32::MAX / 2 + 1, u32::MAX]);
        assert_eq!(delays(0, 0), [0]);
    }

    #[test]
    fn datagrams_get_smaller_on_the_second_retransmission() {
        let mut backoff = Backoff::new(1000, 60_000);
        assert_eq!(backoff.effective_mtu(0), 0);
        backoff.expire();
        assert_eq!(backoff.effective_mtu(0), 0);
        backoff.expire();
        assert_eq!(backoff.effective_mtu(0), 508);
        assert_eq!(backoff.effective_mtu(1200), 508);
        assert_eq!(backoff.effective_mtu(300), 300);
        backoff.reset();
        assert_eq!((backoff.delay(), backoff.effective_mtu(0)), (1000, 508), "for the rest of the handshake");
    }
}
