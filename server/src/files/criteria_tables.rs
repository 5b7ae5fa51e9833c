//! Tables in a cell of criteria: each row is a criterion. Knows Jira's wiki markup and Markdown.

use std::borrow::Cow;

/// The text with the rows of tables as items of a list: without headers, and without cells that only
/// number the rows.
pub fn as_items(text: &str) -> Cow<'_, str> {
    if !text.lines().any(is_row) {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<Cow<str>> = Vec::new();
    let mut rows = text.lines().peekable();
    while let Some(line) = rows.next() {
        if !is_row(line) {
            lines.push(Cow::Borrowed(line));
        } else if rows.peek().is_some_and(|next| is_rule(next)) {
            rows.next();
        } else if !line.trim_start().starts_with("||") {
            lines.push(Cow::Owned(format!("- {}", cells(line).join(" – "))));
        }
    }
    Cow::Owned(lines.join("\n"))
}

fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with('|') && line.ends_with('|')
}

fn is_rule(line: &str) -> bool {
    is_row(line) && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells with text, without those that are only a number.
fn cells(line: &str) -> Vec<&str> {
    let is_text = |cell: &&str| cell.contains(char::is_alphabetic);
    line.trim().split('|').map(str::trim).filter(is_text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_an_item_without_header_and_number() {
        let expected = "- Gate opens\n- Gate closes – slowly";
        assert_eq!(as_items("||#||C||D||\n|1|Gate opens| |\n|2|Gate closes|slowly|"), expected);
        let markdown = "| # | C |\n|---|---|\n| 1 | Gate opens |\n| 2 | Gate closes | slowly |";
        assert_eq!(as_items(markdown), expected);
        assert_eq!(as_items("a | b\n- c"), "a | b\n- c");
    }
}
