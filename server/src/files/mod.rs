//! Import and export of files: what a tracker exported or a person pasted is read into a
//! [`Preview`], and the stories of a room are written in the formats of `out`.
//!
//! Bytes in, plain values out: nothing here knows rooms, sockets or file names. A format is one
//! module, and is recognised by content alone; [`read`] tries the modules in turn.

pub mod convert;
mod criteria;
mod criteria_cell;
mod criteria_section;
mod criteria_tables;
mod encodings;
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
mod recognised;
pub mod room_file;
pub mod scenario;
mod source;
mod steps;
mod tables;
mod text;
mod workbooks;
mod xml;

use domain::format::Format;
use domain::lines::bullets;
use domain::preview::{Preview, Unreadable};
use domain::sheet::ReadOptions;

use job::Job;
use lists::{
    front_matter, gherkin, github_json, gitlab_json, jira_json, jira_xml, markdown_checklist,
    markdown_stories, markdown_tables, paste, trello, wekan,
};
use tables::own_tables;
use text::Decoded;

/// A format that is not a table.
struct TextReader {
    format: Format,
    recognises: fn(&str) -> bool,
    read: fn(&str, &Job) -> Result<Preview, Unreadable>,
}

/// The formats that are not tables, the most specific first.
const TEXT_READERS: [TextReader; 10] = [
    TextReader {
        format: Format::ReadyRoomJson,
        recognises: room_file::recognises,
        read: room_file::preview,
    },
    TextReader { format: Format::TrelloJson, recognises: trello::recognises, read: trello::read },
    TextReader { format: Format::WekanJson, recognises: wekan::recognises, read: wekan::read },
    TextReader {
        format: Format::JiraJson,
        recognises: jira_json::recognises,
        read: jira_json::read,
    },
    TextReader { format: Format::JiraXml, recognises: jira_xml::recognises, read: jira_xml::read },
    TextReader {
        format: Format::GitlabJson,
        recognises: gitlab_json::recognises,
        read: gitlab_json::read,
    },
    TextReader {
        format: Format::GithubJson,
        recognises: github_json::recognises,
        read: github_json::read,
    },
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

/// What would be imported from these bytes: a file of any known format, or a pasted list. A table
/// without a recognisable title column is unreadable.
pub fn preview(bytes: &[u8]) -> Result<Preview, Unreadable> {
    preview_as(bytes, None)
}

/// The same, in a given format.
fn preview_as(bytes: &[u8], format: Option<Format>) -> Result<Preview, Unreadable> {
    let preview = read(bytes, &ReadOptions { format, ..ReadOptions::default() }, &Job::default())?;
    match &preview.sheet {
        Some(sheet) if !sheet.has_title() => Err(Unreadable::NoTitleColumn { line: sheet.line }),
        _ => Ok(preview),
    }
}

/// What would be imported from these bytes with these options. If the title column of a table is
/// not recognised, the preview has no stories and a sheet without a title, so that a person can
/// choose the columns.
pub fn read(bytes: &[u8], options: &ReadOptions, job: &Job) -> Result<Preview, Unreadable> {
    if let Some(what) = recognised::of_compound(bytes) {
        return Err(Unreadable::Recognised(what));
    }
    if let Some(preview) = workbooks::read(bytes, options, job) {
        return preview;
    }
    if let Some(what) = recognised::of_bytes(bytes) {
        return Err(Unreadable::Recognised(what));
    }
    let Decoded { text, assumed } = text::decode(bytes, options.encoding)?;
    job.expect(text.len());
    Ok(Preview { encoding: assumed, ..read_text(&text, options, job)? })
}

fn read_text(text: &str, options: &ReadOptions, job: &Job) -> Result<Preview, Unreadable> {
    let text = &*front_matter::masked(text);
    let may_be_text = options.columns.is_none() && !own_tables::is_first_line(text);
    let is_wanted = |reader: &&TextReader| match options.format {
        Some(format) => format == reader.format,
        None => may_be_text && (reader.recognises)(text),
    };
    let reader = TEXT_READERS.iter().find(is_wanted);
    let is_checklist = reader.is_some_and(|reader| reader.format == Format::MarkdownChecklist);
    // Beside a table of stories a box is a note.
    if is_checklist
        && options.format.is_none()
        && let Some(preview) = read_tables_of_markdown(text, options, job)
    {
        return preview;
    }
    if let Some(reader) = reader {
        return (reader.read)(text, job);
    }
    if may_be_text
        && options.format.is_none()
        && let Some(what) = recognised::of_text(text)
    {
        return Err(Unreadable::Recognised(what));
    }
    let is_list = options.format == Some(Format::PastedList)
        || (*options == ReadOptions::default() && bullets::is_list_of_word(text));
    if matches!(options.format, None | Some(Format::Spreadsheet))
        && let Some(preview) = read_tables_of_markdown(text, options, job)
    {
        return preview;
    }
    if !is_list && let Some(result) = tables::read(&text.into(), options, job) {
        return result;
    }
    paste::read(text, job)
}

/// The stories of the tables in a Markdown text, if it has tables of stories.
fn read_tables_of_markdown(
    text: &str,
    options: &ReadOptions,
    job: &Job,
) -> Option<Result<Preview, Unreadable>> {
    let grid = match markdown_tables::read(text, job)? {
        Ok(grid) => grid,
        Err(error) => return Some(Err(error)),
    };
    let source = tables::Source { text: grid.csv(), row_numbers: Some(grid.row_numbers()) };
    let as_table = ReadOptions { format: Some(Format::Spreadsheet), ..options.clone() };
    tables::read(&source, &as_table, job)
}
