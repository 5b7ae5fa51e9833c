//! A story's description with its criteria in it: where they stood when it came, or below it.

use domain::story::CriteriaPlace;

use crate::files::out::export::ExportedStory;
use crate::files::out::markdown_text::escaped_lines;

/// The heading of criteria that stood in no description.
pub const HEADING: &str = "## Acceptance criteria\n";

/// The beginning of each criterion below it.
pub const ITEM: &str = "- [ ] ";

/// The box of an item of a task list.
const BOX: &str = "[ ] ";

/// The description as typed, with the criteria as a task list, for trackers with one Markdown field
/// for both. No box is ticked: what a team agreed on is not done yet.
pub fn with_criteria(story: &ExportedStory) -> String {
    if let Some(place) = place(story) {
        return put_back(&story.description, texts(story), place);
    }
    let mut body = story.description.clone();
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

/// The description with the criteria where they stood in it, as items without boxes; `None` if they
/// have a field of their own, or there are none any more.
pub fn as_it_came(story: &ExportedStory) -> Option<String> {
    let place = place(story)?;
    let opening = place.opening.strip_suffix(BOX).unwrap_or(&place.opening).to_owned();
    let place = CriteriaPlace { opening, ..*place };
    Some(put_back(&story.description, texts(story), &place))
}

fn place(story: &ExportedStory) -> Option<&CriteriaPlace> {
    story.criteria_place.as_ref().filter(|_| !story.criteria.is_empty())
}

fn texts(story: &ExportedStory) -> impl Iterator<Item = &str> {
    story.criteria.iter().map(|criterion| criterion.text.as_str())
}

/// A description with criteria in their old place. If somebody has edited it since, they stand behind
/// the paragraph that is there now.
pub fn put_back<'c>(
    description: &str,
    criteria: impl Iterator<Item = &'c str>,
    place: &CriteriaPlace,
) -> String {
    let bullet = place.opening.rsplit('\n').next().unwrap_or_default();
    let between = if bullet.is_empty() { "\n\n".to_owned() } else { format!("\n{bullet}") };
    let criteria: Vec<String> = criteria.map(escaped_lines).collect();
    let section = format!("{}{}", place.opening, criteria.join(&between));
    let lines: Vec<&str> = description.lines().collect();
    let above = (place.line as usize).min(lines.len());
    let rest = lines[above..].iter().take_while(|line| above > 0 && !line.trim().is_empty());
    let (above, below) = lines.split_at(above + rest.count());
    let parts =
        [above.join("\n").trim_end().to_owned(), section, below.join("\n").trim().to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_go_back_where_they_stood() {
        let place = CriteriaPlace { line: 1, opening: "## AC\n\n* ".to_owned() };
        let put = |description| put_back(description, ["one", "t*o"].into_iter(), &place);
        assert_eq!(put("Why\n\nLater"), "Why\n\n## AC\n\n* one\n* t\\*o\n\nLater");
        assert_eq!(put("Why\nthat\n\nLater"), "Why\nthat\n\n## AC\n\n* one\n* t\\*o\n\nLater");
        assert_eq!(put(""), "## AC\n\n* one\n* t\\*o");
        let steps = CriteriaPlace { line: 9, opening: "AC:\n\n".to_owned() };
        assert_eq!(
            put_back("Why", ["Given a\nThen b"].into_iter(), &steps),
            "Why\n\nAC:\n\nGiven a  \n  Then b"
        );
    }
}
