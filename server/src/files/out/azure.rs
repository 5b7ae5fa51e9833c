//! Writes stories as CSV for the importer of Azure DevOps.
//!
//! What it expects is described in Microsoft's "Import or update bulk work items by using CSV
//! files": the columns `Work Item Type` and `Title`, others with the names of fields, rich text as
//! HTML, and at most 1,000 work items at a time. A row with an `ID` updates that work item; one
//! without creates a new one.

use domain::kind::Kind;
use html_escape::{decode_html_entities, encode_text};

use crate::files::out::csv_table;
use crate::files::out::export::{ExportedCriterion, ExportedStory};
use crate::files::out::jira::is_plain;
use crate::files::out::markdown_body::as_it_came;
use crate::markdown;

/// The number of the work item. The column is only written if a story has one, since new work items
/// must not.
pub const ID: &str = "ID";

/// The other columns.
pub const COLUMNS: [&str; 6] =
    ["Work Item Type", "Title", "Description", "Acceptance Criteria", "Story Points", "Tags"];

/// What the processes of Azure DevOps call a story: Agile, Scrum, Basic and CMMI.
const STORY_TYPES: [&str; 4] = ["User Story", "Product Backlog Item", "Issue", "Requirement"];

/// The separator of tags.
pub const BETWEEN_TAGS: char = ';';

/// The beginning of a list with its first item.
const LIST: &str = "<ul><li>";

/// The end of an item and the beginning of the next.
const NEXT_ITEM: &str = "</li><li>";

/// The end of a list with its last item.
const END_OF_LIST: &str = "</li></ul>";

/// A line break in an item.
const BREAK: &str = "<br>";

/// The entities of the characters that are encoded, without the ampersand.
const ENCODED: [&str; 3] = ["amp;", "lt;", "gt;"];

/// The stories as CSV for Azure DevOps.
pub fn azure(stories: &[ExportedStory]) -> String {
    let has_ids = stories.iter().any(|story| id(story).is_some());
    let ids = has_ids.then_some(ID);
    let header: Vec<&str> = ids.into_iter().chain(COLUMNS).collect();
    let of_process = story_type(stories);
    let row = |story: &ExportedStory| {
        let id = has_ids.then(|| id(story).unwrap_or_default().to_owned());
        id.into_iter().chain(cells(story, of_process)).collect()
    };
    csv_table::table(&header, stories.iter().map(row))
}

/// The key, if it can be the number of a work item.
fn id(story: &ExportedStory) -> Option<&str> {
    let key = story.key.as_deref()?;
    (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())).then_some(key)
}

/// What stands above stories in Azure DevOps. Elsewhere a story may be called so.
const FEATURE: &str = "Feature";

/// What the process that the stories came from calls a story: the name that most of them have, or
/// that of the Agile process.
pub fn story_type(stories: &[ExportedStory]) -> &'static str {
    let count =
        |name: &str| stories.iter().filter(|story| story.kind.as_deref() == Some(name)).count();
    let first = STORY_TYPES[0];
    STORY_TYPES
        .into_iter()
        .fold(first, |most, name| if count(name) > count(most) { name } else { most })
}

/// The type of the work item: as it came, if it came from Azure DevOps, or what the process calls a
/// work item of that kind.
pub fn kind<'s>(story: &'s ExportedStory, of_process: &'s str) -> &'s str {
    match story.kind.as_deref() {
        None => of_process,
        Some(name) if STORY_TYPES.contains(&name) => name,
        Some(name) => match Kind::of(name) {
            Some(kind @ (Kind::Bug | Kind::Task)) => kind.name(),
            // A team's own type is there only if the work item is, and a feature groups stories.
            None if id(story).is_some() && name != FEATURE && !is_plain(name) => name,
            _ => of_process,
        },
    }
}

fn cells(story: &ExportedStory, of_process: &str) -> [String; COLUMNS.len()] {
    let as_it_came = as_it_came(story);
    let criteria = if as_it_came.is_some() { String::new() } else { list(&story.criteria) };
    let description = as_it_came.as_ref().unwrap_or(&story.description);
    [
        kind(story, of_process).to_owned(),
        story.title.clone(),
        markdown::html(description).trim().to_owned(),
        criteria,
        story.points().to_owned(),
        tags(&story.labels),
    ]
}

fn list(criteria: &[ExportedCriterion]) -> String {
    if criteria.is_empty() {
        return String::new();
    }
    let item = |criterion: &ExportedCriterion| {
        let lines: Vec<_> = criterion.text.lines().map(encode_text).collect();
        lines.join(BREAK)
    };
    let items: Vec<_> = criteria.iter().map(item).collect();
    format!("{LIST}{}{END_OF_LIST}", items.join(NEXT_ITEM))
}

/// The items of a list that [`list`] wrote; `None` if it has any other markup.
pub fn items(list: &str) -> Option<Vec<String>> {
    let items = list.strip_prefix(LIST)?.strip_suffix(END_OF_LIST)?.split(NEXT_ITEM);
    let is_encoded = |rest: &str| ENCODED.iter().any(|entity| rest.starts_with(entity));
    let items = items.map(|item| {
        let text = item.replace(BREAK, "\n");
        let is_text = !text.contains(['<', '>']) && text.split('&').skip(1).all(is_encoded);
        is_text.then(|| decode_html_entities(&text).into_owned())
    });
    items.collect()
}

/// The labels as tags. Tags are separated by semicolons, so they must not contain any.
fn tags(labels: &[String]) -> String {
    let tags: Vec<_> = labels.iter().map(|label| label.replace(BETWEEN_TAGS, ",")).collect();
    tags.join("; ")
}
