//! The last step of every import: applies limits, leaves out duplicate keys, and collects stories,
//! warnings and what is left out into a preview. Knows no format.

use std::collections::HashMap;

use domain::deck::Special;
use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{LeftOut, LeftOutReason, Preview, Unreadable, Warning, WarningKind};
use domain::{limits, text};

use crate::files::job::Job;

/// The most rows left out that are listed one by one. A file with more counts as too long, so that
/// twenty mebibytes of separators do not become a list of ten million.
const LEFT_OUT: usize = 10 * limits::STORIES;

/// How many rows of a file are read at most: those that are listed as left out, and those that
/// become stories. The others are only counted.
pub const ROWS: usize = LEFT_OUT + limits::STORIES + 1;

/// The most empty rows that are listed. Spreadsheets write thousands of them after the last row
/// with text.
const EMPTY: usize = 100;

/// What one row or line of a file turned out to be.
#[derive(Default)]
pub struct Entry {
    /// The line of the file that it starts on, from 1.
    pub line: u32,
    /// Its offset in the text, in bytes.
    pub offset: usize,
    /// The story, as far as it could be read.
    pub draft: StoryDraft,
    /// Why it is not a story, if it is not.
    pub refused: Option<LeftOutReason>,
    /// What may have been meant differently.
    pub doubts: Vec<WarningKind>,
}

/// The preview of a file with these rows, each of which `entry` reads.
pub fn preview<R>(
    format: Format,
    job: &Job,
    mut rows: impl Iterator<Item = Result<R, Unreadable>>,
    mut entry: impl FnMut(R) -> Entry,
) -> Result<Preview, Unreadable> {
    let mut intake = Intake {
        preview: Preview { format, ..Preview::default() },
        empty: 0,
        lines_of_keys: HashMap::new(),
    };
    while let Some(row) = rows.next() {
        let entry = entry(row?);
        let (line, offset) = (entry.line, entry.offset);
        job.reached(entry.offset)?;
        job.keep(weight(&entry))?;
        if !intake.take(entry) {
            let rows = rows.try_fold(1_u32, |count, row| {
                job.reached(offset)?;
                row.map(|_| count + 1)
            })?;
            let limit = limits::STORIES as u32;
            intake.leave_out(line, String::new(), LeftOutReason::TooManyStories { limit, rows });
            break;
        }
    }
    Ok(intake.preview)
}

/// Key and title, as far as the story has them.
fn name(draft: &StoryDraft) -> String {
    let key = draft.key.as_deref().unwrap_or_default();
    if draft.title == key { key.to_owned() } else { format!("{key} {}", draft.title) }
        .trim()
        .to_owned()
}

struct Intake {
    preview: Preview,
    empty: usize,
    lines_of_keys: HashMap<String, u32>,
}

impl Intake {
    /// Adds an entry to the preview; `false` if there is no space for more.
    fn take(&mut self, mut entry: Entry) -> bool {
        if self.preview.not_imported.len() >= LEFT_OUT {
            return false;
        }
        if entry.refused == Some(LeftOutReason::Empty) {
            self.empty += 1;
            if self.empty > EMPTY {
                return true;
            }
        }
        if let Some((what, why)) = self.objection(&mut entry) {
            self.leave_out(entry.line, what, why);
            return true;
        }
        if self.preview.stories.len() >= limits::STORIES {
            return false;
        }
        self.add(entry);
        true
    }

    /// Why an entry does not become a story, if it does not, and what to call it.
    fn objection(&self, entry: &mut Entry) -> Option<(String, LeftOutReason)> {
        let draft = &entry.draft;
        if let Some(why) = entry.refused.take() {
            return Some((name(draft), why));
        }
        if draft.title.trim().is_empty() {
            return Some((name(draft), LeftOutReason::NoTitle));
        }
        if let Some(key) = &draft.key
            && let Some(line) = self.lines_of_keys.get(key)
        {
            return Some(match self.preview.format {
                Format::PastedList => (name(draft), LeftOutReason::SameKeyAsLine(*line)),
                _ => (key.clone(), LeftOutReason::KeySeen),
            });
        }
        too_long(draft).map(|why| (draft.key.clone().unwrap_or_default(), why))
    }

    fn add(&mut self, mut entry: Entry) {
        let (line, draft) = (entry.line, &mut entry.draft);
        draft.link = draft.link.take().filter(|link| !is_longer(link, limits::LINK));
        if let Some(special) = draft.estimate.take_if(|estimate| is_special(estimate)) {
            entry.doubts.push(WarningKind::UnreadableEstimate(special));
        }
        if let Some((dropped, limit)) = cut(&mut draft.criteria, limits::CRITERIA) {
            entry.doubts.push(WarningKind::CriteriaDropped { dropped, limit });
        }
        draft.states.truncate(limits::CRITERIA);
        if let Some((dropped, limit)) = cut(&mut draft.labels, limits::LABELS) {
            entry.doubts.push(WarningKind::LabelsDropped { dropped, limit });
        }
        let story = name(draft);
        self.preview.warnings.extend(entry.doubts.into_iter().map(|what| Warning {
            line,
            story: story.clone(),
            what,
        }));
        if let Some(key) = &draft.key {
            self.lines_of_keys.insert(key.clone(), line);
        }
        self.preview.stories.push(entry.draft);
    }

    fn leave_out(&mut self, line: u32, what: String, why: LeftOutReason) {
        self.preview.not_imported.push(LeftOut { line, what, why });
    }
}

/// The memory that an entry takes, in bytes.
fn weight(entry: &Entry) -> usize {
    let lists = [&entry.draft.criteria, &entry.draft.labels].into_iter().flatten();
    let texts = lists.chain([&entry.draft.title, &entry.draft.description]);
    size_of::<Entry>() + texts.map(|text| size_of::<String>() + text.len()).sum::<usize>()
}

/// Drops what is beyond the limit. Returns how many were dropped, and the limit.
fn cut(texts: &mut Vec<String>, limit: usize) -> Option<(u32, u32)> {
    let dropped = texts.len().saturating_sub(limit);
    texts.truncate(limit);
    (dropped > 0).then_some((dropped as u32, limit as u32))
}

/// The first text that is too long for a room, if there is one.
fn too_long(draft: &StoryDraft) -> Option<LeftOutReason> {
    let one = |field, text: &str, limit| is_longer(text, limit).then_some((field, limit));
    let any = |field, texts: &[String], limit| {
        texts.iter().any(|text| is_longer(text, limit)).then_some((field, limit))
    };
    let (field, limit) = one("title", &draft.title, limits::STORY_TITLE)
        .or_else(|| one("key", draft.key.as_deref().unwrap_or_default(), limits::KEY))
        .or_else(|| one("description", &draft.description, limits::DESCRIPTION))
        .or_else(|| any("criterion", &draft.criteria, limits::CRITERION))
        .or_else(|| any("label", &draft.labels, limits::LINK))
        .or_else(|| one("parent", draft.parent.as_deref().unwrap_or_default(), limits::LINK))
        .or_else(|| one("type", draft.kind.as_deref().unwrap_or_default(), limits::LINK))?;
    Some(LeftOutReason::TooLong { field: field.to_owned(), limit: limit as u32 })
}

/// Whether it is the label of a special card (rule 22).
fn is_special(estimate: &str) -> bool {
    Special::ALL.iter().any(|special| special.label().eq_ignore_ascii_case(estimate.trim()))
}

fn is_longer(text: &str, limit: usize) -> bool {
    // A character has at least one byte, so most texts need no counting.
    text.len() > limit && text::length(text) > limit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(line: u32, title: &str) -> Entry {
        let draft = StoryDraft { title: title.to_owned(), ..StoryDraft::default() };
        Entry { line, draft, ..Entry::default() }
    }

    fn read(entries: impl IntoIterator<Item = Entry>) -> Preview {
        preview(Format::JiraCsv, &Job::default(), entries.into_iter().map(Ok), |entry| entry)
            .unwrap()
    }

    #[test]
    fn beyond_2000_stories_the_rest_is_one_entry() {
        let preview = read((1..=2_003).map(|line| titled(line, "Story")));
        assert_eq!(preview.stories.len(), 2_000);
        let why = LeftOutReason::TooManyStories { limit: 2_000, rows: 3 };
        assert_eq!(preview.not_imported, [LeftOut { line: 2_001, what: String::new(), why }]);
    }

    #[test]
    fn a_text_that_is_too_long_is_left_out_and_not_cut() {
        let fits = "👩🏽‍🚀".repeat(2_000);
        let preview = read([titled(2, &fits), titled(3, &format!("{fits}!"))]);
        assert_eq!(preview.stories[0].title, fits);
        let why = LeftOutReason::TooLong { field: "title".to_owned(), limit: 2_000 };
        assert_eq!(preview.not_imported, [LeftOut { line: 3, what: String::new(), why }]);
    }

    #[test]
    fn criteria_beyond_200_are_dropped_with_a_warning() {
        let mut entry = titled(2, "Story");
        entry.draft.criteria = (0..203).map(|n| format!("Criterion {n}")).collect();
        let preview = read([entry]);
        assert_eq!(preview.stories[0].criteria.len(), 200);
        let what = WarningKind::CriteriaDropped { dropped: 3, limit: 200 };
        assert_eq!(preview.warnings, [Warning { line: 2, story: "Story".to_owned(), what }]);
    }
}
