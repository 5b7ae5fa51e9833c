//! Reads lists that people paste or type: one story per line, with optional bullets, keys, links
//! and points. Any text that no other format recognises is such a list, unless it is clearly
//! something else.

use domain::format::Format;
use domain::lines;
use domain::preview::{Preview, Unreadable};

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::text;

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
        draft: lines::story(text),
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

#[cfg(test)]
mod tests {
    use super::*;

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
