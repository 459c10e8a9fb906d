use super::{MBEDTLS_ERR_X509_BAD_INPUT_DATA, mbedtls_x509_time};
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr::{self, OrCode};
use crate::pki::validity::DateTime;
use crate::time::{SystemWallClock, WallClock};
use std::ffi::c_int;

impl From<DateTime> for mbedtls_x509_time {
    fn from(time: DateTime) -> Self {
        Self {
            year: time.year.into(),
            mon: time.month.into(),
            day: time.day.into(),
            hour: time.hour.into(),
            min: time.minute.into(),
            sec: time.second.into(),
        }
    }
}

impl mbedtls_x509_time {
    fn now() -> Self {
        DateTime::from_unix(i64::try_from(SystemWallClock.unix_seconds()).unwrap_or(i64::MAX)).into()
    }

    /// Below zero if `self` is earlier than `other`, above if it is later. Fields may be out of their ranges.
    fn compare(&self, other: &Self) -> c_int {
        let date =
            |time: &Self| (i64::from(time.year) << 9) + (i64::from(time.mon) << 5) + i64::from(time.day);
        let clock =
            |time: &Self| (i64::from(time.hour) << 12) + (i64::from(time.min) << 6) + i64::from(time.sec);
        let difference = match date(self) - date(other) {
            0 => clock(self) - clock(other),
            days => days,
        };
        difference.clamp(c_int::MIN.into(), c_int::MAX.into()) as c_int
    }
}

/// Compares two times.
///
/// \param t1  The first. It must not be NULL.
/// \param t2  The second. It must not be NULL.
///
/// \return    A number below zero if `t1` is before `t2`, zero if they are equal, above zero if `t1` is after `t2`;
///            zero too if one is NULL.
///
/// # Safety
/// Both are NULL or point to a `mbedtls_x509_time`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_time_cmp(
    t1: *const mbedtls_x509_time,
    t2: *const mbedtls_x509_time,
) -> c_int {
    boundary_or(0, || {
        // SAFETY: NULL or valid, by contract.
        match unsafe { (ptr::reference(t1), ptr::reference(t2)) } {
            (Ok(first), Ok(second)) => first.compare(second),
            _ => 0,
        }
    })
}

/// Turns seconds since 1970-01-01 00:00:00 UTC into a date and a time of day in UTC.
///
/// \param tt   The seconds. Years outside 0 to 9999 become the nearest end.
/// \param now  Where the result goes.
///
/// \return     0, or MBEDTLS_ERR_X509_BAD_INPUT_DATA if `now` is NULL.
///
/// # Safety
/// `now` is NULL or points to a writable `mbedtls_x509_time`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_time_gmtime(tt: i64, now: *mut mbedtls_x509_time) -> c_int {
    boundary(|| {
        // SAFETY: NULL or writable, by contract.
        unsafe { ptr::store(now, DateTime::from_unix(tt).into()) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)
    })
}

/// Tells whether a time lies in the past, as the end of a certificate's validity must not.
///
/// \param to  The time. NULL counts as past.
///
/// \return    1 if it is before the current time, 0 if not.
///
/// # Safety
/// `to` is NULL or points to a `mbedtls_x509_time`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_time_is_past(to: *const mbedtls_x509_time) -> c_int {
    boundary_or(1, || {
        // SAFETY: NULL or valid, by contract.
        let time = unsafe { ptr::reference(to) };
        time.map_or(1, |time| (time.compare(&mbedtls_x509_time::now()) < 0).into())
    })
}

/// Tells whether a time lies in the future, as the beginning of a certificate's validity must not.
///
/// \param from  The time. NULL counts as future.
///
/// \return      1 if it is after the current time, 0 if not.
///
/// # Safety
/// `from` is NULL or points to a `mbedtls_x509_time`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_time_is_future(from: *const mbedtls_x509_time) -> c_int {
    boundary_or(1, || {
        // SAFETY: NULL or valid, by contract.
        let time = unsafe { ptr::reference(from) };
        time.map_or(1, |time| (time.compare(&mbedtls_x509_time::now()) > 0).into())
    })
}
