//! Days of the calendar, in UTC.

use domain::time::Timestamp;
use time::{Date, OffsetDateTime};

/// The day of a time: `2026-03-31`. The last day that has four digits for its year stands for all later ones.
pub fn day(time: Timestamp) -> String {
    let milliseconds = i64::try_from(time.0).unwrap_or(i64::MAX);
    day_of(milliseconds).unwrap_or_else(|| Date::MAX.to_string())
}

/// The day of a time in milliseconds since 1970; `None` if its year has more than four digits.
pub fn day_of(milliseconds: i64) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp(milliseconds.div_euclid(1000)).ok()?;
    Some(time.date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_774_915_199, "2026-03-30"),
            (1_774_915_200, "2026-03-31"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(Timestamp(seconds * 1000)), expected);
        }
    }

    #[test]
    fn times_before_1970_and_far_away_have_a_day_too() {
        assert_eq!(day_of(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day_of(i64::MAX), None);
        assert_eq!(day(Timestamp(u64::MAX)), "9999-12-31");
    }
}
