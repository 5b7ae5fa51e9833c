//! Keys and addresses of a tracker in front of titles: `GDN-12 Prune`, `[GDN-13] Fix`. Knows one line, no
//! format.

use domain::draft::StoryDraft;
use domain::text;

use crate::files::title_points;

/// Written like a tracker's key and none: standards and the like that titles begin with.
const NO_PROJECTS: [&str; 8] = ["UTF", "ISO", "SHA", "RFC", "AES", "MP", "COVID", "IEC"];

/// A tracker's key or address in front of a title.
#[derive(Default)]
pub struct Reference<'t> {
    /// Such as `TL-11`.
    pub key: Option<&'t str>,
    /// As typed; whether it is safe is not looked at.
    pub link: Option<&'t str>,
    /// Bytes of the line that it takes.
    pub length: usize,
}

impl<'t> Reference<'t> {
    /// A story of one line: points and reference are cut off, the rest is the title.
    pub fn story(text: &'t str) -> StoryDraft {
        let (text, estimate) = title_points::cut(text);
        let reference = Self::at_start(text);
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
