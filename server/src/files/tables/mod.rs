//! From a text to the stories of a table: finds out whether it is one, who wrote it and whether its first
//! row is a header. Where the title's column cannot be told, it asks instead of guessing.

pub(in crate::files) mod column_names;
pub(in crate::files) mod columns;
pub(in crate::files) mod dialect;
pub(in crate::files) mod header;
pub(in crate::files) mod jira_names;
pub(in crate::files) mod lines;
pub(in crate::files) mod own_tables;
pub(in crate::files) mod quotes;
pub(in crate::files) mod ready_room_csv;
pub(in crate::files) mod row_types;
pub(in crate::files) mod separator;
pub(in crate::files) mod table;
pub(in crate::files) mod tracker_csv;
pub(in crate::files) mod tree;

use domain::draft::{Format, Preview, Unreadable};
use domain::number;
use domain::sheet::{Holds, Wish};

use crate::files::job::Job;
use crate::files::tables::columns::Columns;
use crate::files::tables::table::{Row, Table};
use column_names as names;

/// The columns of Thunderdome, which writes no header.
const THUNDERDOME: [Holds; 6] =
    [Holds::Type, Holds::Title, Holds::Key, Holds::Link, Holds::Description, Holds::Criteria];

/// What Thunderdome calls the kinds of its stories.
const THUNDERDOME_KINDS: [&str; 7] =
    ["story", "bug", "spike", "epic", "task", "subtask", "feature"];

/// Rows that show whether a text is a table.
const PROBED_ROWS: usize = 20;

/// Characters of a cell beyond which its row is no header.
const LONGEST_NAME: usize = 60;

/// The stories of a table; `None` if the text is none, or rather a list.
pub fn read(text: &str, wish: &Wish, job: &Job) -> Option<Result<Preview, Unreadable>> {
    let table = Table::open(text)?;
    if wish.columns.is_none()
        && matches!(wish.format, None | Some(Format::ReadyRoomCsv))
        && let Some(preview) = ready_room_csv::read(&table, job)
    {
        return Some(preview);
    }
    if wish.format == Some(Format::ReadyRoomCsv) {
        return None;
    }
    if let Some(assigned) = &wish.columns {
        let has_header = wish.has_header.unwrap_or_else(|| begins_with_header(&table));
        let table = if has_header { table } else { table.without_header() };
        let format = wish.format.unwrap_or_else(|| dialect::of(&table));
        let columns = Columns::chosen(assigned, &table);
        return Some(stories(&table, format, &columns, job));
    }
    guessed(table, wish, job)
}

fn guessed(table: Table, wish: &Wish, job: &Job) -> Option<Result<Preview, Unreadable>> {
    let table = if wish.has_header == Some(false) { table.without_header() } else { table };
    // Its kinds of stories would make a header: `story` is the name of a column as well.
    let is_thunderdome = wish
        .format
        .map_or_else(|| is_thunderdome(&table), |format| format == Format::ThunderdomeCsv);
    if is_thunderdome {
        let table = table.without_header();
        let columns = Columns::fixed(&THUNDERDOME);
        return Some(stories(&table, Format::ThunderdomeCsv, &columns, job));
    }
    let format = wish.format.unwrap_or_else(|| dialect::of(&table));
    let columns = Columns::guess(&table, format);
    let has_header = wish.has_header.unwrap_or_else(|| begins_with_header(&table));
    let is_named = format != Format::Spreadsheet || has_header;
    let names = [names::TITLE.as_slice(), &jira_names::SUMMARY].concat();
    let is_wide = table.width() > 1 || wish.format.is_some() || !table.columns(&names).is_empty();
    if is_wide && is_named && !columns.of(Holds::Title).is_empty() {
        return Some(stories(&table, format, &columns, job));
    }
    // A tracker's export without a title, a damaged table, or one that a person has to explain.
    let is_table = *wish != Wish::default() || format != Format::Spreadsheet || is_regular(&table);
    is_table.then(|| {
        let table = if has_header { table } else { table.without_header() };
        let columns = Columns::guess(&table, format);
        stories(&table, format, &columns, job)
    })
}

fn stories(
    table: &Table,
    format: Format,
    columns: &Columns,
    job: &Job,
) -> Result<Preview, Unreadable> {
    let sheet = Some(columns.sheet(table)?);
    if columns.of(Holds::Title).is_empty() {
        return Ok(Preview { format, sheet, ..Preview::default() });
    }
    Ok(Preview { sheet, ..tracker_csv::read(table, format, columns, job)? })
}

/// Whether every row is of a kind, and an address stands where Thunderdome has one.
fn is_thunderdome(table: &Table) -> bool {
    let is_of_kind = |row: &Row| {
        let (kind, link) = (row.first(&[0]).to_lowercase(), row.first(&[3]));
        row.width() == THUNDERDOME.len()
            && THUNDERDOME_KINDS.contains(&kind.as_str())
            && (link.is_empty() || link.contains("://"))
    };
    table.width() == THUNDERDOME.len() && table.first_rows(PROBED_ROWS).iter().all(is_of_kind)
}

/// Whether the rows have as many cells as each other, and more than a sentence has commas.
fn is_regular(table: &Table) -> bool {
    let rows = table.first_rows(PROBED_ROWS);
    let (separator, width) = (table.separator(), table.width());
    let least = if separator == b',' { 3 } else { 2 };
    // Behind a comma of a sentence stands a blank, and a bar at the start tells a table from a list.
    let is_apart = |row: &Row| match separator {
        b',' => !row.cells().skip(1).any(|cell| cell.starts_with(' ')),
        b'|' => row.first(&[0]).is_empty(),
        _ => true,
    };
    let is_row = |row: &Row| row.width() == width && is_apart(row);
    width >= least && rows.len() > 1 && rows.iter().all(is_row)
}

/// Whether the first row can be names: short, no number and no address.
fn begins_with_header(table: &Table) -> bool {
    let is_name = |cell: &str| {
        let cell = cell.trim();
        !cell.contains("://")
            && number::parse(cell).is_none()
            && cell.chars().count() <= LONGEST_NAME
    };
    table.header_cells().all(is_name)
}
