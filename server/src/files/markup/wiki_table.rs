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

/// The table as lines of Markdown. A table without a header gets an empty one.
pub(in crate::files) fn to_markdown(lines: &[&str], has_colors: bool) -> Vec<String> {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_short = lines.iter().map(|line| line.len()).sum::<usize>() < 8 * columns;
    let has_head = lines.first().is_some_and(|line| line.trim_start().starts_with("||"));
    let mut written = Vec::with_capacity(lines.len() + 2);
    if !has_head {
        written.push("|".repeat(columns + 1));
        written.push(delimiter(columns, is_short));
    }
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> =
            row.iter().map(|cell| inline(cell, has_colors).replace("  \n", " ")).collect();
        let is_head = has_head && index == 0;
        let missing = if is_head { columns - row.len() } else { 0 };
        written.push(format!("|{}|{}", cells.join("|"), "|".repeat(missing)));
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
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix("||").or_else(|| line.strip_prefix('|')).unwrap_or(line);
    let line = line.strip_suffix("||").or_else(|| line.strip_suffix('|')).unwrap_or(line);
    let last_bracket = line.rfind(']').unwrap_or(0);
    let (mut cells, mut start, mut is_in_link, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            _ if is_escaped => {}
            b'[' => is_in_link = at < last_bracket,
            b']' => is_in_link = false,
            b'|' if !is_in_link && at >= start => {
                cells.push(&line[start..at]);
                start = at + 1 + usize::from(line[at + 1..].starts_with('|'));
            }
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.push(line.get(start..).unwrap_or_default());
    cells
}
