//! Reads issues of Jira as its REST API gives them: the result of a search, a list of issues, or one.
//! Texts are wiki markup in version 2 of the API, and the Atlassian Document Format in version 3.
//!
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/>

use std::collections::HashMap;

use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use domain::text;
use serde_json::Value;

use crate::files::criteria;
use crate::files::criteria_section;
use crate::files::job::Job;
use crate::files::lists::issue_json::{self, Issue, Members, scalar};
use crate::files::lists::json_source::Source;
use crate::files::markup::{Dialect, adf, jira_macros};

/// The field in which every site of Jira Cloud keeps `Story point estimate`. Names of other fields of
/// a site's own have to be in the file.
const POINT_ESTIMATE: &str = "customfield_10016";

/// Whether the text has issues of Jira.
pub fn recognises(text: &str) -> bool {
    issue_json::has_members(text, &["key", "fields", "summary"])
}

/// The issues.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let source = Source { text, job, format: Format::JiraJson };
    let (issues, whole) = issue_json::issues(&source, "issues", "fields")?;
    let names = whole.object("names");
    let names: HashMap<String, String> =
        names.iter().map(|field| (field.to_owned(), names.text(field))).collect();
    issue_json::preview(&source, &issues, |members| issue(members, &names))
}

fn issue(members: &Members, names: &HashMap<String, String>) -> Issue {
    let fields = members.object("fields");
    let (key, kind, parent) =
        (members.text("key"), fields.value("issuetype"), fields.value("parent"));
    let field_named = |is_it: fn(&str) -> bool| {
        let mut ids: Vec<&String> =
            names.iter().filter(|(_, name)| is_it(name)).map(|(id, _)| id).collect();
        ids.sort();
        ids.into_iter()
            .map(|id| wiki(&fields.value(id)))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    };
    let description = wiki(&fields.value("description"));
    let points = fields.points(|id| names.get(id).cloned().unwrap_or_default());
    let is_group = is_epic(&parent["fields"]["issuetype"]);
    let epic = scalar(&parent["fields"]["summary"]);
    Issue {
        link: address(&members.text("self"), &key),
        title: fields.text("summary"),
        kind: if is_epic(&kind) { "Epic".to_owned() } else { scalar(&kind["name"]) },
        is_pull_request: false,
        is_sub_task: kind["subtask"].as_bool().unwrap_or_default(),
        texts: criteria_section::parted(
            &field_named(criteria::is_name),
            text::block(&description).trim(),
            Dialect::Wiki,
        ),
        labels: fields.names("labels"),
        parent: if is_group || !epic.is_empty() {
            epic
        } else {
            field_named(|name| name == "Epic Link")
        },
        points: if points.is_empty() { fields.text(POINT_ESTIMATE) } else { points },
        key,
    }
}

/// Whether a type of issues stands above stories.
fn is_epic(kind: &Value) -> bool {
    kind["hierarchyLevel"].as_i64().is_some_and(|level| level > 0)
}

/// The wiki markup of a text in either form.
fn wiki(value: &Value) -> String {
    match value {
        Value::Object(_) => adf::to_wiki(value),
        other => jira_macros::to_wiki(&scalar(other)).into_owned(),
    }
}

/// The page of an issue on the site whose API the issue came from.
fn address(of_api: &str, key: &str) -> String {
    let site = of_api.split_once("/rest/api/").map(|(site, _)| site);
    site.map(|site| format!("{site}/browse/{key}")).unwrap_or_default()
}
