//! Rows of the preview: stories with what an update would change of them, what is left out, what to check.
//! Knows no commands.

use domain::draft::{LeftOut, LeftOutReason, Preview, StoryDraft, Warning};
use domain::known::{Difference, Known, Replaced};

use super::sentences;
use crate::dom::{El, View, el};
use crate::i18n::{Text, Texts};

/// Rows of a list that are shown; the rest is a number.
const SHOWN_ROWS: usize = 300;

/// Characters that are shown in front of a change.
const SHOWN_BEFORE: usize = 60;

/// Characters of a text that are shown before and after an update.
const SHOWN_CHARACTERS: usize = 400;

/// The stories; `known` says which of them the backlog has, `choice` what becomes of those.
pub(super) fn stories(texts: Texts, preview: &Preview, known: &[bool], choice: Known) -> View {
    // What changes is looked at first.
    let is_changed = |number: &usize| {
        let changes = difference(preview, *number).is_some_and(|changes| !changes.is_nothing());
        choice == Known::Update && known[*number] && changes
    };
    let numbers = || 0..preview.stories.len();
    let others = numbers().filter(|number| !is_changed(number));
    let order = numbers().filter(is_changed).chain(others).take(SHOWN_ROWS);
    let rows = order.map(|number| {
        let (story, is_known) = (&preview.stories[number], &known[number]);
        let difference = difference(preview, number).filter(|_| *is_known);
        let class = match (*is_known, choice) {
            (true, Known::LeaveOut) => "import-story is-known",
            _ => "import-story",
        };
        let facts = facts(texts, story, *is_known, choice, difference);
        let key = story.key.as_deref().unwrap_or_default();
        let changes = difference.filter(|_| choice == Known::Update);
        el("li")
            .class(class)
            .child(el("span.import-key").text(key))
            .child(el("bdi.import-title").text(&story.title))
            .child(el("span.import-facts").text(&facts.join(" · ")))
            .child(changes.map(|difference| changes_of(texts, difference)))
            .into()
    });
    View::of(rows.chain([more(texts, preview.stories.len()).into()]))
}

/// What updating the story of this number would change, as the server has found.
pub(super) fn difference(preview: &Preview, number: usize) -> Option<&Difference> {
    // The server lists them in the order of the stories.
    let at = preview.known.binary_search_by_key(&number, |known| known.draft as usize).ok()?;
    Some(&preview.known[at].difference)
}

fn facts(
    texts: Texts,
    story: &StoryDraft,
    is_known: bool,
    choice: Known,
    difference: Option<&Difference>,
) -> Vec<String> {
    let mut facts = Vec::new();
    if !story.criteria.is_empty() {
        facts.push(texts.count(Text::ImportCriteria, story.criteria.len()));
    }
    // An update leaves the estimate alone.
    let estimate = story.estimate.as_ref().filter(|_| !is_known || choice != Known::Update);
    if let Some(estimate) = estimate {
        facts.push(texts.with(Text::ImportEstimate, &[("estimate", estimate)]));
    }
    if is_known {
        let is_same = difference.is_some_and(Difference::is_nothing);
        facts.push(texts.get(match choice {
            Known::Update if is_same => Text::ImportSame,
            _ => Text::ImportKnown,
        }));
    }
    facts
}

/// A picture of an update: what goes and what comes.
fn changes_of(texts: Texts, difference: &Difference) -> El {
    let Difference { title, description, added, removed, is_reordered } = difference;
    let label = |text| el("span.import-change-label").text(&texts.get(text));
    let replaced = |text, replaced: &Replaced| {
        let (before, after) = around_change(&replaced.before, &replaced.after);
        el("li").child(label(text)).child(gone(&before)).child(come(&after))
    };
    let reordered = is_reordered.then(|| el("li").child(label(Text::ImportReordered)));
    let goes = removed.iter().map(|criterion| {
        el("li").child(label(Text::ImportCriterionGoes)).child(gone(criterion)).into()
    });
    let comes = added.iter().map(|criterion| {
        el("li").child(label(Text::ImportCriterionComes)).child(come(criterion)).into()
    });
    el("ul.import-changes")
        .child(title.as_ref().map(|title| replaced(Text::HoldsTitle, title)))
        .child(description.as_ref().map(|text| replaced(Text::HoldsDescription, text)))
        .child(View::of(goes))
        .child(View::of(comes))
        .child(reordered)
}

fn gone(text: &str) -> El {
    el("del.import-gone").text(&shown(text))
}

fn come(text: &str) -> El {
    el("ins.import-come").text(&shown(text))
}

/// Both texts from a little in front of where they part.
fn around_change(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let skipped = same.saturating_sub(SHOWN_BEFORE);
    let from = |text: &str| {
        let start = text.char_indices().nth(skipped).map_or(text.len(), |(at, _)| at);
        if skipped > 0 { ["…", &text[start..]].concat() } else { text.to_owned() }
    };
    (from(before), from(after))
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// What is left out, and why.
pub(super) fn left_out(texts: Texts, left_out: &[LeftOut]) -> View {
    let count = left_out.iter().map(|left_out| rows_of(&left_out.why)).sum();
    let rows = left_out.iter().take(SHOWN_ROWS).map(|left_out| {
        file_row(texts, left_out.line, &left_out.what, &sentences::left_out(texts, &left_out.why))
    });
    file_rows(texts, Text::ImportLeftOut, count, "import-left-out", rows.collect(), left_out.len())
}

/// What to check.
pub(super) fn warnings(texts: Texts, warnings: &[Warning]) -> View {
    let rows = warnings.iter().take(SHOWN_ROWS).map(|warning| {
        file_row(texts, warning.line, &warning.story, &sentences::warning(texts, &warning.what))
    });
    let count = warnings.len();
    file_rows(texts, Text::ImportWarnings, count, "import-warnings", rows.collect(), count)
}

fn file_rows(
    texts: Texts,
    title: Text,
    count: usize,
    class: &str,
    rows: Vec<View>,
    entries: usize,
) -> View {
    if rows.is_empty() {
        return View::nothing();
    }
    let rows = el("ul").child(View::of(rows)).child(more(texts, entries));
    el("section").class(class).child(el("h3").text(&texts.count(title, count))).child(rows).into()
}

fn file_row(texts: Texts, line: u32, what: &str, why: &str) -> View {
    let line = texts.with(Text::ImportLine, &[("line", &texts.number(f64::from(line)))]);
    el("li.import-row")
        .child(el("span.import-line").text(&line))
        .child(el("bdi.import-title").text(what))
        .child(el("span.import-facts").text(why))
        .into()
}

fn more(texts: Texts, entries: usize) -> Option<El> {
    let hidden = entries.checked_sub(SHOWN_ROWS).filter(|hidden| *hidden > 0)?;
    Some(el("li.import-more").text(&texts.count(Text::ImportMore, hidden)))
}

/// How many rows of the file an entry stands for.
pub(super) fn rows_of(reason: &LeftOutReason) -> usize {
    match reason {
        LeftOutReason::TooManyStories { rows, .. } => *rows as usize,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_far_behind_is_shown() {
        let same = "é".repeat(1_000);
        let (before, after) = around_change(&format!("{same}one"), &format!("{same}two"));
        assert_eq!(before, format!("…{}one", "é".repeat(SHOWN_BEFORE)));
        assert!(after.ends_with("two") && after.len() < 200);
        assert_eq!(around_change("a", "ab"), ("a".to_owned(), "ab".to_owned()));
    }
}
