//! Keys and addresses of a tracker before titles: `GDN-12 Prune`, `[GDN-13] Fix`. Knows single
//! lines, no format.

use super::title_points;
use crate::draft::StoryDraft;
use crate::text;

/// Prefixes that look like those of tracker keys, but are of standards and the like.
const NO_PROJECTS: [&str; 8] = ["UTF", "ISO", "SHA", "RFC", "AES", "MP", "COVID", "IEC"];

/// A tracker's key or address before a title.
#[derive(Default)]
pub struct Reference<'t> {
    /// The key, such as `TL-11`.
    pub key: Option<&'t str>,
    /// The address as typed, not checked for safety.
    pub link: Option<&'t str>,
    /// Its length in bytes.
    pub length: usize,
}

impl<'t> Reference<'t> {
    /// A story from one line: points and reference are taken off, and the rest is the title.
    pub fn story(text: &'t str) -> StoryDraft {
        let (text, estimate) = title_points::cut(text);
        let reference = Self::at_start(text);
        let rest = text[reference.length..].trim();
        let (title, estimate) = match estimate {
            Some(estimate) => (rest, Some(estimate)),
            None => title_points::cut(rest),
        };
        reference.entitled(title, estimate)
    }

    /// The story that it refers to, by this title.
    pub fn entitled(&self, title: &str, estimate: Option<String>) -> StoryDraft {
        let title = if title.is_empty() { self.name() } else { title };
        StoryDraft {
            title: title.to_owned(),
            key: self.key.map(str::to_owned),
            link: self.link.and_then(text::safe_link),
            estimate,
            ..StoryDraft::default()
        }
    }

    /// The reference at the start of a text, if there is one.
    pub fn at_start(text: &'t str) -> Self {
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

    /// Includes the separator between reference and title: a colon, or a dash surrounded by blanks.
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

    /// The title of a story that has no other.
    fn name(&self) -> &'t str {
        self.key.or(self.link).unwrap_or_default()
    }
}

/// The length in bytes of a key such as `GDN-12` at the start of a text.
fn key_length(text: &str) -> Option<usize> {
    let (project, rest) = text.split_once('-')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_project = project.len() >= 2
        && project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !NO_PROJECTS.contains(&project);
    (is_project && digits > 0).then_some(project.len() + 1 + digits)
}
