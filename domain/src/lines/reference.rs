//! Keys and addresses of a tracker before titles: `GDN-12 Prune`, `[GDN-13] Fix`. Knows single
//! lines, no format.

use super::title_points;
use crate::draft::StoryDraft;
use crate::text;

/// Prefixes that look like those of tracker keys, but are of standards and the like.
const NO_PROJECTS: [&str; 8] = ["UTF", "ISO", "SHA", "RFC", "AES", "MP", "COVID", "IEC"];

/// Marks around a key that stands out, longer ones first.
const EMPHASIS: [&str; 5] = ["**", "__", "*", "_", "`"];

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
    pub fn story(text: &str) -> StoryDraft {
        without_link(text, |text| Reference::without_points_and_key(text))
    }

    /// The same with the points left in the title.
    pub fn story_without_points(text: &str) -> StoryDraft {
        without_link(text, |text| {
            let reference = Reference::at_start(text);
            reference.entitled(text[reference.length..].trim(), None)
        })
    }

    fn without_points_and_key(text: &'t str) -> StoryDraft {
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
            .or_else(|| Self::emphasised(text))
            .or_else(|| Self::bare(text))
            .unwrap_or_default()
    }

    fn link(text: &'t str) -> Option<Self> {
        let address = text.split(char::is_whitespace).next()?;
        text::safe_link(address).filter(|_| address.contains("://"))?;
        let key = key_in(address);
        Some(Self { key, link: Some(address), length: address.len() }.with_colon(text))
    }

    fn bracketed(text: &'t str) -> Option<Self> {
        let (key, _) = text.strip_prefix('[')?.split_once(']')?;
        key_length(key).filter(|length| *length == key.len())?;
        Some(Self { key: Some(key), link: None, length: key.len() + 2 }.with_colon(text))
    }

    /// A key in bold, in italics or as code.
    fn emphasised(text: &'t str) -> Option<Self> {
        let mark = EMPHASIS.into_iter().find(|mark| text.starts_with(mark))?;
        let (inside, _) = text[mark.len()..].split_once(mark)?;
        let key = inside.trim_end_matches(':');
        key_length(key).filter(|length| *length == key.len())?;
        let length = inside.len() + 2 * mark.len();
        Some(Self { key: Some(key), link: None, length }.with_colon(text))
    }

    fn bare(text: &'t str) -> Option<Self> {
        let length = key_length(text)?;
        let reference = Self { key: Some(&text[..length]), link: None, length }.with_colon(text);
        let is_apart = text[reference.length..].chars().next().is_none_or(char::is_whitespace);
        is_apart.then_some(reference)
    }

    /// Includes the separator between reference and title: a colon, or a dash, dot or bar
    /// surrounded by blanks.
    fn with_colon(mut self, text: &str) -> Self {
        let behind = &text[self.length..];
        if behind.starts_with(':') {
            self.length += 1;
        } else if let Some(rest) = behind.trim_start().strip_prefix(['-', '–', '—', '|', '·'])
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

/// The story in a text that begins with a link in Markdown or as Slack writes it, by what it shows.
fn without_link(text: &str, read: impl Fn(&str) -> StoryDraft) -> StoryDraft {
    let Some((shown, address)) = shown(text) else {
        return read(text);
    };
    let mut draft = read(&shown);
    draft.link = draft.link.or_else(|| text::safe_link(address));
    draft.key = draft.key.or_else(|| key_in(address).map(str::to_owned));
    draft
}

/// A text as it is shown, and the address of the link that it begins with.
fn shown(text: &str) -> Option<(String, &str)> {
    let mark = EMPHASIS.into_iter().find(|mark| text.starts_with(mark)).unwrap_or_default();
    let link = &text[mark.len()..];
    let (label, address, behind) = if let Some(rest) = link.strip_prefix('[') {
        let (label, rest) = rest.split_once("](").filter(|(label, _)| !label.contains('['))?;
        let (address, behind) = rest.split_once(')')?;
        (label, address, behind)
    } else {
        let (inside, behind) = link.strip_prefix('<')?.split_once('>')?;
        let (address, label) = inside.split_once('|').unwrap_or((inside, inside));
        (label, address, behind)
    };
    let is_address = !address.contains(char::is_whitespace) && address.contains("://");
    text::safe_link(address).filter(|_| is_address && !label.trim().is_empty())?;
    let behind = behind.strip_prefix(mark).unwrap_or(behind);
    Some((format!("{}{behind}", label.trim()), address))
}

/// The key at the end of an address.
fn key_in(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?;
    key_length(last).filter(|length| *length == last.len()).map(|_| last)
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
