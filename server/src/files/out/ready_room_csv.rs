//! Writes a room's stories as CSV, for spreadsheets and for a later import, which reads the same
//! stories back (`tables::ready_room_csv`).

use std::collections::BTreeSet;

use crate::files::out::export::ExportedStory;
use crate::files::out::{cells, csv_table};

/// The names of the columns.
pub(in crate::files) mod column {
    pub const TITLE: &str = "Title";
    pub const KEY: &str = "Key";
    pub const LINK: &str = "Link";
    pub const ESTIMATE: &str = "Estimate";
    pub const VOTES: &str = "Votes";
    pub const AVERAGE: &str = "Average";
    pub const ROUNDS: &str = "Rounds";
    pub const MINUTES: &str = "Minutes";
    pub const CRITERIA: &str = "Criteria";
    pub const DESCRIPTION: &str = "Description";
    pub const LABELS: &str = "Labels";
    pub const PARENT: &str = "Parent";
    pub const KIND: &str = "Type";
    pub const ACTUAL: &str = "Actual";
    /// What the names of the columns of dimensions begin with: `Score: Risk`.
    pub const SCORE: &str = "Score: ";
}

/// The columns, in order, before those of the dimensions. New ones come last: a file is known by those that
/// the first one had.
pub(in crate::files) const HEADER: [&str; 14] = [
    column::TITLE,
    column::KEY,
    column::LINK,
    column::ESTIMATE,
    column::VOTES,
    column::AVERAGE,
    column::ROUNDS,
    column::MINUTES,
    column::CRITERIA,
    column::DESCRIPTION,
    column::LABELS,
    column::PARENT,
    column::KIND,
    column::ACTUAL,
];

/// How many columns the files of the first version had.
pub(in crate::files) const FIRST_COLUMNS: usize = 12;

/// The stories as CSV.
pub fn csv(stories: &[ExportedStory]) -> String {
    let scores = stories.iter().flat_map(|story| &story.scores);
    let dimensions: BTreeSet<&str> = scores.map(|(name, _)| name.as_str()).collect();
    let columns: Vec<String> =
        dimensions.iter().map(|name| format!("{}{name}", column::SCORE)).collect();
    let header: Vec<&str> =
        HEADER.iter().copied().chain(columns.iter().map(String::as_str)).collect();
    let row = |story: &ExportedStory| {
        let mut row = Vec::from(cells(story));
        row.extend(dimensions.iter().map(|name| score(story, name)));
        row
    };
    csv_table::table(&header, stories.iter().map(row))
}

/// What is saved for a dimension; empty if that is nothing.
fn score(story: &ExportedStory, dimension: &str) -> String {
    let saved = story.scores.iter().find(|(name, _)| name == dimension);
    saved.map(|(_, score)| score.clone()).unwrap_or_default()
}

fn cells(story: &ExportedStory) -> [String; HEADER.len()] {
    let votes = story.last_round().map(|round| round.votes_in_words());
    let criteria =
        story.criteria.iter().map(|criterion| (criterion.state, criterion.text.as_str()));
    [
        story.title.clone(),
        story.key.clone().unwrap_or_default(),
        story.link.clone().unwrap_or_default(),
        story.estimate.clone().unwrap_or_default(),
        votes.unwrap_or_default(),
        story.average(),
        story.rounds.len().to_string(),
        story.minutes(),
        cells::write_criteria(criteria),
        story.description.clone(),
        cells::write_labels(&story.labels),
        story.parent.clone().unwrap_or_default(),
        story.kind.clone().unwrap_or_default(),
        story.actual.clone().unwrap_or_default(),
    ]
}
