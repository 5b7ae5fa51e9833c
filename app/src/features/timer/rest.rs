//! Times in words and digits.

use crate::i18n::{I18n, Text};

/// The times that are offered, in minutes.
pub const MINUTES: [u32; 5] = [1, 2, 3, 5, 10];

/// So many minutes, in words.
pub fn minutes(i18n: I18n, minutes: u32) -> String {
    i18n.plural(Text::Minutes, minutes as usize)
}

/// What is left as a clock shows it: `2:05`. A second that has begun counts, so that `0:00` is the end.
pub fn clock(rest_ms: u64) -> String {
    let seconds = rest_ms.div_ceil(1_000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_second_that_has_begun_counts() {
        for (rest_ms, shown) in
            [(0, "0:00"), (1, "0:01"), (59_001, "1:00"), (125_000, "2:05"), (7_200_000, "120:00")]
        {
            assert_eq!(clock(rest_ms), shown);
        }
    }
}
