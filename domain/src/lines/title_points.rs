//! Points that people write into titles: `Mend the gate (3)`, `[5] Oil the hinge`, `Paint – 2 SP`.
//! Used for lists and boards, and not for tables with a column for points.

use crate::number;

/// Units of points, longer ones first.
const UNITS: [&str; 17] = [
    "story points",
    "story point",
    "storypoints",
    "storypoint",
    "ポイント",
    "points",
    "punkte",
    "puntos",
    "pontos",
    "point",
    "punkt",
    "punti",
    "pkt",
    "pts",
    "sps",
    "sp",
    "pt",
];

/// Units that need neither brackets nor a dash before the number. `points` does: it is a word of
/// titles.
const PLAIN_UNITS: [&str; 8] =
    ["story points", "story point", "storypoints", "storypoint", "pts", "sps", "sp", "pt"];

/// The unit that is also one for the size of letters: `Set the title in 12pt`.
const SIZE_UNIT: &str = "pt";

/// Cards of the decks whose numbers have gaps. Others than these before that unit are sizes.
const CARDS: [&str; 15] =
    ["0", "0.5", "1", "2", "3", "4", "5", "8", "13", "20", "21", "34", "40", "55", "100"];

/// Pairs of brackets, with what they count as. Full-width ones need no blank beside them, as Chinese
/// and Japanese have none.
const BRACKETS: [(char, char, Bracket); 5] = [
    ('(', ')', Bracket::Round),
    ('[', ']', Bracket::Square),
    ('（', '）', Bracket::Round),
    ('［', '］', Bracket::Square),
    ('【', '】', Bracket::Square),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    Square,
}

/// The title without its points, and the points. `(5) title [2]` is 5: if there are both, square
/// brackets contain the points that were used. A title of nothing but points is kept.
pub fn cut(title: &str) -> (&str, Option<String>) {
    let (mut rest, mut round, mut square) = (title.trim(), None, None);
    while let Some((marker, points, without)) = bracketed(rest) {
        let slot = if marker == Bracket::Round { &mut round } else { &mut square };
        if slot.is_some() || without.is_empty() {
            break;
        }
        (*slot, rest) = (Some(points), without);
    }
    if let Some(points) = round.or(square) {
        return (rest, points);
    }
    match after_tab(rest).or_else(|| after_dash(rest)).or_else(|| after_blank(rest)) {
        Some((title, points)) => (title, Some(points)),
        None => (rest, None),
    }
}

/// Points in brackets at the start or the end: the bracket, the points (none for `?`), and the
/// rest.
fn bracketed(title: &str) -> Option<(Bracket, Option<String>, &str)> {
    let at_start = BRACKETS.iter().find_map(|(open, close, bracket)| {
        let (inside, rest) = title.strip_prefix(*open)?.split_once(*close)?;
        let is_apart = !open.is_ascii() || rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_apart.then_some((*bracket, lone_points(inside)?, rest.trim()))
    });
    at_start.or_else(|| {
        BRACKETS.iter().find_map(|(open, close, bracket)| {
            let (rest, inside) = title.strip_suffix(*close)?.rsplit_once(*open)?;
            let is_apart =
                !open.is_ascii() || rest.is_empty() || rest.ends_with(char::is_whitespace);
            is_apart.then_some((*bracket, lone_points(inside)?, rest.trim()))
        })
    })
}

fn lone_points(inside: &str) -> Option<Option<String>> {
    if matches!(inside.trim(), "?" | "？") {
        return Some(None);
    }
    points(inside).or_else(|| with_unit(inside)).map(Some)
}

/// A number that can be points: below 1,000, with at most two decimals, or a half or a quarter as a
/// fraction. Years, versions and parts (`2 of 3` as `2/3`) are none.
fn points(text: &str) -> Option<String> {
    let text = number::latin(text.trim());
    let is_fraction = matches!(&*text, "1/2" | "1/4" | "3/4");
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let is_short = whole.len() <= 3 || whole.contains(['½', '¼', '¾']);
    let can_be = is_fraction || (!text.contains('/') && is_short && part.len() <= 2);
    can_be.then(|| number::parse(&text).map(|number| number.to_string()))?
}

/// Points in a cell of their own, as spreadsheets put them on the clipboard.
fn after_tab(title: &str) -> Option<(&str, String)> {
    let (rest, points) = title.rsplit_once('\t')?;
    let points = self::points(points).or_else(|| with_unit(points))?;
    Some((rest.trim(), points)).filter(|(rest, _)| rest.contains(char::is_alphanumeric))
}

/// Points with a unit at the end, after a blank: `Paint 5 SP`.
fn after_blank(title: &str) -> Option<(&str, String)> {
    let lower = title.to_ascii_lowercase();
    let unit = PLAIN_UNITS.iter().find(|unit| lower.ends_with(*unit))?;
    let before = title.get(..title.len() - unit.len())?.trim_end();
    let (rest, points) = before.rsplit_once(char::is_whitespace)?;
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || ":,;–|".contains(c));
    let points = self::points(points)?;
    let may_be = *unit != SIZE_UNIT || CARDS.contains(&points.as_str());
    (may_be && rest.contains(char::is_alphanumeric)).then_some((rest, points))
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
    points(UNITS.iter().find_map(|unit| text.strip_suffix(unit))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_cut_off() {
        for (title, rest, points) in [
            ("(8) As a member", "As a member", Some("8")),
            ("Show my place (3)", "Show my place", Some("3")),
            ("أظهر مكاني (٣)", "أظهر مكاني", Some("3")),
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
            ("Mark 5 SP", "Mark", Some("5")),
            ("Mark 5pt", "Mark", Some("5")),
            ("Mark: 5 pts", "Mark", Some("5")),
            ("Mark, 5 SP", "Mark", Some("5")),
            ("Mark\t5", "Mark", Some("5")),
            ("Mark 0,5 story points", "Mark", Some("0.5")),
            ("Mark (5pt)", "Mark", Some("5")),
            ("Mark [5 SP]", "Mark", Some("5")),
            ("Mark (1/2)", "Mark", Some("0.5")),
            ("Mark (½)", "Mark", Some("0.5")),
            ("Mark (2½)", "Mark", Some("2.5")),
            ("Mark (999)", "Mark", Some("999")),
            ("修好大门（5）", "修好大门", Some("5")),
            ("【３】门", "门", Some("3")),
            ("Mark［8］", "Mark", Some("8")),
            ("門（？）", "門", None),
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
            "8 pts",
            "Move the shed (1/3)",
            "Move the shed (14/5)",
            "Plan the fair (2027)",
            "[2027] Budget",
            "Upgrade (1.8.0)",
            "Upgrade (1.875)",
            "Bill (1,000)",
            "Award 5 points",
            "Move to v2pt",
            "Set the title in 12pt",
            "Set the title in 14 pt",
        ] {
            assert_eq!(cut(title), (title, None));
        }
    }
}
