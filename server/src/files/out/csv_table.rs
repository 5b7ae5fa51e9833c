//! The form of every CSV that Ready Room writes: UTF-8, commas, CR LF line ends, and no cell that a
//! spreadsheet runs as a formula (rule 33). Knows no columns.

use crate::files::out::cells;

/// A header and rows as CSV. Every row has as many cells as the header.
///
/// There is no byte-order mark: programs assume UTF-8, and many read the mark as part of the first
/// column's name. Spreadsheets ask for the encoding when the file is imported as data.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    let line = |row: Vec<String>| {
        let cells = row.iter().map(|cell| quoted(cells::guard(cell)));
        cells.collect::<Vec<_>>().join(",") + "\r\n"
    };
    std::iter::once(header).chain(rows).map(line).collect()
}

/// What separates cells somewhere: some spreadsheets take semicolons or tabs for it, whatever the
/// file uses, and would begin another cell in the middle of a text.
const SEPARATORS: [char; 6] = [',', ';', '\t', '"', '\r', '\n'];

/// The cell in quotation marks, where anybody could take it for several.
fn quoted(cell: String) -> String {
    if cell.contains(SEPARATORS) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spreadsheet_finds_a_cell_in_the_middle_of_a_text() {
        let row = ["a;=1+1", "b\t=1+1", "c,d", "say \"x\"", "two\nlines", "plain"];
        let table =
            table(&["1", "2", "3", "4", "5", "6"], [row.map(str::to_owned).to_vec()].into_iter());
        assert_eq!(
            table,
            "1,2,3,4,5,6\r\n\"a;=1+1\",\"b\t=1+1\",\"c,d\",\"say \"\"x\"\"\",\"two\nlines\",plain\r\n"
        );
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let read = reader.records().next().unwrap().unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), row);
    }
}
