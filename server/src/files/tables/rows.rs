//! The rows of a table: where each stands, its cells, and what is wrong with it. Passes over what is no
//! row: rules of Markdown, the header once more, and the title of a group above that.

use csv::StringRecord;
use domain::preview::{LeftOutReason, Unreadable};

use crate::files::tables::joined::is_of_sub_items;
use crate::files::tables::lines::{Lines, column};
use crate::files::tables::records::{read_record, reader, sole_cell, sole_row};
use crate::files::tables::table::Table;

/// What programs and people write where a value is missing. No title is one of these either: a story
/// called so would be that of a program for which the title is missing.
const NOTHING: [&str; 12] =
    ["null", "NULL", "Null", "None", "nil", "n/a", "N/A", "#N/A", "NaN", "-", "–", "—"];

impl Table<'_> {
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
            below: 0,
            is_header: false,
            is_behind_header: false,
        }
    }

    /// The first rows, including the header; fewer if they are damaged.
    pub fn first_rows(&self, count: usize) -> Vec<Row> {
        let mut reader = reader(&self.text[self.start..], self.separator);
        let mut rows = Vec::new();
        while rows.len() < count
            && let Some(cells) = read_record(&mut reader)
        {
            rows.push(self.row(0, 0, cells, self.header.len()));
        }
        rows
    }

    fn row(&self, line: u32, offset: usize, cells: StringRecord, columns: usize) -> Row {
        Row {
            line,
            offset,
            cells,
            header: self.header.len(),
            columns,
            has_words_for_nothing: self.has_words_for_nothing,
            shows_shifts: self.separator == b','
                && !self.cells.iter().any(|cell| cell.starts_with(' ')),
        }
    }

    /// Whether the row is the header once more, as where two exports were joined.
    fn is_header(&self, row: &StringRecord) -> bool {
        let text = |cell: &str| -> String { cell.trim_matches(['\u{feff}', ' ', '"']).to_owned() };
        self.has_header
            && self.header.len() > 1
            && row.len() == self.cells.len()
            && row.iter().zip(&self.cells).all(|(one, other)| text(one) == text(other))
    }

    /// Whether the row is the header of items that are parts of others.
    fn is_header_of_parts(&self, row: &StringRecord) -> bool {
        self.has_header && self.header.len() > 1 && is_of_sub_items(row)
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
    /// The header that the rows stand below, of those that were joined.
    below: usize,
    /// Whether the row that was read last is a header once more.
    is_header: bool,
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
        let cells = cells?;
        let joined = table.joined.header(&cells);
        self.is_header = joined.is_some() || table.is_header(&cells);
        self.below = joined.unwrap_or(self.below);
        let columns = table.joined.columns(self.below).unwrap_or(table.header.len());
        Some(Ok(table.row(line, begin, table.joined.placed(self.below, cells), columns)))
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
                Some(Ok(_)) if self.is_header => self.is_behind_header = true,
                Some(Ok(row)) if self.table.is_header_of_parts(&row.cells) => {}
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
    /// How many columns the table has.
    header: usize,
    /// How many of them the header has that the row stands below.
    columns: usize,
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
        let (cells, header) = (
            (self.cells.len() + self.columns - self.header.min(self.cells.len())) as u32,
            self.columns as u32,
        );
        is_too_long.then_some(LeftOutReason::TooManyCells { cells, header })
    }
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
