//! Days of the calendar, without a time or a place.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month};

/// A day of the Gregorian calendar, between the years 1 and 9999. Travels as in ISO 8601: `2026-03-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day that is written like that; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
        let has_digits = |part: &str, count| {
            part.len() == count && part.bytes().all(|digit| digit.is_ascii_digit())
        };
        if !(has_digits(year, 4) && has_digits(month, 2) && has_digits(day, 2)) {
            return None;
        }
        let year = year.parse().ok().filter(|year| *year > 0)?;
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year, month, day.parse().ok()?).ok().map(Self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a day such as 2026-03-31"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar_and_come_back_as_they_were_written() {
        for day in ["2026-03-31", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Day::parse(day).map(|day| day.to_string()).as_deref(), Some(day));
        }
        for other in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-03-31",
            "2026-3-31",
            "2026-03-31T00",
            "0000-01-01",
            "+026-03-31",
            "2026/03/31",
            "٢٠٢٦-03-31",
        ] {
            assert_eq!(Day::parse(other), None, "{other}");
        }
    }

    #[test]
    fn an_earlier_day_is_less() {
        assert!(Day::parse("2025-12-31") < Day::parse("2026-01-01"));
    }
}
