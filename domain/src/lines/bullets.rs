//! Bullets and numbers as people type them and as word processors put them on the clipboard. Knows
//! single lines, no format.

/// Bullets that are also other signs: a blank must follow, so that `-5 °C` keeps its sign.
const SIGNS: [char; 6] = ['-', '*', '+', '–', '—', '·'];

/// Signs that are nothing else than bullets.
const BULLETS: [char; 30] = [
    '•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '◆', '◇', '⁃', '∙', '➢', '➤', '►', '▶', '→', '❖',
    '✓', '✔', '☐', '☑', '⬜', '✅', '・', '⦁', '⚫', '⚪', '※',
];

/// Letters and signs that Word writes as bullets where the font that draws them is missing.
const LETTERS: [char; 6] = ['o', '§', 'Ø', 'ü', 'v', 'q'];

/// Bullets of criteria, which must be followed by a blank.
const ITEM_BULLETS: [char; 12] = ['•', '‣', '◦', '▪', '▫', '●', '○', '■', '·', '–', '—', '+'];

/// Characters that make a line an item, with or without a blank after them.
const TICKS: [char; 22] = [
    '✅', '☑', '✔', '✓', '🗸', '☐', '⬜', '🔲', '🔳', '◻', '◽', '▢', '☒', '🔹', '🔸', '🔘', '➡',
    '➤', '👉', '✳', '⭐', '🟢',
];

/// Checkboxes before an item's text, GitLab's for what does not apply, and Jira's icons.
const BOXES: [&str; 10] = ["[ ]", "[]", "[x]", "[X]", "[~]", "(/)", "(x)", "(!)", "(?)", "(*)"];

/// The line without its bullet or number, if it has one.
pub fn strip(line: &str) -> Option<&str> {
    let line = line.trim_start();
    of_word(line)
        .or_else(|| line.strip_prefix(BULLETS).map(|rest| rest.trim_start_matches('\u{fe0f}')))
        .or_else(|| line.strip_prefix(SIGNS).filter(|rest| rest.starts_with(char::is_whitespace)))
        .or_else(|| number(line))
        .map(str::trim_start)
}

/// Boxes in front of what is to be done, and of what is done.
const TASKS: [(&str, bool); 6] =
    [("[ ]", false), ("[]", false), ("☐", false), ("[x]", true), ("[X]", true), ("☑", true)];

/// The line without the box of a task in front of it, and whether that is ticked.
pub fn task(line: &str) -> Option<(bool, &str)> {
    TASKS.iter().find_map(|(mark, is_ticked)| {
        let rest = line.trim_start().strip_prefix(mark)?.trim_start_matches('\u{fe0f}');
        rest.starts_with(char::is_whitespace).then(|| (*is_ticked, rest.trim_start()))
    })
}

/// The line without a bullet that only word processors write: with a tab behind it, as a private
/// sign of their symbol fonts, or as a letter that stands apart.
pub fn of_word(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix(is_private) {
        return Some(rest.trim_start());
    }
    let is_wide = |rest: &str| {
        let gap = rest.len() - rest.trim_start().len();
        rest.starts_with(['\t', '\u{a0}']) || gap > 1
    };
    let letter = line.strip_prefix(LETTERS).filter(|rest| is_wide(rest));
    let section = line.strip_prefix('§').filter(|rest| rest.starts_with(char::is_whitespace));
    let marked = line.split_once('\t').filter(|(mark, _)| is_mark(mark.trim_end()));
    letter.or(section).or(marked.map(|(_, rest)| rest)).map(str::trim_start)
}

/// Whether the text is a list that a word processor wrote: half of its lines or more have a bullet
/// with a tab behind it, and tabs stand nowhere else.
pub fn is_list_of_word(text: &str) -> bool {
    if !text.contains('\t') {
        return false;
    }
    let (mut lines, mut items) = (0_usize, 0_usize);
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        let (mark, rest) = line.split_once('\t').unwrap_or(("", line));
        items += usize::from(is_mark(mark.trim_end()));
        if rest.contains('\t') || (rest.len() < line.len() && !is_mark(mark.trim_end())) {
            return false;
        }
    }
    items > 0 && items * 2 >= lines
}

/// A private sign, as which Symbol and Wingdings come without their font.
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Whether what stands before a tab is a bullet or a number: `•`, `1.`, `1.2.`, `a)`, `(iv)`.
fn is_mark(mark: &str) -> bool {
    let mut chars = mark.chars();
    if let (Some(sign), None) = (chars.next(), chars.next()) {
        let is_sign = SIGNS.contains(&sign) || BULLETS.contains(&sign) || LETTERS.contains(&sign);
        return is_sign || is_private(sign);
    }
    let inside = mark.strip_prefix('(').unwrap_or(mark);
    let Some(number) = inside.strip_suffix(['.', ')']).filter(|number| !number.is_empty()) else {
        return false;
    };
    let is_digits = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_roman = number.len() <= 5 && number.bytes().all(|byte| b"ivxIVX".contains(&byte));
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    number.split('.').all(is_digits) || is_roman || is_letter
}

/// The line without a number: `1. `, `2) `, `1.2. `, `3、`. A blank must follow what ends it, so that
/// `3.5 metre` stays whole.
fn number(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (mut number, mut rest) = line.split_at(end);
    if let Some(behind) = rest.strip_prefix(['、', '．', '）']) {
        rest = behind;
    } else if let Some(behind) = rest.strip_prefix(')') {
        rest = behind.starts_with(char::is_whitespace).then_some(behind)?;
    } else {
        number = number.strip_suffix('.')?;
        rest = rest.starts_with(char::is_whitespace).then_some(rest)?;
    }
    let is_part = |part: &str| (1..=3).contains(&part.len());
    number.split('.').all(is_part).then_some(rest)
}

/// The text of a list item of criteria, without its bullet, number, tick and checkbox.
pub fn item(line: &str) -> Option<&str> {
    let mut text = without_marker(line)?;
    while let Some(rest) = without_box(text) {
        text = rest;
    }
    text.contains(char::is_alphanumeric).then_some(text)
}

fn without_marker(line: &str) -> Option<&str> {
    let wiki = line.trim_start_matches(['*', '#', '-']);
    let bullet = line.strip_prefix(ITEM_BULLETS);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number =
        digits.strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&(line.len() - digits.len())));
    [(wiki.len() < line.len()).then_some(wiki), bullet, number]
        .into_iter()
        .flatten()
        .find(|rest| rest.starts_with(char::is_whitespace))
        .map(str::trim_start)
        .or_else(|| of_word(line))
        .or_else(|| without_box(line))
}

fn without_box(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(TICKS) {
        return Some(rest.trim_start_matches('\u{fe0f}').trim_start());
    }
    let rest = BOXES.iter().find_map(|mark| text.strip_prefix(mark))?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_cut_off_however_they_are_written() {
        for line in [
            "- a",
            "* a",
            "• a",
            "•a",
            "•\ta",
            "\t•\ta",
            "·\ta",
            "\u{f0b7} a",
            "\u{f0b7}\ta",
            "\u{f0a7}a",
            "o\ta",
            "o   a",
            "o\u{a0}\u{a0}a",
            "§ a",
            "§\ta",
            "Ø\ta",
            "ü\ta",
            "1. a",
            "2) a",
            "1.\ta",
            "10)\ta",
            "1.2. a",
            "1.2.\ta",
            "a)\ta",
            "B.\ta",
            "(iv)\ta",
            "・a",
            "3、a",
            "☐ a",
            "✔️ a",
            "➢\ta",
        ] {
            assert_eq!(strip(line), Some("a"), "{line:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_bullet_stays() {
        for line in [
            "-5 °C",
            "3.5 metre",
            "1.8.0 is out",
            "o cliente",
            "v 2",
            "a) b",
            "2027. a",
            "1\ta",
            "TL-1\ta",
            "*a*",
            "(5) a",
            "1.",
            "",
        ] {
            assert_eq!(strip(line), None, "{line:?}");
        }
    }

    #[test]
    fn a_table_is_no_list_of_a_word_processor() {
        assert!(is_list_of_word("Backlog\n•\tMend\no\tPaint"));
        assert!(is_list_of_word("1.\tMend\r\n2.\tPaint"));
        for text in ["Title\tPoints\nMend\t5", "•\tMend\t5", "1\tMend\n2\tPaint", "a\tb\n•\tc"]
        {
            assert!(!is_list_of_word(text), "{text}");
        }
    }

    #[test]
    fn a_task_has_a_box() {
        assert_eq!(task("[ ] Mend"), Some((false, "Mend")));
        assert_eq!(task(" ☑ Mend"), Some((true, "Mend")));
        assert_eq!(task("[x] Mend"), Some((true, "Mend")));
        for line in ["[Bug] Mend", "[]Mend", "x Mend", ""] {
            assert_eq!(task(line), None, "{line}");
        }
    }
}
