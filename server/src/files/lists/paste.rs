//! Reads lists that people paste or type: one story per line, with optional bullets, keys, links
//! and points. Any text that no other format recognises is such a list, unless it is clearly
//! something else.

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{Preview, Unreadable};

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::reference::Reference;
use crate::files::{bullets, text};

/// Beginnings of text files that are not lists.
const OTHER_FORMATS: [&str; 5] = ["<?xml", "<!doctype", "<html", "{\\rtf", "%pdf-"];

/// The stories of a list.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    if is_something_else(text) {
        return Err(Unreadable::UnknownFormat);
    }
    let rows = (1..).zip(text::lines(text)).filter(|(_, text)| !text.trim().is_empty());
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    intake::preview(Format::PastedList, job, rows.map(Ok), |(line, text)| Entry {
        line,
        offset: offset(text),
        draft: story(text),
        ..Entry::default()
    })
}

fn is_something_else(text: &str) -> bool {
    let text = text.trim();
    let start: String = text.chars().take(10).flat_map(char::to_lowercase).collect();
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    // A JSON object, damaged or not, is not a list that somebody typed.
    let is_object = |rest: &str| rest.trim_start().starts_with(['"', '}']);
    OTHER_FORMATS.iter().any(|other| start.starts_with(other))
        || text.strip_prefix('{').is_some_and(is_object)
        || (text.starts_with('[') && is_json())
}

fn story(line: &str) -> StoryDraft {
    Reference::story(without_bullet(line.trim()))
}

fn without_bullet(line: &str) -> &str {
    bullets::strip(line).filter(|rest| !rest.is_empty()).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, key: Option<&str>, title: &str, estimate: Option<&str>) {
        let story = story(line);
        assert_eq!(
            (story.key.as_deref(), story.title.as_str(), story.estimate.as_deref()),
            (key, title, estimate),
            "{line}"
        );
    }

    #[test]
    fn keys_are_read_however_they_are_written() {
        check("GDN-12 Prune", Some("GDN-12"), "Prune", None);
        check("- [GDN-13] Fix (3)", Some("GDN-13"), "Fix", Some("3"));
        check("GDN-14: Replace", Some("GDN-14"), "Replace", None);
        check("GDN-14 - Replace", Some("GDN-14"), "Replace", None);
        check("(5) GDN-14 – Replace", Some("GDN-14"), "Replace", Some("5"));
        check("GDN-14 (5) Replace", Some("GDN-14"), "Replace", Some("5"));
        check("https://jira.example.com/browse/GDN-15", Some("GDN-15"), "GDN-15", None);
        check("https://jira.example.com/browse/GDN-15?x=1 Mow", Some("GDN-15"), "Mow", None);
        check("https://example.com/list", None, "https://example.com/list", None);
    }

    #[test]
    fn what_only_looks_like_a_key_stays_in_the_title() {
        for line in
            ["UTF-8 names", "A-1 paper", "GDN-12th gate", "Pre-2 order", "GDN- x", "[Bug] x"]
        {
            check(line, None, line, None);
        }
    }

    #[test]
    fn a_link_is_kept() {
        let link = story("https://jira.example.com/browse/GDN-15 Mow").link;
        assert_eq!(link.as_deref(), Some("https://jira.example.com/browse/GDN-15"));
    }

    #[test]
    fn what_is_clearly_no_list_is_refused() {
        for text in [
            "{\"cards\": []}",
            "{\"cards\": [",
            "{}",
            "[1, 2]",
            "<!DOCTYPE html>\n<p>x",
            "<?xml version='1.0'?>",
        ] {
            assert_eq!(read(text, &Job::default()), Err(Unreadable::UnknownFormat), "{text}");
        }
    }
}
