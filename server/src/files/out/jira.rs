//! Writes stories as CSV for Jira's importer, in columns that it recognises by name.
//!
//! What it expects is described in Atlassian's support pages "Create issues using the CSV importer"
//! and "Importing data from CSV": a header with a column `Summary`, a column for each value of a
//! field with several values (labels), commas, and quotation marks around line breaks. Rich text is
//! wiki markup.

use crate::files::out::csv_table;
use crate::files::out::export::ExportedStory;
use crate::files::out::wiki::{BULLET, item, wiki};

/// The columns before those for labels. `Issue key` lets the importer find existing issues.
/// `Epic Link` and `Parent summary` both contain the parent's name, for whichever of them is
/// mapped.
pub const COLUMNS: [&str; 8] = [
    "Summary",
    "Issue key",
    "Issue Type",
    "Description",
    "Acceptance Criteria",
    "Story Points",
    "Epic Link",
    "Parent summary",
];

/// The name of the columns for labels.
pub const LABELS: &str = "Labels";

/// The stories as CSV for Jira. Blanks in labels become `-`, because Jira's labels cannot have any.
pub fn jira(stories: &[ExportedStory]) -> String {
    let labels = stories.iter().map(|story| story.labels.len()).max().unwrap_or_default();
    let header: Vec<&str> =
        COLUMNS.into_iter().chain(std::iter::repeat_n(LABELS, labels)).collect();
    csv_table::table(&header, stories.iter().map(|story| row(story, labels)))
}

fn row(story: &ExportedStory, labels: usize) -> Vec<String> {
    let criteria =
        story.criteria.iter().map(|criterion| format!("{BULLET}{}", item(&criterion.text)));
    let parent = story.parent.clone().unwrap_or_default();
    let mut cells = vec![
        story.title.clone(),
        story.key.clone().unwrap_or_default(),
        "Story".to_owned(),
        wiki(&story.description),
        criteria.collect::<Vec<_>>().join("\n"),
        story.points().to_owned(),
        parent.clone(),
        parent,
    ];
    cells.extend(story.labels.iter().map(|label| label_without_blanks(label)));
    cells.resize(COLUMNS.len() + labels, String::new());
    cells
}

/// A label in a form that Jira accepts.
pub fn label_without_blanks(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join("-")
}
