//! Opens tables: their separator, their header, and the columns by name. Knows CSV, and no tracker;
//! the rows are in `rows`.

use std::collections::HashSet;

use csv::StringRecord;
use domain::number;

use crate::files::tables::finding::{self, Start};
use crate::files::tables::header::{Heading, Headings, LONGEST_NAME, key};
use crate::files::tables::joined::Joined;
use crate::files::tables::lines::Lines;
use crate::files::tables::quotes;
use crate::files::tables::records::{
    count_rows, read_record, reader, sole_cell, sole_row, unquoted_cells,
};
use crate::files::tables::separator::{declared_separator, sniff};

/// The most columns of a table, the same as in spreadsheets. A text with more is not a table, or
/// crafted to take memory: each column takes a hundred bytes.
const MOST_COLUMNS: usize = 16_384;

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
    pub(super) text: &'t str,
    /// The numbers of its rows from the first one on, where they are rows of a sheet.
    pub(super) row_numbers: Option<&'t [u32]>,
    /// Where the header starts.
    pub(super) start: usize,
    pub(super) header_line: u32,
    pub(super) separator: u8,
    pub(super) has_header: bool,
    /// Whether the first row was recognised as a header by the names in it.
    is_named: bool,
    pub(super) has_words_for_nothing: bool,
    /// The cells of the first row, as in the file.
    pub(super) cells: StringRecord,
    pub(super) header: Vec<Heading>,
    /// The headers, if there are others further down.
    pub(super) joined: Joined,
    /// Whether the header itself is a single quoted cell, so that the whole file was wrapped.
    pub(super) is_wrapped: bool,
    /// The offset of the first cell with wrong quotation marks.
    pub(super) fault: Option<usize>,
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
            joined: Joined::default(),
            is_wrapped,
            fault,
        };
        Some(table)
    }

    /// The same table with the columns of all headers in it, where exports were joined.
    pub fn with_joined_headers(mut self) -> Self {
        if !self.has_header || self.header.len() < 2 || self.is_wrapped {
            return self;
        }
        let end = self.fault.map_or(usize::MAX, |fault| fault - self.start);
        let csv = &self.text[self.start..];
        if let Some((joined, names)) = Joined::find(csv, self.separator, &self.cells, end) {
            self.joined = joined;
            self.header = names.iter().map(|name| Headings::shared().read(name)).collect();
            self.cells = StringRecord::from(names);
        }
        self
    }

    /// The same table with its first row taken as data.
    pub fn without_header(self) -> Self {
        let header = self.header.iter().map(|_| Heading::default()).collect();
        Self { has_header: false, header, joined: Joined::default(), ..self }
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
}
