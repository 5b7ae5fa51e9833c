//! Formats that are not tables, one module each, and what they share. Each recognises a text by
//! content alone, and reads all of it or nothing.

mod board;
pub(in crate::files) mod front_matter;
pub(in crate::files) mod gherkin;
mod gherkin_opening;
pub(in crate::files) mod github_json;
pub(in crate::files) mod gitlab_json;
mod issue_json;
pub(in crate::files) mod jira_json;
pub(in crate::files) mod jira_xml;
mod json_source;
pub(in crate::files) mod markdown_checklist;
pub(in crate::files) mod markdown_labels;
pub(in crate::files) mod markdown_reading;
pub(in crate::files) mod markdown_stories;
pub(in crate::files) mod markdown_story;
pub(in crate::files) mod markdown_tables;
pub(in crate::files) mod markdown_verbatim;
pub(in crate::files) mod paste;
mod points_names;
pub(in crate::files) mod trello;
pub(in crate::files) mod trello_points;
pub(in crate::files) mod wekan;
