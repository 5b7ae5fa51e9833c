//! Reads issues of GitLab as its REST API gives them.
//!
//! <https://docs.gitlab.com/api/issues/>

use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use domain::text;

use crate::files::criteria_section;
use crate::files::job::Job;
use crate::files::lists::issue_json::{self, Issue, Members};
use crate::files::lists::json_source::Source;
use crate::files::markup::Dialect;

/// The type of issues that are parts of another one's work.
const TASK: &str = "task";

/// The type of all issues that nobody gave another one.
const ISSUE: &str = "issue";

/// Whether the text has issues of GitLab.
pub fn recognises(text: &str) -> bool {
    let has = |names: &[&str]| issue_json::has_members(text, names);
    has(&["iid", "title", "web_url"]) || has(&["iid", "title", "project_id"])
}

/// The issues.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let source = Source { text, job, format: Format::GitlabJson };
    let (issues, _) = issue_json::issues(&source, "issues", "iid")?;
    issue_json::preview(&source, &issues, issue)
}

fn issue(members: &Members) -> Issue {
    let kind = members.text("issue_type");
    let description = text::block(&members.text("description")).trim().to_owned();
    Issue {
        key: members.text("iid"),
        title: members.text("title"),
        link: members.text("web_url"),
        is_sub_task: kind == TASK,
        is_pull_request: false,
        texts: criteria_section::parted("", &description, Dialect::Markdown),
        labels: members.names("labels"),
        parent: members.object("epic").text("title"),
        points: members.text("weight"),
        kind: if kind == ISSUE { String::new() } else { kind },
    }
}
