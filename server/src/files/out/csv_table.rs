//! The form of every CSV that Ready Room writes: UTF-8, commas, CR LF line ends, and no cell that a
//! spreadsheet runs as a formula (rule 33). Knows no columns.

use crate::files::out::cells;

/// A header and rows as CSV. Every row has as many cells as the header.
///
/// There is no byte-order mark: programs assume UTF-8, and many read the mark as part of the first
/// column's name. Spreadsheets ask for the encoding when the file is imported as data.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(header).chain(rows) {
        let cells = row.iter().map(|cell| cells::guard(cell));
        writer.write_record(cells).expect("memory takes every row, and all rows are as long");
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("text and separators are UTF-8")
}
