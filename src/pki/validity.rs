//! Points in time as certificates write them (RFC 5280 §4.1.2.5).

use super::der::{Reader, tag};
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};

/// A date and a time of day in UTC, to the second. Earlier is less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the last day of the month.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl DateTime {
    /// Seconds since 1970-01-01 00:00:00 UTC as a date; years outside 0 to 9999 become the nearest end.
    pub fn from_unix(seconds: i64) -> Self {
        const EARLIEST: i64 = -62_167_219_200;
        const LATEST: i64 = 253_402_300_799;
        let seconds = seconds.clamp(EARLIEST, LATEST);
        let days = seconds.div_euclid(86_400);
        let in_day = seconds.rem_euclid(86_400);
        // Counting from 1 March of year 0 puts the leap day at the end of each year, era and century.
        let from_march = days + 719_468;
        let era = from_march.div_euclid(146_097);
        let day_of_era = from_march.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self {
            year: year as u16,
            month: month as u8,
            day: day as u8,
            hour: (in_day / 3_600) as u8,
            minute: (in_day / 60 % 60) as u8,
            second: (in_day % 60) as u8,
        }
    }

    /// A UTCTime or a GeneralizedTime, both with seconds. The final `Z` may be missing, as Mbed TLS has it.
    pub fn parse(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        const PART: ParsePart = ParsePart::Date;
        let year_digits = match reader.peek_tag().within(PART)? {
            tag::UTC_TIME => 2,
            tag::GENERALIZED_TIME => 4,
            _ => return Err(PART.encoded(Asn1Error::UnexpectedTag)),
        };
        let (_, text) = reader.any().within(PART)?;
        Self::from_digits(text.rest(), year_digits).ok_or(PART.refused())
    }

    fn from_digits(text: &[u8], year_digits: usize) -> Option<Self> {
        let (digits, zone) = text.split_at_checked(year_digits + 10)?;
        if !matches!(zone, [] | [b'Z']) {
            return None;
        }
        let (year, rest) = digits.split_at_checked(year_digits)?;
        let mut year = number(year)?;
        if year_digits == 2 {
            year += if year < 50 { 2000 } else { 1900 };
        }
        let mut pairs = rest.chunks(2).map(number);
        let mut pair = || pairs.next().flatten().and_then(|value| u8::try_from(value).ok());
        let (month, day, hour, minute, second) = (pair()?, pair()?, pair()?, pair()?, pair()?);
        let time = Self { year, month, day, hour, minute, second };
        let sound = (1..=last_day(year, month)?).contains(&day) && hour < 24 && minute < 60 && second < 60;
        sound.then_some(time)
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits
        .iter()
        .try_fold(0u16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0')))
}

fn last_day(year: u16, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: u16, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> DateTime {
        DateTime { year, month, day, hour, minute, second }
    }

    #[test]
    fn unix_time_becomes_a_date() {
        assert_eq!(DateTime::from_unix(0), at(1970, 1, 1, 0, 0, 0));
        assert_eq!(DateTime::from_unix(951_782_399), at(2000, 2, 28, 23, 59, 59));
        assert_eq!(DateTime::from_unix(951_782_400), at(2000, 2, 29, 0, 0, 0));
        assert_eq!(DateTime::from_unix(1_709_251_199), at(2024, 2, 29, 23, 59, 59));
        assert_eq!(DateTime::from_unix(-1), at(1969, 12, 31, 23, 59, 59));
        assert_eq!(DateTime::from_unix(i64::MAX), at(9999, 12, 31, 23, 59, 59));
        assert_eq!(DateTime::from_unix(i64::MIN), at(0, 1, 1, 0, 0, 0));
    }

    #[test]
    fn dates_are_checked() {
        let utc = |text: &str| DateTime::from_digits(text.as_bytes(), 2);
        assert_eq!(utc("491231235959Z"), Some(at(2049, 12, 31, 23, 59, 59)));
        assert_eq!(utc("500101000000"), Some(at(1950, 1, 1, 0, 0, 0)));
        assert_eq!(utc("230229000000Z"), None);
        assert_eq!(utc("230230000000z"), None);
        assert_eq!(utc("231301000000Z"), None);
        assert_eq!(utc("230100000000Z"), None);
        assert_eq!(utc("230101240000Z"), None);
        assert_eq!(utc("2301010000Z"), None);
        assert_eq!(utc("23010100000 Z"), None);
        assert_eq!(DateTime::from_digits(b"20000229010203Z", 4), Some(at(2000, 2, 29, 1, 2, 3)));
        assert_eq!(DateTime::from_digits(b"21000229010203Z", 4), None);
    }
}
