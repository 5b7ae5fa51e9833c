//! Parses the labels in one cell. Knows no trackers: their ways to write several labels do not
//! contradict each other.

/// Separators of labels, in order of precedence.
const SEPARATORS: [char; 3] = [';', ',', '|'];

/// `a, b`, `a; b`, `a|b`, `[a, b]` and `["a","b"]` as `a` and `b`. A label may hold blanks and
/// slashes.
pub fn label_list(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    if let Ok(labels) = serde_json::from_str::<Vec<String>>(cell) {
        return tidy(labels.iter().map(String::as_str));
    }
    let list = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let list = list.filter(|inside| !inside.contains(['[', ']'])).unwrap_or(cell);
    let separator = SEPARATORS.into_iter().find(|separator| list.contains(*separator));
    match separator {
        Some(separator) => tidy(list.split(separator)),
        None => tidy([list].into_iter()),
    }
}

fn tidy<'t>(labels: impl Iterator<Item = &'t str>) -> Vec<String> {
    labels.map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        assert_eq!(label_list(cell), expected, "{cell}");
    }

    #[test]
    fn several_labels_in_a_cell_may_be_written_in_many_ways() {
        for cell in [
            "a, b c",
            "a; b c",
            "a|b c",
            "[a, b c]",
            "[\"a\",\"b c\"]",
            " a ,, b c ; ".trim_end_matches("; "),
        ] {
            check(cell, &["a", "b c"]);
        }
    }

    #[test]
    fn no_labels_may_be_written_in_many_ways() {
        for cell in ["", "  ", "[]", "[ ]", ";", "[\"\"]"] {
            check(cell, &[]);
        }
    }

    #[test]
    fn one_label_stays_whole() {
        for label in ["size/M", "market day", "c++", "a:b", "[x] [y]", "{\"a\":1}"] {
            check(label, &[label]);
        }
    }

    #[test]
    fn a_comma_between_semicolons_belongs_to_a_label() {
        check("tea, coffee; cake", &["tea, coffee", "cake"]);
        check("[\"tea, coffee\"]", &["tea, coffee"]);
    }
}
