//! Writes the report about a session as Markdown, for a wiki or a chat. All typed text is escaped,
//! so that it is shown as typed and never becomes markup.

use std::fmt::{self, Write};

use domain::number;
use domain::text::safe_link;

use crate::files::out::export::{
    CriterionState, ExportedDimension, ExportedRound, ExportedStory, in_time,
};
use crate::files::out::markdown_text::{address, escaped, escaped_lines, name};
use crate::files::out::report_overview;

/// The session of a room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The room's title.
    pub title: String,
    /// The date, as it is to be shown.
    pub date: String,
    /// Who was there, each with what they were if they did not only estimate.
    pub people: Vec<String>,
    /// The stories, in the order of the backlog.
    pub stories: Vec<ExportedStory>,
}

/// The report as Markdown: what came of it and what stayed open, then a section for each story.
pub fn markdown(report: &Report) -> String {
    let mut page = String::new();
    // Writing into a `String` cannot fail.
    let _ = write_page(&mut page, report);
    page
}

fn write_page(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "# {}\n", escaped(&report.title))?;
    if !report.date.is_empty() {
        writeln!(page, "{}\n", escaped(&report.date))?;
    }
    report_overview::write(page, &report.people, &report.stories)?;
    report.stories.iter().try_for_each(|story| write_story(page, story))
}

fn write_story(page: &mut String, story: &ExportedStory) -> fmt::Result {
    writeln!(page, "\n## {}\n", name(story))?;
    let estimate = story.estimate.as_deref().map_or_else(|| "none".to_owned(), escaped);
    let imported = if story.is_imported { " (it came with the story)" } else { "" };
    writeln!(page, "- Estimate: {estimate}{imported}")?;
    if let Some(actual) = &story.actual {
        writeln!(page, "- Actual: {}", escaped(actual))?;
    }
    for (dimension, score) in &story.scores {
        writeln!(page, "- {}: {}", escaped(dimension), escaped(score))?;
    }
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
        let took = story.milliseconds().map(|it| format!(", {} in all", in_time(it)));
        writeln!(page, "- Rounds: {}{}", story.rounds.len(), took.unwrap_or_default())?;
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
    if let Some(before) = &round.before {
        let imported = if round.before_is_imported { " (it came with the story)" } else { "" };
        writeln!(page, "- Before the round: {}{imported}", escaped(before))?;
    }
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
    round.dimensions.iter().try_for_each(|dimension| write_dimension(page, dimension))?;
    if !round.specials.is_empty() {
        let specials = round.specials.iter().map(|(card, count)| format!("{count} × {card}"));
        let specials: Vec<String> = specials.collect();
        writeln!(page, "- Without estimate: {}", escaped(&specials.join(", ")))?;
    }
    Ok(())
}

/// What was voted for a dimension: `- Risk in the round: most common 3, average 3.5, median 3`.
fn write_dimension(page: &mut String, dimension: &ExportedDimension) -> fmt::Result {
    let most_common = match dimension.most_common.as_slice() {
        [] => None,
        [card] => Some(format!("most common {}", escaped(card))),
        tie => Some(format!("tie {}", escaped(&in_words(tie)))),
    };
    let number = |name: &str, value: Option<f64>| {
        value.map(|value| format!("{name} {}", number::plain(value)))
    };
    let numbers = [number("average", dimension.average), number("median", dimension.median)];
    let facts: Vec<String> = [most_common].into_iter().chain(numbers).flatten().collect();
    let facts = if facts.is_empty() { "no votes".to_owned() } else { facts.join(", ") };
    writeln!(page, "- {} in the round: {facts}", escaped(&dimension.name))
}

/// `3, 5 and 8`.
fn in_words(cards: &[String]) -> String {
    match cards {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => cards.join(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::out::export::{ExportedCriterion, ExportedVote};
    use crate::files::out::markdown_text::shown;

    const HOSTILE: &str = "<img src=x onerror=alert(1)>";

    #[test]
    fn b38_what_people_typed_is_shown_as_typed_and_never_runs() {
        let vote = ExportedVote {
            name: Some(HOSTILE.to_owned()),
            card: HOSTILE.to_owned(),
            remark: Some(HOSTILE.to_owned()),
            scores: vec![(HOSTILE.to_owned(), HOSTILE.to_owned())],
        };
        let criterion =
            ExportedCriterion { text: HOSTILE.to_owned(), state: CriterionState::Unclear };
        let story = ExportedStory {
            title: HOSTILE.to_owned(),
            key: Some(HOSTILE.to_owned()),
            link: Some("https://e.example/<script>".to_owned()),
            estimate: Some(HOSTILE.to_owned()),
            actual: Some(HOSTILE.to_owned()),
            scores: vec![(HOSTILE.to_owned(), HOSTILE.to_owned())],
            parent: Some(HOSTILE.to_owned()),
            criteria: vec![criterion],
            rounds: vec![ExportedRound {
                votes: vec![vote],
                dimensions: vec![ExportedDimension {
                    name: HOSTILE.to_owned(),
                    most_common: vec![HOSTILE.to_owned()],
                    ..ExportedDimension::default()
                }],
                ..ExportedRound::default()
            }],
            ..ExportedStory::default()
        };
        let report = Report {
            title: HOSTILE.to_owned(),
            people: vec![HOSTILE.to_owned()],
            stories: vec![story],
            ..Report::default()
        };
        let (text, html) = shown(&markdown(&report));
        assert_eq!(html, [""; 0]);
        assert_eq!(text.matches(HOSTILE).count(), 21);
    }

    #[test]
    fn a_tie_is_said_in_words_and_special_cards_are_listed() {
        let round = ExportedRound {
            votes: vec![ExportedVote {
                name: Some("Ana".to_owned()),
                card: "3".to_owned(),
                remark: Some("not sure".to_owned()),
                scores: vec![("Risk".to_owned(), "8".to_owned())],
            }],
            dimensions: vec![ExportedDimension {
                name: "Risk".to_owned(),
                average: Some(8.0),
                median: Some(8.0),
                most_common: vec!["8".to_owned()],
            }],
            before: Some("8".to_owned()),
            before_is_imported: true,
            most_common: vec!["3".to_owned(), "5".to_owned()],
            specials: vec![("?".to_owned(), 1), ("☕".to_owned(), 3)],
            ..ExportedRound::default()
        };
        let mut page = String::new();
        write_round(&mut page, &round).unwrap();
        assert_eq!(
            page,
            "- Before the round: 8 (it came with the story)\n- Tie: 3 and 5\n\
             - Votes: Ana: 3 (Risk 8, not sure)\n\
             - Risk in the round: most common 8, average 8, median 8\n- Without estimate: 1 × ?, 3 × ☕\n"
        );
    }
}
