//! Numbers on cards and in estimates: parsing what people write, and formatting what they read.

use std::borrow::Cow;

/// The number in a text: 0 or more, as a decimal with a point or a comma, or as a fraction.
///
/// `½`, `1/2`, `0.5`, `0,5`, `.5` and `٠٫٥` are all 0.5. Signs, exponents and words are not numbers.
pub fn parse(text: &str) -> Option<f64> {
    let text = latin(text.trim());
    vulgar_fraction(&text).or_else(|| ratio(&text)).or_else(|| decimal(&text))
}

/// The text with the digits and decimal signs of Arabic, Persian and full-width writing as those of Latin.
pub fn latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.chars().map(latin_character).collect() }
}

fn latin_character(character: char) -> char {
    let zero = match character {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        '٫' | '．' => return '.',
        '，' => return ',',
        _ => return character,
    };
    let digit = u32::from(character) - u32::from(zero);
    char::from_digit(digit, 10).unwrap_or(character)
}

/// The number with at most two decimals, halves rounded up, and no trailing zeros: `2.17`, `0.5`,
/// `13`.
///
/// Formatted by hand: the standard library's formatting of floating-point numbers would add
/// noticeably to the size of the page's Wasm.
pub fn plain(number: f64) -> String {
    let hundredths = (number * 100.0).round() as u64;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match (part / 10, part % 10) {
        (0, 0) => whole.to_string(),
        (tenth, 0) => format!("{whole}.{tenth}"),
        (tenth, hundredth) => format!("{whole}.{tenth}{hundredth}"),
    }
}

fn vulgar_fraction(text: &str) -> Option<f64> {
    let last = text.chars().next_back()?;
    let part = match last {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        _ => return None,
    };
    let whole = text.strip_suffix(last)?;
    if whole.is_empty() { Some(part) } else { Some(digits(whole.trim_end())? + part) }
}

fn ratio(text: &str) -> Option<f64> {
    let (above, below) = text.split_once('/')?;
    let (above, below) = (digits(above)?, digits(below)?);
    (below != 0.0).then(|| above / below)
}

fn decimal(text: &str) -> Option<f64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.len() + part.len() > DIGITS {
        return None;
    }
    let scale = 10_u64.pow(part.len() as u32);
    match (whole, part) {
        ("", "") => None,
        ("", part) => Some(digits(part)? / scale as f64),
        (whole, "") => digits(whole),
        // Dividing two integers once gives the nearest number that can be represented.
        (whole, part) => Some((digits(whole)? * scale as f64 + digits(part)?) / scale as f64),
    }
}

/// The most digits of which a number of this type holds every combination exactly.
const DIGITS: usize = 15;

fn digits(text: &str) -> Option<f64> {
    let plain =
        !text.is_empty() && text.len() <= DIGITS && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse::<u64>().ok().map(|whole| whole as f64))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_half_however_it_is_written() {
        for half in ["½", "1/2", "0.5", "0,5", ".5", " 0.50 "] {
            assert_eq!(parse(half), Some(0.5), "{half}");
        }
        for half in ["٠٫٥", "۰٫۵", "０．５", "０，５", "١/٢"] {
            assert_eq!(parse(half), Some(0.5), "{half}");
        }
        assert_eq!(parse("١٣"), Some(13.0));
        assert_eq!(parse("1½"), Some(1.5));
        assert_eq!(parse("2.17"), Some(2.17));
        assert_eq!(parse("5."), Some(5.0));
    }

    #[test]
    fn words_signs_and_nothing_are_no_numbers() {
        for text in ["", "-1", "+1", "TBD", "1e3", "NaN", "inf", "1.2.3", "1/0", ".", "½1", "三"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn b06_numbers_show_at_most_two_decimals() {
        assert_eq!(plain(13.0 / 6.0), "2.17");
        assert_eq!(plain(5.0 / 3.0), "1.67");
        assert_eq!(plain(15.0), "15");
        assert_eq!(plain(100.0), "100");
        assert_eq!(plain(0.5), "0.5");
        assert_eq!(plain(0.0), "0");
        assert_eq!(plain(0.125), "0.13");
        assert_eq!(plain(2.05), "2.05");
    }
}
