//! Reads features in Gherkin, in any of its languages: a feature is a story, and each of its
//! scenarios a criterion with its steps.
//!
//! This is not done by the `gherkin` crate (0.16), which takes 7 seconds for 256 KiB of blank lines
//! and four times as long for twice as many, reads only one feature per text, and silently drops
//! surplus cells of rows.

use std::mem;

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{Preview, Unreadable};

use crate::files::gherkin_words::{self, Section, Words, unescaped};
use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::gherkin_opening::{Opening, is_feature, language};
use crate::files::scenario::{Examples, Scenario, Step};
use crate::files::text;

/// Whether the text begins with a feature, and names its language or has a scenario, a rule or a
/// background.
pub fn recognises(text: &str) -> bool {
    let opening = Opening::of(text);
    let Some(words) = opening.words() else {
        return false;
    };
    if opening.code.is_some() {
        return true;
    }
    let sections = text::lines(text).filter_map(|line| words.section(line.trim()));
    let is_part = |section| !matches!(section, Section::Feature | Section::Examples);
    sections.map(|(section, ..)| section).any(is_part)
}

/// The features of a text as stories.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let opening = Opening::of(text);
    let words = opening.words().or_else(|| opening.code.and_then(Words::of));
    let words = words.ok_or(Unreadable::OtherFormat { wanted: Format::Gherkin })?;
    let features = Features { text, lines: text::lines(text), reader: Reader::new(words), job };
    intake::preview(Format::Gherkin, job, features, |entry| entry)
}

/// Iterates over the features of a text, as stories.
struct Features<'t, L> {
    text: &'t str,
    lines: L,
    reader: Reader,
    job: &'t Job,
}

impl<'t, L: Iterator<Item = &'t str>> Iterator for Features<'t, L> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        for line in self.lines.by_ref() {
            let offset = line.as_ptr() as usize - self.text.as_ptr() as usize;
            match self.reader.read(line, offset, self.job) {
                Ok(None) => {}
                Ok(Some(entry)) => return Some(Ok(entry)),
                Err(error) => return Some(Err(error)),
            }
        }
        self.reader.finish().transpose()
    }
}

/// What the current line is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    Feature,
    Background,
    Rule,
    Scenario,
    Examples,
}

/// The doc string that is being read.
struct OpenText {
    mark: &'static str,
    /// The indentation of its delimiter, which is removed from each line.
    indent: usize,
    /// Line and column of the delimiter.
    at: (u32, u32),
}

struct Reader {
    words: &'static Words,
    /// The language of the next feature, if a comment names it.
    next_words: Option<&'static Words>,
    line: u32,
    offset: usize,
    place: Place,
    /// Whether free text is allowed: directly below a name.
    takes_text: bool,
    /// Whether the background or scenario that is being read has steps.
    has_steps: bool,
    tags: Vec<String>,
    text: Option<OpenText>,
    /// How many cells each row of the current table must have.
    width: Option<usize>,
    /// Whether the step already has a doc string.
    is_complete: bool,
    entry: Option<Entry>,
    scenario: Option<Scenario>,
}

impl Reader {
    fn new(words: &'static Words) -> Self {
        Self {
            words,
            next_words: None,
            line: 0,
            offset: 0,
            place: Place::Outside,
            takes_text: false,
            has_steps: false,
            tags: Vec::new(),
            text: None,
            width: None,
            is_complete: false,
            entry: None,
            scenario: None,
        }
    }

    /// Reads the next line. Returns the feature that it ends, if it does.
    fn read(&mut self, line: &str, offset: usize, job: &Job) -> Result<Option<Entry>, Unreadable> {
        (self.line, self.offset) = (self.line + 1, offset);
        job.reached(offset)?;
        job.keep(size_of::<String>() + line.len())?;
        let trimmed = line.trim();
        let indent = line.chars().count() - line.trim_start().chars().count();
        let error = malformed((self.line, indent as u32 + 1));
        if self.text.is_some() {
            self.read_text(line, trimmed);
            return Ok(None);
        }
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return self.read_between(trimmed).map(|()| None).ok_or(error);
        }
        if trimmed.starts_with('@') {
            return self.read_tags(trimmed).map(|()| None).ok_or(error);
        }
        if let Some(words) = self.next_words.take().filter(|words| is_feature(words, trimmed)) {
            self.words = words;
        }
        if let Some((section, _, name)) = self.words.section(trimmed) {
            return self.begin(section, trimmed, name).ok_or(error);
        }
        self.read_inside(trimmed, indent).map(|()| None).ok_or(error)
    }

    fn read_between(&mut self, line: &str) -> Option<()> {
        if line.is_empty() {
            if self.takes_text && matches!(self.place, Place::Feature | Place::Rule) {
                self.describe("");
            }
        } else if let Some(code) = language(line) {
            self.next_words = Words::of(code);
            return (self.next_words.is_some() || self.entry.is_some()).then_some(());
        }
        Some(())
    }

    fn read_tags(&mut self, line: &str) -> Option<()> {
        let tags = line.split_whitespace().take_while(|tag| !tag.starts_with('#'));
        for tag in tags {
            (tag.starts_with('@') && tag.len() > 1).then(|| self.tags.push(tag.to_owned()))?;
        }
        Some(())
    }

    /// Begins a section; `None` if it is not allowed here.
    fn begin(&mut self, section: Section, line: &str, name: &str) -> Option<Option<Entry>> {
        let tags = mem::take(&mut self.tags);
        (self.takes_text, self.has_steps) = (true, false);
        (self.width, self.is_complete) = (None, false);
        if section == Section::Feature {
            let done = self.end_feature();
            let labels = tags.iter().map(|tag| tag[1..].to_owned()).collect();
            let draft = StoryDraft { title: name.to_owned(), labels, ..StoryDraft::default() };
            let (line, offset) = (self.line, self.offset);
            self.entry = Some(Entry { line, offset, draft, ..Entry::default() });
            self.place = Place::Feature;
            return Some(done);
        }
        self.entry.as_ref()?;
        match section {
            Section::Examples => {
                let heading = line.to_owned();
                self.scenario.as_mut()?.examples.push(Examples { tags, heading, below: vec![] });
                self.place = Place::Examples;
            }
            Section::Scenario => {
                self.end_scenario();
                let name = if name.is_empty() { line.trim_end_matches(':') } else { name };
                let name = name.to_owned();
                self.scenario = Some(Scenario { name, tags, ..Scenario::default() });
                self.place = Place::Scenario;
            }
            _ => self.begin_in_description(section, &tags, line)?,
        }
        Some(None)
    }

    /// Adds a background or a rule to the story's description.
    fn begin_in_description(
        &mut self,
        section: Section,
        tags: &[String],
        line: &str,
    ) -> Option<()> {
        let is_background = section == Section::Background;
        let is_first = matches!(self.place, Place::Feature | Place::Rule);
        (!is_background || (is_first && tags.is_empty())).then_some(())?;
        self.end_scenario();
        self.place = if is_background { Place::Background } else { Place::Rule };
        self.describe("");
        if !tags.is_empty() {
            self.describe(&tags.join(" "));
        }
        self.describe(line);
        Some(())
    }

    /// Reads a step, a row, the beginning of a doc string, or free text; `None` if it is not
    /// allowed here.
    fn read_inside(&mut self, line: &str, indent: usize) -> Option<()> {
        self.tags.is_empty().then_some(())?;
        let is_among_steps = matches!(self.place, Place::Background | Place::Scenario);
        if is_among_steps && self.words.step(line).is_some() {
            (self.takes_text, self.has_steps) = (false, true);
            (self.width, self.is_complete) = (None, false);
            return match &mut self.scenario {
                Some(scenario) => {
                    scenario.steps.push(Step { line: line.to_owned(), below: Vec::new() });
                    Some(())
                }
                None => self.describe(line),
            };
        }
        let may_have_rows = self.place == Place::Examples || (is_among_steps && self.has_steps);
        if may_have_rows && line.starts_with('|') {
            return self.read_row(line);
        }
        if is_among_steps && self.has_steps && !self.is_complete && self.width.is_none() {
            let mark = gherkin_words::text_mark(line)?;
            let at = (self.line, indent as u32 + 1);
            self.text = Some(OpenText { mark, indent, at });
            return self.add(line);
        }
        self.takes_text.then(|| self.add(line))?
    }

    fn read_row(&mut self, line: &str) -> Option<()> {
        let cells = gherkin_words::cells(line)?;
        let is_even = *self.width.get_or_insert(cells.len()) == cells.len() && !self.is_complete;
        self.takes_text = false;
        self.add(&format!("| {} |", cells.join(" | ")))?;
        is_even.then_some(())
    }

    fn read_text(&mut self, line: &str, trimmed: &str) {
        let Some(open) = &self.text else {
            return;
        };
        let blank = line.len() - line.trim_start().len();
        let cut = line.char_indices().map(|(at, _)| at).nth(open.indent).unwrap_or(line.len());
        let line = &line[cut.min(blank)..];
        if trimmed == open.mark {
            (self.text, self.is_complete) = (None, true);
        }
        self.add(line.trim_end());
    }

    /// Adds a line to what is being read.
    fn add(&mut self, line: &str) -> Option<()> {
        let Some(scenario) = &mut self.scenario else {
            return self.describe(line);
        };
        if let Some(examples) = scenario.examples.last_mut() {
            examples.below.push(line.to_owned());
        } else if let Some(step) = scenario.steps.last_mut() {
            step.below.push(line.to_owned());
        } else {
            scenario.description.push(unescaped(line).to_owned());
        }
        Some(())
    }

    /// Adds a line to the story's description.
    fn describe(&mut self, line: &str) -> Option<()> {
        let description = &mut self.entry.as_mut()?.draft.description;
        description.push_str(unescaped(line));
        description.push('\n');
        Some(())
    }

    fn end_scenario(&mut self) {
        if let (Some(scenario), Some(entry)) = (self.scenario.take(), &mut self.entry) {
            entry.draft.criteria.push(scenario.to_text());
        }
    }

    fn end_feature(&mut self) -> Option<Entry> {
        self.end_scenario();
        let mut entry = self.entry.take()?;
        entry.draft.description = without_gaps(&entry.draft.description);
        Some(entry)
    }

    fn finish(&mut self) -> Result<Option<Entry>, Unreadable> {
        if let Some(open) = self.text.take() {
            return Err(malformed(open.at));
        }
        if !mem::take(&mut self.tags).is_empty() {
            return Err(malformed((self.line, 0)));
        }
        Ok(self.end_feature())
    }
}

/// The text with at most one blank line at a time, and none at the ends.
fn without_gaps(text: &str) -> String {
    let mut lines: Vec<&str> = text.trim().lines().collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n")
}

fn malformed((line, column): (u32, u32)) -> Unreadable {
    Unreadable::Malformed { format: Format::Gherkin, line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_forced_into_the_format_is_refused() {
        let refused = Err(Unreadable::OtherFormat { wanted: Format::Gherkin });
        assert_eq!(read("One\nTwo", &Job::default()), refused);
    }
}
