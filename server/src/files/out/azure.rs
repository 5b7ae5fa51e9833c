//! Stories as CSV for the importer of Azure DevOps. Knows no room.
//!
//! What it expects is said by Microsoft's "Import or update bulk work items by using CSV files": the columns
//! `Work Item Type` and `Title`, others by the names of their fields, rich text as HTML, at most 1,000
//! work items at a time. A row with an `ID` updates that work item, one without makes a new one.

use html_escape::encode_text;

use crate::files::out::csv_table as csv_out;
use crate::files::out::export::{ExportedCriterion, ExportedStory};
use crate::markdown;

/// The work item's number. The column is there only if a story has one: new work items must have none.
pub const ID: &str = "ID";

/// The other columns.
pub const COLUMNS: [&str; 6] =
    ["Work Item Type", "Title", "Description", "Acceptance Criteria", "Story Points", "Tags"];

/// The type of a story in the Agile process.
const TYPE: &str = "User Story";

/// The stories for Azure DevOps.
pub fn azure(stories: &[ExportedStory]) -> String {
    let has_ids = stories.iter().any(|story| id(story).is_some());
    let ids = has_ids.then_some(ID);
    let header: Vec<&str> = ids.into_iter().chain(COLUMNS).collect();
    let row = |story: &ExportedStory| {
        let id = has_ids.then(|| id(story).unwrap_or_default().to_owned());
        id.into_iter().chain(cells(story)).collect()
    };
    csv_out::table(&header, stories.iter().map(row))
}

/// The key if it can be the number of a work item.
fn id(story: &ExportedStory) -> Option<&str> {
    let key = story.key.as_deref()?;
    (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())).then_some(key)
}

fn cells(story: &ExportedStory) -> [String; COLUMNS.len()] {
    [
        TYPE.to_owned(),
        story.title.clone(),
        markdown::html(&story.description).trim().to_owned(),
        list(&story.criteria),
        story.points().to_owned(),
        tags(&story.labels),
    ]
}

fn list(criteria: &[ExportedCriterion]) -> String {
    if criteria.is_empty() {
        return String::new();
    }
    let item = |criterion: &ExportedCriterion| {
        let lines: Vec<_> = criterion.text.lines().map(encode_text).collect();
        format!("<li>{}</li>", lines.join("<br>"))
    };
    format!("<ul>{}</ul>", criteria.iter().map(item).collect::<String>())
}

/// Tags are parted by semicolons, so that a tag has none itself.
fn tags(labels: &[String]) -> String {
    let tags: Vec<_> = labels.iter().map(|label| label.replace(';', ",")).collect();
    tags.join("; ")
}
