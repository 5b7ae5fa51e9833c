//! Writes stories as features in Gherkin. Each criterion is a scenario, with steps if it is written
//! as such.

use crate::files::gherkin_words::{self, Words};
use crate::files::job::Job;
use crate::files::lists::gherkin as reader;
use crate::files::out::export::ExportedStory;
use crate::files::out::gherkin_words::{LANGUAGES, Language};

/// The indentation of a scenario's lines.
const SCENARIO: &str = "  ";

/// The indentation of a step's lines.
const STEP: &str = "    ";

/// The delimiters of doc strings.
const DOC_STRINGS: [&str; 2] = ["\"\"\"", "```"];

/// All stories in one text, one feature after the other.
pub fn features(stories: &[ExportedStory]) -> String {
    let features: Vec<Feature> = stories.iter().map(Feature::of).collect();
    // After a feature in another language, one in English has to name its language.
    let are_named = features.iter().any(Feature::names_language);
    features.iter().map(|feature| feature.text(are_named)).collect::<Vec<_>>().join("\n")
}

/// One story as a feature.
pub fn feature(story: &ExportedStory) -> String {
    let feature = Feature::of(story);
    feature.text(feature.names_language())
}

struct Feature<'s> {
    story: &'s ExportedStory,
    criteria: Vec<Criterion<'s>>,
    language: &'static Language,
}

impl<'s> Feature<'s> {
    /// The story in the language of most of its steps. A feature has only one language, so steps in
    /// other languages begin with `*`, which may take the place of any keyword.
    fn of(story: &'s ExportedStory) -> Self {
        let texts = story.criteria.iter().map(|criterion| criterion.text.as_str());
        let criteria: Vec<Criterion> = texts.map(Criterion::read).collect();
        let language = most_common(&criteria);
        Self { story, criteria, language }
    }

    /// Whether it has to name its language: if that is not English, or if it would not be
    /// recognised as Gherkin otherwise.
    fn names_language(&self) -> bool {
        self.language.code != LANGUAGES[0].code || self.criteria.is_empty()
    }

    fn text(&self, is_named: bool) -> String {
        let Self { story, criteria, language } = self;
        let mut out = Lines::default();
        if is_named {
            out.line("", &format!("# language: {}", language.code));
        }
        if !story.labels.is_empty() {
            let tags: Vec<_> = story.labels.iter().map(|label| tag(label)).collect();
            out.line("", &tags.join(" "));
        }
        out.line("", &format!("{}: {}", language.feature, one_line(&story.title)));
        story.description.lines().for_each(|line| out.line(SCENARIO, &described(line)));
        for criterion in criteria {
            out.line("", "");
            criterion.write(language, &mut out);
        }
        out.text
    }
}

/// A label as a tag, which has neither blanks nor another `@`.
fn tag(label: &str) -> String {
    let words: Vec<_> = label.split_whitespace().collect();
    format!("@{}", words.join("_").replace('@', "_"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of a feature's description, with a backslash if Gherkin would read it as a comment, a tag
/// or the beginning of a section.
fn described(line: &str) -> String {
    let text = line.trim_start();
    let is_taken = text.starts_with(['#', '@', '\\']) || gherkin_words::begins_section(text);
    if is_taken { format!("\\{text}") } else { line.to_owned() }
}

/// The same for the description of a scenario, where steps can begin too.
fn described_below(language: &Language, line: &str) -> String {
    let text = line.trim_start();
    let is_step = Words::of(language.code).is_some_and(|words| words.step(text).is_some());
    let is_taken = is_step || text.starts_with('|');
    if is_taken { format!("\\{text}") } else { described(line) }
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line with an indentation, unless it is empty.
    fn line(&mut self, indent: &str, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() {
            self.text.push_str(indent);
            self.text.push_str(line);
        }
        self.text.push('\n');
    }
}

/// A criterion as a scenario.
struct Criterion<'t> {
    /// Its name; empty if all of it is steps.
    name: String,
    /// Lines with tags, after the name.
    tags: Vec<&'t str>,
    /// Lines of description, before the steps.
    about: Vec<&'t str>,
    /// Lines from the first step on, as typed.
    steps: Vec<String>,
    language: Option<&'static Language>,
}

impl<'t> Criterion<'t> {
    fn read(text: &'t str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let language = LANGUAGES
            .iter()
            .max_by_key(|language| (main_steps(language, &lines), is_first(language)))
            .filter(|language| main_steps(language, &lines) > 0);
        let criterion = match (language, lines.as_slice()) {
            (_, [line]) => Self::of_one_line(line),
            (Some(language), lines) => Self::with_steps(language, lines),
            (None, lines) => Self::without_steps(lines),
        };
        if criterion.can_be_read() { criterion } else { Self::without_steps(&lines) }
    }

    /// Whether its steps, tables and doc strings are valid Gherkin.
    fn can_be_read(&self) -> bool {
        let Some(language) = self.language else { return true };
        let mut out = Lines::default();
        out.line("", &format!("# language: {}", language.code));
        out.line("", &format!("{}: {}", language.feature, language.feature));
        self.write(language, &mut out);
        reader::read(&out.text, &Job::default()).is_ok()
    }

    fn of_one_line(line: &'t str) -> Self {
        let split = LANGUAGES.iter().find_map(|language| Some((language, steps(language, line)?)));
        match split {
            Some((language, steps)) => Self { language: Some(language), steps, ..Self::named("") },
            None => Self::named(line),
        }
    }

    fn with_steps(language: &'static Language, lines: &[&'t str]) -> Self {
        let is_step = |line: &&str| language.is_step(line.trim_start());
        let first = lines.iter().position(is_step).unwrap_or_default();
        let (head, steps) = lines.split_at(first);
        let mut criterion = Self::without_steps(head);
        criterion.steps = steps.iter().map(|line| (*line).to_owned()).collect();
        criterion.language = Some(language);
        criterion
    }

    fn without_steps(lines: &[&'t str]) -> Self {
        let Some((name, rest)) = lines.split_first() else { return Self::named("") };
        let is_tag = |word: &str| word.len() > 1 && word.starts_with('@');
        let is_tags = |line: &&&str| line.split_whitespace().all(is_tag);
        let tags = rest.iter().take_while(is_tags).count();
        let (tags, about) = rest.split_at(tags);
        Self { tags: tags.to_vec(), about: about.to_vec(), ..Self::named(name) }
    }

    fn named(name: &str) -> Self {
        Self {
            name: one_line(name),
            tags: Vec::new(),
            about: Vec::new(),
            steps: Vec::new(),
            language: None,
        }
    }

    fn write(&self, language: &Language, out: &mut Lines) {
        self.tags.iter().for_each(|line| out.line(SCENARIO, line.trim()));
        let own = self.language.unwrap_or(language);
        let has_examples = self.steps.iter().any(|line| own.is_examples(line.trim_start()));
        let word = if has_examples { language.outline } else { language.scenario };
        // A scenario without a name is read back with its keyword as the name.
        let is_named = self.name != language.scenario && self.name != language.outline;
        out.line(SCENARIO, &format!("{word}: {}", if is_named { &self.name } else { "" }));
        self.about.iter().for_each(|line| out.line(STEP, &described_below(language, line)));
        self.write_steps(own, language, out);
    }

    /// Writes steps, tables and doc strings as they are, and any other line as a step with `*`.
    fn write_steps(&self, own: &Language, language: &Language, out: &mut Lines) {
        let mut open: Option<&str> = None;
        for line in &self.steps {
            let text = line.trim_start();
            let mark = DOC_STRINGS.into_iter().find(|mark| text.starts_with(mark));
            match (open, mark) {
                (Some(_), _) => {
                    open = open.filter(|open| mark != Some(open));
                    out.line(STEP, line);
                }
                (None, Some(mark)) => {
                    open = Some(mark);
                    out.line(STEP, line);
                }
                (None, None) if own.is_examples(text) => {
                    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
                    let word = language.examples[0];
                    let is_known = language.is_examples(text);
                    let line = if is_known { text } else { &format!("{word}:{rest}") };
                    out.line(STEP, line);
                }
                (None, None) if text.starts_with(['|', '@']) || language.is_step(text) => {
                    out.line(STEP, line);
                }
                (None, None) if text.is_empty() => out.line("", ""),
                (None, None) => out.line(STEP, &format!("* {text}")),
            }
        }
        if let Some(open) = open {
            out.line(STEP, open);
        }
    }
}

/// Prefers earlier languages, above all English, if several match equally well.
fn is_first(language: &Language) -> std::cmp::Reverse<usize> {
    let at = LANGUAGES.iter().position(|other| other.code == language.code);
    std::cmp::Reverse(at.unwrap_or(LANGUAGES.len()))
}

/// How many lines are steps in a language. For other languages than English there has to be a
/// `Then`, because some of their keywords are English words too.
fn main_steps(language: &Language, lines: &[&str]) -> usize {
    let lines = || lines.iter().map(|line| line.trim_start());
    let is_sure = language.code == LANGUAGES[0].code || lines().any(|line| language.is_then(line));
    if is_sure { lines().filter(|line| language.is_main_step(line)).count() } else { 0 }
}

/// The language that most criteria are in.
fn most_common(criteria: &[Criterion]) -> &'static Language {
    let count = |language: &Language| {
        let own = criteria.iter().filter_map(|criterion| criterion.language);
        own.filter(|own| own.code == language.code).count()
    };
    let most = LANGUAGES.iter().max_by_key(|language| (count(language), is_first(language)));
    most.unwrap_or(&LANGUAGES[0])
}

/// The steps of a sentence such as `Given a seat, when I tap it, then it is mine`. The `Given` may
/// be missing.
fn steps(language: &Language, sentence: &str) -> Option<Vec<String>> {
    let sentence = sentence.trim();
    let (given, rest) = match at_start(sentence, language.given) {
        Some((word, rest)) => (Some(word), rest),
        None => (None, sentence),
    };
    let (when_at, when, behind_when) = match given {
        Some(_) => within(rest, language.when)?,
        None => at_start(sentence, language.when).map(|(word, rest)| (0, word, rest))?,
    };
    let (then_at, then, behind_then) = within(behind_when, language.then)?;
    let given = given.map(|word| (word, &rest[..when_at]));
    let parts = [(when, &behind_when[..then_at]), (then, behind_then)];
    given
        .into_iter()
        .chain(parts)
        .map(|(word, text)| {
            let text = text.trim().trim_end_matches([',', ';']).trim_end();
            (!text.is_empty()).then(|| format!("{word} {text}"))
        })
        .collect()
}

/// The first of these keywords at the start of a word in the text: its offset, the keyword, and the
/// text after it.
fn within<'t>(text: &'t str, words: &[&'static str]) -> Option<(usize, &'static str, &'t str)> {
    let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace());
    blanks.map(|(at, c)| at + c.len_utf8()).find_map(|at| {
        let (word, rest) = at_start(&text[at..], words)?;
        Some((at, word, rest))
    })
}

/// The keyword that the text begins with, in any capitalisation, and the text after it.
fn at_start<'t>(text: &'t str, words: &[&'static str]) -> Option<(&'static str, &'t str)> {
    words.iter().find_map(|word| {
        let mut rest = text.chars();
        let is_same = word
            .chars()
            .all(|c| rest.next().is_some_and(|typed| typed.to_lowercase().eq(c.to_lowercase())));
        let rest = rest.as_str();
        (is_same && rest.starts_with(char::is_whitespace)).then_some((*word, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::out::export::{CriterionState, ExportedCriterion};

    fn story(criteria: &[&str]) -> ExportedStory {
        let criterion = |text: &&str| ExportedCriterion {
            text: (*text).to_owned(),
            state: CriterionState::Open,
        };
        ExportedStory {
            title: "Ferry".to_owned(),
            criteria: criteria.iter().map(criterion).collect(),
            ..ExportedStory::default()
        }
    }

    #[test]
    fn a_sentence_is_split_into_steps_in_its_language() {
        for (sentence, language, expected) in [
            (
                "Given a free seat, when I tap it, then it is mine",
                "",
                "Feature: Ferry\n\n  Scenario:\n    Given a free seat\n    When I tap it\n    Then it is mine\n",
            ),
            (
                "Wenn die Uhr steht, dann klingelt es",
                "# language: de\n",
                "Funktionalität: Ferry\n\n  Szenario:\n    Wenn die Uhr steht\n    Dann klingelt es\n",
            ),
            (
                "étant donné un siège quand je le touche alors il est à moi",
                "# language: fr\n",
                "Fonctionnalité: Ferry\n\n  Scénario:\n    Étant donné un siège\n    Quand je le touche\n    Alors il est à moi\n",
            ),
        ] {
            assert_eq!(feature(&story(&[sentence])), format!("{language}{expected}"));
        }
    }

    #[test]
    fn a_criterion_without_steps_is_the_name_of_a_scenario() {
        for text in
            ["Taken seats are grey", "Given up: when nobody comes", "Whenever it rains then stop"]
        {
            assert_eq!(feature(&story(&[text])), format!("Feature: Ferry\n\n  Scenario: {text}\n"));
        }
        let lines = feature(&story(&["Seats\n# of rows: 5\nRule: none\n* a"]));
        assert_eq!(
            lines,
            "Feature: Ferry\n\n  Scenario: Seats\n    \\# of rows: 5\n    \\Rule: none\n    \\* a\n"
        );
    }

    #[test]
    fn steps_tables_texts_and_examples_stay_as_they_are() {
        let text = "Fares\n@slow @night\nGiven a <kind> of <age>\n  | a | b |\nWhen it pays\n\"\"\"\n  Scenario: inside\n\"\"\"\nand waits\nThen fine\n\nExamples: all\n  | kind | age |\n  | dog  | 3   |";
        let expected = "Feature: Ferry\n\n  @slow @night\n  Scenario Outline: Fares\n    Given a <kind> of <age>\n      | a | b |\n    When it pays\n    \"\"\"\n      Scenario: inside\n    \"\"\"\n    * and waits\n    Then fine\n\n    Examples: all\n      | kind | age |\n      | dog  | 3   |\n";
        assert_eq!(feature(&story(&[text])), expected);
    }

    #[test]
    fn a_feature_has_one_language_and_labels_are_tags() {
        let mut mixed =
            story(&["Tür\nAngenommen ein Tor\nDann offen", "Door\nGiven a gate\nThen open"]);
        mixed.criteria.swap(0, 1);
        mixed.labels = vec!["market day".to_owned(), "a@b".to_owned()];
        mixed.description = "## Why\nScenario: none\nplain".to_owned();
        let expected = "@market_day @a_b\nFeature: Ferry\n  \\## Why\n  \\Scenario: none\n  plain\n\n  Scenario: Door\n    Given a gate\n    Then open\n\n  Scenario: Tür\n    * Angenommen ein Tor\n    * Dann offen\n";
        assert_eq!(feature(&mixed), expected);
    }
}
