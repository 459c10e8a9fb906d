//! Wall-clock time, asked for through a trait: certificates and hello randoms need it, and the engine owns no clock.

/// Tells the time of day.
pub trait WallClock {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    fn unix_seconds(&self) -> u64;

    /// Milliseconds since 1970-01-01 00:00:00 UTC; a clock that counts seconds alone gives these.
    fn unix_milliseconds(&self) -> u64 {
        self.unix_seconds().saturating_mul(1000)
    }
}

/// The clock of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemWallClock;

impl WallClock for SystemWallClock {
    fn unix_seconds(&self) -> u64 {
        since_epoch().as_secs()
    }

    fn unix_milliseconds(&self) -> u64 {
        u64::try_from(since_epoch().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The time since 1970, 0 before it.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
fn since_epoch() -> std::time::Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}

/// A clock that stands still, for tests and replays.
#[derive(Clone, Copy, Debug)]
pub struct FixedWallClock(pub u64);

impl WallClock for FixedWallClock {
    fn unix_seconds(&self) -> u64 {
        self.0
    }
}
