//! Which tracker wrote a table, told by its header, and what that tracker does differently from
//! others: names of columns, markup of texts, rows that are no stories. Reads no rows.

use domain::draft::Format;
use domain::sheet::Holds;

use crate::files::criteria;
use crate::files::tables::table::Table;
use crate::files::tables::{column_names as names, jira_names as jira, own_tables};

/// What a tracker writes texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Jira's wiki markup, or Markdown where people typed that.
    Wiki,
    /// HTML where there is a tag, else plain text.
    Html,
    /// Markdown, unless it is plainly HTML.
    MarkdownOrHtml,
}

/// Columns with which a tracker gives itself away; all of them must be there.
const SIGNATURES: [(Format, &[&[&str]]); 7] = [
    (Format::GitlabCsv, &[&["Issue ID"], &["URL"], &["Title"], &["State"]]),
    (Format::GitlabCsv, &[&["IID"], &["URL"], &["Title"], &["State"]]),
    (Format::GithubCsv, &[&["number"], &["title"], &["body"]]),
    (Format::LinearCsv, &[&["ID"], &["Team"], &["Title"], &["Status"], &["Creator", "Project"]]),
    (Format::ClickupCsv, &[&["Task ID"], &["Task Name"]]),
    (Format::PivotalCsv, &[&["Id"], &["Title"], &["Type"], &["Current State"]]),
    (Format::AzureCsv, &[&["ID"], &["Work Item Type"], &["Title", "Title 1"]]),
];

/// Groups of names for what a column holds. An earlier group counts more.
type Groups = Vec<&'static [&'static str]>;

/// The tracker that wrote the table; a [`Format::Spreadsheet`] if it is none that is known.
pub fn of(table: &Table) -> Format {
    if let Some(format) = own_tables::written_for(table) {
        return format;
    }
    let has = |names: &[&str]| !table.columns(names).is_empty();
    let signed = SIGNATURES.iter().find(|(_, groups)| groups.iter().all(|names| has(names)));
    match signed {
        Some((format, _)) => *format,
        None if has(&jira::KEY) && has(&jira::TYPE) => Format::JiraCsv,
        None if has(&jira::SUMMARY) && (has(&jira::KEY) || has(&jira::TYPE)) => Format::JiraCsv,
        None => Format::Spreadsheet,
    }
}

/// What the tracker calls the columns that hold it.
pub fn names(format: Format, holds: Holds) -> Groups {
    match (holds, format) {
        (Holds::Title, Format::JiraCsv) => vec![&jira::SUMMARY],
        (Holds::Title, Format::ClickupCsv) => vec![&["Task Name"]],
        (Holds::Title, Format::Spreadsheet) => {
            vec![&names::TITLE, &jira::SUMMARY, &names::NAME, &names::STORY]
        }
        (Holds::Title, _) => vec![&["Title"]],
        (Holds::Key, Format::JiraCsv) => vec![&jira::KEY],
        (Holds::Key, Format::ClickupCsv) => vec![&["Task ID"]],
        (Holds::Key, Format::GithubCsv) => vec![&["number"]],
        // Beside its number in the project newer exports have one of the whole server.
        (Holds::Key, Format::GitlabCsv) => vec![&["Issue ID"], &["IID"]],
        (Holds::Key, Format::Spreadsheet) => vec![&jira::KEY, &names::ID],
        (Holds::Key, _) => vec![&["ID"]],
        (Holds::Type, Format::Spreadsheet) => vec![&jira::TYPE, &["Type", "Typ", "Tipo"]],
        (Holds::Type, _) => vec![&jira::TYPE, &["Type"]],
        (Holds::Description, Format::JiraCsv) => vec![&jira::DESCRIPTION],
        (Holds::Description, Format::ClickupCsv) => vec![&["Task Content", "Task Description"]],
        (Holds::Description, Format::GithubCsv) => vec![&["body"]],
        (Holds::Description, Format::Spreadsheet) => {
            vec![&jira::DESCRIPTION, &names::TEXT, &names::STORY, &names::NOTES]
        }
        (Holds::Description, _) => vec![&["Description"]],
        (Holds::Criteria, _) => vec![&criteria::NAMES],
        (Holds::Estimate, Format::Spreadsheet) => {
            jira::POINTS.into_iter().chain([names::POINTS.as_slice()]).collect()
        }
        (Holds::Estimate, _) => jira::POINTS.to_vec(),
        (Holds::Labels, _) => vec![&jira::LABELS, &names::TAGS],
        (Holds::Parent, Format::GitlabCsv) => vec![&["Parent Title"]],
        (Holds::Parent, Format::LinearCsv) => vec![&["Project"]],
        (Holds::Parent, Format::ClickupCsv | Format::PivotalCsv | Format::AzureCsv) => vec![],
        (Holds::Parent, Format::Spreadsheet) => {
            vec![&jira::PARENT_SUMMARY, &jira::PARENT, &names::EPIC]
        }
        (Holds::Parent, _) => vec![&jira::PARENT_SUMMARY, &jira::PARENT],
        (Holds::Link, _) => vec![&names::LINK],
    }
}

/// Whether a column counts as well if it is a custom field of Jira.
pub fn may_be_custom(holds: Holds) -> bool {
    matches!(holds, Holds::Criteria | Holds::Estimate | Holds::Parent)
}

/// Columns whose text says that the row is part of another story.
pub fn part_of(format: Format) -> &'static [&'static str] {
    match format {
        Format::ClickupCsv => &["Parent ID"],
        Format::LinearCsv => &["Parent issue"],
        _ => &[],
    }
}

/// Columns whose text says that the row was archived.
pub fn archived(format: Format) -> &'static [&'static str] {
    match format {
        Format::LinearCsv => &["Archived"],
        _ => &[],
    }
}

/// What its texts are written in.
pub fn markup(format: Format) -> Markup {
    match format {
        Format::JiraCsv => Markup::Wiki,
        Format::AzureCsv => Markup::Html,
        _ => Markup::MarkdownOrHtml,
    }
}
