//! One Markdown story while it is read: its heading, its labels and the text between them.

use std::ops::Range;

use domain::draft::StoryDraft;
use domain::lines::reference::Reference;
use domain::lines::title_points;
use domain::story::CriterionState;
use domain::text::safe_link;
use pulldown_cmark::HeadingLevel;

use crate::files::intake::Entry;
use crate::files::lists::markdown_labels::{self as labels, Label};
use crate::files::lists::markdown_reading::{Pieces, plain};
use crate::files::out::markdown::{CONTINUED, UNCLEAR};
use crate::files::{points, steps};

/// What text other than labels belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Text,
    /// Criteria: items that are nested more deeply than the label.
    Criteria {
        depth: usize,
    },
    /// The value of the label above, which had nothing after it.
    ValueOf(Label),
}

/// A heading that may be the title of a story.
pub struct Heading {
    pub level: HeadingLevel,
    pub text: String,
    pub offset: usize,
}

impl Heading {
    /// Whether a heading by itself is recognisable as the title of a story: `US-101: Pick a seat`,
    /// `Story: Pick a seat`.
    pub fn is_story(text: &str) -> bool {
        after_word(text).is_some() || Reference::at_start(text).key.is_some()
    }
}

/// The title after `Story:` or `User Story 3:`.
fn after_word(heading: &str) -> Option<&str> {
    let (word, title) = heading.split_once(':')?;
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.'));
    let is_word = labels::named(word) == Some(Label::Sentence);
    (is_word && !title.trim().is_empty()).then(|| title.trim())
}

/// A story that is being read.
pub struct Story {
    /// The level of its heading, if it has one.
    pub level: Option<HeadingLevel>,
    pub section: Section,
    /// Text other than labels.
    pub description: Pieces,
    /// The description, if Ready Room wrote it.
    pub verbatim: Option<String>,
    entry: Entry,
    /// The labels that were read.
    seen: Vec<Label>,
    sentence: String,
    /// Lines of the criteria section before its first item.
    lines: Vec<Range<usize>>,
}

impl Story {
    pub fn new(
        heading: Option<(Heading, Pieces)>,
        line: u32,
        offset: usize,
        is_ours: bool,
    ) -> Self {
        let mut story = Self {
            level: None,
            section: Section::Text,
            description: Pieces::default(),
            verbatim: None,
            entry: Entry { line, offset, ..Entry::default() },
            seen: Vec::new(),
            sentence: String::new(),
            lines: Vec::new(),
        };
        if let Some((heading, description)) = heading {
            let title = after_word(&heading.text).unwrap_or(&heading.text).trim();
            story.entry.draft = if is_ours {
                StoryDraft { title: title.to_owned(), ..StoryDraft::default() }
            } else {
                Reference::story(title)
            };
            (story.level, story.description) = (Some(heading.level), description);
        }
        story
    }

    /// Whether another label of this kind begins the next story.
    pub fn has(&self, label: Label) -> bool {
        matches!(label, Label::Key | Label::Title) && self.seen.contains(&label)
    }

    pub fn read_label(&mut self, label: Label, value: &str, depth: usize, is_ours: bool) {
        self.seen.push(label);
        self.section = match label {
            Label::Criteria => Section::Criteria { depth },
            Label::Description => Section::Text,
            _ if value.is_empty() => Section::ValueOf(label),
            _ => Section::Text,
        };
        if label == Label::Criteria && !value.is_empty() {
            self.entry.draft.criteria.push(plain(value));
        } else if !value.is_empty() {
            self.set(label, value, is_ours);
        }
    }

    fn set(&mut self, label: Label, value: &str, is_ours: bool) {
        let draft = &mut self.entry.draft;
        let text = plain(value);
        match label {
            Label::Points => self.set_points(value, &text, is_ours),
            _ if !is_ours && labels::is_placeholder(value) => {}
            Label::Key => draft.key = Some(text),
            Label::Title => draft.title = text,
            Label::Sentence => self.sentence = text,
            Label::Labels => draft.labels = list(value),
            Label::Parent => draft.parent = Some(text),
            Label::Kind => draft.kind = Some(text),
            Label::Link => {
                let target = value.rsplit_once("](").and_then(|(_, rest)| rest.strip_suffix(')'));
                draft.link = safe_link(target.unwrap_or(&text));
            }
            Label::Description | Label::Criteria | Label::Planning => {}
        }
    }

    fn set_points(&mut self, value: &str, text: &str, is_ours: bool) {
        if is_ours {
            self.entry.draft.estimate = Some(text.to_owned());
        } else if !labels::is_placeholder(value) {
            match points::read(text) {
                Ok(estimate) => self.entry.draft.estimate = estimate,
                Err(doubt) => match title_points::with_unit(text) {
                    Some(estimate) => self.entry.draft.estimate = Some(estimate),
                    None => self.entry.doubts.push(doubt),
                },
            }
        }
    }

    /// Reads a line without a label.
    pub fn read_line(&mut self, source: &str, range: Range<usize>) {
        match self.section {
            Section::ValueOf(label) if label != Label::Planning => {
                self.section = Section::Text;
                self.set(label, &source[range], false);
            }
            Section::Criteria { .. } if self.entry.draft.criteria.is_empty() => {
                self.lines.push(range);
            }
            _ => self.description.push(source, range),
        }
    }

    /// Adds an item of the criteria section that another tool wrote. Whether its box is ticked is
    /// ignored.
    pub fn add_criterion(&mut self, text: &str) {
        let text = text.trim();
        self.entry.draft.criteria.extend((!text.is_empty()).then(|| text.to_owned()));
    }

    /// Adds another paragraph to the last criterion.
    pub fn add_to_criterion(&mut self, text: &str) {
        if let Some(last) = self.entry.draft.criteria.last_mut() {
            last.push_str("\n\n");
            last.push_str(text);
        }
    }

    /// Adds an item that Ready Room wrote, from its source.
    pub fn add_own_criterion(&mut self, raw: &str, is_agreed: bool) {
        let (raw, is_unclear) = without_note(raw);
        let draft = &mut self.entry.draft;
        draft.criteria.push(own_lines(raw));
        draft.states.push(match (is_unclear, is_agreed) {
            (true, _) => CriterionState::Unclear,
            (false, true) => CriterionState::Agreed,
            (false, false) => CriterionState::Open,
        });
    }

    /// Adds to a criterion that Ready Room wrote what follows a blank line, with the blank lines.
    pub fn add_to_own_criterion(&mut self, raw: &str) {
        let (raw, is_unclear) = without_note(raw);
        let StoryDraft { criteria, states, .. } = &mut self.entry.draft;
        if let (Some(last), Some(state)) = (criteria.last_mut(), states.last_mut()) {
            last.push_str(&own_lines(raw));
            *state = if is_unclear { CriterionState::Unclear } else { *state };
        }
    }

    pub fn finish(mut self, source: &str) -> Entry {
        let draft = &mut self.entry.draft;
        if draft.criteria.is_empty() {
            let lines = self.lines.iter().map(|range| &source[range.clone()]);
            let criteria = lines.filter(|line| !line.trim_end().ends_with(':')).map(plain);
            draft.criteria = criteria.filter(|text| !text.is_empty()).collect();
        }
        if draft.states.is_empty() {
            draft.criteria = steps::joined(std::mem::take(&mut draft.criteria));
        }
        draft.description = match self.verbatim {
            Some(description) => description,
            None => self.description.text(source),
        };
        if draft.title.is_empty() {
            draft.title = self.sentence;
        } else if !self.sentence.is_empty() {
            let parts = [self.sentence.as_str(), &draft.description];
            draft.description = parts.join("\n\n").trim_end().to_owned();
        }
        self.entry
    }
}

/// The parts of a comma-separated list. An escaped comma belongs to its part.
fn list(value: &str) -> Vec<String> {
    let (mut parts, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, byte) in value.bytes().enumerate() {
        if byte == b',' && !is_escaped {
            parts.push(&value[start..at]);
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    parts.push(&value[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.map(plain).filter(|part| !part.is_empty()).collect()
}

/// A criterion's source without the note that it is unclear, and whether there was one.
fn without_note(raw: &str) -> (&str, bool) {
    raw.strip_suffix(UNCLEAR).map_or((raw, false), |raw| (raw, true))
}

/// The lines of a criterion as they were typed. Below the first line, indentation beyond the item's
/// is text.
pub fn own_lines(raw: &str) -> String {
    let lines = raw.split('\n').enumerate().map(|(at, line)| {
        let line = if at == 0 { line } else { line.strip_prefix(CONTINUED).unwrap_or(line) };
        let text = line.trim_start();
        format!("{}{}", &line[..line.len() - text.len()], plain(text)).trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
