//! Points that people write into titles: `Mend the gate (3)`, `[5] Oil the hinge`, `Paint – 2 SP`.
//! Used for lists and boards, and not for tables with a column for points.

use crate::files::points;

/// Units of points, longer ones first.
const UNITS: [&str; 7] = ["story points", "story point", "points", "point", "pts", "sp", "pt"];

/// The title without its points, and the points. `(5) title [2]` is 5: if there are both, square
/// brackets contain the points that were used. A title of nothing but points is kept.
pub fn cut(title: &str) -> (&str, Option<String>) {
    let (mut rest, mut round, mut square) = (title.trim(), None, None);
    while let Some((marker, points, without)) = bracketed(rest) {
        let slot = if marker == '(' { &mut round } else { &mut square };
        if slot.is_some() || without.is_empty() {
            break;
        }
        (*slot, rest) = (Some(points), without);
    }
    if let Some(points) = round.or(square) {
        return (rest, points);
    }
    match after_dash(rest) {
        Some((title, points)) => (title, Some(points)),
        None => (rest, None),
    }
}

/// Points in brackets at the start or the end: the bracket, the points (none for `?`), and the
/// rest.
fn bracketed(title: &str) -> Option<(char, Option<String>, &str)> {
    let pairs = [('(', ')'), ('[', ']')];
    let at_start = pairs.iter().find_map(|(open, close)| {
        let (inside, rest) = title.strip_prefix(*open)?.split_once(*close)?;
        let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_apart.then_some((*open, lone_points(inside)?, rest.trim()))
    });
    at_start.or_else(|| {
        pairs.iter().find_map(|(open, close)| {
            let (rest, inside) = title.strip_suffix(*close)?.rsplit_once(*open)?;
            let is_apart = rest.is_empty() || rest.ends_with(char::is_whitespace);
            is_apart.then_some((*open, lone_points(inside)?, rest.trim()))
        })
    })
}

fn lone_points(inside: &str) -> Option<Option<String>> {
    if inside.trim() == "?" {
        return Some(None);
    }
    points::shortest(inside).or_else(|| with_unit(inside)).map(Some)
}

/// Points with a unit at the end, after a dash or in backticks: `– 2 SP`, `` `13 SP` ``.
fn after_dash(title: &str) -> Option<(&str, String)> {
    if let Some((rest, code)) = title.strip_suffix('`').and_then(|title| title.rsplit_once('`')) {
        return Some((without_dash(rest).unwrap_or(rest.trim_end()), with_unit(code)?))
            .filter(|(title, _)| !title.is_empty());
    }
    let (rest, points) = title
        .rmatch_indices(['-', '–', '—'])
        .next()
        .map(|(at, dash)| (&title[..at + dash.len()], &title[at + dash.len()..]))?;
    Some((without_dash(rest)?, with_unit(points)?))
}

/// The title before a dash that has a blank before it.
fn without_dash(title: &str) -> Option<&str> {
    let title = title.trim_end().strip_suffix(['-', '–', '—'])?;
    title.ends_with(char::is_whitespace).then(|| title.trim_end()).filter(|title| !title.is_empty())
}

/// Points with a unit: `5 SP`.
pub fn with_unit(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let number = UNITS.iter().find_map(|unit| text.strip_suffix(unit))?;
    points::shortest(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_cut_off() {
        for (title, rest, points) in [
            ("(8) As a member", "As a member", Some("8")),
            ("Show my place (3)", "Show my place", Some("3")),
            ("[5] Weigh", "Weigh", Some("5")),
            ("Talk (?)", "Talk", None),
            ("Fix (.5)", "Fix", Some("0.5")),
            ("(0) Rename", "Rename", Some("0")),
            ("(5) Sort the keys [2]", "Sort the keys", Some("5")),
            ("Sort [2] (5)", "Sort", Some("5")),
            ("Build - 8 pts", "Build", Some("8")),
            ("Plan – 2 SP", "Plan", Some("2")),
            ("Mark — `13 SP`", "Mark", Some("13")),
            ("Mark (3 story points)", "Mark", Some("3")),
        ] {
            assert_eq!(cut(title), (rest, points.map(str::to_owned)), "{title}");
        }
    }

    #[test]
    fn brackets_and_numbers_of_the_title_stay() {
        for title in [
            "Paint the door (step 2 of 3)",
            "[Bug] Door code",
            "Plan for 2026",
            "f(2)",
            "(3)",
            "10 - 8",
            "A-8 pts",
            "`code`",
            "- 8 pts",
        ] {
            assert_eq!(cut(title), (title, None));
        }
    }
}
