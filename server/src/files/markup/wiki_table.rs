//! Converts tables of Jira's wiki to Markdown.

use crate::files::markup::wiki_inline::inline;
use crate::files::markup::wiki_signs::split_line;

/// The lines at the start of a text that begin with a bar, and the text after them.
pub(in crate::files) fn lines(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.trim_start_matches(' ').starts_with('|') {
        let (line, behind) = split_line(rest);
        lines.push(line);
        rest = behind;
    }
    (!lines.is_empty()).then_some((lines, rest))
}

/// Whether one of the lines is the delimiter row of a Markdown table.
pub(in crate::files) fn is_markdown(lines: &[&str]) -> bool {
    let is_delimiter = |line: &&str| {
        line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    lines.iter().any(is_delimiter)
}

/// The table as lines of Markdown. A table without a header gets an empty one. Holds no list of
/// cells, of which a file can have one for each two bytes.
pub(in crate::files) fn to_markdown(lines: &[&str], has_colors: bool) -> Vec<String> {
    let columns = lines.iter().map(|line| cells(line).count()).max().unwrap_or(0);
    let is_short = lines.iter().map(|line| line.len()).sum::<usize>() < 8 * columns;
    let has_head = lines.first().is_some_and(|line| line.trim_start().starts_with("||"));
    let mut written = Vec::with_capacity(lines.len() + 2);
    if !has_head {
        written.push("|".repeat(columns + 1));
        written.push(delimiter(columns, is_short));
    }
    for (index, line) in lines.iter().enumerate() {
        let (mut row, mut count) = (String::with_capacity(line.len() + 2), 0);
        for cell in cells(line) {
            row.push('|');
            row.push_str(&inline(cell, has_colors).replace("  \n", " "));
            count += 1;
        }
        row.push('|');
        let is_head = has_head && index == 0;
        if is_head {
            row.extend(std::iter::repeat_n('|', columns - count));
        }
        written.push(row);
        if is_head {
            written.push(delimiter(columns, is_short));
        }
    }
    written
}

fn delimiter(columns: usize, is_short: bool) -> String {
    format!("|{}", if is_short { "-|" } else { " --- |" }.repeat(columns))
}

/// The cells of a row. A bar in a link or after a backslash does not end a cell.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix("||").or_else(|| line.strip_prefix('|')).unwrap_or(line);
    let line = line.strip_suffix("||").or_else(|| line.strip_suffix('|')).unwrap_or(line);
    let last_bracket = line.rfind(']').unwrap_or(0);
    let mut bytes = line.bytes().enumerate();
    let (mut start, mut is_in_link, mut is_escaped, mut is_over) = (0, false, false, false);
    std::iter::from_fn(move || {
        for (at, byte) in bytes.by_ref() {
            let was_escaped = is_escaped;
            is_escaped = byte == b'\\' && !was_escaped;
            match byte {
                _ if was_escaped => {}
                b'[' => is_in_link = at < last_bracket,
                b']' => is_in_link = false,
                b'|' if !is_in_link && at >= start => {
                    let cell = &line[start..at];
                    start = at + 1 + usize::from(line[at + 1..].starts_with('|'));
                    return Some(cell);
                }
                _ => {}
            }
        }
        let is_last = !std::mem::replace(&mut is_over, true);
        is_last.then(|| line.get(start..).unwrap_or_default())
    })
}
