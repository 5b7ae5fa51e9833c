//! Phrases that several features build: enumerations and lengths of time.

use super::texts::Text;
use super::translations::I18n;

/// An enumeration: "3, 5 and 8".
pub fn list(i18n: I18n, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            i18n.format(Text::ListAnd, &[("first", &sequence(i18n, first)), ("last", last)])
        }
    }
}

/// An enumeration that goes on: "3, 5, 8".
pub fn sequence(i18n: I18n, items: &[String]) -> String {
    items.join(&i18n.get(Text::ListSeparator))
}

/// A length of time in minutes and seconds.
pub fn duration(i18n: I18n, milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    let number = |n: u64| i18n.number(n as f64);
    if seconds < 60 {
        return i18n.format(Text::DurationSeconds, &[("seconds", &number(seconds))]);
    }
    let (minutes, seconds) = (number(seconds / 60), number(seconds % 60));
    i18n.format(Text::DurationMinutes, &[("minutes", &minutes), ("seconds", &seconds)])
}

/// How many of all have voted: "4 of 6 have voted".
pub fn have_voted(i18n: I18n, votes: usize, all: usize) -> String {
    let (votes, all) = (i18n.number(votes as f64), i18n.number(all as f64));
    i18n.format(Text::HaveVoted, &[("votes", &votes), ("all", &all)])
}
