//! The beginning of the report: who was there, how much was estimated, a table of all stories, and what
//! stayed open.

use std::fmt::{self, Write};

use domain::number;

use crate::files::out::export::{CriterionState, ExportedStory, in_time};
use crate::files::out::markdown_text::{escaped, name};

/// Writes it.
pub fn write(page: &mut String, people: &[String], stories: &[ExportedStory]) -> fmt::Result {
    if !people.is_empty() {
        let names: Vec<_> = people.iter().map(|name| escaped(name)).collect();
        writeln!(page, "Who was there: {}\n", names.join(", "))?;
    }
    let here = |story: &&ExportedStory| story.estimate.is_some() && !story.is_imported;
    let estimated = stories.iter().filter(here).count();
    writeln!(page, "{estimated} of {} estimated", stories.len())?;
    if stories.is_empty() {
        return Ok(());
    }
    write_sums(page, stories)?;
    writeln!(page, "\n| Story | Estimate | Average | Rounds |\n| --- | --- | --- | --- |")?;
    for story in stories {
        let estimate = escaped(story.estimate.as_deref().unwrap_or_default());
        let (average, rounds) = (story.average(), story.rounds.len());
        writeln!(page, "| {} | {estimate} | {average} | {rounds} |", name(story))?;
    }
    write_open(page, stories)
}

/// The sum of the estimates that are numbers, how often there is each of the others, and how long the
/// rounds took.
fn write_sums(page: &mut String, stories: &[ExportedStory]) -> fmt::Result {
    let imported = stories.iter().filter(|story| story.is_imported).count();
    if imported > 0 {
        writeln!(page, "\n{imported} came with an estimate that was not changed")?;
    }
    let (mut sum, mut numbers) = (0.0, 0);
    let mut others: Vec<(&str, usize)> = Vec::new();
    for estimate in stories.iter().map(ExportedStory::points).filter(|points| !points.is_empty()) {
        if let Some(number) = number::parse(estimate) {
            sum += number;
            numbers += 1;
        } else if let Some((_, count)) = others.iter_mut().find(|(other, _)| *other == estimate) {
            *count += 1;
        } else {
            others.push((estimate, 1));
        }
    }
    let sum = (numbers > 0).then(|| number::plain(sum));
    let others = others.into_iter().map(|(label, count)| format!("{count} × {}", escaped(label)));
    let parts: Vec<String> = sum.into_iter().chain(others).collect();
    if !parts.is_empty() {
        writeln!(page, "\nSum of the estimates: {}", parts.join(", "))?;
    }
    let took = stories.iter().filter_map(ExportedStory::milliseconds);
    if let Some(milliseconds) = took.reduce(u64::saturating_add) {
        writeln!(page, "\nThe rounds took {}", in_time(milliseconds))?;
    }
    Ok(())
}

/// What stayed open: stories without an estimate, and criteria that the team has not agreed on.
fn write_open(page: &mut String, stories: &[ExportedStory]) -> fmt::Result {
    let in_state = |story: &ExportedStory, state| {
        story.criteria.iter().filter(|criterion| criterion.state == state).count()
    };
    let mut items: Vec<String> = Vec::new();
    for story in stories {
        if story.estimate.is_none() {
            items.push(format!("{}: no estimate", name(story)));
        }
        let unclear = story.criteria.iter().filter(|one| one.state == CriterionState::Unclear);
        for criterion in unclear {
            let text = escaped(criterion.text.lines().next().unwrap_or_default());
            items.push(format!("{}: unclear: {text}", name(story)));
        }
        // Where nobody has said anything about criteria, the team does not work with their states.
        let (open, all) = (in_state(story, CriterionState::Open), story.criteria.len());
        if open > 0 && open < all {
            items.push(format!("{}: {open} of {all} criteria not agreed", name(story)));
        }
    }
    if !items.is_empty() {
        writeln!(page, "\nOpen:\n")?;
    }
    items.iter().try_for_each(|item| writeln!(page, "- {item}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::out::export::{ExportedCriterion, ExportedRound};

    fn story(title: &str, estimate: Option<&str>) -> ExportedStory {
        ExportedStory {
            title: title.to_owned(),
            estimate: estimate.map(str::to_owned),
            ..ExportedStory::default()
        }
    }

    #[test]
    fn it_says_who_was_there_what_it_adds_up_to_and_what_stayed_open() {
        let criterion = |text: &str, state| ExportedCriterion { text: text.to_owned(), state };
        let stories = [
            ExportedStory {
                criteria: vec![
                    criterion("Opens", CriterionState::Agreed),
                    criterion("Shuts", CriterionState::Unclear),
                    criterion("Locks", CriterionState::Open),
                ],
                rounds: vec![ExportedRound { took_ms: Some(12_600), ..ExportedRound::default() }],
                ..story("Gate", Some("2.5"))
            },
            ExportedStory { is_imported: true, ..story("Bench", Some("3")) },
            ExportedStory { counts_as: Some("8".to_owned()), ..story("Roof", Some("XL")) },
            story("Wall", Some("M")),
            story("Path", None),
        ];
        let mut page = String::new();
        write(&mut page, &["Ana (facilitator)".to_owned(), "Ben".to_owned()], &stories).unwrap();
        let (head, rest) = page.split_once("\n\n| Story").unwrap();
        assert_eq!(
            head,
            "Who was there: Ana (facilitator), Ben\n\n3 of 5 estimated\n\n\
             1 came with an estimate that was not changed\n\n\
             Sum of the estimates: 13.5, 1 × M\n\nThe rounds took 13 s"
        );
        let open = rest.split_once("Open:\n\n").unwrap().1;
        assert_eq!(
            open,
            "- Gate: unclear: Shuts\n- Gate: 1 of 3 criteria not agreed\n- Path: no estimate\n"
        );
    }
}
