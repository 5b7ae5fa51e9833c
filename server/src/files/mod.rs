//! Files in and out: what a tracker exported or a person pasted comes in as a [`Preview`], a room's
//! stories go out as CSV and Markdown.
//!
//! Bytes in, plain values out: nothing here knows rooms, sockets or names of files. A format is
//! recognised by its content alone. A format is one module; [`preview`] asks them in turn.

mod cells;
mod criteria;
pub mod export;
pub mod export_csv;
mod header;
mod intake;
mod jira;
mod jira_names;
pub mod job;
mod markup;
mod messages;
mod paste;
mod points;
pub mod preview_json;
mod quotes;
mod ready_room_csv;
pub mod report;
pub mod room_file;
mod room_parts;
mod table;
mod text;
mod title_points;

use domain::draft::{Preview, Unreadable};

use job::Job;
use table::Table;

/// Reads a table if it is of the reader's format.
type TableReader = fn(&Table, &Job) -> Option<Result<Preview, Unreadable>>;

/// Formats with a header row, most particular first.
const TABLE_READERS: [TableReader; 2] = [ready_room_csv::read, jira::read];

/// What would be imported from these bytes: a file of any format that can be read, or a pasted list.
pub fn preview(bytes: &[u8]) -> Result<Preview, Unreadable> {
    let job = Job::default();
    let text = text::decode(bytes)?;
    if room_file::recognises(&text) {
        return room_file::preview(&text, &job);
    }
    if let Some(table) = Table::open(&text)
        && let Some(result) = TABLE_READERS.iter().find_map(|read| read(&table, &job))
    {
        return result;
    }
    paste::read(&text, &job)
}
