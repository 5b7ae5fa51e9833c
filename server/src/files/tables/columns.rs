//! What the columns of a table hold: guessed from the names in its header, or as a person chose.
//! Reads only the few rows that a person is shown.

use domain::format::Format;
use domain::limits;
use domain::preview::Unreadable;
use domain::sheet::{Assignment, ColumnKind, Sheet, Unused};
use sha2::{Digest, Sha256};

use crate::files::job::Job;
use crate::files::tables::header::fold;
use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;
use crate::files::tables::{dialect, signatures, tree};

/// How many rows a person is shown for choosing columns.
const SHOWN_ROWS: usize = 4;

/// How many characters of a cell are shown.
const SHOWN_CELL: usize = 60;

/// How many characters of a column's name are shown.
const SHOWN_NAME: usize = 80;

/// How many unused columns are named.
const SHOWN_UNUSED: usize = 200;

/// In how many rows it is counted what columns hold.
const COUNTED_ROWS: usize = 2 * limits::STORIES;

/// How many bytes of a header's hash are used.
const FINGERPRINT_BYTES: usize = 8;

/// The columns of one table.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    assigned: Vec<(ColumnKind, Vec<usize>)>,
}

impl Columns {
    /// The columns as guessed from their names.
    pub fn guess(table: &Table, format: Format) -> Self {
        let mut columns = Self::default();
        for holds in ColumnKind::ALL {
            let found = columns.find(table, format, holds);
            columns.assigned.push((holds, found));
        }
        columns
    }

    fn find(&self, table: &Table, format: Format, holds: ColumnKind) -> Vec<usize> {
        let exact = |names: &[&str]| {
            if dialect::may_be_custom(holds) {
                table.columns_or_custom(names)
            } else {
                table.columns(names)
            }
        };
        let tool = signatures::tool(table, format);
        let names =
            dialect::tool_names(tool, holds).unwrap_or_else(|| dialect::names(format, holds));
        let doubtful = dialect::doubtful_names(format, holds);
        let mut found = first_columns(holds, &names, exact);
        if holds == ColumnKind::Criteria {
            found.extend(names.iter().flat_map(|names| table.numbered_columns(names)));
        }
        if found.is_empty() {
            found = first_columns(holds, &names, |names| table.explained_columns(names));
        }
        if found.is_empty() {
            found = first_columns(holds, &doubtful, exact);
        }
        if holds == ColumnKind::Title && found.is_empty() && format == Format::AzureCsv {
            found = tree::title_columns(table);
        }
        found.retain(|column| !self.of(ColumnKind::Title).contains(column));
        found
    }

    /// The columns that a person chose, without those that the table does not have.
    pub fn chosen(assigned: &[Assignment], table: &Table) -> Self {
        let within = |columns: &[u32]| -> Vec<usize> {
            let columns = columns.iter().map(|column| *column as usize);
            columns.filter(|column| *column < table.width()).collect()
        };
        let assigned = assigned.iter().map(|one| (one.holds, within(&one.columns)));
        Self { assigned: assigned.collect() }
    }

    /// Columns in a fixed order, as a tracker without a header writes them.
    pub fn fixed(order: &[ColumnKind]) -> Self {
        let assigned = order.iter().enumerate().map(|(column, holds)| (*holds, vec![column]));
        Self { assigned: assigned.collect() }
    }

    /// The columns that hold it, in order of precedence.
    pub fn of(&self, holds: ColumnKind) -> &[usize] {
        self.assigned.iter().find(|(other, _)| *other == holds).map_or(&[], |(_, columns)| columns)
    }

    /// What a person is shown for choosing columns. Fails if the first rows are damaged.
    pub fn sheet(&self, table: &Table) -> Result<Sheet, Unreadable> {
        let header: Vec<String> =
            table.header_cells().map(|cell| shown(cell, SHOWN_NAME)).collect();
        let rows =
            table.rows().take(SHOWN_ROWS).map(|row| row.map(|row| shown_row(&row, table.width())));
        let assigned = self.assigned.iter().map(|(holds, columns)| Assignment {
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
            unused: Vec::new(),
        })
    }

    /// The columns that are used for nothing and hold something.
    pub fn unused(&self, table: &Table, job: &Job) -> Result<Vec<Unused>, Unreadable> {
        let mut is_used = vec![false; table.width()];
        for column in self.assigned.iter().flat_map(|(_, columns)| columns) {
            // A fixed order of columns names more than a narrow table has.
            if let Some(is_used) = is_used.get_mut(*column) {
                *is_used = true;
            }
        }
        let mut found: Vec<Option<Unused>> = vec![None; table.width()];
        for row in table.rows().take(COUNTED_ROWS) {
            let row = row?;
            job.reached(row.offset)?;
            for column in 0..row.width().min(table.width()) {
                let cell = row.first(&[column]);
                if is_used[column] || cell.is_empty() {
                    continue;
                }
                let first = || Unused {
                    column: column as u32,
                    filled: 0,
                    example: shown(cell, SHOWN_CELL),
                };
                found[column].get_or_insert_with(first).filled += 1;
            }
        }
        Ok(found.into_iter().flatten().take(SHOWN_UNUSED).collect())
    }
}

/// The columns with these names. Only one name is that of a title or a key; columns with other such
/// names are something else.
fn first_columns(
    holds: ColumnKind,
    groups: &[&'static [&'static str]],
    columns: impl Fn(&[&str]) -> Vec<usize>,
) -> Vec<usize> {
    let groups = groups.iter().map(|names| columns(names)).filter(|group| !group.is_empty());
    let is_sole = matches!(holds, ColumnKind::Title | ColumnKind::Key);
    groups.take(if is_sole { 1 } else { usize::MAX }).flatten().collect()
}

fn shown_row(row: &Row, width: usize) -> Vec<String> {
    row.cells().take(width).map(|cell| shown(cell, SHOWN_CELL)).collect()
}

/// The cell on one line, cut to a length.
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

/// The fingerprint of the first row, whether or not it is taken as a header.
fn fingerprint(table: &Table) -> String {
    let mut hash = Sha256::new();
    for cell in table.first_row() {
        hash.update(fold(cell));
        hash.update([0]);
    }
    hash.finalize()[..FINGERPRINT_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}
