//! The YAML between two lines of dashes with which Markdown files of many tools begin: it is about the
//! file and no story.

use std::borrow::Cow;

/// How many lines it may have. What is longer is a text that begins with a rule.
const LONGEST: usize = 200;

/// The text with empty lines in place of its front matter.
pub fn masked(text: &str) -> Cow<'_, str> {
    let Some(end) = end(text) else { return text.into() };
    let lines = "\n".repeat(text[..end].matches('\n').count());
    (lines + &text[end..]).into()
}

/// Where the front matter ends, if the text begins with one: it names something, and has nothing but
/// YAML as such files have it.
fn end(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').take(LONGEST);
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let (mut offset, mut names) = (first.len(), 0);
    for line in lines {
        offset += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (names > 0).then_some(offset);
        }
        let is_inner = line.starts_with([' ', '\t', '#', '-', ']', '}']) || line.trim().is_empty();
        if is_name(line) {
            names += 1;
        } else if !is_inner {
            return None;
        }
    }
    None
}

/// Whether a line gives a value to a name: `title: Harbour`.
fn is_name(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '"');
    let is_apart = value.is_empty() || value.starts_with(char::is_whitespace);
    is_apart
        && name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '"'))
        && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_passed_over_and_lines_keep_their_numbers() {
        let text = "---\r\ntitle: Harbour\r\ntags:\r\n  - a\r\n- b\r\n---\r\n- [ ] Mend\r\n";
        assert_eq!(masked(text), "\n\n\n\n\n\n- [ ] Mend\r\n");
    }

    #[test]
    fn a_rule_at_the_start_begins_no_front_matter() {
        for text in [
            "---\n**ID**: 1\n---\n",
            "---\n- [ ] a\n---\n",
            "---\ntitle: a\n",
            "a\n---\nb: c\n---\n",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
