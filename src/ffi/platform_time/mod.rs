//! `mbedtls/platform_time.h`: the types of times, and a clock.

use super::boundary::boundary_or;
use super::clock;

/// Milliseconds of a clock that only goes forward.
pub type mbedtls_ms_time_t = i64;

/// Milliseconds since an arbitrary start, by a clock that only goes forward.
///
/// \return  The milliseconds; 0 or more.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ms_time() -> mbedtls_ms_time_t {
    boundary_or(0, || i64::try_from(clock::monotonic_milliseconds()).unwrap_or(i64::MAX))
}
