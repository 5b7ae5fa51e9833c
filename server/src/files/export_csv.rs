//! A room's stories as CSV, for spreadsheets and for a later import, which reads the same stories back
//! (`ready_room_csv`). Knows no room.

use super::cells;
use super::export::ExportedStory;

/// Names of the columns.
pub(super) mod column {
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
}

const HEADER: [&str; 12] = [
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
];

/// The stories as CSV in UTF-8, lines ended by CR LF. No cell begins like a formula (rule 33).
///
/// There is no byte-order mark: programs take UTF-8 for granted and many read the mark as part of the
/// first column's name. Spreadsheets ask for the encoding when the file is imported as data.
pub fn csv(stories: &[ExportedStory]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::with_capacity(stories.len() * 200));
    let rows = stories.iter().map(|story| cells(story).map(|cell| cells::guard(&cell)));
    for row in std::iter::once(HEADER.map(str::to_owned)).chain(rows) {
        writer.write_record(row).expect("memory takes every row, and all rows are as long");
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("text and separators are UTF-8")
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
    ]
}
