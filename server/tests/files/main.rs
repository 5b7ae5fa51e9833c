//! Import and export of files: the inputs give the expected stories, Ready Room reads back what it
//! writes, and no input makes it panic.

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{LeftOutReason, Preview, Unreadable};
use server::files::out::export::{
    CriterionState, ExportedCriterion, ExportedRound, ExportedStory, ExportedVote,
};
use server::files::out::ready_room_csv::csv;
use server::files::out::report::{Report, markdown};
use server::files::preview;
use server::files::preview_json;

mod any_bytes;
mod any_story;
mod exports;
mod forms;
mod generated_tables;
mod gherkin;
mod inputs;
mod issues;
mod jira;
mod languages;
mod lists_of_others;
mod markdown;
mod markup;
mod round_trips;
mod samples;
mod spreadsheets;
mod tables_of_others;
mod trackers;
mod trello;
#[allow(dead_code)]
#[path = "../support/workbook_files.rs"]
mod workbook_files;
mod workbooks;

fn read(text: &str) -> Preview {
    preview(text.as_bytes()).unwrap()
}

fn warnings_of(bytes: &[u8]) -> Vec<String> {
    let json = preview_json::to_json(bytes).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    serde_json::from_value(json["warnings"].clone()).unwrap()
}
