//! Features in Gherkin, in any of its languages: a feature is a story, each of its scenarios a criterion
//! with its steps. Knows the grammar, and no room.
//!
//! Read line by line here and not by the `gherkin` crate (0.16): that takes 7 seconds for 256 KiB of blank
//! lines and four times as long for twice as many, knows one feature a text, and drops cells of rows that
//! are too long without a word.

use std::mem;

use domain::draft::{Format, Preview, StoryDraft, Unreadable};

use crate::files::gherkin_words::{self, LANGUAGES, Section, Words, unshielded};
use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::scenario::{Examples, Scenario, Step};
use crate::files::text;

/// Lines behind the first feature that are looked at to tell languages with the same word for it apart.
const TELLING_LINES: usize = 200;

/// Whether the text begins with a feature, and says its language or holds a scenario, a rule or a background.
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

/// What stands above the name of the first feature, and the line with it.
#[derive(Default)]
struct Opening<'t> {
    /// Code of the language, if a comment says it.
    code: Option<&'t str>,
    feature: &'t str,
    behind: &'t str,
}

impl<'t> Opening<'t> {
    fn of(text: &'t str) -> Self {
        let mut opening = Self::default();
        for line in text::lines(text) {
            let trimmed = line.trim();
            if trimmed.starts_with('#') {
                opening.code = opening.code.or_else(|| language(trimmed));
            } else if !trimmed.is_empty() && !trimmed.starts_with('@') {
                let end = trimmed.as_ptr() as usize - text.as_ptr() as usize + trimmed.len();
                (opening.feature, opening.behind) = (trimmed, &text[end..]);
                break;
            }
        }
        opening
    }

    /// The words of the feature's language: the one that is named, else the one that fits best.
    fn words(&self) -> Option<&'static Words> {
        if let Some(words) = self.code.and_then(Words::of) {
            return is_feature(words, self.feature).then_some(words);
        }
        let all = LANGUAGES.iter().map(|(_, words)| words);
        let candidates: Vec<_> = all.filter(|words| is_feature(words, self.feature)).collect();
        let fit = |words: &Words| {
            let lines = text::lines(self.behind).take(TELLING_LINES).map(str::trim);
            lines
                .filter(|line| {
                    words
                        .section(line)
                        .or(words.step(line).map(|_| (Section::Rule, "", "")))
                        .is_some()
                })
                .count()
        };
        // The last of several is what `max_by_key` takes, and English is to win a tie.
        candidates.into_iter().rev().max_by_key(|words| fit(words))
    }
}

fn is_feature(words: &Words, line: &str) -> bool {
    matches!(words.section(line), Some((Section::Feature, ..)))
}

/// The code in a comment such as `# language: fr`.
fn language(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix('#')?.trim_start().strip_prefix("language")?;
    let code = rest.trim_start().strip_prefix(':')?.trim();
    let is_code = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    (!code.is_empty() && code.chars().all(is_code)).then_some(code)
}

/// Goes through the lines and gives a story for each feature.
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
                Err(trouble) => return Some(Err(trouble)),
            }
        }
        self.reader.finish().transpose()
    }
}

/// Where the next line stands.
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

/// The text below a step that is being read.
struct OpenText {
    mark: &'static str,
    /// Blanks in front of its mark: so many are taken off each line.
    indent: usize,
    /// Line and column of the mark.
    at: (u32, u32),
}

struct Reader {
    words: &'static Words,
    /// What a comment says that the next feature is written in.
    next_words: Option<&'static Words>,
    line: u32,
    offset: usize,
    place: Place,
    /// Whether free text may stand here: right below the name of something.
    takes_text: bool,
    /// Steps of the background that is being read, or of the scenario.
    has_steps: bool,
    tags: Vec<String>,
    text: Option<OpenText>,
    /// Cells that each row of the current table must have.
    width: Option<usize>,
    /// Whether the step already has a table or a text.
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

    /// Takes the next line; gives the feature that it ends.
    fn read(&mut self, line: &str, offset: usize, job: &Job) -> Result<Option<Entry>, Unreadable> {
        (self.line, self.offset) = (self.line + 1, offset);
        job.reached(offset)?;
        job.keep(size_of::<String>() + line.len())?;
        let trimmed = line.trim();
        let indent = line.chars().count() - line.trim_start().chars().count();
        let trouble = malformed((self.line, indent as u32 + 1));
        if self.text.is_some() {
            self.read_text(line, trimmed);
            return Ok(None);
        }
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return self.read_between(trimmed).map(|()| None).ok_or(trouble);
        }
        if trimmed.starts_with('@') {
            return self.read_tags(trimmed).map(|()| None).ok_or(trouble);
        }
        if let Some(words) = self.next_words.take().filter(|words| is_feature(words, trimmed)) {
            self.words = words;
        }
        if let Some((section, _, name)) = self.words.section(trimmed) {
            return self.begin(section, trimmed, name).ok_or(trouble);
        }
        self.read_inside(trimmed, indent).map(|()| None).ok_or(trouble)
    }

    fn read_between(&mut self, line: &str) -> Option<()> {
        if line.is_empty() {
            if self.takes_text && matches!(self.place, Place::Feature | Place::Rule) {
                self.say("");
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

    /// Begins what a keyword says; `None` where it cannot stand.
    fn begin(&mut self, section: Section, line: &str, name: &str) -> Option<Option<Entry>> {
        let tags = mem::take(&mut self.tags);
        (self.takes_text, self.has_steps, self.width) = (true, false, None);
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
            _ => self.tell_of(section, &tags, line)?,
        }
        Some(None)
    }

    /// A background or a rule: the story's description tells of it.
    fn tell_of(&mut self, section: Section, tags: &[String], line: &str) -> Option<()> {
        let is_background = section == Section::Background;
        let is_first = matches!(self.place, Place::Feature | Place::Rule);
        (!is_background || (is_first && tags.is_empty())).then_some(())?;
        self.end_scenario();
        self.place = if is_background { Place::Background } else { Place::Rule };
        self.say("");
        if !tags.is_empty() {
            self.say(&tags.join(" "));
        }
        self.say(line);
        Some(())
    }

    /// A step, a row, the beginning of a text, or free text; `None` where it cannot stand.
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
                None => self.say(line),
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
            return self.put(line);
        }
        self.takes_text.then(|| self.put(line))?
    }

    fn read_row(&mut self, line: &str) -> Option<()> {
        let cells = gherkin_words::cells(line)?;
        let is_even = *self.width.get_or_insert(cells.len()) == cells.len() && !self.is_complete;
        self.takes_text = false;
        self.put(&format!("| {} |", cells.join(" | ")))?;
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
        self.put(line.trim_end());
    }

    /// Adds a line to what is being read.
    fn put(&mut self, line: &str) -> Option<()> {
        let Some(scenario) = &mut self.scenario else {
            return self.say(line);
        };
        if let Some(examples) = scenario.examples.last_mut() {
            examples.below.push(line.to_owned());
        } else if let Some(step) = scenario.steps.last_mut() {
            step.below.push(line.to_owned());
        } else {
            scenario.description.push(unshielded(line).to_owned());
        }
        Some(())
    }

    /// Adds a line to the story's description.
    fn say(&mut self, line: &str) -> Option<()> {
        let description = &mut self.entry.as_mut()?.draft.description;
        description.push_str(unshielded(line));
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

/// At most one blank line at a time, and none at the ends.
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
