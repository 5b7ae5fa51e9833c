//! What is particular to a tracker or tool: names of columns, markup of texts, and columns that say
//! that rows are not stories. Knows no table.

use domain::format::Format;
use domain::sheet::ColumnKind;

use crate::files::criteria;
use crate::files::tables::{column_names as names, jira_names as jira};

/// The markup in which a tracker writes texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Jira's wiki markup, or Markdown where people typed that.
    Wiki,
    /// Markdown, unless it is clearly HTML.
    MarkdownOrHtml,
}

/// Groups of names of a column, in order of precedence.
pub type Groups = Vec<&'static [&'static str]>;

/// A tool whose exports people take for spreadsheets, and in which some columns mean something else
/// than there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// None of these.
    Other,
    /// Its `Parent task` says that a row is a sub-task.
    Asana,
    /// Its `Reference` is the key of another tracker.
    Kanboard,
    /// Its number for people is `ref`.
    Taiga,
    /// Its `Estimation` is time.
    YouTrack,
    /// A database with sub-items, which name the item above them.
    Notion,
}

/// The names of the columns in which the tool has this, where they are others than in a spreadsheet.
pub fn tool_names(tool: Tool, holds: ColumnKind) -> Option<Groups> {
    match (tool, holds) {
        (Tool::Kanboard, ColumnKind::Key) => Some(vec![&["Task ID"]]),
        (Tool::Taiga, ColumnKind::Key) => Some(vec![&["ref"]]),
        (Tool::YouTrack, ColumnKind::Estimate) => Some(vec![jira::POINTS[0], jira::POINTS[1]]),
        (Tool::Asana | Tool::Notion, ColumnKind::Parent) => {
            Some(vec![&jira::PARENT_SUMMARY, &names::EPIC])
        }
        _ => None,
    }
}

/// The names of the columns in which the tracker has this.
pub fn names(format: Format, holds: ColumnKind) -> Groups {
    match (holds, format) {
        (ColumnKind::Title, Format::JiraCsv) => vec![&jira::SUMMARY],
        (ColumnKind::Title, Format::ClickupCsv) => vec![&["Task Name"]],
        (ColumnKind::Title, Format::Spreadsheet) => vec![
            &names::TITLE,
            &jira::SUMMARY,
            &names::SUBJECT,
            &names::NAME,
            &names::STORY,
            &names::ITEM,
            &names::TASK,
            &names::FEATURE,
        ],
        (ColumnKind::Title, _) => vec![&["Title"]],
        (ColumnKind::Key, Format::JiraCsv) => vec![&jira::KEY],
        (ColumnKind::Key, Format::ClickupCsv) => vec![&["Task ID"]],
        (ColumnKind::Key, Format::GithubCsv) => vec![&["number"]],
        // Newer exports have the number in the project and one for the whole server.
        (ColumnKind::Key, Format::GitlabCsv) => vec![&["Issue ID"], &["IID"]],
        (ColumnKind::Key, Format::Spreadsheet) => vec![&jira::KEY, &names::ID],
        (ColumnKind::Key, _) => vec![&["ID"]],
        (ColumnKind::Type, Format::Spreadsheet) => vec![&jira::TYPE, &names::TYPE],
        (ColumnKind::Type, _) => vec![&jira::TYPE, &["Type"]],
        (ColumnKind::Description, Format::JiraCsv) => vec![&jira::DESCRIPTION],
        (ColumnKind::Description, Format::ClickupCsv) => {
            vec![&["Task Content", "Task Description"]]
        }
        (ColumnKind::Description, Format::GithubCsv) => vec![&["body"]],
        // Bugs have these instead of a description.
        (ColumnKind::Description, Format::AzureCsv) => vec![&["Description"], &["Repro Steps"]],
        (ColumnKind::Description, Format::Spreadsheet) => {
            vec![&jira::DESCRIPTION, &names::TEXT, &names::STORY, &names::NOTES]
        }
        (ColumnKind::Description, _) => vec![&["Description"]],
        (ColumnKind::Criteria, _) => vec![&criteria::NAMES],
        (ColumnKind::Estimate, Format::Spreadsheet) => {
            let others = [names::POINTS.as_slice(), &names::SIZE];
            jira::POINTS.into_iter().chain(others).collect()
        }
        (ColumnKind::Estimate, Format::ClickupCsv) => {
            jira::POINTS.into_iter().chain([["Sprint Points"].as_slice()]).collect()
        }
        (ColumnKind::Estimate, _) => jira::POINTS.to_vec(),
        (ColumnKind::Labels, _) => vec![&jira::LABELS, &names::TAGS],
        (ColumnKind::Parent, Format::GitlabCsv) => vec![&["Parent Title"], &["Epic Title"]],
        (ColumnKind::Parent, Format::AzureCsv) => vec![&["Parent"]],
        (ColumnKind::Parent, Format::LinearCsv) => vec![&["Project"]],
        (ColumnKind::Parent, Format::ClickupCsv | Format::PivotalCsv) => vec![],
        (ColumnKind::Parent, Format::Spreadsheet) => {
            vec![&jira::PARENT_SUMMARY, &names::PARENT_TITLE, &jira::PARENT, &names::EPIC]
        }
        (ColumnKind::Parent, _) => vec![&jira::PARENT_SUMMARY, &jira::PARENT],
        (ColumnKind::Link, _) => vec![&names::LINK],
        // Only a person says so.
        (ColumnKind::Extra, _) => vec![],
    }
}

/// Names that count only if no other column holds this.
pub fn doubtful_names(format: Format, holds: ColumnKind) -> Groups {
    match (holds, format) {
        (ColumnKind::Estimate, Format::Spreadsheet) => vec![&names::VALUE],
        (ColumnKind::Estimate, _) => vec![&names::POINTS, &names::SIZE],
        (ColumnKind::Description, Format::JiraCsv) => vec![&names::TEXT],
        _ => vec![],
    }
}

/// Whether this may be in a custom field of Jira.
pub fn may_be_custom(holds: ColumnKind) -> bool {
    matches!(holds, ColumnKind::Criteria | ColumnKind::Estimate | ColumnKind::Parent)
}

/// Columns that are only filled in if the row is part of another story.
pub fn part_of(format: Format, tool: Tool) -> &'static [&'static str] {
    match (format, tool) {
        (Format::ClickupCsv, _) => &["Parent ID"],
        (Format::LinearCsv, _) => &["Parent issue"],
        (_, Tool::Asana) => &["Parent task"],
        (_, Tool::Notion) => &["Parent item", "Parent task"],
        (Format::Spreadsheet, _) => &["Is subtask", "Subtask"],
        _ => &[],
    }
}

/// Columns that say whether, or when, the row was archived.
pub fn archived(format: Format) -> &'static [&'static str] {
    match format {
        Format::LinearCsv => &["Archived"],
        Format::JiraCsv => &["Archived", "Date archived"],
        Format::ReadyRoomCsv | Format::ThunderdomeCsv => &[],
        _ => &names::ARCHIVED,
    }
}

/// The markup of the tracker's texts.
pub fn markup(format: Format) -> Markup {
    match format {
        Format::JiraCsv => Markup::Wiki,
        _ => Markup::MarkdownOrHtml,
    }
}
