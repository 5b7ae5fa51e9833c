//! Which column of a table holds what: guessed from the names in its header, or as a person chose.
//! Reads no rows but the few that a person is shown.

use domain::draft::{Format, Unreadable};
use domain::sheet::{Assigned, Holds, Sheet};
use sha2::{Digest, Sha256};

use crate::files::tables::header::fold;
use crate::files::tables::table::{Row, Table};
use crate::files::tables::{dialect, tree};

/// Rows that a person sees of a table whose columns are to be chosen.
const SHOWN_ROWS: usize = 4;

/// Characters of a cell that are shown.
const SHOWN_CELL: usize = 60;

/// Characters of a column's name that are shown.
const SHOWN_NAME: usize = 80;

/// Bytes of a header's hash that tell it from others.
const FINGERPRINT_BYTES: usize = 8;

/// The columns of one table.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    assigned: Vec<(Holds, Vec<usize>)>,
}

impl Columns {
    /// The columns that the tracker is known to have.
    pub fn guess(table: &Table, format: Format) -> Self {
        let mut columns = Self::default();
        for holds in Holds::ALL {
            let found = columns.find(table, format, holds);
            columns.assigned.push((holds, found));
        }
        columns
    }

    fn find(&self, table: &Table, format: Format, holds: Holds) -> Vec<usize> {
        let groups = dialect::names(format, holds).into_iter().map(|names| {
            if dialect::may_be_custom(holds) {
                table.columns_or_custom(names)
            } else {
                table.columns(names)
            }
        });
        let groups = groups.filter(|group| !group.is_empty());
        let mut found: Vec<usize> = if holds == Holds::Title || holds == Holds::Key {
            // One of them is the title; that others have a name like one says nothing.
            groups.take(1).flatten().collect()
        } else {
            groups.flatten().collect()
        };
        if holds == Holds::Title && found.is_empty() && format == Format::AzureCsv {
            found = tree::title_columns(table);
        }
        found.retain(|column| !self.of(Holds::Title).contains(column));
        found
    }

    /// The columns that a person chose. Those that the table has not are dropped.
    pub fn chosen(assigned: &[Assigned], table: &Table) -> Self {
        let within = |columns: &[u32]| -> Vec<usize> {
            let columns = columns.iter().map(|column| *column as usize);
            columns.filter(|column| *column < table.width()).collect()
        };
        let assigned = assigned.iter().map(|one| (one.holds, within(&one.columns)));
        Self { assigned: assigned.collect() }
    }

    /// Columns in a fixed order, as a tracker without a header writes them.
    pub fn fixed(order: &[Holds]) -> Self {
        let assigned = order.iter().enumerate().map(|(column, holds)| (*holds, vec![column]));
        Self { assigned: assigned.collect() }
    }

    /// The columns that hold it, the one that counts most first.
    pub fn of(&self, holds: Holds) -> &[usize] {
        self.assigned.iter().find(|(other, _)| *other == holds).map_or(&[], |(_, columns)| columns)
    }

    /// What a person is shown to say it better. An error is damage in the first rows.
    pub fn sheet(&self, table: &Table) -> Result<Sheet, Unreadable> {
        let header: Vec<String> =
            table.header_cells().map(|cell| shown(cell, SHOWN_NAME)).collect();
        let rows =
            table.rows().take(SHOWN_ROWS).map(|row| row.map(|row| shown_row(&row, table.width())));
        let assigned = self.assigned.iter().map(|(holds, columns)| Assigned {
            holds: *holds,
            columns: columns.iter().map(|column| *column as u32).collect(),
        });
        Ok(Sheet {
            fingerprint: fingerprint(table),
            line: table.header_line(),
            has_header: table.has_header(),
            header,
            assigned: assigned.collect(),
            rows: rows.collect::<Result<_, _>>()?,
        })
    }
}

fn shown_row(row: &Row, width: usize) -> Vec<String> {
    row.cells().take(width).map(|cell| shown(cell, SHOWN_CELL)).collect()
}

/// The cell on one line, cut where it gets long.
fn shown(cell: &str, limit: usize) -> String {
    let mut words = String::new();
    let mut left = limit;
    for c in cell.trim().chars() {
        if left == 0 {
            words.push('…');
            break;
        }
        words.push(if c.is_whitespace() { ' ' } else { c });
        left -= 1;
    }
    words
}

/// Of the first row, whether it is taken for a header or not.
fn fingerprint(table: &Table) -> String {
    let mut hash = Sha256::new();
    for cell in table.first_row() {
        hash.update(fold(cell));
        hash.update([0]);
    }
    hash.finalize()[..FINGERPRINT_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}
