//! Criteria that stand in a description: read from below the heading that means them, and taken out of
//! it, so that there is one text for each. Where they stood is remembered, for the way back.

use domain::limits;
use domain::lines::bullets::item;
use domain::story::CriteriaPlace;

use crate::files::criteria::{self, Heading, Items, Style, heading, numbered_prose, step_lines};
use crate::files::criteria_cell::{self, InCell};
use crate::files::markup::{Dialect, wiki_text};
use crate::files::steps;

/// A story's criteria and its description, each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parted {
    /// The criteria.
    pub criteria: Vec<String>,
    /// The description as Markdown, without them.
    pub description: String,
    /// Where they stood in the description, if they did.
    pub place: Option<CriteriaPlace>,
}

/// Parts a story's criteria from its description: those of its criteria column, or if that has none,
/// those that stand in the description. What stands beside criteria in their column goes to its end.
pub fn parted(cell: &str, description: &str, dialect: Dialect) -> Parted {
    let markdown = |text: &str| match dialect {
        Dialect::Wiki => wiki_text::to_markdown(text),
        Dialect::Markdown => text.to_owned(),
    };
    let InCell { criteria, rest } = criteria_cell::in_cell(cell, dialect);
    if !criteria.is_empty() {
        let parts = [markdown(description), markdown(&rest)];
        let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
        let description = parts.collect::<Vec<_>>().join("\n\n");
        return Parted { criteria, description, place: None };
    }
    let Read { criteria, section } = read(description, dialect);
    // What is beyond the limit would be nowhere any more.
    let Some(section) = section.filter(|_| criteria.len() <= limits::CRITERIA) else {
        return Parted { criteria, description: markdown(description), place: None };
    };
    let lines: Vec<&str> = description.lines().collect();
    let Some(section) = section.whole(&lines, &criteria) else {
        return Parted { criteria, description: markdown(description), place: None };
    };
    let text = |lines: &[&str]| markdown(lines.join("\n").trim()).trim().to_owned();
    let (above, below) = (text(&lines[..section.start]), text(&lines[section.end..]));
    let line = above.lines().count() as u32;
    let opening = section.opening(&lines, markdown);
    let parts = [above, below].into_iter().filter(|part| !part.is_empty());
    let description = parts.collect::<Vec<_>>().join("\n\n");
    Parted { criteria, description, place: Some(CriteriaPlace { line, opening }) }
}

/// The criteria in a description, and where they stand.
#[derive(Default)]
struct Read {
    criteria: Vec<String>,
    /// The only section of them; `None` if there are several, or none.
    section: Option<Section>,
}

/// A section of criteria, by the numbers of its lines.
struct Section {
    /// The line of its heading.
    heading: usize,
    style: Style,
    /// Whether a line was read since its heading.
    has_begun: bool,
    /// The lines that hold criteria.
    items: Vec<usize>,
    /// Other lines with text.
    others: Vec<usize>,
    /// Whether there are headings in it.
    has_headings: bool,
}

impl Section {
    fn new(heading: usize, style: Style) -> Self {
        let (items, others) = (Vec::new(), Vec::new());
        Self { heading, style, has_begun: false, items, others, has_headings: false }
    }

    /// A line with a colon ends only a section that began with such a line, and not directly below
    /// its heading, where it introduces the list.
    fn ends_at(&self, heading: &Heading) -> bool {
        heading.style != Style::Colon || (self.style == Style::Colon && self.has_begun)
    }

    /// The whole section, if nothing is lost when it is taken out: no other text, no code, and no
    /// address.
    fn whole(self, lines: &[&str], criteria: &[String]) -> Option<Whole> {
        let (first, last) = (*self.items.first()?, *self.items.last()?);
        let inside = lines.get(self.heading + 1..=last)?;
        let with_text = inside.iter().filter(|line| line.contains(char::is_alphanumeric)).count();
        let addresses = |text: &str| text.matches("://").count();
        let is_whole = !self.has_headings
            && self.others.is_empty()
            && with_text == self.items.len()
            && inside.iter().map(|line| addresses(line)).sum::<usize>()
                == criteria.iter().map(|text| addresses(text)).sum::<usize>();
        let behind = lines.get(last + 1..).unwrap_or_default();
        let blank = behind.iter().take_while(|line| line.trim().is_empty()).count();
        let is_panel = lines.get(self.heading)?.trim().starts_with(PANEL);
        let closes = behind.get(blank).is_some_and(|line| line.trim() == END_OF_PANEL);
        let end = last + 1 + if is_panel && closes { blank + 1 } else { 0 };
        is_whole.then_some(Whole { start: self.heading, first, end })
    }
}

/// The beginning of a panel in wiki markup, whose title may be the heading.
const PANEL: &str = "{panel";

/// The end of a panel.
const END_OF_PANEL: &str = "{panel}";

/// A section that can be taken out: from its heading to behind its last line.
struct Whole {
    start: usize,
    /// The line of the first item.
    first: usize,
    end: usize,
}

impl Whole {
    /// Everything in front of the first criterion: the heading, and the bullet of an item.
    fn opening(&self, lines: &[&str], markdown: impl Fn(&str) -> String) -> String {
        let raw = lines[self.start].trim();
        let heading = match criteria::panel_title(raw) {
            Some(title) => format!("**{title}**"),
            None => markdown(raw).trim().to_owned(),
        };
        let line = lines[self.first].trim();
        let bullet = item(line).and_then(|text| line.strip_suffix(text)).unwrap_or_default();
        let bullet = match bullet.trim_end() {
            "" => String::new(),
            sign @ ("-" | "*" | "+") => format!("{sign} "),
            // In wiki markup a numbered item.
            signs if signs.ends_with('#') || signs.starts_with(|c: char| c.is_ascii_digit()) => {
                "1. ".to_owned()
            }
            // Ticked in another tool means done, and what is written there again is not.
            signs if signs.contains('[') => "- [ ] ".to_owned(),
            // What Markdown does not take for an item, or one within another.
            _ => "- ".to_owned(),
        };
        let is_apart = self.first > self.start + 1 || heading != raw || bullet.is_empty();
        format!("{heading}{}{bullet}", if is_apart { "\n\n" } else { "\n" })
    }
}

/// The list items under a heading that means acceptance criteria, up to the next heading.
fn read(description: &str, dialect: Dialect) -> Read {
    let mut found = Items::default();
    let (mut open, mut lines): (Option<Section>, Vec<&str>) = (None, Vec::new());
    let mut sections: Vec<Section> = Vec::new();
    for (at, line) in numbered_prose(description) {
        let heading = heading(line, open.as_ref().map(|open| open.style), found.is_in_item);
        let heading = heading.filter(|heading| open.is_none() || !heading.is_scenario());
        match heading {
            Some(heading) if heading.means_criteria() => {
                found.end_item();
                sections.extend(open.replace(Section::new(at, heading.style)));
                continue;
            }
            Some(heading) if open.as_ref().is_some_and(|open| open.ends_at(&heading)) => {
                found.end_item();
                sections.extend(open.take());
            }
            Some(_) => {
                found.end_item();
                open.iter_mut().for_each(|open| open.has_headings = true);
            }
            None if open.is_some() && criteria::has_run_in_label(line) => {
                found.end_item();
                sections.extend(open.take());
            }
            None => match &mut open {
                Some(open) => {
                    if found.read(line) {
                        open.items.push(at);
                    } else if line.contains(char::is_alphanumeric) {
                        open.others.push(at);
                    }
                }
                None => found.is_in_item = item(line).is_some(),
            },
        }
        if let Some(open) = &mut open {
            open.has_begun = true;
            lines.push(line);
        }
    }
    sections.extend(open);
    let mut section = Some(sections).filter(|all| all.len() == 1).and_then(|mut all| all.pop());
    let criteria = match steps::criteria(step_lines(lines.into_iter()), dialect) {
        Some(scenarios) => {
            // All its lines are steps, which need no bullets.
            section = section.map(|mut section| {
                section.items.append(&mut section.others);
                section.items.sort_unstable();
                section
            });
            scenarios
        }
        None => found.finish(dialect),
    };
    Read { criteria, section }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(description: &str, expected: &[&str]) {
        assert_eq!(read(description, Dialect::Wiki).criteria, expected, "{description}");
    }

    fn taken_out(text: &str) -> (String, Option<(u32, String)>) {
        let Parted { description, place, .. } = parted("", text, Dialect::Markdown);
        (description, place.map(|place| (place.line, place.opening)))
    }

    #[test]
    fn criteria_stand_once_and_their_place_is_remembered() {
        let text = "Why\n\n## Acceptance criteria\n\n* one\n* two\n\n## Notes\n\nLater";
        let place = Some((1, "## Acceptance criteria\n\n* ".to_owned()));
        assert_eq!(taken_out(text), ("Why\n\n## Notes\n\nLater".to_owned(), place));
        let place = Some((0, "Acceptance criteria:\n- [ ] ".to_owned()));
        let text = "Acceptance criteria:\n- [x] one\n- [ ] two";
        assert_eq!(taken_out(text), (String::new(), place));
        let steps = "## AC\n\n**Given** a\n**When** b\n**Then** c";
        assert_eq!(taken_out(steps), (String::new(), Some((0, "## AC\n\n".to_owned()))));
        let panel = "Why\n{panel:title=Acceptance Criteria|x=y}\n* one\n{panel}\nLater";
        let place = Some((1, "**Acceptance Criteria**\n\n* ".to_owned()));
        assert_eq!(taken_out(panel), ("Why\n\nLater".to_owned(), place));
    }

    #[test]
    fn a_section_with_more_than_criteria_stays_as_it_is() {
        for text in [
            "## Acceptance criteria\n\nThe page shows:\n- a",
            "## Acceptance criteria\n- a\n```\ncode\n```\n- b",
            "## Acceptance criteria\n- see [the page](https://e.example)",
            "## Acceptance criteria\n- a\n\n## AC\n- b",
            "## Notes\n- a",
        ] {
            assert_eq!(taken_out(text), (text.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn a_heading_may_be_written_in_many_ways() {
        for heading in [
            "h3. Acceptance criteria",
            "h2. *Acceptance Criteria:*",
            "*Acceptance Criteria*",
            "**Acceptance criteria:**",
            "*+Acceptance Criteria+*:",
            "__Akzeptanzkriterien__",
            "## Acceptance Criteria",
            "# ACCEPTANCE CRITERIA",
            "ACCEPTANCE CRITERIA",
            "✅ Critères d’acceptation :",
            "Criterios de aceptacion:",
            "Critérios de aceite:",
            "Kryteria akceptacji",
            "Критерии приемки:",
            "受け入れ基準：",
            "h2. Acceptance Criteria / DoD",
            "h2. 2. Acceptance Criteria",
            "*User Acceptance Criteria*",
            "{panel:title=Acceptance Criteria|borderStyle=solid}",
        ] {
            check(&format!("Why\n* no\n\n{heading}\n\n* one\n* two"), &["one", "two"]);
        }
    }

    #[test]
    fn the_list_ends_at_the_next_heading() {
        check("h3. Acceptance criteria\n* a\nh3. Notes\n* b", &["a"]);
        check("*Acceptance criteria:*\n# a\n\n*Out of scope:*\n# b", &["a"]);
        check("## Acceptance criteria\n- a\n## Notes\n- b", &["a"]);
        check("**Acceptance criteria**\n- a\n\n## Notes\n- b", &["a"]);
        check("Acceptance criteria:\n\n- a\n\nTechnical details:\n- b", &["a"]);
        check("*Acceptance criteria*\n* a\n\n*Out of scope:* nothing\n* b", &["a"]);
        check("Acceptance criteria:\n\nTechnical details:\n- b", &[]);
    }

    #[test]
    fn a_line_that_introduces_the_list_is_no_heading() {
        check("Acceptance criteria:\nThe page shows:\n- a\n- b", &["a", "b"]);
        check("h3. Acceptance criteria\n\nThe page shows:\n* a\n\nFor guests:\n* b", &["a", "b"]);
    }

    #[test]
    fn a_criterion_may_run_over_lines() {
        check(
            "h3. Acceptance criteria\n* one\n  and a half\n\nAn aside.\n* two",
            &["one and a half", "two"],
        );
    }

    #[test]
    fn code_is_neither_list_nor_heading() {
        check("h3. Acceptance criteria\n{code}\n* no\n{code}\n* yes\n```\n- no\n```", &["yes"]);
        check("{noformat}\nh3. Acceptance criteria\n{noformat}\n* no", &[]);
    }

    #[test]
    fn without_such_a_heading_a_list_is_no_criteria() {
        check("Steps:\n# open\n# press *Buy*\n\nExpected:\n* a receipt", &[]);
        check("Acceptance criteria are missing here:\n* no", &[]);
    }

    #[test]
    fn steps_below_the_heading_are_one_criterion_a_scenario() {
        check(
            "h3. Acceptance criteria\n*Scenario 1: Free*\n* *Given* a\n* *When* b\n* *Then* c\n\n\
             *Scenario 2: Lent*\n* *Given* d\n* *Then* f\n\nh3. Notes\n* no",
            &["Free\nGiven a\nWhen b\nThen c", "Lent\nGiven d\nThen f"],
        );
        check(
            "## Acceptance criteria\n\n**Given** a\n**When** b\n**Then** c\n\n**Given** d\n**Then** e",
            &["Given a\nWhen b\nThen c", "Given d\nThen e"],
        );
        let cell =
            "Label is green\nGiven a\nwith a tail\nWhen b\nThen c\n| x | y |\n\nSign is blue";
        let expected =
            ["Label is green\nGiven a with a tail\nWhen b\nThen c\n| x | y |", "Sign is blue"];
        assert_eq!(criteria_cell::in_cell(cell, Dialect::Wiki).criteria, expected);
    }
}
