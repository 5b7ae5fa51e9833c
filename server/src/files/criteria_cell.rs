//! Criteria in a cell of their own: a list, paragraphs beside it, a table, steps or code.

use crate::files::criteria::{Heading, Items, Style, heading, numbered_prose, prose, step_lines};
use crate::files::markup::Dialect;
use crate::files::{criteria_tables, steps};

/// What a cell of criteria holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct InCell {
    /// The criteria.
    pub criteria: Vec<String>,
    /// What stands beside them and is none: code, pictures and lines that introduce a list.
    pub rest: String,
}

/// The list items of a criteria cell and the paragraphs beside them, or its lines if it has no list. A
/// cell of nothing but code has its criteria there.
pub fn in_cell(cell: &str, dialect: Dialect) -> InCell {
    let has_text = |line: &str| line.contains(char::is_alphanumeric);
    if !prose(cell).any(has_text) && has_text(cell) {
        let code = code_lines(cell);
        if code.contains(char::is_alphanumeric) {
            return in_prose(&code, dialect);
        }
    }
    in_prose(cell, dialect)
}

fn in_prose(cell: &str, dialect: Dialect) -> InCell {
    if let Some(criteria) = steps::criteria(step_lines(prose(cell)), dialect) {
        return InCell { criteria, rest: String::new() };
    }
    let cell = &*criteria_tables::as_items(cell);
    let (mut found, mut rest) = (Items::default(), Vec::new());
    let mut prose = numbered_prose(cell).peekable();
    let (mut has_items, mut is_in_text) = (false, false);
    for (at, line) in cell.lines().enumerate() {
        if prose.next_if(|(prose, _)| *prose == at).is_none() {
            rest.push(line);
            continue;
        }
        let line = line.trim();
        let was_in_text = std::mem::take(&mut is_in_text);
        match heading(line, None, found.is_in_item) {
            Some(heading) => {
                found.end_item();
                rest.extend(
                    (heading.style == Style::Colon && !heading.means_criteria()).then_some(line),
                );
            }
            None if found.read(line) => has_items = true,
            None if is_picture(line) => rest.push(line),
            None if line.contains(char::is_alphanumeric) => {
                found.add_text(line, was_in_text);
                is_in_text = true;
            }
            None => {}
        }
    }
    if !has_items {
        return InCell { criteria: lines_of(cell, dialect), rest: String::new() };
    }
    InCell { criteria: found.finish(dialect), rest: rest.join("\n") }
}

/// The lines of code without the marks around them.
fn code_lines(cell: &str) -> String {
    let mut lines = Vec::new();
    for line in cell.lines() {
        let mut line = line.trim_end();
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            continue;
        }
        for mark in ["{noformat", "{code"] {
            if let Some((_, behind)) = bare.strip_prefix(mark).and_then(|rest| rest.split_once('}'))
            {
                line = behind;
            }
        }
        for mark in ["{noformat}", "{code}"] {
            line = line.strip_suffix(mark).unwrap_or(line);
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// Whether a line is nothing but a picture.
fn is_picture(line: &str) -> bool {
    let in_wiki = || line.len() > 2 && line.ends_with('!') && !line.contains(char::is_whitespace);
    (line.starts_with('!') && in_wiki()) || (line.starts_with("![") && line.ends_with(')'))
}

fn lines_of(cell: &str, dialect: Dialect) -> Vec<String> {
    let is_title = |line: &str| Heading { style: Style::Colon, text: line }.means_criteria();
    prose(cell)
        .filter(|line| line.contains(char::is_alphanumeric) && !is_title(line))
        .map(|line| dialect.plain(line))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria(cell: &str) -> Vec<String> {
        in_cell(cell, Dialect::Wiki).criteria
    }

    #[test]
    fn a_cell_without_list_is_read_by_lines() {
        assert_eq!(
            criteria("Weight is shown\n\nFee is *shown*\n---"),
            ["Weight is shown", "Fee is shown"]
        );
        let cell = in_cell("The page:\n* a\n* b", Dialect::Wiki);
        assert_eq!((cell.criteria.join(" "), &*cell.rest), ("a b".to_owned(), "The page:"));
        assert_eq!(criteria("## Acceptance criteria\n- a\n*For guests*\n- b"), ["a", "b"]);
    }

    #[test]
    fn typed_bullets_of_html_are_cut_off() {
        assert_eq!(criteria("\\- A\n\\* B\n1\\. C\n2\\) D"), ["A", "B", "C", "D"]);
    }

    #[test]
    fn text_beside_a_list_is_a_criterion_and_code_beside_it_is_kept() {
        let cell = in_cell(
            "The gate:\n- opens\n- closes\n\nThe lamp is on\nat night.\n\nA bell rings.\n```\ncode\n```",
            Dialect::Markdown,
        );
        assert_eq!(cell.criteria, ["opens", "closes", "The lamp is on at night.", "A bell rings."]);
        assert_eq!(cell.rest, "The gate:\n```\ncode\n```");
    }

    #[test]
    fn a_cell_of_nothing_but_code_has_its_criteria_there() {
        let steps = ["Open\nGiven a gate\nWhen I push\nThen it opens"];
        for (open, close) in
            [("{code:gherkin}", "{code}"), ("```gherkin", "```"), ("{code}", "{code}")]
        {
            let cell = format!(
                "{open}\nScenario: Open\nGiven a gate\nWhen I push\nThen it opens\n{close}"
            );
            assert_eq!(criteria(&cell), steps, "{cell}");
        }
        assert_eq!(criteria("{noformat}\n- A\n- B\n{noformat}"), ["A", "B"]);
        assert_eq!(criteria("{noformat}A\nB{noformat}"), ["A", "B"]);
    }
}
