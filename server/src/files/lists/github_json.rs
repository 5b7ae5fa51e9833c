//! Reads issues of GitHub as JSON: what `gh issue list --json` and the REST API give, and the items of
//! a project as `gh project item-list --format json` gives them.
//!
//! <https://cli.github.com/manual/gh_issue_list>, <https://cli.github.com/manual/gh_project_item-list>

use std::collections::HashSet;

use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use domain::text;

use crate::files::criteria_section;
use crate::files::job::Job;
use crate::files::lists::issue_json::{self, Issue, Members};
use crate::files::lists::json_source::Source;
use crate::files::markup::Dialect;

/// The type of items of a project that are pull requests.
const PULL_REQUEST: &str = "PullRequest";

/// Whether the text has issues, or items of a project.
pub fn recognises(text: &str) -> bool {
    let has = |names: &[&str]| issue_json::has_members(text, names);
    let is_list = text.trim_start().starts_with('[');
    let is_one = || has(&["html_url"]) || has(&["body"]) || has(&["url"]);
    (has(&["number", "title"]) && (is_list || is_one())) || has(&["items", "content", "title"])
}

/// The issues.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let source = Source { text, job, format: Format::GithubJson };
    let (issues, _) = issue_json::issues(&source, "items", "number")?;
    let mut repositories = HashSet::new();
    for raw in &issues {
        let members: Members = source.read(raw)?;
        let repository = members.object("content").text("repository");
        job.keep(repository.len())?;
        repositories.insert(repository);
    }
    repositories.remove("");
    let has_several = repositories.len() > 1;
    issue_json::preview(&source, &issues, |members| issue(members, has_several))
}

/// An issue, or an item of a project: its fields stand beside the issue.
fn issue(members: &Members, has_several: bool) -> Issue {
    let content = members.object("content");
    let content = if content.has("title") { &content } else { members };
    let first = |names: [&str; 2]| {
        let texts = names.into_iter().map(|name| content.text(name));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    };
    let (number, repository) = (content.text("number"), content.text("repository"));
    let name = repository.rsplit('/').next().filter(|name| has_several && !name.is_empty());
    let description = text::block(&content.text("body")).trim().to_owned();
    let labels = [members, content].into_iter().map(|of| of.names("labels"));
    let link = first(["html_url", "url"]);
    let is_pull_request = content.has("pull_request")
        || content.text("type") == PULL_REQUEST
        || (link.starts_with("https://") && link.contains("/pull/"));
    Issue {
        is_pull_request,
        key: match name {
            Some(name) if !number.is_empty() => format!("{name}#{number}"),
            _ => number,
        },
        title: first(["title", "name"]),
        link,
        kind: members.object("type").text("name"),
        texts: criteria_section::parted("", &description, Dialect::Markdown),
        labels: labels.into_iter().find(|labels| !labels.is_empty()).unwrap_or_default(),
        parent: members.object("parent issue").text("title"),
        points: members.points(str::to_owned),
        ..Issue::default()
    }
}
