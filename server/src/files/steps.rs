//! Criteria that are written as steps, `Given … When … Then …`: all steps of one scenario are one
//! criterion, whether it has a name or not. Knows lines of a text, no format.

use domain::limits;

use crate::files::gherkin_words::{self, LANGUAGES, Section, StepKind, Words};
use crate::files::markup::Dialect;

/// The most lines among which steps are looked for: ten for each criterion that a story may have.
const MOST_LINES: usize = 10 * limits::CRITERIA;

/// A line that is not empty.
#[derive(Clone, Copy)]
pub struct Line<'t> {
    /// Its text without bullet and without the signs of a heading, with markup.
    pub text: &'t str,
    /// Whether it had a bullet.
    pub is_item: bool,
    /// Whether it is written as a heading.
    pub is_heading: bool,
    /// Whether the line above it is empty.
    pub is_apart: bool,
}

/// The criteria if steps are among the lines: one for each scenario, and one for each other item or
/// paragraph. `None` if no scenario leads from a state or an event to a result.
pub fn criteria<'t>(
    lines: impl Iterator<Item = Line<'t>>,
    dialect: Dialect,
) -> Option<Vec<String>> {
    let lines: Vec<Line> = lines.take(MOST_LINES + 1).collect();
    if !(2..=MOST_LINES).contains(&lines.len()) {
        return None;
    }
    let plain = lines.iter().map(|line| dialect.plain(line.text));
    let plain: Vec<String> = plain.map(|line| without_number(&line).to_owned()).collect();
    let usual: Vec<_> = plain.iter().map(|line| gherkin_words::in_usual_case(line)).collect();
    let place = gherkin_words::language_of_steps(usual.iter().map(AsRef::as_ref))?;
    let words = &LANGUAGES[place].1;
    let kind = |line: &str| words.step(line).map(|(kind, _)| kind);
    let mut grouping = Grouping { words, criteria: Vec::new(), open: None, is_meant: false };
    for (at, line) in lines.into_iter().enumerate() {
        let next = usual.get(at + 1).and_then(|next| kind(next));
        grouping.read(line, &plain[at], kind(&usual[at]), next);
    }
    grouping.end();
    grouping.is_meant.then_some(grouping.criteria)
}

/// A line without the number of a criterion in front of a step: `AC1: Given a gate`.
fn without_number(line: &str) -> &str {
    let rest = line.strip_prefix("AC").or_else(|| line.strip_prefix("ac")).map(str::trim_start);
    let behind = rest.and_then(|rest| {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let text = behind.strip_prefix([':', '.', ')']).filter(|_| behind.len() < rest.len())?;
        Some(text.trim_start()).filter(|text| !text.is_empty())
    });
    behind.unwrap_or(line)
}

/// The same for criteria that were found one by one: steps among them are joined.
pub fn joined(criteria: Vec<String>) -> Vec<String> {
    let lines = criteria.iter().flat_map(|criterion| {
        let lines = criterion.lines().filter(|line| !line.trim().is_empty()).enumerate();
        lines.map(|(at, text)| Line { text, is_item: at == 0, is_heading: false, is_apart: false })
    });
    self::criteria(lines, Dialect::Markdown).unwrap_or(criteria)
}

/// The name of a scenario that a line begins in any language: `Scenario 2: Lent tool`.
pub fn begins_scenario(line: &str) -> bool {
    line.contains(':') && LANGUAGES.iter().any(|(_, words)| scenario_name(words, line).is_some())
}

/// The name in a line such as `Scenario: Free tool` or `Scenario 2: Lent tool`.
fn scenario_name<'t>(words: &Words, line: &'t str) -> Option<&'t str> {
    let (keyword, name) = line.split_once(':')?;
    let keyword =
        keyword.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.'));
    let (section, ..) = words.section(&format!("{keyword}:"))?;
    (section == Section::Scenario).then(|| name.trim())
}

/// Lines that become one criterion.
#[derive(Default)]
struct Group {
    lines: Vec<String>,
    /// Whether it has a step of any kind.
    has_steps: bool,
    /// Whether it has a state or an event.
    has_cause: bool,
    /// Whether it has an event or a result, so that another state begins the next scenario.
    has_event: bool,
    has_result: bool,
}

struct Grouping {
    words: &'static Words,
    criteria: Vec<String>,
    open: Option<Group>,
    is_meant: bool,
}

impl Grouping {
    fn read(&mut self, line: Line, text: &str, kind: Option<StepKind>, next: Option<StepKind>) {
        if let Some(name) = scenario_name(self.words, text) {
            self.begin(name);
        } else if let Some(kind) = kind {
            self.step(kind, text, line.is_apart);
        } else if self.belongs_to_step(text) {
            self.open.iter_mut().for_each(|open| open.lines.push(text.to_owned()));
        } else if self.is_name(line, next) {
            self.begin(text.trim_end_matches([':', '：']));
        } else if let Some(last) = self.open.as_mut().filter(|open| open.has_steps)
            && !(line.is_apart || line.is_item || line.is_heading)
            && let Some(last) = last.lines.last_mut()
        {
            last.push(' ');
            last.push_str(text);
        } else if line.is_heading {
            self.end();
        } else {
            self.end();
            self.criteria.extend((!text.is_empty()).then(|| text.to_owned()));
        }
    }

    /// Whether a line is a row of a step's table, or begins the examples of the scenario.
    fn belongs_to_step(&self, text: &str) -> bool {
        let is_examples = || matches!(self.words.section(text), Some((Section::Examples, ..)));
        let has_steps = self.open.as_ref().is_some_and(|open| open.has_steps);
        has_steps && (gherkin_words::cells(text).is_some() || is_examples())
    }

    /// Whether a line is the name of the scenario that begins below it.
    fn is_name(&self, line: Line, next: Option<StepKind>) -> bool {
        let is_over = self.open.as_ref().is_none_or(|open| open.has_result);
        let stands_out = line.is_apart || line.is_item || line.is_heading || self.open.is_none();
        match next {
            Some(StepKind::Given) => is_over || line.is_heading,
            Some(StepKind::When) => is_over && stands_out,
            _ => false,
        }
    }

    fn step(&mut self, kind: StepKind, text: &str, is_apart: bool) {
        let is_next = self.open.as_ref().is_some_and(|open| match kind {
            StepKind::Given => open.has_event,
            StepKind::When => open.has_result && is_apart,
            StepKind::Then | StepKind::More => false,
        });
        if is_next {
            self.end();
        }
        let open = self.open.get_or_insert_default();
        open.has_steps = true;
        open.has_cause |= matches!(kind, StepKind::Given | StepKind::When);
        open.has_event |= matches!(kind, StepKind::When | StepKind::Then);
        open.has_result |= kind == StepKind::Then;
        open.lines.push(text.to_owned());
    }

    fn begin(&mut self, name: &str) {
        self.end();
        let lines = Vec::from_iter((!name.is_empty()).then(|| name.to_owned()));
        self.open = Some(Group { lines, ..Group::default() });
    }

    fn end(&mut self) {
        let Some(group) = self.open.take() else { return };
        self.is_meant |= group.has_cause && group.has_result;
        self.criteria.extend((!group.lines.is_empty()).then(|| group.lines.join("\n")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[&str], expected: &[&str]) {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        assert_eq!(joined(items), expected);
    }

    #[test]
    fn steps_of_one_scenario_are_one_criterion() {
        check(
            &["**Given** a drill", "**When** I ask", "**Then** I get it", "**And** a slip"],
            &["Given a drill\nWhen I ask\nThen I get it\nAnd a slip"],
        );
        check(
            &["AC1: Given a", "When b", "Then c", "AC2: Given d", "When e", "Then f"],
            &["Given a\nWhen b\nThen c", "Given d\nWhen e\nThen f"],
        );
        check(
            &["Given a", "When b", "Then c", "Given d", "When e", "Then f"],
            &["Given a\nWhen b\nThen c", "Given d\nWhen e\nThen f"],
        );
        check(
            &["Scenario 1: Free", "given a", "then c", "Scenario 2: Lent", "GIVEN: d", "THEN: f"],
            &["Free\ngiven a\nthen c", "Lent\nGIVEN: d\nTHEN: f"],
        );
        check(
            &["Free tool", "Angenommen ein Bohrer", "Dann bekomme ich ihn", "Er ist blau"],
            &["Free tool\nAngenommen ein Bohrer\nDann bekomme ich ihn", "Er ist blau"],
        );
        check(
            &["Étant donné un outil", "Quand je demande", "Alors je le reçois"],
            &["Étant donné un outil\nQuand je demande\nAlors je le reçois"],
        );
    }

    #[test]
    fn sentences_that_begin_like_steps_stay_apart() {
        for items in [
            &["Given a free seat, when I tap it, then it is mine", "Taken seats are grey"][..],
            &["When it rains, the roof closes", "When it snows, it stays open"],
            &["Given names are shown", "Surnames too"],
            &["Label is green", "And it blinks"],
        ] {
            check(items, items);
        }
    }
}
