//! The keywords of Gherkin in all its languages, and what a line begins with. Knows single lines,
//! no features.
//!
//! `gherkin_words.json` is the table of the Gherkin project (github.com/cucumber/gherkin, MIT
//! licence, copyright Cucumber Ltd, Gaspar Nagy, Björn Rasmusson, Peter Sergeant) without the names
//! of the languages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// All languages by code, English first.
pub static LANGUAGES: LazyLock<Vec<(String, Words)>> = LazyLock::new(|| {
    let table: HashMap<String, Words> =
        serde_json::from_str(include_str!("gherkin_words.json")).unwrap_or_default();
    let mut languages: Vec<_> = table.into_iter().collect();
    languages.sort_by(|(a, _), (b, _)| (a != "en", a).cmp(&(b != "en", b)));
    languages
});

/// The step keywords of all languages by their first character, each with the index of its
/// language.
static STEP_WORDS: LazyLock<HashMap<char, Vec<(&'static str, usize)>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<(&str, usize)>> = HashMap::new();
    for (place, (_, language)) in LANGUAGES.iter().enumerate() {
        for (_, word) in language.steps() {
            words.entry(word.chars().next().unwrap_or_default()).or_default().push((word, place));
        }
    }
    words
});

/// The keywords of one language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Words {
    feature: Vec<String>,
    background: Vec<String>,
    rule: Vec<String>,
    scenario: Vec<String>,
    scenario_outline: Vec<String>,
    examples: Vec<String>,
    given: Vec<String>,
    when: Vec<String>,
    then: Vec<String>,
    and: Vec<String>,
    but: Vec<String>,
}

/// What a line with a keyword and a colon begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Feature,
    Background,
    Rule,
    /// A scenario, an outline or an example.
    Scenario,
    /// The examples of an outline.
    Examples,
}

/// The kind of a step, as its keyword tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Given,
    When,
    Then,
    /// `And`, `But` and `*`: the same kind as the step before.
    More,
}

impl Words {
    /// The keywords of the language with this code, such as `fr`.
    pub fn of(code: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|(other, _)| other == code).map(|(_, words)| words)
    }

    /// The section that a trimmed line begins, its keyword, and the name after the colon.
    pub fn section<'t>(&self, line: &'t str) -> Option<(Section, &'t str, &'t str)> {
        let sections = [
            (Section::Feature, &self.feature),
            (Section::Background, &self.background),
            (Section::Rule, &self.rule),
            (Section::Scenario, &self.scenario),
            (Section::Scenario, &self.scenario_outline),
            (Section::Examples, &self.examples),
        ];
        let (keyword, name) = line.split_once(':')?;
        let is_it = |(_, words): &(_, &Vec<String>)| words.iter().any(|word| word == keyword);
        let (section, _) = sections.into_iter().find(is_it)?;
        Some((section, keyword, name.trim()))
    }

    /// The keyword that a trimmed line begins with, if it is a step; the longest one if several
    /// match.
    pub fn step(&self, line: &str) -> Option<(StepKind, &str)> {
        // A keyword may end in a blank, which trimming has removed at the end of a line.
        let fits = |word: &str| line.starts_with(word) || line == word.trim_end();
        self.steps().filter(|(_, word)| fits(word)).max_by_key(|(_, word)| word.len())
    }

    fn steps(&self) -> impl Iterator<Item = (StepKind, &str)> {
        let kinds = [
            (StepKind::More, &self.and),
            (StepKind::More, &self.but),
            (StepKind::Given, &self.given),
            (StepKind::When, &self.when),
            (StepKind::Then, &self.then),
        ];
        kinds.into_iter().flat_map(|(kind, words)| {
            words.iter().map(move |word| {
                let kind = if word.starts_with('*') { StepKind::More } else { kind };
                (kind, word.as_str())
            })
        })
    }
}

/// The index of the language in which most of these lines are steps; `None` if none is a step in
/// any language.
pub fn language_of_steps<'t>(lines: impl Iterator<Item = &'t str>) -> Option<usize> {
    let mut steps = vec![0_usize; LANGUAGES.len()];
    for line in lines {
        let words = line.chars().next().and_then(|first| STEP_WORDS.get(&first));
        let mut last = None;
        for (word, place) in words.into_iter().flatten() {
            if last != Some(*place) && line.starts_with(word) {
                steps[*place] += 1;
                last = Some(*place);
            }
        }
    }
    let most = steps.iter().copied().max().filter(|most| *most > 0)?;
    steps.iter().position(|count| *count == most)
}

/// A line that may be a step, with its first word as in Gherkin: `GIVEN: a drill` and `given a drill`
/// are `Given a drill`.
pub fn in_usual_case(line: &str) -> Cow<'_, str> {
    let end = line.find([' ', ':']).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let usual = rest.starts_with(' ') || rest.is_empty();
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return line.into() };
    let is_loud = word.chars().count() > 1 && !word.contains(char::is_lowercase);
    if usual && !is_loud && !first.is_lowercase() {
        return line.into();
    }
    let tail = if is_loud { letters.as_str().to_lowercase() } else { letters.as_str().to_owned() };
    format!("{}{tail}{rest}", first.to_uppercase()).into()
}

/// Whether a trimmed line begins a section in any language, such as `Background:`.
pub fn begins_section(line: &str) -> bool {
    line.contains(':') && LANGUAGES.iter().any(|(_, words)| words.section(line).is_some())
}

/// The delimiter of a doc string that a line begins with.
pub fn text_mark(line: &str) -> Option<&'static str> {
    ["\"\"\"", "```"].into_iter().find(|mark| line.starts_with(mark))
}

/// A line of free text without the backslash that keeps it from being read as anything else.
pub fn unescaped(line: &str) -> &str {
    line.strip_prefix('\\').unwrap_or(line)
}

/// The cells of a table row, as written but trimmed; `None` if the row is not closed.
pub fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.strip_prefix('|')?;
    let (mut cells, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'|' if !is_escaped => {
                cells.push(inside[start..at].trim());
                start = at + 1;
            }
            b'\\' => {
                is_escaped = !is_escaped;
                continue;
            }
            _ => {}
        }
        is_escaped = false;
    }
    inside[start..].trim().is_empty().then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_everything() {
        assert!(LANGUAGES.len() > 70);
        assert_eq!(LANGUAGES[0].0, "en");
        for (code, words) in LANGUAGES.iter() {
            let line = format!("{}: a name", words.scenario_outline[0]);
            let (section, _, name) = words.section(&line).unwrap();
            assert_eq!((section, name), (Section::Scenario, "a name"), "{code}");
            let line = format!("{}something", words.then.last().unwrap());
            assert_eq!(words.step(&line).map(|(kind, _)| kind), Some(StepKind::Then), "{code}");
        }
    }

    #[test]
    fn a_bar_in_a_cell_is_escaped() {
        assert_eq!(cells(r"| drill \| saw | b\\|"), Some(vec![r"drill \| saw", r"b\\"]));
        assert_eq!(cells(r"| a \|"), None);
    }
}
