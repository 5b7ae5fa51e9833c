//! Reads lists that people paste or type: one story per line, with optional bullets, keys, links
//! and points. Any text that no other format recognises is such a list, unless it is clearly
//! something else.

use std::borrow::Cow;
use std::iter::Peekable;

use domain::format::Format;
use domain::lines::{self, bullets};
use domain::preview::{LeftOutReason, Preview, Unreadable};

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::text;

/// Beginnings of text files that are not lists.
const OTHER_FORMATS: [&str; 5] = ["<?xml", "<!doctype", "<html", "{\\rtf", "%pdf-"];

/// The most lines of a cell that was copied from a spreadsheet.
const MOST_LINES: usize = 100;

/// The stories of a list.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    if is_something_else(text) {
        return Err(Unreadable::UnknownFormat);
    }
    let (filled, headings) =
        (filled(text).count(), filled(text).filter(|row| is_heading(row.1)).count());
    let has_headings = headings * 2 < filled;
    // Where some boxes are ticked and others are not, those are done.
    let has_open = self::filled(text).any(|(_, line)| is_ticked(line) == Some(false));
    let rows = Cells { text, rows: self::filled(text).peekable() };
    let rows = rows.filter(|(_, line)| !(has_headings && is_heading(line)));
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    intake::preview(Format::PastedList, job, rows.map(Ok), |(line, text)| Entry {
        line,
        offset: offset(text),
        draft: lines::story(&one_cell(text)),
        refused: (has_open && is_ticked(text) == Some(true))
            .then_some(LeftOutReason::AlreadyTicked),
        ..Entry::default()
    })
}

/// The lines with text, with their numbers.
fn filled(text: &str) -> impl Iterator<Item = (u32, &str)> + Clone {
    (1..).zip(text::lines(text)).filter(|(_, text)| !text.trim().is_empty())
}

/// Whether a line is a heading of Markdown.
fn is_heading(line: &str) -> bool {
    let level = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

/// Whether the box in front of a line is ticked, if it has one.
fn is_ticked(line: &str) -> Option<bool> {
    bullets::task(line).map(|(is_ticked, _)| is_ticked)
}

/// The lines of a list, in which a cell of a spreadsheet may have several.
struct Cells<'t, I: Iterator<Item = (u32, &'t str)>> {
    text: &'t str,
    rows: Peekable<I>,
}

impl<'t, I: Iterator<Item = (u32, &'t str)> + Clone> Iterator for Cells<'t, I> {
    type Item = (u32, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, line) = self.rows.next()?;
        let quotes = |line: &str| line.matches('"').count();
        if !line.starts_with('"') || quotes(line) % 2 == 0 {
            return Some((number, line));
        }
        let below = self.rows.clone().take(MOST_LINES);
        let Some(rows) = below.map(|(_, line)| line).position(|line| quotes(line) % 2 == 1) else {
            return Some((number, line));
        };
        let Some((_, last)) = self.rows.clone().nth(rows).filter(|(_, last)| last.ends_with('"'))
        else {
            return Some((number, line));
        };
        self.rows.nth(rows);
        let at = |line: &str| line.as_ptr() as usize - self.text.as_ptr() as usize;
        Some((number, &self.text[at(line)..at(last) + last.len()]))
    }
}

/// The text of a line or cell on one line, without the quotation marks around a cell.
fn one_cell(text: &str) -> Cow<'_, str> {
    let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inside.filter(|_| text.contains(['\n', '\r'])) {
        Some(inside) => {
            let lines: Vec<&str> = inside.split(['\n', '\r']).map(str::trim).collect();
            Cow::Owned(lines.join(" ").replace("\"\"", "\""))
        }
        None => Cow::Borrowed(text),
    }
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
