//! Reads tables: decides whether a text is one, which tracker wrote it, and whether its first row
//! is a header. If the title column is not recognised, a person has to choose it.

pub(in crate::files) mod address;
pub(in crate::files) mod cell_words;
pub(in crate::files) mod column_names;
pub(in crate::files) mod columns;
pub(in crate::files) mod dialect;
pub(in crate::files) mod escapes;
pub(in crate::files) mod finding;
pub(in crate::files) mod header;
pub(in crate::files) mod jira_names;
pub(in crate::files) mod joined;
pub(in crate::files) mod lines;
pub(in crate::files) mod own_tables;
pub(in crate::files) mod quotes;
pub(in crate::files) mod ready_room_csv;
pub(in crate::files) mod records;
pub(in crate::files) mod refusals;
pub(in crate::files) mod row_types;
pub(in crate::files) mod rows;
pub(in crate::files) mod separator;
pub(in crate::files) mod signatures;
pub(in crate::files) mod table;
pub(in crate::files) mod tracker_csv;
pub(in crate::files) mod tree;

use domain::format::Format;
use domain::number;
use domain::preview::{Preview, Unreadable};
use domain::sheet::{ColumnKind, ReadOptions, Sheet};

use crate::files::job::Job;
use crate::files::tables::columns::Columns;
use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;
use column_names as names;
pub use table::Source;

/// The columns of Thunderdome, which writes no header.
const THUNDERDOME: [ColumnKind; 6] = [
    ColumnKind::Type,
    ColumnKind::Title,
    ColumnKind::Key,
    ColumnKind::Link,
    ColumnKind::Description,
    ColumnKind::Criteria,
];

/// Thunderdome's names for the types of stories.
const THUNDERDOME_KINDS: [&str; 7] =
    ["story", "bug", "spike", "epic", "task", "subtask", "feature"];

/// How many rows are checked for whether a text is a table.
const PROBED_ROWS: usize = 20;

/// The stories of a table; `None` if the text is not a table, or rather a list.
pub fn read(
    source: &Source,
    options: &ReadOptions,
    job: &Job,
) -> Option<Result<Preview, Unreadable>> {
    let may_be_thunderdome = match options.format {
        Some(format) => format == Format::ThunderdomeCsv,
        None => begins_with_kind(source.text),
    };
    if may_be_thunderdome && options.columns.is_none() {
        // Checked first, because `story` is also the name of a column, so a row could be taken as a
        // header.
        let table = Table::open_at_first_row(*source)?;
        if options.format.is_some() || is_thunderdome(&table) {
            let columns = Columns::fixed(&THUNDERDOME);
            return Some(stories(&table.without_header(), Format::ThunderdomeCsv, &columns, job));
        }
    }
    let table = if options.has_header == Some(false) {
        Table::open_at_first_row(*source)?.without_header()
    } else {
        Table::open(*source)?
    };
    if options.columns.is_none()
        && matches!(options.format, None | Some(Format::ReadyRoomCsv))
        && let Some(preview) = ready_room_csv::read(&table, job)
    {
        return Some(preview);
    }
    if options.format == Some(Format::ReadyRoomCsv) {
        return None;
    }
    let table = table.with_joined_headers();
    let is_ours = own_tables::written_for(&table).is_some();
    let table = if is_ours { table } else { table.with_words_for_nothing() };
    if let Some(assigned) = &options.columns {
        let has_header = options.has_header.unwrap_or_else(|| table.may_have_header());
        let table = if has_header { table } else { table.without_header() };
        let format = options.format.unwrap_or_else(|| signatures::of(&table));
        let columns = Columns::chosen(assigned, &table);
        return Some(stories(&table, format, &columns, job));
    }
    guessed(table, options, job)
}

fn guessed(table: Table, options: &ReadOptions, job: &Job) -> Option<Result<Preview, Unreadable>> {
    let format = options.format.unwrap_or_else(|| signatures::of(&table));
    let columns = Columns::guess(&table, format);
    let has_header = options.has_header.unwrap_or_else(|| table.may_have_header());
    let is_named = format != Format::Spreadsheet || has_header;
    let is_wide = table.width() > 1
        || options.format.is_some()
        || !table.columns(&[names::TITLE.as_slice(), &jira_names::SUMMARY].concat()).is_empty();
    if is_wide && is_named && !columns.of(ColumnKind::Title).is_empty() {
        return Some(stories(&table, format, &columns, job));
    }
    // A tracker's export without a title, a damaged table, or one whose columns a person has to
    // choose.
    let is_table =
        *options != ReadOptions::default() || format != Format::Spreadsheet || is_regular(&table);
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
    let sheet = columns.sheet(table)?;
    if columns.of(ColumnKind::Title).is_empty() {
        return Ok(Preview { format, sheet: Some(sheet), ..Preview::default() });
    }
    let preview = tracker_csv::read(table, format, columns, job)?;
    // What Ready Room wrote for a tracker holds nothing that it does not read, but copies.
    let unused = match own_tables::written_for(table) {
        Some(_) => Vec::new(),
        None => columns.unused(table, job)?,
    };
    Ok(Preview { sheet: Some(Sheet { unused, ..sheet }), ..preview })
}

/// Whether the first cell begins with a type of Thunderdome.
fn begins_with_kind(text: &str) -> bool {
    let cell = text.trim_start().trim_start_matches('"').as_bytes();
    let is_kind = |kind: &&str| {
        cell.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind.as_bytes()))
    };
    THUNDERDOME_KINDS.iter().any(is_kind)
}

/// Whether every row has a type of Thunderdome, and an address where Thunderdome has one.
fn is_thunderdome(table: &Table) -> bool {
    let is_of_kind = |row: &Row| {
        let (kind, link) = (row.first(&[0]).to_lowercase(), row.first(&[3]));
        row.width() == THUNDERDOME.len()
            && THUNDERDOME_KINDS.contains(&kind.as_str())
            && (link.is_empty() || link.contains("://"))
    };
    table.width() == THUNDERDOME.len() && table.first_rows(PROBED_ROWS).iter().all(is_of_kind)
}

/// Whether all rows have the same number of cells, and more than a sentence is likely to have
/// commas.
fn is_regular(table: &Table) -> bool {
    let rows = table.first_rows(PROBED_ROWS);
    let (separator, width) = (table.separator(), table.width());
    let least = if separator == b',' { 3 } else { 2 };
    // In sentences commas are followed by blanks, and rows of Markdown tables begin with a bar.
    let is_apart = |row: &Row| match separator {
        b',' => !row.cells().skip(1).any(|cell| cell.starts_with(' ')),
        b'|' => row.first(&[0]).is_empty(),
        _ => true,
    };
    let is_row = |row: &Row| row.width() == width && is_apart(row);
    let has_points =
        || width == 2 && rows.iter().all(|row| number::parse(row.first(&[1])).is_some());
    (width >= least || has_points()) && rows.len() > 1 && rows.iter().all(is_row)
}
