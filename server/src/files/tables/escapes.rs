//! Line breaks that an export wrote as the two characters `\n`.

use std::borrow::Cow;

use domain::format::Format;
use domain::preview::Unreadable;

use crate::files::job::Job;
use crate::files::tables::table::Table;

/// Whether the table writes line breaks as `\n`: no cell has a real one, and some cell has a `\n`
/// before something that begins a line. ClickUp is known to write them.
pub fn are_in(table: &Table, format: Format, job: &Job) -> Result<bool, Unreadable> {
    if !table.text().contains("\\n") {
        return Ok(false);
    }
    let mut is_used = format == Format::ClickupCsv;
    for row in table.rows() {
        let row = row?;
        job.reached(row.offset)?;
        for cell in row.cells() {
            if cell.contains(['\n', '\r']) || is_path(cell) {
                return Ok(false);
            }
            is_used |= begins_line(cell);
        }
    }
    Ok(is_used)
}

/// The text with real line breaks.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("\\n") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\\r\\n", "\n").replace("\\n", "\n"))
}

/// Whether what follows some `\n` cannot be the rest of a name that begins with `n`.
fn begins_line(cell: &str) -> bool {
    let mut parts = cell.split("\\n").skip(1).peekable();
    parts.any(|part| !part.starts_with(|c: char| c.is_lowercase() || c == '_' || c == '.'))
}

/// Whether the cell has a path of Windows, whose folders may begin with `n`.
fn is_path(cell: &str) -> bool {
    cell.contains(":\\n")
        && cell.split(":\\n").any(|before| {
            before.ends_with(|c: char| c.is_ascii_alphabetic())
                && !before[..before.len() - 1].ends_with(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &str, expected: bool) {
        let text = format!("Title,Description\n{rows}");
        let table = Table::open(text.as_str()).unwrap();
        assert_eq!(are_in(&table, Format::Spreadsheet, &Job::default()), Ok(expected), "{rows}");
    }

    #[test]
    fn breaks_are_escaped_where_no_cell_has_a_real_one() {
        check("A,Why\\n\\n- one\\n- two\n", true);
        check("A,Why\\nBecause\n", true);
        check("A,Why\\n- one\nB,\"Two\nlines\"\n", false);
        check("A,c:\\new\\notes\n", false);
        check("A,\\newline is TeX\n", false);
        check("A,Nothing\n", false);
    }
}
