//! `mbedtls/timing.h`: the timer that blocking programs give to `mbedtls_ssl_set_timer_cb`.
//!
//! The state stands inside the struct, with no heap behind it, as the struct has neither init nor free. The clock is
//! the monotonic one: setting the system's time does not disturb retransmission.

use super::boundary::{boundary_or, boundary_void};
use super::clock;
use super::ptr;
use std::ffi::{c_int, c_ulong, c_void};

/// A point in time to measure from.
#[repr(C)]
pub struct mbedtls_timing_hr_time {
    /// The start in nanoseconds of the monotonic clock, then reserve.
    private_opaque: [u64; 4],
}

/// A timer with an intermediate and a final delay. It needs no init and no free; all zeroes is a cancelled timer.
#[repr(C)]
pub struct mbedtls_timing_delay_context {
    private_timer: mbedtls_timing_hr_time,
    private_int_ms: u32,
    private_fin_ms: u32,
}

const _: () = assert!(size_of::<mbedtls_timing_hr_time>() == 32);
const _: () = assert!(size_of::<mbedtls_timing_delay_context>() == 40);

/// Milliseconds since the start that was set in `val`.
///
/// \param val    The start; with a non-zero `reset` it is set to now. NULL gives 0.
/// \param reset  Non-zero to start anew.
///
/// \return       The milliseconds passed, 0 when started anew.
///
/// # Safety
/// `val` is NULL or points to a `mbedtls_timing_hr_time` that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_timing_get_timer(val: *mut mbedtls_timing_hr_time, reset: c_int) -> c_ulong {
    boundary_or(0, || {
        // SAFETY: NULL or ours alone, by contract.
        let Ok(timer) = (unsafe { ptr::reference_mut(val) }) else { return 0 };
        if reset != 0 {
            timer.start();
            return 0;
        }
        c_ulong::try_from(timer.elapsed_ms()).unwrap_or(c_ulong::MAX)
    })
}

/// Starts the timer with two delays, in place of what ran before; for `mbedtls_ssl_set_timer_cb()`.
///
/// \param data    The `mbedtls_timing_delay_context`. NULL is ignored.
/// \param int_ms  The intermediate delay in milliseconds, not above `fin_ms`.
/// \param fin_ms  The final delay in milliseconds; 0 cancels the timer.
///
/// # Safety
/// `data` is NULL or points to a `mbedtls_timing_delay_context` that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_timing_set_delay(data: *mut c_void, int_ms: u32, fin_ms: u32) {
    boundary_void(|| {
        // SAFETY: NULL or ours alone, by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(data.cast::<mbedtls_timing_delay_context>()) }) else {
            return;
        };
        context.private_int_ms = int_ms;
        context.private_fin_ms = fin_ms;
        if fin_ms != 0 {
            context.private_timer.start();
        }
    });
}

/// Tells which delays have passed; for `mbedtls_ssl_set_timer_cb()`.
///
/// \param data  The `mbedtls_timing_delay_context`. NULL counts as cancelled.
///
/// \return      -1 if the timer is cancelled (`fin_ms` = 0), 0 if neither delay has passed, 1 if only the intermediate
///              one has, 2 if the final one has.
///
/// # Safety
/// `data` is NULL or points to a `mbedtls_timing_delay_context` that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_timing_get_delay(data: *mut c_void) -> c_int {
    boundary_or(-1, || {
        // SAFETY: NULL or not changed, by contract.
        let Ok(context) = (unsafe { ptr::reference(data.cast::<mbedtls_timing_delay_context>()) }) else {
            return -1;
        };
        if context.private_fin_ms == 0 {
            return -1;
        }
        let elapsed = context.private_timer.elapsed_ms();
        if elapsed >= u64::from(context.private_fin_ms) {
            2
        } else if elapsed >= u64::from(context.private_int_ms) {
            1
        } else {
            0
        }
    })
}

/// The final delay that was set last; for programs that wait for events.
///
/// \param data  The timer. NULL gives 0.
///
/// \return      The final delay in milliseconds, 0 if the timer is cancelled.
///
/// # Safety
/// `data` is NULL or points to a `mbedtls_timing_delay_context` that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_timing_get_final_delay(data: *const mbedtls_timing_delay_context) -> u32 {
    // SAFETY: NULL or not changed, by contract.
    boundary_or(0, || unsafe { ptr::reference(data) }.map_or(0, |context| context.private_fin_ms))
}

impl mbedtls_timing_hr_time {
    fn start(&mut self) {
        self.private_opaque[0] = clock::monotonic_nanoseconds();
    }

    fn elapsed_ms(&self) -> u64 {
        clock::monotonic_nanoseconds().saturating_sub(self.private_opaque[0]) / 1_000_000
    }
}
