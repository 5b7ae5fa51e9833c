//! Which tracker or tool wrote a table, as recognised by its header. Reads no rows.

use domain::format::Format;

use crate::files::tables::dialect::Tool;
use crate::files::tables::table::Table;
use crate::files::tables::{column_names as names, jira_names as jira, own_tables};

/// The columns by which a tracker is recognised; all of them must be there. Each is a list of
/// alternatives.
const SIGNATURES: [(Format, &[&[&str]]); 7] = [
    (Format::GitlabCsv, &[&["Issue ID"], &["URL"], &["Title"], &["State"]]),
    (Format::GitlabCsv, &[&["IID"], &["URL"], &["Title"], &["State"]]),
    (Format::GithubCsv, &[&["number"], &["title"], &["body"]]),
    (Format::LinearCsv, &[&["ID"], &["Team"], &["Title"], &["Status"], &["Creator", "Project"]]),
    (Format::ClickupCsv, &[&["Task ID"], &["Task Name"]]),
    (Format::PivotalCsv, &[&["Id"], &["Title"], &["Type"], &["Current State"]]),
    (Format::AzureCsv, &[&["ID"], &["Work Item Type"], &["Title", "Title 1"]]),
];

/// The columns by which a tool is recognised, like [`SIGNATURES`].
const TOOLS: [(Tool, &[&[&str]]); 5] = [
    (Tool::Asana, &[&["Task ID"], &["Name"], &["Section/Column", "Completed At"]]),
    (Tool::Kanboard, &[&["Task ID"], &["Title"], &["Swimlane"], &["Column"]]),
    (Tool::Taiga, &[&["id"], &["ref"], &["subject"]]),
    (
        Tool::YouTrack,
        &[&["Issue ID", "ID"], &["Summary"], &["Reporter", "Subsystem", "Spent time", "Resolved"]],
    ),
    (
        Tool::Notion,
        &[&["Parent item", "Parent task"], &["Sub-item", "Sub-items", "Sub-task", "Sub-tasks"]],
    ),
];

/// The tool that wrote a spreadsheet.
pub fn tool(table: &Table, format: Format) -> Tool {
    let has = |names: &&[&str]| !table.columns(names).is_empty();
    let signed = TOOLS.iter().find(|(_, groups)| groups.iter().all(has));
    signed.filter(|_| format == Format::Spreadsheet).map_or(Tool::Other, |(tool, _)| *tool)
}

/// The tracker that wrote the table, or [`Format::Spreadsheet`] if it is not recognised.
pub fn of(table: &Table) -> Format {
    if let Some(format) = own_tables::written_for(table) {
        return format;
    }
    let has = |names: &[&str]| !table.columns(names).is_empty();
    let signed = SIGNATURES.iter().find(|(_, groups)| groups.iter().all(|names| has(names)));
    match signed {
        Some((format, _)) => *format,
        // An export without the title, and not a table in which it is called otherwise.
        None if has(&jira::KEY)
            && has(&jira::TYPE)
            && !has(&names::TITLE)
            && !has(&names::NAME)
            && !has(&names::STORY) =>
        {
            Format::JiraCsv
        }
        None if has(&jira::SUMMARY) && (has(&jira::KEY) || has(&jira::TYPE)) => Format::JiraCsv,
        None => Format::Spreadsheet,
    }
}
