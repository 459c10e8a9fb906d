//! The line that no panic crosses: every exported function's body runs inside one of these.

use super::status::Status;
use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a body may hand back to C as a plain `int`: nothing (0), a number, or a count of bytes.
pub trait IntoReturn {
    /// The number that C gets.
    fn into_return(self) -> c_int;
}

impl IntoReturn for () {
    fn into_return(self) -> c_int {
        0
    }
}

impl IntoReturn for c_int {
    fn into_return(self) -> c_int {
        self
    }
}

impl IntoReturn for usize {
    /// Counts beyond `INT_MAX` cannot be told to C; the bodies never ask for so many bytes at once.
    fn into_return(self) -> c_int {
        c_int::try_from(self).unwrap_or(c_int::MAX)
    }
}

/// Runs the body of an exported function that returns `int`; a panic becomes `MBEDTLS_ERR_SSL_INTERNAL_ERROR`.
///
/// For functions whose context must not be used after a panic there is [`boundary_with`].
pub fn boundary<T: IntoReturn>(body: impl FnOnce() -> Result<T, Status>) -> c_int {
    boundary_with(|| (), body)
}

/// As [`boundary`], and calls `on_panic` after a panic, so that the caller can mark its context as poisoned.
pub fn boundary_with<T: IntoReturn>(
    on_panic: impl FnOnce(),
    body: impl FnOnce() -> Result<T, Status>,
) -> c_int {
    // A panic may leave what the body worked on half changed. `on_panic` sees to it that nothing but free and reset
    // touches it again, which is what unwind safety asks for.
    match catch_unwind(AssertUnwindSafe(|| body().map(T::into_return))) {
        Ok(Ok(value)) => value,
        Ok(Err(status)) => status.code(),
        Err(payload) => {
            discard(payload);
            if let Err(payload) = catch_unwind(AssertUnwindSafe(on_panic)) {
                discard(payload);
            }
            Status::INTERNAL.code()
        }
    }
}

/// Runs the body of an exported function that returns something else than a status; a panic yields `fallback`.
pub fn boundary_or<T>(fallback: T, body: impl FnOnce() -> T) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(payload) => {
            discard(payload);
            fallback
        }
    }
}

/// Runs the body of an exported function that returns nothing; a panic ends it quietly.
pub fn boundary_void(body: impl FnOnce()) {
    boundary_or((), body);
}

/// Drops a panic's payload; should even that panic, the payload is leaked rather than let out.
fn discard(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(second);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn values_and_errors_pass() {
        assert_eq!(boundary(|| Ok(())), 0);
        assert_eq!(boundary(|| Ok(42usize)), 42);
        assert_eq!(boundary(|| Ok(-7)), -7);
        assert_eq!(boundary(|| Ok(usize::MAX)), c_int::MAX);
        assert_eq!(boundary(|| -> Result<(), Status> { Err(Error::Timeout.into()) }), -0x6800);
    }

    #[test]
    fn panic_is_an_internal_error_and_poisons() {
        let mut poisoned = false;
        let result = boundary_with(|| poisoned = true, || -> Result<(), Status> { panic!("on purpose") });
        assert_eq!(result, -0x6C00);
        assert!(poisoned);
        assert_eq!(boundary_or(5, || panic!("on purpose")), 5);
        boundary_void(|| panic!("on purpose"));
    }

    #[test]
    fn panics_while_cleaning_up_stay_inside() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                if !std::thread::panicking() {
                    panic!("payload that panics when dropped");
                }
            }
        }
        let body = || -> Result<(), Status> { std::panic::panic_any(Bomb) };
        assert_eq!(boundary_with(|| panic!("hook"), body), -0x6C00);
    }
}
