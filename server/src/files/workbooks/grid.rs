//! The text of a sheet's cells as a table with commas.

use domain::preview::Unreadable;

/// What the declaration of the separator takes.
const DECLARED: &str = "sep=,\n";

/// The most bytes of text that the sheets of one workbook may hold, with the separators of empty
/// cells: a single cell at the edge of a sheet has thousands of them before it.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The most columns of a sheet.
pub const MOST_COLUMNS: u32 = 16_384;

/// The most sheets that are read; those behind them are not offered.
pub const MOST_SHEETS: usize = 100;

/// One sheet of a workbook.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub grid: Grid,
}

/// How much text all sheets of a workbook hold together.
#[derive(Default)]
pub struct Budget {
    used: usize,
}

impl Budget {
    /// Takes up some bytes. Fails if there are none left.
    pub fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.used = self.used.saturating_add(bytes);
        if self.used > MOST_BYTES {
            return Err(Unreadable::TooMuch { limit: MOST_BYTES as u32 });
        }
        Ok(())
    }
}

/// The filled rows of one sheet.
pub struct Grid {
    csv: String,
    row_numbers: Vec<u32>,
    row: Option<u32>,
    column: u32,
}

impl Default for Grid {
    fn default() -> Self {
        Self { csv: DECLARED.to_owned(), row_numbers: Vec::new(), row: None, column: 0 }
    }
}

impl Grid {
    /// Adds a cell, counted from 0. Cells come row by row and from the left; one that comes too late
    /// or is empty is left out.
    pub fn add(
        &mut self,
        (row, column): (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), Unreadable> {
        if text.is_empty() || column >= MOST_COLUMNS {
            return Ok(());
        }
        if self.row != Some(row) {
            if self.row.is_some() {
                self.csv.push('\n');
            }
            (self.row, self.column) = (Some(row), 0);
            self.row_numbers.push(row.saturating_add(1));
            budget.take(size_of::<u32>() + 1)?;
        } else if column < self.column {
            return Ok(());
        }
        let gap = (column - self.column) as usize;
        budget.take(gap + text.len() + 2)?;
        self.csv.extend(std::iter::repeat_n(',', gap));
        self.column = column;
        if text.contains([',', '"', '\n', '\r']) {
            self.csv.push('"');
            self.csv.push_str(&text.replace('"', "\"\""));
            self.csv.push('"');
        } else {
            self.csv.push_str(text);
        }
        Ok(())
    }

    /// Adds the rows of another grid below.
    pub fn append(&mut self, other: Self) {
        self.csv.push('\n');
        self.csv.push_str(&other.csv[DECLARED.len()..]);
        self.row_numbers.extend(other.row_numbers);
    }

    /// The table, which begins with the declaration of its separator.
    pub fn csv(&self) -> &str {
        &self.csv
    }

    /// The number of each of its rows in the sheet, from 1.
    pub fn row_numbers(&self) -> &[u32] {
        &self.row_numbers
    }

    /// Whether no cell has a text.
    pub fn is_empty(&self) -> bool {
        self.row_numbers.is_empty()
    }
}
