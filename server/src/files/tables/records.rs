//! Reads rows of CSV with the csv crate, whose reader takes any width. Knows no header.

use csv::StringRecord;

/// A reader of rows of any width.
pub fn reader(csv: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(csv.as_bytes())
}

/// The next record, if there is one. The reader only fails on invalid UTF-8, and it reads from a `str`.
pub fn read_record(reader: &mut csv::Reader<&[u8]>) -> Option<StringRecord> {
    let mut record = StringRecord::new();
    reader.read_record(&mut record).is_ok_and(|is_read| is_read).then_some(record)
}

pub fn count_rows(csv: &str, separator: u8) -> usize {
    let mut reader = reader(csv, separator);
    std::iter::from_fn(|| read_record(&mut reader)).count()
}

/// The cells of a text, if it is a single row.
pub fn sole_row(csv: &str, separator: u8) -> Option<StringRecord> {
    let mut reader = reader(csv, separator);
    let row = read_record(&mut reader)?;
    read_record(&mut reader).is_none().then_some(row)
}

/// The first cell, if it is the only one with text.
pub fn sole_cell(cells: &StringRecord) -> Option<&str> {
    let (first, mut others) = (cells.get(0)?, cells.iter().skip(1));
    others.all(|cell| cell.trim().is_empty()).then_some(first)
}

/// The cells of a line whose quotation marks cannot be trusted.
pub fn unquoted_cells(line: &str, separator: u8) -> StringRecord {
    line.split(char::from(separator)).map(|cell| cell.replace('"', "")).collect()
}
