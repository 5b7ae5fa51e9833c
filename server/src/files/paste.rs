//! Lists that people paste or type: one story a line, with bullets, keys, links and points as they come.
//! Whatever no other format claims is such a list, unless it is plainly something else.

use domain::draft::{Format, Preview, StoryDraft, Unreadable};
use domain::text;

use super::intake::{self, Entry};
use super::job::Job;
use super::title_points;

/// Bullets; a blank must follow, so that `-5 °C` keeps its sign.
const BULLETS: [char; 12] = ['-', '*', '•', '+', '–', '—', '·', '‣', '◦', '▪', '●', '○'];

/// Beginnings of files that are text and no list.
const OTHER_FORMATS: [&str; 5] = ["<?xml", "<!doctype", "<html", "{\\rtf", "%pdf-"];

/// Written like a tracker's key and none: standards and the like that titles begin with.
const NO_PROJECTS: [&str; 8] = ["UTF", "ISO", "SHA", "RFC", "AES", "MP", "COVID", "IEC"];

/// The stories of a list.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    if is_something_else(text) {
        return Err(Unreadable::UnknownFormat);
    }
    let rows = (1..).zip(lines(text)).filter(|(_, text)| !text.trim().is_empty());
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    intake::preview(Format::PastedList, job, rows.map(Ok), |(line, text)| Entry {
        line,
        offset: offset(text),
        draft: story(text),
        ..Entry::default()
    })
}

/// Lines ended by LF, CR LF or CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('\r'))
}

fn is_something_else(text: &str) -> bool {
    let text = text.trim();
    let start: String = text.chars().take(10).flat_map(char::to_lowercase).collect();
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    OTHER_FORMATS.iter().any(|other| start.starts_with(other))
        || (text.starts_with(['{', '[']) && is_json())
}

fn story(line: &str) -> StoryDraft {
    let (text, estimate) = title_points::cut(without_bullet(line.trim()));
    let reference = Reference::at_start(text);
    let rest = text[reference.length..].trim();
    let (title, estimate) = match estimate {
        Some(estimate) => (rest, Some(estimate)),
        None => title_points::cut(rest),
    };
    let title = if title.is_empty() { reference.name() } else { title };
    StoryDraft {
        title: title.to_owned(),
        key: reference.key.map(str::to_owned),
        link: reference.link.and_then(text::safe_link),
        estimate,
        ..StoryDraft::default()
    }
}

fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=3).contains(&(line.len() - digits.len()));
    let number = digits.strip_prefix(['.', ')']).filter(|_| is_number);
    line.strip_prefix(BULLETS)
        .or(number)
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map_or(line, str::trim_start)
}

/// A tracker's key or address in front of a title.
#[derive(Default)]
struct Reference<'t> {
    key: Option<&'t str>,
    link: Option<&'t str>,
    /// Bytes of the line that it takes.
    length: usize,
}

impl<'t> Reference<'t> {
    fn at_start(text: &'t str) -> Self {
        Self::link(text)
            .or_else(|| Self::bracketed(text))
            .or_else(|| Self::bare(text))
            .unwrap_or_default()
    }

    fn link(text: &'t str) -> Option<Self> {
        let address = text.split(char::is_whitespace).next()?;
        text::safe_link(address).filter(|_| address.contains("://"))?;
        let path = address.split(['?', '#']).next()?.trim_end_matches('/');
        let last = path.rsplit('/').next()?;
        let key = key_length(last).filter(|length| *length == last.len()).map(|_| last);
        Some(Self { key, link: Some(address), length: address.len() }.with_colon(text))
    }

    fn bracketed(text: &'t str) -> Option<Self> {
        let (key, _) = text.strip_prefix('[')?.split_once(']')?;
        key_length(key).filter(|length| *length == key.len())?;
        Some(Self { key: Some(key), link: None, length: key.len() + 2 }.with_colon(text))
    }

    fn bare(text: &'t str) -> Option<Self> {
        let length = key_length(text)?;
        let reference = Self { key: Some(&text[..length]), link: None, length }.with_colon(text);
        let is_apart = text[reference.length..].chars().next().is_none_or(char::is_whitespace);
        is_apart.then_some(reference)
    }

    /// Takes what parts the reference from its title: a colon, or a dash that stands apart.
    fn with_colon(mut self, text: &str) -> Self {
        let behind = &text[self.length..];
        if behind.starts_with(':') {
            self.length += 1;
        } else if let Some(rest) = behind.trim_start().strip_prefix(['-', '–', '—'])
            && rest.starts_with(char::is_whitespace)
        {
            self.length = text.len() - rest.len();
        }
        self
    }

    /// What to call a story that has nothing else.
    fn name(&self) -> &'t str {
        self.key.or(self.link).unwrap_or_default()
    }
}

/// Bytes of the key such as `GDN-12` at the start of a text.
fn key_length(text: &str) -> Option<usize> {
    let (project, rest) = text.split_once('-')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_project = project.len() >= 2
        && project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !NO_PROJECTS.contains(&project);
    (is_project && digits > 0).then_some(project.len() + 1 + digits)
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
    fn what_is_plainly_no_list_is_refused() {
        for text in ["{\"cards\": []}", "[1, 2]", "<!DOCTYPE html>\n<p>x", "<?xml version='1.0'?>"]
        {
            assert_eq!(read(text, &Job::default()), Err(Unreadable::UnknownFormat), "{text}");
        }
    }
}
