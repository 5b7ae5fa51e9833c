//! Writes stories as CSV for Jira's importer, in columns that it recognises by name.
//!
//! What it expects is described in Atlassian's support pages "Create issues using the CSV importer"
//! and "Importing data from CSV": a header with a column `Summary`, a column for each value of a
//! field with several values (labels), commas, and quotation marks around line breaks. Rich text is
//! wiki markup.

use domain::kind::Kind;

use crate::files::out::csv_table;
use crate::files::out::export::ExportedStory;
use crate::files::out::markdown_body::as_it_came;
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
    let (description, criteria) = texts(story);
    let parent = story.parent.clone().unwrap_or_default();
    let mut cells = vec![
        story.title.clone(),
        story.key.clone().unwrap_or_default(),
        kind(story.kind.as_deref()).to_owned(),
        description,
        criteria,
        story.points().to_owned(),
        parent.clone(),
        parent,
    ];
    cells.extend(story.labels.iter().map(|label| label_without_blanks(label)));
    cells.resize(COLUMNS.len() + labels, String::new());
    cells
}

/// Description and criteria in wiki markup. Criteria that came in the description go back there, and
/// are nowhere else: the project may have no field for them.
fn texts(story: &ExportedStory) -> (String, String) {
    if let Some(description) = as_it_came(story) {
        return (wiki(&description), String::new());
    }
    let criteria =
        story.criteria.iter().map(|criterion| format!("{BULLET}{}", item(&criterion.text)));
    (wiki(&story.description), criteria.collect::<Vec<_>>().join("\n"))
}

/// Names of other trackers for their stories, which no project in Jira has as a type.
const FOREIGN: [&str; 3] = ["User Story", "Product Backlog Item", "Requirement"];

/// The type in Jira of a story that came with this one: the same, or Jira's own name for it if
/// another tracker called it so.
pub fn kind(name: Option<&str>) -> &str {
    match name {
        Some(name) if !FOREIGN.contains(&name) && !is_plain(name) => name,
        name => name.and_then(Kind::of).unwrap_or(Kind::Story).name(),
    }
}

/// Whether it is a type of a tracker that writes them without capitals: `feature`, `user_story`.
pub fn is_plain(kind: &str) -> bool {
    kind.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-' | b' '))
}

/// A label in a form that Jira accepts.
pub fn label_without_blanks(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join("-")
}
