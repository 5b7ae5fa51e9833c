//! Criteria that are scenarios: the name on the first line, and the steps below it, in any language
//! of Gherkin. Knows the text of a single criterion, no file.

use crate::files::gherkin_words::{self, LANGUAGES, Section, StepKind, Words};

/// From how many letters on a step keyword is unlikely to begin a sentence by chance. Shorter ones
/// (`Le`, `Als`, `Ha`) are words of other languages.
const DISTINCTIVE: usize = 4;

/// A scenario, an outline or an example. All lines are trimmed, except those inside doc strings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Its name; empty if it begins with a step.
    pub name: String,
    /// Its tags with their `@`.
    pub tags: Vec<String>,
    /// Lines of free text before the steps.
    pub description: Vec<String>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// The tables of an outline.
    pub examples: Vec<Examples>,
    /// The code of the language of its keywords, such as `en`.
    pub language: &'static str,
}

/// A step of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The whole line: `Given a free drill`.
    pub line: String,
    /// The rows of its table, or its doc string with delimiters, as in Gherkin.
    pub below: Vec<String>,
}

/// A table of examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Its tags with their `@`.
    pub tags: Vec<String>,
    /// Its first line: `Examples: Very late`.
    pub heading: String,
    /// Free text and rows below it.
    pub below: Vec<String>,
}

impl Examples {
    /// How many examples there are: the rows without the header.
    pub fn rows(&self) -> usize {
        self.below.iter().filter(|line| line.starts_with('|')).count().saturating_sub(1)
    }
}

impl Scenario {
    /// How many examples its tables have together.
    pub fn example_rows(&self) -> usize {
        self.examples.iter().map(Examples::rows).sum()
    }

    /// The scenario as the text of a criterion; [`parse`] reads it.
    pub fn to_text(&self) -> String {
        let mut lines = Vec::from_iter((!self.name.is_empty()).then(|| self.name.clone()));
        lines.extend((!self.tags.is_empty()).then(|| self.tags.join(" ")));
        lines.extend(self.description.iter().cloned());
        for step in &self.steps {
            lines.push(step.line.clone());
            lines.extend(step.below.iter().cloned());
        }
        for examples in &self.examples {
            lines.extend((!examples.tags.is_empty()).then(|| examples.tags.join(" ")));
            lines.push(examples.heading.clone());
            lines.extend(examples.below.iter().cloned());
        }
        lines.join("\n")
    }
}

/// The scenario in a criterion's text; `None` if it is a plain criterion. It may have no name, and
/// its keywords may be in capitals or in small letters.
pub fn parse(text: &str) -> Option<Scenario> {
    let (first, below) = text.trim().split_once('\n')?;
    let lines = || below.lines().map(|line| gherkin_words::in_usual_case(line.trim()));
    let usual: Vec<_> = lines().collect();
    let place = gherkin_words::language_of_steps(usual.iter().map(AsRef::as_ref))?;
    let (language, words) = &LANGUAGES[place];
    let kind = |line: &str| words.step(line).map(|(kind, _)| kind);
    let first_kind = kind(&gherkin_words::in_usual_case(first.trim()));
    let other = usual.iter().filter_map(|line| kind(line)).find(|kind| *kind != StepKind::More);
    // A state above an event or a result is a step itself; any other line above a state is a name.
    let is_step = match first_kind {
        Some(StepKind::Given) => matches!(other, Some(StepKind::When | StepKind::Then)),
        Some(StepKind::When) => other == Some(StepKind::Then),
        _ => false,
    };
    let (name, below) = if is_step { ("", text.trim()) } else { (first.trim(), below) };
    let scenario = Scenario { name: name.to_owned(), language, ..Scenario::default() };
    let mut reader = Reader { words, scenario, open: None, kinds: Vec::new(), tags: Vec::new() };
    below.lines().try_for_each(|line| reader.read(line))?;
    reader.finish()
}

struct Reader {
    words: &'static Words,
    scenario: Scenario,
    /// The delimiter that closes the doc string that is being read.
    open: Option<&'static str>,
    /// The kinds and keywords of the steps that were read.
    kinds: Vec<(StepKind, &'static str)>,
    /// Tags of examples that have not been read yet.
    tags: Vec<String>,
}

impl Reader {
    /// Reads the next line; `None` if a scenario cannot have it here.
    fn read(&mut self, line: &str) -> Option<()> {
        let trimmed = line.trim();
        if let Some(mark) = self.open {
            self.open = (trimmed != mark).then_some(mark);
            self.scenario.steps.last_mut()?.below.push(line.trim_end().to_owned());
        } else if trimmed.is_empty() {
        } else if trimmed.starts_with('@') {
            self.read_tags(trimmed)?;
        } else if let Some((Section::Examples, ..)) = self.words.section(trimmed) {
            let (tags, heading) = (std::mem::take(&mut self.tags), trimmed.to_owned());
            self.scenario.examples.push(Examples { tags, heading, below: Vec::new() });
        } else if let Some(examples) = self.scenario.examples.last_mut() {
            examples.below.push(trimmed.to_owned());
        } else if let Some(step) = self.step(trimmed) {
            self.kinds.push(step);
            self.scenario.steps.push(Step { line: trimmed.to_owned(), below: Vec::new() });
        } else {
            self.read_below(trimmed)?;
        }
        Some(())
    }

    /// The kind of a step, and its keyword in the table of the language.
    fn step(&self, line: &str) -> Option<(StepKind, &'static str)> {
        self.words.step(&gherkin_words::in_usual_case(line))
    }

    fn read_tags(&mut self, line: &str) -> Option<()> {
        let tags = line.split_whitespace().map(str::to_owned);
        if self.scenario.steps.is_empty() {
            self.scenario.tags.extend(tags);
        } else {
            self.tags.extend(tags);
        }
        line.split_whitespace().all(|tag| tag.starts_with('@')).then_some(())
    }

    /// Reads a line that is not a step: free text before the steps, or a table or a doc string
    /// below one.
    fn read_below(&mut self, line: &str) -> Option<()> {
        let Some(step) = self.scenario.steps.last_mut() else {
            self.scenario.description.push(line.to_owned());
            return Some(());
        };
        self.open = gherkin_words::text_mark(line);
        let is_row = gherkin_words::cells(line).is_some();
        step.below.push(line.to_owned());
        (self.open.is_some() || is_row).then_some(())
    }

    fn finish(self) -> Option<Scenario> {
        let is_over = self.open.is_none() && self.tags.is_empty();
        (is_over && is_meant(&self.kinds)).then_some(self.scenario)
    }
}

/// Whether the steps are meant as such, and are not sentences that happen to begin with a keyword.
fn is_meant(steps: &[(StepKind, &str)]) -> bool {
    let mut kinds = steps.iter().filter(|(kind, _)| *kind != StepKind::More);
    let Some((first, _)) = kinds.clone().next() else {
        return false;
    };
    let has_case = |word: &str| word.contains(|c: char| c.is_lowercase() || c.is_uppercase());
    let is_distinctive = |word: &str| word.trim().chars().count() >= DISTINCTIVE || !has_case(word);
    kinds.any(|(kind, word)| kind != first || is_distinctive(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_read_back_as_it_was_written() {
        let text = "Late fee after <days> days\n@fees @slow\nWhy it is so.\n\
                    Given a drill\n\"\"\"\n  Scenario: text\n\"\"\"\n\
                    When it comes back\n| a | b |\n| c \\| d | e |\nThen the fee is <fee>\n\
                    Examples:\n| days | fee |\n| 1 | 0 |\n| 3 | 2 |\n\
                    @long\nExamples: Very late\n| days | fee |\n| 30 | 20 |";
        let scenario = parse(text).unwrap();
        assert_eq!(scenario.name, "Late fee after <days> days");
        assert_eq!(scenario.tags, ["@fees", "@slow"]);
        assert_eq!(scenario.description, ["Why it is so."]);
        assert_eq!((scenario.steps.len(), scenario.example_rows()), (3, 3));
        assert_eq!(scenario.steps[0].below, ["\"\"\"", "  Scenario: text", "\"\"\""]);
        assert_eq!(scenario.examples[1].tags, ["@long"]);
        assert_eq!((scenario.language, scenario.to_text().as_str()), ("en", text));
    }

    #[test]
    fn the_words_of_any_language_count() {
        for (text, language, steps) in [
            ("Réserver\nQuand je réserve\nAlors j'ai un numéro", "fr", 2),
            ("Lenen\nAls ik leen\nDan heb ik een bon", "nl", 2),
            ("予約\n前提席がある\nもし予約する\nならば番号がある", "ja", 3),
            ("Leihen\nAngenommen ein Bohrer\n* Ana leiht ihn", "de", 2),
        ] {
            let scenario = parse(text).unwrap();
            assert_eq!((scenario.language, scenario.steps.len()), (language, steps), "{text}");
        }
    }

    #[test]
    fn a_plain_criterion_is_no_scenario() {
        for text in [
            "Given a free seat, when I tap it, then it is mine",
            "The page shows\nGiven names and surnames\nof all members",
            "Shown\n* name\n* date",
            "La page\nLe client la voit",
            "One\nAnd another",
            "Open\nGiven a\n\"\"\"\nnever closed",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
