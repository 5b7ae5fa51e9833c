//! A story's description with its criteria below it, for trackers with one Markdown field for both.

use crate::files::out::export::ExportedStory;
use crate::files::out::report::escaped_lines;

/// The heading of the criteria.
pub const HEADING: &str = "## Acceptance criteria\n";

/// The beginning of each criterion.
pub const ITEM: &str = "- [ ] ";

/// The description as typed, and then the criteria as a task list. No box is ticked: what a team
/// agreed on is not done yet.
pub fn with_criteria(description: &str, story: &ExportedStory) -> String {
    let mut body = description.to_owned();
    if story.criteria.is_empty() {
        return body;
    }
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    body.push_str(HEADING);
    for criterion in &story.criteria {
        body.push('\n');
        body.push_str(ITEM);
        body.push_str(&escaped_lines(&criterion.text));
    }
    body
}
