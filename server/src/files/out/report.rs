//! Writes the report about a session as Markdown, for a wiki or a chat. All typed text is escaped,
//! so that it is shown as typed and never becomes markup.

use std::fmt::{self, Write};

use domain::number;
use domain::text::safe_link;

use crate::files::out::export::{CriterionState, ExportedRound, ExportedStory};

/// The session of a room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The room's title.
    pub title: String,
    /// The date, as it is to be shown.
    pub date: String,
    /// The stories, in the order of the backlog.
    pub stories: Vec<ExportedStory>,
}

/// The report as Markdown: a table of all stories, then a section for each.
pub fn markdown(report: &Report) -> String {
    let mut page = String::new();
    // Writing into a `String` cannot fail.
    let _ = write_page(&mut page, report);
    page
}

fn write_page(page: &mut String, report: &Report) -> fmt::Result {
    let stories = &report.stories;
    let estimated = stories.iter().filter(|story| story.estimate.is_some()).count();
    writeln!(page, "# {}\n", escaped(&report.title))?;
    if !report.date.is_empty() {
        writeln!(page, "{}\n", escaped(&report.date))?;
    }
    writeln!(page, "{estimated} of {} estimated", stories.len())?;
    if stories.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n| Story | Estimate | Average | Rounds |\n| --- | --- | --- | --- |")?;
    for story in stories {
        let estimate = escaped(story.estimate.as_deref().unwrap_or_default());
        let (average, rounds) = (story.average(), story.rounds.len());
        writeln!(page, "| {} | {estimate} | {average} | {rounds} |", name(story))?;
    }
    stories.iter().try_for_each(|story| write_story(page, story))
}

fn write_story(page: &mut String, story: &ExportedStory) -> fmt::Result {
    writeln!(page, "\n## {}\n", name(story))?;
    let estimate = story.estimate.as_deref().map_or_else(|| "none".to_owned(), escaped);
    writeln!(page, "- Estimate: {estimate}")?;
    if let Some(link) = story.link.as_deref().and_then(safe_link) {
        writeln!(page, "- Link: <{}>", address(&link))?;
    }
    if let Some(parent) = &story.parent {
        writeln!(page, "- Part of: {}", escaped(parent))?;
    }
    if let Some(kind) = &story.kind {
        writeln!(page, "- Type: {}", escaped(kind))?;
    }
    if let Some(round) = story.last_round() {
        write_round(page, round)?;
        let minutes = story.minutes();
        writeln!(page, "- Rounds: {}, {minutes} min in all", story.rounds.len())?;
    }
    if !story.criteria.is_empty() {
        writeln!(page, "\nAcceptance criteria:\n")?;
    }
    for criterion in &story.criteria {
        let (mark, note) = match criterion.state {
            CriterionState::Open => (" ", ""),
            CriterionState::Agreed => ("x", ""),
            CriterionState::Unclear => (" ", " *(unclear)*"),
        };
        writeln!(page, "- [{mark}] {}{note}", escaped_lines(&criterion.text))?;
    }
    Ok(())
}

fn write_round(page: &mut String, round: &ExportedRound) -> fmt::Result {
    if let Some(average) = round.average {
        writeln!(page, "- Average: {}", number::plain(average))?;
    }
    if let Some(median) = round.median {
        writeln!(page, "- Median: {}", number::plain(median))?;
    }
    match round.most_common.as_slice() {
        [] => {}
        [card] => writeln!(page, "- Most common: {}", escaped(card))?,
        tie => writeln!(page, "- Tie: {}", escaped(&in_words(tie)))?,
    }
    if round.votes.is_empty() {
        return writeln!(page, "- Votes: none");
    }
    writeln!(page, "- Votes: {}", escaped(&round.votes_in_words()))?;
    if !round.specials.is_empty() {
        let specials = round.specials.iter().map(|(card, count)| format!("{count} × {card}"));
        let specials: Vec<String> = specials.collect();
        writeln!(page, "- Without estimate: {}", escaped(&specials.join(", ")))?;
    }
    Ok(())
}

fn name(story: &ExportedStory) -> String {
    match &story.key {
        Some(key) if *key != story.title => {
            format!("{} {}", escaped(key), escaped(&story.title))
        }
        _ => escaped(&story.title),
    }
}

/// `3, 5 and 8`.
fn in_words(cards: &[String]) -> String {
    match cards {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => cards.join(""),
    }
}

/// The text on one line, with everything escaped that could be markup in Markdown, its tables or
/// HTML, including what would begin a list or a heading at its start.
pub(in crate::files) fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", " ").replace(['\r', '\n'], " ");
    let begins_block = text.starts_with(['-', '+', '=']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind_number = text[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0);
    let numbers_item =
        behind_number.is_some_and(|text| text.is_empty() || text.starts_with(char::is_whitespace));
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                safe.extend(['\\', c])
            }
            _ if (at == 0 && begins_block) || (numbers_item && at == digits) => {
                safe.extend(['\\', c]);
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// The lines of a list item, each escaped, and indented after the first.
pub(in crate::files) fn escaped_lines(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped).collect();
    lines.join("  \n  ")
}

/// An address that cannot break out of angle brackets.
pub(in crate::files) fn address(link: &str) -> String {
    link.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::out::export::{ExportedCriterion, ExportedVote};

    const HOSTILE: &str = "<img src=x onerror=alert(1)>";

    fn shown(markdown: &str) -> (String, Vec<String>) {
        use pulldown_cmark::{Event, Options, Parser};
        let (mut text, mut html) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::Html(piece) | Event::InlineHtml(piece) => html.push(piece.to_string()),
                Event::Code(_) => html.push("code".to_owned()),
                _ => {}
            }
        }
        (text, html)
    }

    #[test]
    fn b38_what_people_typed_is_shown_as_typed_and_never_runs() {
        let vote = ExportedVote { name: HOSTILE.to_owned(), card: HOSTILE.to_owned() };
        let criterion =
            ExportedCriterion { text: HOSTILE.to_owned(), state: CriterionState::Unclear };
        let story = ExportedStory {
            title: HOSTILE.to_owned(),
            key: Some(HOSTILE.to_owned()),
            link: Some("https://e.example/<script>".to_owned()),
            estimate: Some(HOSTILE.to_owned()),
            parent: Some(HOSTILE.to_owned()),
            criteria: vec![criterion],
            rounds: vec![ExportedRound { votes: vec![vote], ..ExportedRound::default() }],
            ..ExportedStory::default()
        };
        let report =
            Report { title: HOSTILE.to_owned(), stories: vec![story], ..Report::default() };
        let (text, html) = shown(&markdown(&report));
        assert_eq!(html, [""; 0]);
        assert_eq!(text.matches(HOSTILE).count(), 9);
    }

    #[test]
    fn b38_markup_in_a_title_is_text() {
        for title in [
            "*a* _b_ `c` ~~d~~ [e](javascript:x) ![f](g) | h # i",
            "- item",
            "1. item",
            "+ item",
            "== rule",
            "&lt;b&gt; \\* $x$",
            "@SUM(1+1)",
        ] {
            let (text, html) = shown(&escaped(title));
            assert_eq!((text.as_str(), html.len()), (title, 0));
        }
    }

    #[test]
    fn a_tie_is_said_in_words_and_special_cards_are_listed() {
        let round = ExportedRound {
            votes: vec![ExportedVote { name: "Ana".to_owned(), card: "3".to_owned() }],
            most_common: vec!["3".to_owned(), "5".to_owned()],
            specials: vec![("?".to_owned(), 1), ("☕".to_owned(), 3)],
            ..ExportedRound::default()
        };
        let mut page = String::new();
        write_round(&mut page, &round).unwrap();
        assert_eq!(page, "- Tie: 3 and 5\n- Votes: Ana: 3\n- Without estimate: 1 × ?, 3 × ☕\n");
    }
}
