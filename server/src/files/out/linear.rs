//! Writes stories as CSV for Linear's command-line importer, which reads the columns of Linear's
//! own export.
//!
//! What it reads is defined by the source of Linear's package `@linear/import`
//! (`LinearCsvImporter`): titles and descriptions without the apostrophe that guards a formula,
//! labels separated by a comma and a blank, whole numbers as estimates, and no rows with anything
//! in `Archived`.

use crate::files::out::csv_table;
use crate::files::out::export::ExportedStory;
use crate::files::out::markdown_body::with_criteria;

/// The columns that the importer knows.
pub const COLUMNS: [&str; 11] = [
    "ID",
    "Title",
    "Description",
    "Status",
    "Estimate",
    "Priority",
    "Project",
    "Assignee",
    "Labels",
    "Created",
    "Completed",
];

/// The separator of labels.
pub const BETWEEN_LABELS: char = ',';

/// The stories as CSV for Linear. A comma in a label becomes a semicolon, because it would separate
/// two labels.
pub fn linear(stories: &[ExportedStory]) -> String {
    csv_table::table(&COLUMNS, stories.iter().map(row))
}

fn row(story: &ExportedStory) -> Vec<String> {
    let labels: Vec<_> =
        story.labels.iter().map(|label| label.replace(BETWEEN_LABELS, ";")).collect();
    vec![
        story.key.clone().unwrap_or_default(),
        story.title.clone(),
        with_criteria(story),
        "Backlog".to_owned(),
        story.points().to_owned(),
        "No priority".to_owned(),
        story.parent.clone().unwrap_or_default(),
        String::new(),
        labels.join(", "),
        String::new(),
        String::new(),
    ]
}
