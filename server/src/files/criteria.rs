//! Reads acceptance criteria: the list items of a criteria cell, and the lines and headings that
//! criteria in a description are known by. Knows Jira's wiki markup and Markdown, and no file format.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::lines::bullets::item;

use crate::files::markup::{self, Dialect};
use crate::files::out::wiki::BREAK;
use crate::files::steps;
use crate::files::tables::header::fold;

/// Names of a column, checklist or heading that holds acceptance criteria.
pub const NAMES: [&str; 34] = [
    "Acceptance Criteria",
    "Acceptance Criterion",
    "Acceptance Criteria (AC)",
    "AC",
    "ACs",
    "Akzeptanzkriterien",
    "Akzeptanzkriterium",
    "Abnahmekriterien",
    "Abnahmekriterium",
    "Critères d'acceptation",
    "Critère d'acceptation",
    "Critères d'acceptance",
    "Critères d'acceptabilité",
    "Criterios de aceptación",
    "Criterio de aceptación",
    "Critérios de aceitação",
    "Critério de aceitação",
    "Critérios de aceite",
    "Critério de aceite",
    "Criteri di accettazione",
    "Criterio di accettazione",
    "Kryteria akceptacji",
    "Kryteria akceptacyjne",
    "Kryterium akceptacji",
    "Критерии приёмки",
    "Критерий приёмки",
    "Критерии приемлемости",
    "受け入れ基準",
    "受入基準",
    "受入れ基準",
    "受け入れ条件",
    "受入条件",
    "受入れ条件",
    "承認基準",
];

static FOLDED_NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| NAMES.iter().map(|name| fold(name)).collect());

/// Whether a column, checklist or heading with that name holds acceptance criteria.
pub fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_HEADING && FOLDED_NAMES.contains(fold(name).trim_end_matches([':', ' ']))
}

/// The most bytes of a line that can be such a heading, with its markup.
const LONGEST_HEADING: usize = 150;

/// Lines as `steps` reads them: without empty ones, and with those apart that have a break of the wiki
/// between them.
pub fn step_lines<'t>(
    lines: impl Iterator<Item = &'t str>,
) -> impl Iterator<Item = steps::Line<'t>> {
    let mut is_apart = false;
    let lines = lines.flat_map(|line| line.split(BREAK).map(str::trim));
    lines.filter_map(move |line| {
        let was_apart = std::mem::replace(&mut is_apart, !line.contains(char::is_alphanumeric));
        let item = listed(line);
        let heading = item.is_none().then(|| heading(line, None, false)).flatten();
        let text = item.or(heading.as_ref().map(|heading| heading.text)).unwrap_or(line);
        let is_heading = heading.is_some();
        let line = steps::Line { text, is_item: item.is_some(), is_heading, is_apart: was_apart };
        (!is_apart && !heading.is_some_and(|heading| heading.means_criteria())).then_some(line)
    })
}

/// The lines outside of code: between `{noformat}`, `{code}` or fences nothing is a list or a
/// heading.
pub fn prose(text: &str) -> impl Iterator<Item = &str> {
    numbered_prose(text).map(|(_, line)| line)
}

/// The same with the numbers of the lines, from 0.
pub fn numbered_prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<&str> = None;
    text.lines().map(str::trim).enumerate().filter(move |(_, line)| {
        let mark = ["{noformat", "{code", "```", "~~~"].into_iter().find(|m| line.starts_with(m));
        match (fence, mark) {
            (None, Some(mark)) => {
                let closes_itself = mark.starts_with('{') && line.matches(mark).count() > 1;
                fence = (!closes_itself).then_some(mark);
                closes_itself
            }
            (Some(open), Some(mark)) if open == mark => {
                fence = None;
                false
            }
            _ => fence.is_none(),
        }
    })
}

/// The text of a list item, also of one whose bullet or number was typed as text where HTML came from.
fn listed(line: &str) -> Option<&str> {
    let escaped = || {
        let rest = line.strip_prefix('\\');
        let bullet = rest.and_then(|rest| rest.strip_prefix(['-', '*', '+']));
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = (1..=3).contains(&(line.len() - digits.len()));
        let number = digits.strip_prefix('\\').and_then(|rest| rest.strip_prefix(['.', ')']));
        let text = bullet.or(number.filter(|_| is_number))?;
        text.starts_with(char::is_whitespace).then(|| text.trim_start())
    };
    item(line).or_else(escaped).filter(|text| text.contains(char::is_alphanumeric))
}

/// Collects list items. A line that follows an item without a blank line between them belongs to
/// the item.
#[derive(Default)]
pub struct Items {
    criteria: Vec<String>,
    /// Whether the last line belongs to an item.
    pub is_in_item: bool,
}

impl Items {
    /// Reads the next line. Returns whether it belongs to an item.
    pub fn read(&mut self, line: &str) -> bool {
        if let Some(text) = listed(line) {
            self.criteria.push(text.to_owned());
            self.is_in_item = true;
        } else if !line.contains(char::is_alphanumeric) {
            self.end_item();
        } else if self.is_in_item
            && let Some(last) = self.criteria.last_mut()
        {
            last.push(' ');
            last.push_str(line);
        }
        self.is_in_item
    }

    /// Adds a line that belongs to no item: to the paragraph above it, or as one of its own.
    pub fn add_text(&mut self, line: &str, is_continued: bool) {
        match self.criteria.last_mut().filter(|_| is_continued) {
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => self.criteria.push(line.to_owned()),
        }
    }

    /// What follows belongs to no item before the next one.
    pub fn end_item(&mut self) {
        self.is_in_item = false;
    }

    /// The texts of all items.
    pub fn finish(self, dialect: Dialect) -> Vec<String> {
        let plain = |criterion: &String| {
            criterion.split(BREAK).map(|line| dialect.plain(line)).collect::<Vec<_>>().join("\n")
        };
        self.criteria.iter().map(plain).filter(|criterion| !criterion.is_empty()).collect()
    }
}

/// How a heading is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `h3. Notes`, a bold line, a panel's title.
    Strong,
    /// `## Notes`, which in wiki markup is a numbered item.
    Hash,
    /// A line that ends with a colon.
    Colon,
}

/// A line that stands above others.
pub struct Heading<'t> {
    /// How it is written.
    pub style: Style,
    /// Its text, with markup.
    pub text: &'t str,
}

impl Heading<'_> {
    /// Whether it names a scenario, whose steps follow.
    pub fn is_scenario(&self) -> bool {
        self.text.len() <= LONGEST_HEADING && steps::begins_scenario(&markup::plain(self.text))
    }

    /// Whether criteria stand below it.
    pub fn means_criteria(&self) -> bool {
        if self.text.len() > LONGEST_HEADING {
            return false;
        }
        let text = markup::plain(self.text);
        let bare = |text: &str| {
            let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let text = numbered.strip_prefix(['.', ')']).unwrap_or(text);
            fold(text.trim_matches(|c: char| !c.is_alphanumeric() && c != ')'))
        };
        let name = bare(&text);
        let is_name = |name: &str| FOLDED_NAMES.contains(name.trim());
        is_name(&name)
            || name.strip_prefix("user ").is_some_and(is_name)
            || name.split_once('/').is_some_and(|(first, _)| is_name(first))
    }
}

/// The heading on a line, if it is one. `#` begins a heading in Markdown and a numbered item in
/// wiki markup. It is a heading if other headings are written so, or if a nested item would have no
/// item above it.
///
/// `section` is how the heading of the section of criteria is written that the line stands in.
pub fn heading<'t>(
    line: &'t str,
    section: Option<Style>,
    is_below_item: bool,
) -> Option<Heading<'t>> {
    if let Some(text) = strong_heading(line) {
        return Some(Heading { style: Style::Strong, text });
    }
    let level = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&level) && line[level..].starts_with(char::is_whitespace) {
        let heading =
            Heading { style: Style::Hash, text: line[level..].trim_end_matches('#').trim() };
        let is_markdown = section == Some(Style::Hash)
            || (level > 1 && !is_below_item)
            || heading.means_criteria();
        return is_markdown.then_some(heading);
    }
    let colon = Heading { style: Style::Colon, text: line };
    let is_colon = line.ends_with([':', '：']) && item(line).is_none();
    (is_colon || colon.means_criteria()).then_some(colon)
}

fn strong_heading(line: &str) -> Option<&str> {
    let numbered = line
        .strip_prefix(['h', 'H'])
        .and_then(|rest| rest.strip_prefix(|c: char| ('1'..='6').contains(&c))?.strip_prefix('.'));
    if let Some(text) = numbered {
        return Some(text.trim());
    }
    panel_title(line).or_else(|| bold_line(line))
}

/// The title of the panel that a line of wiki markup opens or closes; empty if it has none.
pub fn panel_title(line: &str) -> Option<&str> {
    let options = line.strip_prefix("{panel")?;
    let options = options.split_once('}').map_or(options, |(options, _)| options);
    let title = options.split_once("title=").map(|(_, title)| title);
    Some(title.and_then(|title| title.split('|').next()).unwrap_or_default())
}

/// Whether a line begins with a bold label that text follows, such as `*Out of scope:* nothing`. Numbers
/// of criteria are none.
pub fn has_run_in_label(line: &str) -> bool {
    let label = ["**", "__", "*"].into_iter().find_map(|mark| {
        let (name, behind) = line.strip_prefix(mark)?.split_once(mark)?;
        let is_label = name.ends_with(':') || behind.starts_with(':');
        (is_label && !name.starts_with(char::is_whitespace)).then_some(name)
    });
    label.is_some_and(|name| {
        name.len() <= LONGEST_HEADING
            && !name.contains(|c: char| c.is_ascii_digit())
            && !steps::begins_scenario(&format!("{}: ", name.trim_end_matches(':')))
    })
}

/// The text of a line that is emphasised completely.
fn bold_line(line: &str) -> Option<&str> {
    let line = line.trim_end_matches([':', '：']);
    let is_mark = |c: char| matches!(c, '*' | '_' | '+');
    let first = line.chars().next().filter(|c| is_mark(*c))?;
    let text = line.trim_matches(is_mark);
    let is_whole = line.ends_with(first)
        && !text.is_empty()
        && !text.starts_with(char::is_whitespace)
        && !text.contains(first);
    is_whole.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_item_may_be_marked_in_many_ways() {
        let list = "* a1\n** a2\n- a3\n# a4\n## a5\n1. a6\n2) a7\n• a8\n– a9\n✅ b1\n✔️b2\n- [ ] b3\n* [x] b4\n* (/) b5\n[ ] b6\n*# b7";
        let expected = "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7";
        let items: Vec<_> = list.lines().filter_map(item).collect();
        assert_eq!(items.join(" "), expected);
    }
}
