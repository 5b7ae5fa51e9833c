//! How texts and lists are written into the cells of Ready Room's CSV, and read back exactly. Knows
//! no columns.

use domain::story::CriterionState;

/// Characters at the beginning of a cell that make spreadsheets run it as a formula, including the
/// full-width forms that East Asian versions treat the same.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Marks a cell as text in spreadsheets, so that it is not a formula.
const GUARD: char = '\'';

/// The indentation of each line of a criterion except the first.
const CONTINUED: &str = "    ";

/// The prefix of a criterion for each state.
const SIGNS: [(CriterionState, &str); 3] = [
    (CriterionState::Open, "[ ] "),
    (CriterionState::Agreed, "[x] "),
    (CriterionState::Unclear, "[?] "),
];

/// The text as a cell that no spreadsheet runs. A text that begins with an apostrophe gets another
/// one, so that it is read back exactly.
pub fn guard(text: &str) -> String {
    if text.starts_with(FORMULA) || text.starts_with(GUARD) {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// The text in a cell. An apostrophe that [`guard`] cannot have written belongs to the text:
/// somebody edited the file.
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix(GUARD)
        .filter(|text| text.starts_with(FORMULA) || text.starts_with(GUARD))
        .unwrap_or(cell)
}

/// Criteria in one cell, one per line after the prefix of its state. Further lines are indented.
pub fn write_criteria<'c>(criteria: impl Iterator<Item = (CriterionState, &'c str)>) -> String {
    criteria
        .map(|(state, text)| {
            let sign =
                SIGNS.iter().find(|(signed, _)| *signed == state).map_or("", |(_, sign)| sign);
            format!("{sign}{}", text.replace('\n', &format!("\n{CONTINUED}")))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The criteria in a cell. Lines without a prefix, which somebody added, are open criteria.
pub fn read_criteria(cell: &str) -> Vec<(CriterionState, String)> {
    let mut criteria: Vec<(CriterionState, String)> = Vec::new();
    for line in cell.split('\n') {
        let signed = SIGNS
            .iter()
            .find_map(|(state, sign)| Some((*state, line.strip_prefix(sign)?.to_owned())));
        match (signed, line.strip_prefix(CONTINUED), criteria.last_mut()) {
            (Some(criterion), ..) => criteria.push(criterion),
            (None, Some(continued), Some((_, text))) => {
                text.push('\n');
                text.push_str(continued);
            }
            _ if line.trim().is_empty() => {}
            _ => criteria.push((CriterionState::Open, line.trim().to_owned())),
        }
    }
    criteria
}

/// Labels in one cell, one per line.
pub fn write_labels(labels: &[String]) -> String {
    let lines: Vec<String> = labels.iter().map(|label| label.replace(['\r', '\n'], " ")).collect();
    lines.join("\n")
}

/// The labels in a cell.
pub fn read_labels(cell: &str) -> Vec<String> {
    cell.split('\n').filter(|label| !label.trim().is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b60_no_cell_begins_like_a_formula_and_each_is_read_back() {
        for text in
            ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "'tis", "''", "", "5"]
        {
            let cell = guard(text);
            assert!(!cell.starts_with(FORMULA), "{cell}");
            assert_eq!(unguard(&cell), text);
        }
        assert_eq!(unguard("'tis"), "'tis");
    }

    #[test]
    fn criteria_are_read_back_with_state_and_lines() {
        let criteria = [
            (CriterionState::Open, "=1+1"),
            (CriterionState::Agreed, "Given\n  a gate\n\nThen [x] it opens"),
            (CriterionState::Unclear, "[ ] nested"),
        ];
        let read = read_criteria(&write_criteria(criteria.into_iter()));
        let read: Vec<_> = read.iter().map(|(state, text)| (*state, text.as_str())).collect();
        assert_eq!(read, criteria);
        assert_eq!(
            read_criteria("added by hand\n"),
            [(CriterionState::Open, "added by hand".to_owned())]
        );
    }
}
