//! Files in and out: what a tracker exported or a person pasted comes in as a [`Preview`], a room's
//! stories go out in every form that `out` knows.
//!
//! Bytes in, plain values out: nothing here knows rooms, sockets or names of files. A format is
//! recognised by its content alone. A format is one module; [`preview`] asks them in turn.

pub mod convert;
mod criteria;
mod gherkin_words;
mod intake;
pub mod job;
pub mod labels;
mod lists;
pub mod markup;
mod messages;
pub mod out;
mod points;
pub mod preview_json;
pub mod room_file;
pub mod scenario;
mod source;
mod tables;
mod text;
mod title_points;

use domain::draft::{Format, Preview, Unreadable};
use domain::sheet::Wish;

use job::Job;
use lists::{gherkin, markdown_checklist, markdown_stories, paste, trello};
use tables::own_tables;

/// A format that is no table.
struct TextReader {
    format: Format,
    recognises: fn(&str) -> bool,
    read: fn(&str, &Job) -> Result<Preview, Unreadable>,
}

/// Formats that are no tables, most particular first.
const TEXT_READERS: [TextReader; 5] = [
    TextReader {
        format: Format::ReadyRoomJson,
        recognises: room_file::recognises,
        read: room_file::preview,
    },
    TextReader { format: Format::TrelloJson, recognises: trello::recognises, read: trello::read },
    TextReader { format: Format::Gherkin, recognises: gherkin::recognises, read: gherkin::read },
    TextReader {
        format: Format::MarkdownStories,
        recognises: markdown_stories::recognises,
        read: markdown_stories::read,
    },
    TextReader {
        format: Format::MarkdownChecklist,
        recognises: markdown_checklist::recognises,
        read: markdown_checklist::read,
    },
];

/// What would be imported from these bytes: a file of any format that can be read, or a pasted list. A
/// table whose columns cannot be told is unreadable.
pub fn preview(bytes: &[u8]) -> Result<Preview, Unreadable> {
    preview_as(bytes, None)
}

/// The same, read in a format that somebody names.
fn preview_as(bytes: &[u8], format: Option<Format>) -> Result<Preview, Unreadable> {
    let preview = read(bytes, &Wish { format, ..Wish::default() }, &Job::default())?;
    match &preview.sheet {
        Some(sheet) if !sheet.has_title() => Err(Unreadable::NoTitleColumn { line: sheet.line }),
        _ => Ok(preview),
    }
}

/// What would be imported from these bytes, read as a person wishes. Of a table whose columns cannot be
/// told there are no stories, and its sheet has no title: then a person has to say.
pub fn read(bytes: &[u8], wish: &Wish, job: &Job) -> Result<Preview, Unreadable> {
    let text = text::decode(bytes)?;
    job.expect(text.len());
    let may_be_text = wish.columns.is_none() && !own_tables::is_first_line(&text);
    let is_wanted = |reader: &&TextReader| match wish.format {
        Some(format) => format == reader.format,
        None => may_be_text && (reader.recognises)(&text),
    };
    if let Some(reader) = TEXT_READERS.iter().find(is_wanted) {
        return (reader.read)(&text, job);
    }
    let is_list = wish.format == Some(Format::PastedList);
    if !is_list && let Some(result) = tables::read(&text, wish, job) {
        return result;
    }
    paste::read(&text, job)
}
