//! Writes stories as CSV for GitLab's importer of issues.
//!
//! What it expects is described in GitLab's documentation, "Import issues from CSV": the columns
//! `title` and `description`, optionally `due_date` and `milestone`. Everything else, here labels
//! and the weight, is set by quick actions in the description.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::files::out::csv_table;
use crate::files::out::export::ExportedStory;
use crate::files::out::markdown_body::with_criteria;

/// The columns that the importer knows.
pub const COLUMNS: [&str; 4] = ["title", "description", "due_date", "milestone"];

/// The prefix of an estimate that cannot be a weight.
pub const ESTIMATE: &str = "Story Points: ";

/// Escapes a line that would be a quick action.
const ESCAPE: char = '\\';

/// The fence around code.
const FENCE: &str = "```";

/// The stories as CSV for GitLab.
pub fn gitlab(stories: &[ExportedStory]) -> String {
    let row = |story: &ExportedStory| {
        vec![story.title.clone(), description(story), String::new(), String::new()]
    };
    csv_table::table(&COLUMNS, stories.iter().map(row))
}

fn description(story: &ExportedStory) -> String {
    let mut text = without_actions(&with_criteria(story));
    let estimate = story.points();
    let is_weight = !estimate.is_empty() && estimate.bytes().all(|byte| byte.is_ascii_digit());
    // A weight is a whole number. Other estimates are written as text.
    let line = (!is_weight && !estimate.is_empty()).then(|| format!("{ESTIMATE}{estimate}"));
    let weight = is_weight.then(|| format!("/weight {estimate}"));
    let labels: Vec<_> = story.labels.iter().map(|label| format!("~\"{}\"", name(label))).collect();
    let labels = (!labels.is_empty()).then(|| format!("/label {}", labels.join(" ")));
    let actions: Vec<_> = weight.into_iter().chain(labels).collect();
    let actions = (!actions.is_empty()).then(|| actions.join("\n"));
    for part in line.into_iter().chain(actions) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&part);
    }
    text
}

/// A label that can be put in quotation marks, on one line.
fn name(label: &str) -> String {
    label.replace('"', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a backslash before lines that GitLab would carry out as quick actions of whoever
/// imports: `/close` in a story must not close anything. In code they are text already.
fn without_actions(text: &str) -> String {
    outside_of_code(text, |line| {
        let mut start = line.chars();
        let is_action = start.next() == Some('/') && start.next().is_some_and(char::is_alphabetic);
        is_action.then(|| format!("{ESCAPE}{line}"))
    })
}

/// The text without the backslashes that [`without_actions`] added.
pub fn with_actions(text: &str) -> String {
    outside_of_code(text, |line| {
        let typed = line.strip_prefix(ESCAPE)?;
        let is_action = typed.starts_with('/') && typed[1..].starts_with(char::is_alphabetic);
        is_action.then(|| typed.to_owned())
    })
}

/// The text with some of its lines changed, from their first character after blanks. Lines in code
/// stay.
fn outside_of_code(description: &str, changed: impl Fn(&str) -> Option<String>) -> String {
    let mut code = code_blocks(description).into_iter().peekable();
    let mut written = String::with_capacity(description.len());
    let mut at = 0;
    for line in description.split_inclusive('\n') {
        while code.next_if(|block| block.end <= at).is_some() {}
        let is_code = code.peek().is_some_and(|block| block.contains(&at));
        let text = line.trim_start();
        match changed(text).filter(|_| !is_code) {
            Some(changed) => written.extend([&line[..line.len() - text.len()], &changed]),
            None => written.push_str(line),
        }
        at += line.len();
    }
    written
}

/// The ranges of code in which GitLab looks for no quick actions. It recognises less code there
/// than in rendering.
fn code_blocks(markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new(markdown).into_offset_iter();
    let blocks = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some(range),
        Event::Start(Tag::CodeBlock(_)) => {
            let begins_line = range.start == 0 || markdown[..range.start].ends_with('\n');
            (begins_line && is_closed(&markdown[range.clone()])).then_some(range)
        }
        _ => None,
    });
    blocks.collect()
}

/// Whether a block of code is between two lines of three backticks.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end_matches('\n').lines();
    let opening = lines.next().and_then(|line| line.strip_prefix(FENCE));
    opening.is_some_and(|name| !name.starts_with('`')) && lines.next_back() == Some(FENCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::out::export::{CriterionState, ExportedCriterion};

    #[test]
    fn a_description_takes_no_action() {
        let typed = "Why\n/close\n  /due today\n\n```\n/usr/bin\n```\n/ 2\n";
        let expected = "Why\n\\/close\n  \\/due today\n\n```\n/usr/bin\n```\n/ 2\n";
        assert_eq!(without_actions(typed), expected);
        assert_eq!(with_actions(expected), typed);
        for code in ["```\n/close", "~~~\n/close\n~~~", "````\n/close\n````", "- ```\n/close\n```"]
        {
            assert!(without_actions(code).contains("\n\\/close"), "{code}");
            assert_eq!(with_actions(&without_actions(code)), code);
        }
    }

    #[test]
    fn a_criterion_takes_no_action_either() {
        let text = "Shut\n/close".to_owned();
        let criterion = ExportedCriterion { text, state: CriterionState::Open };
        let story = ExportedStory { criteria: vec![criterion], ..ExportedStory::default() };
        assert!(description(&story).ends_with("- [ ] Shut  \n  \\/close"));
    }

    #[test]
    fn weight_and_labels_are_actions_and_other_estimates_are_text() {
        let story = |estimate: &str| ExportedStory {
            labels: vec!["market day".to_owned(), "a\"\n/close".to_owned()],
            estimate: Some(estimate.to_owned()),
            ..ExportedStory::default()
        };
        let labels = "/label ~\"market day\" ~\"a' /close\"";
        assert_eq!(description(&story("3")), format!("/weight 3\n{labels}"));
        assert_eq!(description(&story("M")), format!("Story Points: M\n\n{labels}"));
        assert_eq!(description(&ExportedStory::default()), "");
    }
}
