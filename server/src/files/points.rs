//! Parses estimates in files: numbers of 0 or more, and T-shirt sizes. Knows no format.

use domain::number;
use domain::preview::WarningKind;

/// T-shirt sizes that count as estimates.
const SIZES: [&str; 6] = ["XS", "S", "M", "L", "XL", "XXL"];

/// The most characters of an unreadable value that a warning repeats.
const SHOWN: usize = 80;

/// The estimate in a cell: a number in its shortest form, or a size. A blank cell and `?` are no
/// estimate.
pub fn read(cell: &str) -> Result<Option<String>, WarningKind> {
    let cell = cell.trim();
    if matches!(cell, "" | "?") {
        return Ok(None);
    }
    let estimate = shortest(cell).or_else(|| size(cell));
    let unreadable = || WarningKind::UnreadableEstimate(cell.chars().take(SHOWN).collect());
    estimate.map(Some).ok_or_else(unreadable)
}

/// A number of 0 or more in its shortest form (`5.0` is `5`, `½` and `,5` are `0.5`). Of fractions only
/// halves and quarters are numbers that somebody estimates with.
pub fn shortest(text: &str) -> Option<String> {
    let part = text.split_whitespace().last().unwrap_or_default();
    if part.contains(['/', '⁄', '⅓', '⅔']) && !["1/2", "1/4", "3/4"].contains(&part) {
        return None;
    }
    number::parse(text).map(|number| number.to_string())
}

fn size(text: &str) -> Option<String> {
    SIZES.iter().find(|size| size.eq_ignore_ascii_case(text)).map(|size| (*size).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_are_estimates() {
        for (cell, estimate) in [
            ("0.5", "0.5"),
            ("0,5", "0.5"),
            (".5", "0.5"),
            ("½", "0.5"),
            ("1/2", "0.5"),
            ("1.0", "1"),
            ("0", "0"),
            ("100", "100"),
            ("\u{a0}3.0 ", "3"),
            ("xl", "XL"),
        ] {
            assert_eq!(read(cell), Ok(Some(estimate.to_owned())), "{cell}");
        }
    }

    #[test]
    fn blank_and_question_mark_are_no_estimate_and_anything_else_is_unreadable() {
        assert_eq!(read("  "), Ok(None));
        assert_eq!(read("?"), Ok(None));
        for cell in ["TBD", "-1", "NaN", "5 or 8", "1e3", "inf", "1/3", "14/5"] {
            assert_eq!(read(cell), Err(WarningKind::UnreadableEstimate(cell.to_owned())));
        }
    }
}
