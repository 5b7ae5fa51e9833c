//! Counts what a file holds that does not become a story. Pure.

use domain::preview::{LeftOut, LeftOutReason};

use super::messages;
use crate::i18n::Text;

/// How many rows of the file are left out.
pub fn total(left_out: &[LeftOut]) -> usize {
    left_out.iter().map(|left_out| rows(&left_out.why)).sum()
}

/// How many rows are left out for each reason, in the order of the file.
pub fn counts_by_reason(left_out: &[LeftOut]) -> Vec<(Text, usize)> {
    let mut counts: Vec<(Text, usize)> = Vec::new();
    for LeftOut { why, .. } in left_out {
        let text = messages::left_out_count(why);
        match counts.iter_mut().find(|(other, _)| *other == text) {
            Some((_, count)) => *count += rows(why),
            None => counts.push((text, rows(why))),
        }
    }
    counts
}

/// How many rows of the file an entry stands for.
fn rows(reason: &LeftOutReason) -> usize {
    match reason {
        LeftOutReason::TooManyStories { rows, .. } => *rows as usize,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_reason_and_the_last_entry_may_stand_for_many() {
        let reasons = [
            LeftOutReason::Epic,
            LeftOutReason::KeySeen,
            LeftOutReason::SameKeyAsLine(3),
            LeftOutReason::TooManyStories { limit: 2_000, rows: 17 },
        ];
        let left_out = reasons.map(|why| LeftOut { line: 1, what: String::new(), why });
        let expected = [
            (Text::LeftOutCountEpic, 1),
            (Text::LeftOutCountKeySeen, 2),
            (Text::LeftOutCountTooManyStories, 17),
        ];
        assert_eq!(counts_by_reason(&left_out), expected);
        assert_eq!(total(&left_out), 20);
    }
}
