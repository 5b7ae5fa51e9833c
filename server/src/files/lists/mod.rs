//! Formats that are no tables, one module for each, and what they share. Each says by content alone whether
//! a text is its own, and reads all of it or nothing.

pub(in crate::files) mod gherkin;
pub(in crate::files) mod markdown_checklist;
pub(in crate::files) mod markdown_labels;
pub(in crate::files) mod markdown_reading;
pub(in crate::files) mod markdown_stories;
pub(in crate::files) mod markdown_story;
pub(in crate::files) mod markdown_verbatim;
pub(in crate::files) mod paste;
pub(in crate::files) mod reference;
pub(in crate::files) mod trello;
pub(in crate::files) mod trello_points;
