//! Wall-clock time, asked for through a trait: certificates and hello randoms need it, and the engine owns no clock.

/// Tells the time of day.
pub trait WallClock {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    fn unix_seconds(&self) -> u64;
}

/// The clock of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemWallClock;

impl WallClock for SystemWallClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    fn unix_seconds(&self) -> u64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since_epoch| since_epoch.as_secs())
    }
}

/// A clock that stands still, for tests and replays.
#[derive(Clone, Copy, Debug)]
pub struct FixedWallClock(pub u64);

impl WallClock for FixedWallClock {
    fn unix_seconds(&self) -> u64 {
        self.0
    }
}
