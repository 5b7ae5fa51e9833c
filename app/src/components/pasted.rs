//! What is pasted into a field of one line.

use web_sys::ClipboardEvent;

/// More lines are looked at before they are added.
const MANY_LINES: usize = 20;

/// The longest that stands before a tab where that is a bullet or a number.
const LONGEST_BULLET: usize = 5;

/// What is pasted.
#[derive(Debug, PartialEq)]
pub enum Pasted {
    /// Part of the line.
    Line,
    /// A few lines.
    Lines(String),
    /// So many that they are looked at first, or a table.
    Many(String),
}

/// What is pasted by an event.
pub fn pasted(event: &ClipboardEvent) -> Pasted {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    of_text(text.unwrap_or_default())
}

fn of_text(text: String) -> Pasted {
    let lines = || text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let is_cells = |line: &str| {
        let first = line.trim().split_once('\t').map(|(first, _)| first);
        first.is_some_and(|first| first.len() > LONGEST_BULLET)
    };
    match lines().count() {
        0 | 1 => Pasted::Line,
        // Whatever stands in the first column of a table, it is not short in all rows.
        count if count > MANY_LINES || lines().any(is_cells) => Pasted::Many(text),
        _ => Pasted::Lines(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_pasted_by_the_browser() {
        for text in ["", "Mend the gate", "Mend the gate\n", "\r\n Mend\tthe gate \r\n"] {
            assert_eq!(of_text(text.into()), Pasted::Line, "{text:?}");
        }
    }

    #[test]
    fn a_few_lines_are_added_and_many_or_a_table_are_looked_at() {
        for text in ["Mend\nOil", "•\tMend the gate\r\n1.\tOil the hinge"] {
            assert_eq!(of_text(text.into()), Pasted::Lines(text.into()));
        }
        for text in ["Mend the gate\t5\nOil the hinge\t3", &"Mend\n".repeat(21)] {
            assert_eq!(of_text(text.into()), Pasted::Many(text.into()));
        }
    }
}
