//! Formats that are not tables, one module each, and what they share. Each recognises a text by
//! content alone, and reads all of it or nothing.

pub(in crate::files) mod front_matter;
pub(in crate::files) mod gherkin;
mod gherkin_opening;
pub(in crate::files) mod markdown_checklist;
pub(in crate::files) mod markdown_labels;
pub(in crate::files) mod markdown_reading;
pub(in crate::files) mod markdown_stories;
pub(in crate::files) mod markdown_story;
pub(in crate::files) mod markdown_tables;
pub(in crate::files) mod markdown_verbatim;
pub(in crate::files) mod paste;
pub(in crate::files) mod reference;
pub(in crate::files) mod trello;
pub(in crate::files) mod trello_points;
mod trello_source;
