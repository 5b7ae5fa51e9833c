//! Reads tables: separators, the line that each row starts on, and damage that makes a table
//! unreadable. Knows CSV, and no tracker.

use std::collections::HashSet;

use csv::StringRecord;
use domain::preview::{LeftOutReason, Unreadable};

use crate::files::tables::header::{Heading, Headings, fold};
use crate::files::tables::lines::{Lines, column};
use crate::files::tables::quotes;
use crate::files::tables::separator::{declared_separator, sniff};

/// The most columns of a table, the same as in spreadsheets. A text with more is not a table, or
/// crafted to take memory: each column takes a hundred bytes.
const MOST_COLUMNS: usize = 16_384;

/// A text as a table. Its first row is taken as a header unless it is said to have none.
pub struct Table<'t> {
    text: &'t str,
    /// Where the header starts.
    start: usize,
    header_line: u32,
    separator: u8,
    has_header: bool,
    /// The cells of the first row, as in the file.
    cells: StringRecord,
    header: Vec<Heading>,
    /// Whether the header itself is a single quoted cell, so that the whole file was wrapped.
    is_wrapped: bool,
    /// The offset of the first cell with wrong quotation marks.
    fault: Option<usize>,
}

impl<'t> Table<'t> {
    /// Reads the first row; `None` if the text is not a table.
    pub fn open(text: &'t str) -> Option<Self> {
        let (start, declared) = declared_separator(text);
        let start = start + text[start..].find(|c| !matches!(c, '\r' | '\n'))?;
        let separator = declared.unwrap_or_else(|| sniff(&text[start..]));
        let row = text[start..].bytes().take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        if row.filter(|byte| *byte == separator).count() >= MOST_COLUMNS {
            return None;
        }
        let fault = quotes::first_fault(&text.as_bytes()[start..], separator).map(|at| start + at);
        let mut reader = reader(&text[start..], separator);
        let mut cells = read_record(&mut reader)?;
        let header_end = start + reader.position().byte() as usize;
        if fault.is_some_and(|at| at < header_end) {
            cells = unquoted_cells(text[start..].lines().next()?, separator);
        }
        let unwrapped = sole_cell(&cells).and_then(|cell| sole_row(cell, sniff(cell)));
        let unwrapped = unwrapped.filter(|inner| inner.len() > 1);
        let is_wrapped = unwrapped.is_some();
        let headings = Headings::new();
        let cells = unwrapped.unwrap_or(cells);
        if cells.len() > MOST_COLUMNS {
            return None;
        }
        let header = cells.iter().map(|cell| headings.read(cell)).collect();
        let header_line = Lines::new(text).at(start);
        let has_header = true;
        let table = Self {
            text,
            start,
            header_line,
            separator,
            has_header,
            cells,
            header,
            is_wrapped,
            fault,
        };
        Some(table)
    }

    /// The same table with its first row taken as data.
    pub fn without_header(self) -> Self {
        let header = self.header.iter().map(|_| Heading::default()).collect();
        Self { has_header: false, header, ..self }
    }

    /// Whether the first row is a header.
    pub fn has_header(&self) -> bool {
        self.has_header
    }

    /// The line of the first row, from 1.
    pub fn header_line(&self) -> u32 {
        self.header_line
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// The separator of cells.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// The cells of the first row, as in the file.
    pub fn first_row(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// The cells of the first row, or empty ones if it is not a header.
    pub fn header_cells(&self) -> impl Iterator<Item = &str> {
        let shown = if self.has_header { usize::MAX } else { 0 };
        self.cells.iter().enumerate().map(move |(at, cell)| if at < shown { cell } else { "" })
    }

    /// The first rows, including the header; fewer if they are damaged.
    pub fn first_rows(&self, count: usize) -> Vec<Row> {
        let mut reader = reader(&self.text[self.start..], self.separator);
        let mut rows = Vec::new();
        while rows.len() < count
            && let Some(cells) = read_record(&mut reader)
        {
            rows.push(Row { line: 0, offset: 0, cells, header: self.header.len() });
        }
        rows
    }

    /// The columns with one of these names, in the order of the file.
    pub fn columns(&self, names: &[&str]) -> Vec<usize> {
        self.find(names, |heading| !heading.is_custom)
    }

    /// The columns with one of these names, including custom fields.
    pub fn columns_or_custom(&self, names: &[&str]) -> Vec<usize> {
        self.find(names, |_| true)
    }

    fn find(&self, names: &[&str], also: impl Fn(&Heading) -> bool) -> Vec<usize> {
        let names: HashSet<String> = names.iter().map(|name| fold(name)).collect();
        let is_wanted = |heading: &Heading| names.contains(&heading.name) && also(heading);
        (0..self.header.len()).filter(|column| is_wanted(&self.header[*column])).collect()
    }

    /// The rows after the header. Damage is an error at its row, after which nothing can be
    /// trusted.
    pub fn rows(&self) -> Rows<'_> {
        let mut reader = reader(&self.text[self.start..], self.separator);
        if self.has_header {
            read_record(&mut reader);
        }
        Rows { table: self, reader, lines: Lines::new(self.text), is_over: false }
    }

    /// Whether the row consists of as many cells as the header has, wrapped in one pair of
    /// quotation marks. `raw` is the row as in the file, where empty cells may follow.
    fn is_resaved(&self, raw: &str, cells: &StringRecord) -> bool {
        let is_quoted = || {
            let cell = raw.trim().trim_end_matches([',', ';', '\t', '|', ' ']);
            cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"')
        };
        let columns = self.header.len();
        columns > 1
            && sole_cell(cells).is_some_and(|cell| {
                is_quoted()
                    && sole_row(cell, self.separator).is_some_and(|row| row.len() == columns)
            })
    }

    fn resaved(&self, line: u32) -> Unreadable {
        Unreadable::ResavedBySpreadsheet { line, cells: 1, header: self.header.len() as u32 }
    }
}

/// Iterates over the rows of a [`Table`].
pub struct Rows<'t> {
    table: &'t Table<'t>,
    reader: csv::Reader<&'t [u8]>,
    lines: Lines<'t>,
    is_over: bool,
}

impl Rows<'_> {
    fn read(&mut self) -> Option<Result<Row, Unreadable>> {
        let table = self.table;
        if table.is_wrapped {
            return Some(Err(table.resaved(table.header_line)));
        }
        let begin = table.start + self.reader.position().byte() as usize;
        let cells = read_record(&mut self.reader);
        let end = table.start + self.reader.position().byte() as usize;
        let blank = table.text[begin..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        if let Some(cells) = &cells
            && table.is_resaved(&table.text[begin..end], cells)
        {
            return Some(Err(table.resaved(self.lines.at(begin + blank))));
        }
        if let Some(fault) = table.fault.filter(|fault| *fault < end) {
            let (line, column) = (self.lines.at(fault), column(table.text, fault));
            return Some(Err(Unreadable::UnclosedQuote { line, column }));
        }
        let line = self.lines.at(begin + blank);
        Some(Ok(Row { line, offset: begin, cells: cells?, header: table.header.len() }))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            let row = self.read();
            self.is_over = !matches!(row, Some(Ok(_)));
            let is_rule = |row: &Row| self.table.separator == b'|' && row.is_rule();
            if !matches!(&row, Some(Ok(row)) if is_rule(row)) {
                return row;
            }
        }
        None
    }
}

/// One row of a [`Table`].
pub struct Row {
    /// The line of the file that it starts on, from 1.
    pub line: u32,
    /// Its offset in the text, in bytes.
    pub offset: usize,
    cells: StringRecord,
    header: usize,
}

impl Row {
    /// The first cell in these columns that is not blank, as in the file; empty if there is none.
    /// Cells that a short row lacks are blank.
    pub fn raw<'r>(&'r self, columns: &[usize]) -> &'r str {
        self.all(columns).next().unwrap_or_default()
    }

    /// The first cell in these columns that is not blank, trimmed; empty if there is none.
    pub fn first<'r>(&'r self, columns: &[usize]) -> &'r str {
        self.raw(columns).trim()
    }

    /// The cells in these columns that are not blank, as in the file.
    pub fn all<'r>(&'r self, columns: &[usize]) -> impl Iterator<Item = &'r str> {
        columns
            .iter()
            .filter_map(|column| self.cells.get(*column))
            .filter(|cell| !cell.trim().is_empty())
    }

    /// All cells, as in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells there are.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether it is the delimiter row of a Markdown table.
    fn is_rule(&self) -> bool {
        let mut cells = self.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.bytes().all(|b| matches!(b, b'-' | b':')))
    }

    /// Why the row cannot be read, whatever its columns hold.
    pub fn flaw(&self) -> Option<LeftOutReason> {
        if self.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Some(LeftOutReason::Empty);
        }
        let (cells, header) = (self.cells.len() as u32, self.header as u32);
        (cells > header).then_some(LeftOutReason::TooManyCells { cells, header })
    }
}

fn reader(csv: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(csv.as_bytes())
}

/// The next record. The reader only fails on invalid UTF-8, and it reads from a `str`.
fn read_record(reader: &mut csv::Reader<&[u8]>) -> Option<StringRecord> {
    let mut record = StringRecord::new();
    reader.read_record(&mut record).is_ok_and(|is_read| is_read).then_some(record)
}

/// The cells of a text, if it is a single row.
fn sole_row(csv: &str, separator: u8) -> Option<StringRecord> {
    let mut reader = reader(csv, separator);
    let row = read_record(&mut reader)?;
    read_record(&mut reader).is_none().then_some(row)
}

/// The first cell, if it is the only one with text.
fn sole_cell(cells: &StringRecord) -> Option<&str> {
    let (first, mut others) = (cells.get(0)?, cells.iter().skip(1));
    others.all(|cell| cell.trim().is_empty()).then_some(first)
}

/// The cells of a line whose quotation marks cannot be trusted.
fn unquoted_cells(line: &str, separator: u8) -> StringRecord {
    line.split(char::from(separator)).map(|cell| cell.replace('"', "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
        let table = Table::open(text).unwrap();
        table
            .rows()
            .map(|row| row.map(|row| (row.line, row.cells.iter().map(str::to_owned).collect())))
            .collect()
    }

    fn row(line: u32, cells: [&str; 2]) -> (u32, Vec<String>) {
        (line, cells.map(str::to_owned).to_vec())
    }

    #[test]
    fn every_separator_is_found_also_in_a_quoted_header() {
        for (text, separator) in [
            ("a,b;c,d\n1,2,3", b','),
            ("\"a, b, c\";d\n1;2", b';'),
            ("a\tb, c\n1\t2", b'\t'),
            ("a|b\n1|2", b'|'),
            ("sep=;\na,b;c\n", b';'),
        ] {
            assert_eq!(Table::open(text).unwrap().separator, separator, "{text}");
        }
    }

    #[test]
    fn rows_know_their_lines_whatever_ends_them() {
        let expected = Ok(vec![row(3, ["1", "x\ny"]), row(6, ["2", "z"])]);
        let text = "\na,b\n1,\"x\ny\"\n\n2,z\n";
        assert_eq!(rows(text), expected);
        let lines = |text: &str| -> Vec<u32> {
            rows(text).unwrap().into_iter().map(|(line, _)| line).collect()
        };
        assert_eq!(lines(&text.replace('\n', "\r\n")), [3, 6]);
        assert_eq!(lines(&text.replace('\n', "\r")), [3, 6]);
        assert_eq!(lines("sep=;\na;b\n1;2\n"), [3]);
    }

    #[test]
    fn rows_that_are_too_long_or_empty_have_a_flaw() {
        let table = Table::open("a,b\n1,2,\n1\n,\n").unwrap();
        let flaws: Vec<_> = table.rows().map(|row| row.unwrap().flaw()).collect();
        let too_long = LeftOutReason::TooManyCells { cells: 3, header: 2 };
        assert_eq!(flaws, [Some(too_long), None, Some(LeftOutReason::Empty)]);
    }

    #[test]
    fn a_wrong_quotation_mark_is_an_error_on_its_line() {
        let error = |line| Err(Unreadable::UnclosedQuote { line, column: 3 });
        assert_eq!(rows("a,b\n1,2\n3,\"4\n5,6\n"), error(3));
        assert_eq!(rows("a,b\n1,2\nü,\"4\n5,\"6\"\n"), error(3));
        assert_eq!(rows("a,\"b\n1,2\n"), error(1));
    }

    #[test]
    fn rows_wrapped_by_a_spreadsheet_are_an_error() {
        let error = |line, header| Err(Unreadable::ResavedBySpreadsheet { line, cells: 1, header });
        assert_eq!(rows("a,b,c\n\"1,2,\"\"3\"\"\"\n"), error(2, 3));
        assert_eq!(rows("a,b,c\n1,2,3\n\"1,2,3\";;;\n"), error(3, 3));
        assert_eq!(rows("a,b,c\n\"1,2,3\",,\n"), error(2, 3));
        assert_eq!(rows("\"a,b,c\";;\n\"1,2,3\";;\n"), error(1, 3));
        assert!(rows("a,b,c\n\"1, 2\",,\n").is_ok());
    }
}
