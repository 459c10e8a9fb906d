//! The clock for delays; [`crate::time`] tells the time of day.

/// Nanoseconds of a clock that only goes forward, from an arbitrary start; for delays.
pub fn monotonic_nanoseconds() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` is a timespec to write into.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    // POSIX lets this call fail only for a clock that does not exist; CLOCK_MONOTONIC does wherever this is built.
    debug_assert_eq!(failed, 0);
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    let fraction = u64::try_from(now.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(1_000_000_000).saturating_add(fraction)
}

/// Milliseconds of the same clock.
pub fn monotonic_milliseconds() -> u64 {
    monotonic_nanoseconds() / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_run() {
        let start = monotonic_nanoseconds();
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(monotonic_nanoseconds() - start >= 2_000_000);
        assert!(monotonic_milliseconds() >= start / 1_000_000 + 2);
    }
}
