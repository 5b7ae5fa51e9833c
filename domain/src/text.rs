//! Text that people type: counting, trimming, checking and comparing it.

use unicode_segmentation::UnicodeSegmentation;

use crate::limits;
use crate::people;
use crate::refusal::{Field, Refusal};

/// More bytes than the longest text that fits its field.
const TOO_LONG_TO_COUNT: usize = limits::DESCRIPTION * limits::SCALARS_PER_CHARACTER * 4;

/// How many user-perceived characters a text has. A character with an unreasonable number of
/// combining marks counts as several. In a text that is too long for every field each scalar value
/// counts, because telling characters apart takes long.
pub fn length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.len() > TOO_LONG_TO_COUNT {
        return text.chars().count();
    }
    text.graphemes(true)
        .map(|grapheme| grapheme.chars().count().div_ceil(limits::SCALARS_PER_CHARACTER))
        .sum()
}

/// A person's name: trimmed, with runs of blanks made one, 1 to [`limits::NAME`] characters long,
/// at least one of them visible (rule 2).
pub fn name(typed: &str) -> Result<String, Refusal> {
    name_counted(typed, length)
}

/// The same with a given way to count characters, since a browser brings its own.
pub fn name_counted(typed: &str, length: fn(&str) -> usize) -> Result<String, Refusal> {
    let name = collapsed(typed);
    if name.is_empty() {
        return Err(Refusal::Empty(Field::Name));
    }
    if !name.chars().any(is_visible) {
        return Err(Refusal::InvisibleName);
    }
    within_counted(Field::Name, name, length)
}

/// A name from another system, where names may be longer: shortened to what fits here.
pub fn name_from_elsewhere(given: &str) -> Result<String, Refusal> {
    let given = collapsed(given);
    let mut fitting = String::new();
    for grapheme in given.graphemes(true) {
        if length(&fitting) + length(grapheme) > limits::NAME {
            break;
        }
        fitting.push_str(grapheme);
    }
    name(&fitting)
}

/// A name as a room displays it: a person's name, possibly with the mark that tells namesakes
/// apart.
pub fn shown_name(given: &str) -> Result<String, Refusal> {
    name(given).or_else(|refusal| {
        let marked = given.rsplit_once(" (").and_then(|(own, mark)| {
            let mark: u32 = mark.strip_suffix(')')?.parse().ok()?;
            Some(people::marked(&name(own).ok()?, mark))
        });
        marked.ok_or(refusal)
    })
}

/// The label of a card: one line of 1 to [`limits::CARD_LABEL`] characters, at least one of them
/// visible.
pub fn card_label(typed: &str) -> Option<String> {
    let label = collapsed(typed);
    let fits = label.chars().any(is_visible) && length(&label) <= limits::CARD_LABEL;
    fits.then_some(label)
}

/// A text that must not be blank: a title, which is one line, or a criterion or another text that may have
/// several.
pub fn required(field: Field, typed: &str) -> Result<String, Refusal> {
    let text = match field {
        Field::Criterion => typed.trim().to_owned(),
        Field::Item => block(typed.trim()),
        _ => without_breaks(typed),
    };
    if text.is_empty() { Err(Refusal::Empty(field)) } else { within(field, text) }
}

/// The text, unless it is longer than its field may be.
pub fn within(field: Field, text: String) -> Result<String, Refusal> {
    within_counted(field, text, length)
}

fn within_counted(
    field: Field,
    text: String,
    length: fn(&str) -> usize,
) -> Result<String, Refusal> {
    let (limit, length) = (field.limit(), length(&text));
    if length > limit {
        return Err(Refusal::TooLong { field, limit: limit as u32, length: length as u32 });
    }
    Ok(text)
}

/// A text of several lines as typed, but with LF line ends, and without blank lines at either end.
pub fn block(typed: &str) -> String {
    let unix = typed.replace("\r\n", "\n").replace('\r', "\n");
    unix.trim_matches('\n').trim_end().to_owned()
}

/// A name in the form in which names are compared: without case and without invisible characters.
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| is_visible(*c)).flat_map(char::to_lowercase).collect()
}

/// The address, if a page may link to it: http, https or mailto.
pub fn safe_link(typed: &str) -> Option<String> {
    let link = typed.trim();
    let lower = link.get(..8).unwrap_or(link).to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    (known && !link.chars().any(|c| c.is_whitespace() || c.is_control())).then(|| link.to_owned())
}

/// Trimmed, with each line break made a blank.
fn without_breaks(typed: &str) -> String {
    typed.trim().replace("\r\n", " ").replace(['\r', '\n'], " ")
}

/// Trimmed, with each run of white space made one blank.
fn collapsed(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the character is visible. The ranges are those of Unicode's
/// `Default_Ignorable_Code_Point`, and two characters that are drawn blank without being white
/// space.
pub fn is_visible(c: char) -> bool {
    let invisible = c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    !invisible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_runs_of_blanks_become_one() {
        assert_eq!(name("  Ana \t Example\n"), Ok("Ana Example".into()));
    }

    #[test]
    fn names_have_1_to_40_characters_as_a_reader_counts_them() {
        assert!(name(&"👩🏽‍🚀".repeat(40)).is_ok());
        assert_eq!(
            name(&"x".repeat(41)),
            Err(Refusal::TooLong { field: Field::Name, limit: 40, length: 41 })
        );
        let stacked = format!("Z{}", "\u{301}".repeat(2_000));
        assert!(matches!(name(&stacked), Err(Refusal::TooLong { .. })));
    }

    #[test]
    fn a_name_from_another_system_is_shortened_to_what_fits() {
        assert_eq!(name_from_elsewhere(&"Ana ".repeat(20)), Ok("Ana ".repeat(10).trim().into()));
        assert_eq!(name_from_elsewhere(&"👩🏽‍🚀".repeat(50)), Ok("👩🏽‍🚀".repeat(40)));
        let stacked = format!("Z{}", "\u{301}".repeat(2_000));
        assert_eq!(name_from_elsewhere(&stacked), Err(Refusal::Empty(Field::Name)));
        assert_eq!(name_from_elsewhere("\u{2800}"), Err(Refusal::InvisibleName));
    }

    #[test]
    fn a_name_as_shown_may_be_longer_by_its_mark() {
        let longest = "x".repeat(40);
        assert_eq!(shown_name("Alex (2)"), Ok("Alex (2)".into()));
        assert_eq!(shown_name(&format!("{longest} (2)")), Ok(format!("{longest} (2)")));
        for bad in [format!("{longest}x (2)"), format!("{longest} (x)"), longest + "xx", " ".into()]
        {
            assert!(shown_name(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn b40_blank_and_invisible_names_are_refused_with_a_reason() {
        assert_eq!(name(" \u{a0}\u{3000} "), Err(Refusal::Empty(Field::Name)));
        for unseen in ["\u{200b}\u{200d}", "\u{2800}", "\u{3164}\u{feff}", "\u{202e}"] {
            assert_eq!(name(unseen), Err(Refusal::InvisibleName), "{unseen:?}");
        }
    }

    #[test]
    fn links_lead_only_to_the_web_or_to_mail() {
        assert!(safe_link("https://jira.example/TL-1").is_some());
        assert!(safe_link("HTTP://jira.example").is_some());
        assert!(safe_link("mailto:ana@example.com").is_some());
        for bad in ["javascript:alert(1)", " java\nscript:x", "data:text/html,x", "//x", ""] {
            assert_eq!(safe_link(bad), None, "{bad:?}");
        }
    }
}
