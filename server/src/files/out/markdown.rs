//! Writes stories as Markdown that is readable, and that Ready Room reads back exactly. The report
//! about a session is in `report`.

use std::fmt::{self, Write};

use domain::text::safe_link;

use crate::files::out::export::{CriterionState, ExportedCriterion, ExportedStory};
use crate::files::out::markdown_text::{address, escaped};

/// The beginning of a line that marks a file as written by Ready Room.
pub const SIGNATURE: &str = "<!-- Ready Room";

/// The line before a description.
pub const DESCRIPTION: &str = "<!-- description -->";

/// The line after a description.
pub const END_OF_DESCRIPTION: &str = "<!-- end of description -->";

/// The beginning of a comment that could end the description; [`escaped_description`] adds a
/// backslash after it.
pub const COMMENT: &str = "<!-- ";

/// The separator of stories.
const BETWEEN: &str = "---";

/// The indentation of each line of a criterion except the first: the width of `- `, so that it
/// belongs to the item.
pub const CONTINUED: &str = "  ";

/// A hard line break: two blanks at the end of a line.
const BREAK: &str = "  ";

/// The note after a criterion that needs to be discussed.
pub const UNCLEAR: &str = " *(unclear)*";

/// The stories as Markdown, one after the other.
pub fn markdown(stories: &[ExportedStory]) -> String {
    let mut page = format!("{SIGNATURE}: stories -->\n\n");
    for (at, story) in stories.iter().enumerate() {
        // Writing into a `String` cannot fail.
        let _ = write_story(&mut page, story, at > 0);
    }
    page
}

fn write_story(page: &mut String, story: &ExportedStory, is_next: bool) -> fmt::Result {
    if is_next {
        writeln!(page, "\n{BETWEEN}\n")?;
    }
    match story.key.as_deref().filter(|key| *key != story.title) {
        Some(key) => writeln!(page, "## {} {}\n", escaped(key), escaped(&story.title))?,
        None => writeln!(page, "## {}\n", escaped(&story.title))?,
    }
    let fields = fields(story);
    writeln!(page, "{}", fields.join(&format!("{BREAK}\n")))?;
    if !story.description.is_empty() {
        let description = escaped_description(&story.description);
        writeln!(page, "\n{DESCRIPTION}\n{description}\n{END_OF_DESCRIPTION}")?;
    }
    if !story.criteria.is_empty() {
        writeln!(page, "\n**Acceptance Criteria:**\n")?;
    }
    story.criteria.iter().try_for_each(|criterion| write_criterion(page, criterion))
}

/// A line for each field that the story has.
fn fields(story: &ExportedStory) -> Vec<String> {
    let labels: Vec<_> =
        story.labels.iter().map(|label| escaped(label).replace(',', "\\,")).collect();
    let labels = (!labels.is_empty()).then(|| labels.join(", "));
    let link = story.link.as_deref().and_then(safe_link);
    let escape = |text: &Option<String>| text.as_deref().map(escaped);
    [
        ("ID", escape(&story.key)),
        ("Title", Some(escaped(&story.title))),
        ("Story Points", escape(&story.estimate)),
        ("Labels", labels),
        ("Part of", escape(&story.parent)),
        ("Type", escape(&story.kind)),
        ("Link", link.map(|link| format!("<{}>", address(&link)))),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(format!("**{name}**: {}", value?)))
    .collect()
}

/// The description without a line that would end it: a line that is the closing comment, with or
/// without backslashes, gets one more backslash. Reading removes one.
fn escaped_description(description: &str) -> String {
    let lines = description.split('\n').map(|line| {
        if is_end(line) {
            line.replacen(COMMENT, &format!("{COMMENT}\\"), 1)
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether the line is the closing comment of a description, with or without backslashes.
pub fn is_end(line: &str) -> bool {
    let name = END_OF_DESCRIPTION.strip_prefix(COMMENT).unwrap_or_default();
    let comment = line.trim().strip_prefix(COMMENT);
    comment.is_some_and(|comment| comment.trim_start_matches('\\') == name)
}

fn write_criterion(page: &mut String, criterion: &ExportedCriterion) -> fmt::Result {
    let (mark, note) = match criterion.state {
        CriterionState::Open => (" ", ""),
        CriterionState::Agreed => ("x", ""),
        CriterionState::Unclear => (" ", UNCLEAR),
    };
    let lines: Vec<_> = criterion.text.split('\n').map(escaped_line).collect();
    let lines = lines.join(&format!("{BREAK}\n{CONTINUED}"));
    writeln!(page, "- [{mark}] {lines}{note}")
}

/// The line, escaped, with its leading blanks.
fn escaped_line(line: &str) -> String {
    let text = line.trim_start();
    let blanks = &line[..line.len() - text.len()];
    format!("{blanks}{}", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_reads_well() {
        let criterion = |text: &str, state| ExportedCriterion { text: text.to_owned(), state };
        let story = ExportedStory {
            key: Some("TL-1".to_owned()),
            link: Some("https://jira.example/TL-1".to_owned()),
            title: "Oil the *hinge*".to_owned(),
            description: "Why\n\n<!-- end of description -->\n<!-- \\end of description -->"
                .to_owned(),
            labels: vec!["a, b".to_owned(), "c".to_owned()],
            parent: Some("Doors".to_owned()),
            estimate: Some("0.5".to_owned()),
            criteria: vec![
                criterion("No squeak", CriterionState::Agreed),
                criterion("Door\n  Given a door", CriterionState::Unclear),
                criterion("Open", CriterionState::Open),
            ],
            ..ExportedStory::default()
        };
        let expected = "<!-- Ready Room: stories -->\n\n## TL-1 Oil the \\*hinge\\*\n\n\
            **ID**: TL-1  \n**Title**: Oil the \\*hinge\\*  \n**Story Points**: 0.5  \n\
            **Labels**: a\\, b, c  \n**Part of**: Doors  \n**Link**: <https://jira.example/TL-1>\n\n\
            <!-- description -->\nWhy\n\n<!-- \\end of description -->\n<!-- \\\\end of description -->\n\
            <!-- end of description -->\n\n\
            **Acceptance Criteria:**\n\n\
            - [x] No squeak\n- [ ] Door  \n    Given a door *(unclear)*\n- [ ] Open\n";
        assert_eq!(markdown(std::slice::from_ref(&story)), expected);
        let two =
            markdown(&[story, ExportedStory { title: "B".to_owned(), ..ExportedStory::default() }]);
        assert_eq!(two, format!("{expected}\n---\n\n## B\n\n**Title**: B\n"));
    }
}
