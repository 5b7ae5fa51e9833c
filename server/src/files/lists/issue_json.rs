//! What the issues of all trackers have in common that write them as JSON: a list of objects, of which
//! only the members are parsed that are needed, one issue at a time.

use std::collections::HashMap;

use domain::draft::StoryDraft;
use domain::preview::{LeftOutReason, Preview, Unreadable};
use domain::text;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::files::criteria_section::Parted;
use crate::files::intake::{self, Entry};
use crate::files::lists::json_source::{Raw, Source};
use crate::files::lists::markdown_reading::Lines;
use crate::files::lists::points_names;
use crate::files::points;
use crate::files::tables::row_types::RowTypes;
use crate::files::text::one_line;

/// The most bytes of a member that is parsed: a description of the largest size, with a node of JSON
/// for every few words.
const LONGEST: usize = 2 * 1024 * 1024;

/// The members of an object, not parsed yet.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub struct Members<'t>(#[serde(borrow)] HashMap<String, &'t RawValue>);

impl<'t> Members<'t> {
    /// The value of a member; null if there is none, or if it is longer than any that is needed.
    pub fn value(&self, name: &str) -> Value {
        self.0.get(name).map_or(Value::Null, |raw| parsed(raw))
    }

    /// The members of a member that is an object.
    pub fn object(&self, name: &str) -> Members<'t> {
        let raw = self.0.get(name).filter(|raw| raw.get().starts_with('{'));
        raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
    }

    /// A text, or a number as text; empty for anything else.
    pub fn text(&self, name: &str) -> String {
        scalar(&self.value(name))
    }

    /// Whether there is such a member, null or not.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The text of a list of names, which are texts or objects with a `name`.
    pub fn names(&self, list: &str) -> Vec<String> {
        let value = self.value(list);
        let names = value.as_array().into_iter().flatten().map(|label| match label {
            Value::Object(label) => label.get("name").map(scalar).unwrap_or_default(),
            other => scalar(other),
        });
        names.map(|name| one_line(name.trim())).filter(|name| !name.is_empty()).collect()
    }

    /// The value of the member that is called as points are, as `named` calls it, in the order of
    /// precedence of such names.
    pub fn points(&self, named: impl Fn(&str) -> String) -> String {
        let ranked = self.0.iter().filter_map(|(name, raw)| {
            let rank = points_names::rank(&named(name))?;
            let text = match parsed(raw) {
                // A choice from a list.
                Value::Object(choice) => choice.get("value").or(choice.get("name")).map(scalar),
                other => Some(scalar(&other)),
            };
            Some((rank, name, text.filter(|text| !text.is_empty())?))
        });
        ranked.min().map(|(_, _, text)| text).unwrap_or_default()
    }

    /// The names of all members.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn parsed(raw: &RawValue) -> Value {
    let text = Some(raw.get()).filter(|text| text.len() <= LONGEST);
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// A text, or a number as text; empty for anything else.
pub fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// One issue, as far as a tracker knows such things.
#[derive(Default)]
pub struct Issue {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub link: String,
    /// Its type, in any language.
    pub kind: String,
    /// Whether it is part of another issue's work, whatever its type is called.
    pub is_sub_task: bool,
    /// Whether it is a pull request, which some trackers count among issues.
    pub is_pull_request: bool,
    /// The description in Markdown, and the acceptance criteria.
    pub texts: Parted,
    /// Its labels.
    pub labels: Vec<String>,
    /// What it belongs to.
    pub parent: String,
    /// The estimate as written.
    pub points: String,
}

impl Issue {
    /// The issue as a row of the import, unless it is of a type that is no story.
    pub fn entry(self, types: &RowTypes, line: u32, offset: usize) -> Entry {
        let sub_task = self.is_sub_task.then_some(LeftOutReason::SubTask);
        let request = self.is_pull_request.then_some(LeftOutReason::PullRequest);
        let refused = request.or(sub_task).or_else(|| types.refusal(&self.kind));
        let (estimate, doubts) = match points::read(&self.points) {
            Ok(estimate) => (estimate, Vec::new()),
            Err(doubt) => (None, vec![doubt]),
        };
        let some = |text: String| (!text.is_empty()).then_some(text);
        let draft = StoryDraft {
            key: some(self.key),
            title: one_line(&self.title),
            link: text::safe_link(&self.link),
            description: self.texts.description,
            criteria: self.texts.criteria,
            criteria_place: self.texts.place,
            labels: self.labels,
            parent: some(one_line(&self.parent)),
            kind: some(one_line(&self.kind)),
            estimate,
            ..StoryDraft::default()
        };
        Entry { line, offset, draft, refused, doubts }
    }
}

/// The issues of a file as `read` reads each. A file whose first issue has no title is of another
/// format.
pub fn preview<'t>(
    source: &Source<'t>,
    issues: &Raw<'t>,
    read: impl Fn(&Members<'t>) -> Issue,
) -> Result<Preview, Unreadable> {
    let (types, mut lines) = (RowTypes::new(source.format), Lines::new(source.text));
    let rows = issues.iter().map(|raw| {
        let members: Members = source.read(raw)?;
        let offset = source.offset(raw);
        Ok(read(&members).entry(&types, lines.at(offset), offset))
    });
    let preview = intake::preview(source.format, source.job, rows, |entry| entry)?;
    let has_titles = preview.stories.len() + preview.not_imported.len() == 0
        || !preview.stories.is_empty()
        || preview.not_imported.iter().any(|entry| entry.why != LeftOutReason::NoTitle);
    if has_titles { Ok(preview) } else { Err(source.other_format()) }
}

/// The issues in a text: a list, or the member of an object, or the object alone if it has a member
/// that only issues have. Several lists in a row are one, as programs write page by page, and so are
/// several objects.
pub fn issues<'t>(
    source: &Source<'t>,
    list: &str,
    only_issues: &str,
) -> Result<(Raw<'t>, Members<'t>), Unreadable> {
    let mut all = Raw::new();
    let mut first = None;
    for page in source.values() {
        let page = page?;
        if page.get().starts_with('[') {
            all.extend(source.read::<Raw>(page)?);
            continue;
        }
        let members: Members = source.read(page)?;
        match members.0.get(list) {
            Some(raw) => all.extend(source.read::<Raw>(raw)?),
            None if members.has(only_issues) => all.push(page),
            None => return Err(source.other_format()),
        }
        first.get_or_insert(members);
    }
    Ok((all, first.unwrap_or_default()))
}

/// Whether the text is JSON, intact or damaged, with a member of each of these names.
pub fn has_members(text: &str, names: &[&str]) -> bool {
    text.trim_start().starts_with(['{', '['])
        && names.iter().all(|name| text.contains(&format!("\"{name}\"")))
}
