//! Reads tables: separators, the line that each row starts on, and damage that makes a table
//! unreadable. Knows CSV, and no tracker.

use std::collections::HashSet;

use csv::StringRecord;
use domain::number;
use domain::preview::{LeftOutReason, Unreadable};

use crate::files::tables::finding::{self, Start};
use crate::files::tables::header::{Heading, Headings, key};
use crate::files::tables::lines::{Lines, column};
use crate::files::tables::quotes;
use crate::files::tables::separator::{declared_separator, sniff};

/// The most columns of a table, the same as in spreadsheets. A text with more is not a table, or
/// crafted to take memory: each column takes a hundred bytes.
const MOST_COLUMNS: usize = 16_384;

/// What programs and people write where a value is missing. No title is one of these either: a story
/// called so would be that of a program for which the title is missing.
const NOTHING: [&str; 12] =
    ["null", "NULL", "Null", "None", "nil", "n/a", "N/A", "#N/A", "NaN", "-", "–", "—"];

/// The most characters of a cell in a header.
pub const LONGEST_NAME: usize = 60;

/// A text that may be a table.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// The text.
    pub text: &'t str,
    /// The number of each row in the sheet that the text was made of, where it was.
    pub row_numbers: Option<&'t [u32]>,
}

impl<'t> From<&'t str> for Source<'t> {
    fn from(text: &'t str) -> Self {
        Self { text, row_numbers: None }
    }
}

/// A text as a table. Its first row is taken as a header unless it is said to have none.
pub struct Table<'t> {
    text: &'t str,
    /// The numbers of its rows from the first one on, where they are rows of a sheet.
    row_numbers: Option<&'t [u32]>,
    /// Where the header starts.
    start: usize,
    header_line: u32,
    separator: u8,
    has_header: bool,
    /// Whether the first row was recognised as a header by the names in it.
    is_named: bool,
    has_words_for_nothing: bool,
    /// The cells of the first row, as in the file.
    cells: StringRecord,
    header: Vec<Heading>,
    /// Whether the header itself is a single quoted cell, so that the whole file was wrapped.
    is_wrapped: bool,
    /// The offset of the first cell with wrong quotation marks.
    fault: Option<usize>,
}

impl<'t> Table<'t> {
    /// Finds the header and reads it; `None` if the text is not a table.
    pub fn open(source: impl Into<Source<'t>>) -> Option<Self> {
        let source = source.into();
        Self::at(source, &finding::header(source.text)?)
    }

    /// Reads the first row with text; `None` if the text is not a table.
    pub fn open_at_first_row(source: impl Into<Source<'t>>) -> Option<Self> {
        let source = source.into();
        Self::at(source, &finding::first_row(source.text)?)
    }

    fn at(source: Source<'t>, at: &Start) -> Option<Self> {
        let Source { text, row_numbers } = source;
        let Start { offset: start, separator, is_named } = *at;
        let row = text[start..].bytes().take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        if row.filter(|byte| *byte == separator).count() >= MOST_COLUMNS {
            return None;
        }
        let fault = quotes::first_fault(&text.as_bytes()[start..], separator).map(|at| start + at);
        let mut reader = reader(&text[start..], separator);
        let mut cells = read_record(&mut reader)?;
        let header_end = start + reader.position().byte() as usize;
        if fault.is_some_and(|at| at < header_end) {
            cells = unquoted_cells(text[start..].split(['\r', '\n']).next()?, separator);
        }
        let unwrapped = sole_cell(&cells).and_then(|cell| sole_row(cell, sniff(cell)));
        let unwrapped = unwrapped.filter(|inner| inner.len() > 1);
        let is_wrapped = unwrapped.is_some();
        let headings = Headings::shared();
        let cells = unwrapped.unwrap_or(cells);
        if cells.len() > MOST_COLUMNS {
            return None;
        }
        let header = cells.iter().map(|cell| headings.read(cell)).collect();
        let before = text.get(declared_separator(text).0..start).unwrap_or_default();
        let rows_before = row_numbers.map_or(0, |_| count_rows(before, separator));
        let numbered = row_numbers.and_then(|numbers| numbers.get(rows_before));
        let header_line = numbered.copied().unwrap_or_else(|| Lines::new(text).at(start));
        let has_header = true;
        let table = Self {
            text,
            row_numbers: row_numbers.map(|numbers| numbers.get(rows_before..).unwrap_or_default()),
            start,
            header_line,
            separator,
            has_header,
            is_named,
            has_words_for_nothing: false,
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

    /// The whole text that the table stands in.
    pub fn text(&self) -> &str {
        self.text
    }

    /// The same table, in which words such as `null` say that a cell is empty.
    pub fn with_words_for_nothing(self) -> Self {
        Self { has_words_for_nothing: true, ..self }
    }

    /// Whether the first row is a header.
    pub fn has_header(&self) -> bool {
        self.has_header
    }

    /// Whether the first row holds enough names of columns to be a header, or can be one: short
    /// texts that are neither numbers nor addresses.
    pub fn may_have_header(&self) -> bool {
        let is_name = |cell: &str| {
            let cell = cell.trim();
            !cell.contains("://")
                && number::parse(cell).is_none()
                && cell.chars().count() <= LONGEST_NAME
        };
        self.is_named || self.header_cells().all(is_name)
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
            rows.push(self.row(0, 0, cells));
        }
        rows
    }

    fn row(&self, line: u32, offset: usize, cells: StringRecord) -> Row {
        Row {
            line,
            offset,
            cells,
            header: self.header.len(),
            has_words_for_nothing: self.has_words_for_nothing,
            shows_shifts: self.separator == b','
                && !self.cells.iter().any(|cell| cell.starts_with(' ')),
        }
    }

    /// The columns with one of these names, in the order of the file.
    pub fn columns(&self, names: &[&str]) -> Vec<usize> {
        self.find(names, |heading| !heading.is_custom)
    }

    /// The columns with one of these names, including custom fields.
    pub fn columns_or_custom(&self, names: &[&str]) -> Vec<usize> {
        self.find(names, |_| true)
    }

    /// The columns whose name is one of these before an explanation.
    pub fn explained_columns(&self, names: &[&str]) -> Vec<usize> {
        let names: HashSet<String> = names.iter().map(|name| key(name)).collect();
        let is_wanted =
            |at: &usize| self.header[*at].short.as_ref().is_some_and(|name| names.contains(name));
        (0..self.header.len()).filter(is_wanted).collect()
    }

    /// The columns whose name is one of these with a number behind it (`AC 1`, `AC #2`).
    pub fn numbered_columns(&self, names: &[&str]) -> Vec<usize> {
        let names: HashSet<String> = names.iter().map(|name| key(name)).collect();
        let is_wanted = |at: &usize| {
            let name = &self.header[*at].name;
            let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
            stem.len() < name.len() && names.contains(stem.trim_end_matches('#'))
        };
        (0..self.header.len()).filter(is_wanted).collect()
    }

    fn find(&self, names: &[&str], also: impl Fn(&Heading) -> bool) -> Vec<usize> {
        let names: HashSet<String> = names.iter().map(|name| key(name)).collect();
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
        Rows {
            table: self,
            reader,
            lines: Lines::new(self.text),
            count: usize::from(self.has_header),
            is_over: false,
            held: None,
            is_behind_header: false,
        }
    }

    /// Whether the row is the header once more, as where two exports were joined.
    fn is_header(&self, row: &Row) -> bool {
        let text = |cell: &str| -> String { cell.trim_matches(['\u{feff}', ' ', '"']).to_owned() };
        self.has_header
            && self.header.len() > 1
            && row.cells.len() == self.cells.len()
            && row.cells.iter().zip(&self.cells).all(|(one, other)| text(one) == text(other))
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
    /// How many rows were read, with the header.
    count: usize,
    is_over: bool,
    /// A row that was read to see what comes behind another one.
    held: Option<Result<Row, Unreadable>>,
    /// Whether the row that was read last comes right behind the header.
    is_behind_header: bool,
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
        let number = table.row_numbers.and_then(|numbers| numbers.get(self.count).copied());
        let line = number.unwrap_or_else(|| self.lines.at(begin + blank));
        self.count += 1;
        Some(Ok(table.row(line, begin, cells?)))
    }
}

impl Rows<'_> {
    /// The next row that is not a rule of Markdown, nor the header once more.
    fn read_content(&mut self) -> Option<Result<Row, Unreadable>> {
        while !self.is_over {
            let row = self.read();
            self.is_over = !matches!(row, Some(Ok(_)));
            let is_rule = |row: &Row| self.table.separator == b'|' && row.is_rule();
            match &row {
                Some(Ok(row)) if is_rule(row) => {}
                Some(Ok(row)) if self.table.is_header(row) => self.is_behind_header = true,
                _ => return row,
            }
        }
        None
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = self.held.take().or_else(|| self.read_content());
            // One text alone in a row is the title of a group if the header follows once more.
            if !matches!(&row, Some(Ok(row)) if row.is_alone() && self.table.width() > 1) {
                return row;
            }
            self.is_behind_header = false;
            self.held = self.read_content();
            if !self.is_behind_header {
                return row;
            }
        }
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
    has_words_for_nothing: bool,
    /// Whether a blank at the start of a cell is likely to come from a text with a comma.
    shows_shifts: bool,
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
            .filter(|cell| !self.is_blank(cell))
    }

    fn is_blank(&self, cell: &str) -> bool {
        let cell = cell.trim();
        cell.is_empty() || (self.has_words_for_nothing && NOTHING.contains(&cell))
    }

    /// All cells, as in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells there are.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has only one cell with text.
    fn is_alone(&self) -> bool {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).take(2).count() == 1
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
        let is_filled = |cell: &str| !cell.trim().is_empty();
        let filled = self.cells.iter().enumerate().filter(|(_, cell)| is_filled(cell)).last();
        // Cells behind the last name are no damage if they are empty, unless a text with commas seems
        // to have shifted those before them.
        let is_shifted =
            || self.shows_shifts && self.cells.iter().any(|cell| cell.starts_with(' '));
        let is_too_long = filled.is_some_and(|(at, _)| at >= self.header)
            || (self.cells.len() > self.header && is_shifted());
        let (cells, header) = (self.cells.len() as u32, self.header as u32);
        is_too_long.then_some(LeftOutReason::TooManyCells { cells, header })
    }
}

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

fn count_rows(csv: &str, separator: u8) -> usize {
    let mut reader = reader(csv, separator);
    std::iter::from_fn(|| read_record(&mut reader)).count()
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
        let table = Table::open("a,b\n1,2,3\n1\n,\n1,2,,\n").unwrap();
        let flaws: Vec<_> = table.rows().map(|row| row.unwrap().flaw()).collect();
        let too_long = LeftOutReason::TooManyCells { cells: 3, header: 2 };
        assert_eq!(flaws, [Some(too_long), None, Some(LeftOutReason::Empty), None]);
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
