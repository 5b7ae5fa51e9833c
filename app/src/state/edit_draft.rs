//! Edits of texts that others may change at the same time: nobody overwrites what they have not
//! seen, and nobody's words get lost. Knows nothing of which texts they are.

use domain::refusal::Refusal;
use leptos::prelude::*;

use super::draft_field::DraftField;
use super::drafts::{Draft, Drafts, mark};

/// A text that is being edited here.
#[derive(Clone, Copy)]
pub struct EditDraft {
    /// The text in the field.
    pub text: RwSignal<String>,
    /// Whether somebody else has changed the text since it was opened.
    pub conflict: RwSignal<bool>,
    base: StoredValue<(String, u32)>,
    /// The mark of the text that the draft is an edit of: where that was changed since, not the base's.
    of: StoredValue<u32>,
}

/// What became of an edit that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditOutcome {
    /// It is saved.
    Saved,
    /// Another part of the same thing was changed meanwhile: send it again for that revision.
    Again(u32),
    /// Somebody else changed this text; both are kept.
    Conflict,
    /// It was refused for another reason.
    Refused,
}

impl EditDraft {
    /// An empty draft.
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            conflict: RwSignal::new(false),
            base: StoredValue::new((String::new(), 0)),
            of: StoredValue::new(mark("")),
        }
    }

    /// Begins with what there is now.
    pub fn begin(self, text: String, revision: u32) {
        self.text.set(text.clone());
        self.rebase(text, revision);
    }

    /// Goes on with what is typed, as an edit of what there is now.
    pub fn rebase(self, text: String, revision: u32) {
        self.conflict.set(false);
        self.of.set_value(mark(&text));
        self.base.set_value((text, revision));
    }

    /// Goes on with the draft of a field, if there is one, and keeps what is typed from then on. Where the text
    /// was changed since the draft was begun, both are shown.
    pub fn keep_in(self, drafts: Drafts, field: DraftField) {
        if let Some(kept) = drafts.kept(field) {
            self.conflict.set(kept.of != self.of.get_value());
            self.of.set_value(kept.of);
            self.text.set(kept.text);
        }
        Effect::new(move || {
            let text = self.text.get();
            let text = if self.is_changed() { text } else { String::new() };
            drafts.keep(field, &Draft { text, of: self.of.get_value() });
        });
    }

    /// Whether it differs from what it began with.
    pub fn is_changed(self) -> bool {
        self.differs_from(&self.text.get_untracked())
    }

    /// The same, for what depends on it on the page.
    pub fn is_changed_now(self) -> bool {
        self.differs_from(&self.text.get())
    }

    fn differs_from(self, text: &str) -> bool {
        self.base.with_value(|(base, _)| text.trim() != base.trim())
    }

    /// The revision that it began with.
    pub fn revision(self) -> u32 {
        self.base.with_value(|(_, revision)| *revision)
    }

    /// What an answer means; the room has the text `now` in `revision`.
    pub fn outcome(self, answer: &Result<(), Refusal>, now: &str, revision: u32) -> EditOutcome {
        let outcome = self.base.with_value(|(base, _)| judge(answer, base, now, revision));
        if outcome == EditOutcome::Conflict {
            self.conflict.set(true);
        }
        outcome
    }
}

fn judge(answer: &Result<(), Refusal>, base: &str, now: &str, revision: u32) -> EditOutcome {
    match answer {
        Ok(()) => EditOutcome::Saved,
        Err(Refusal::ChangedMeanwhile { .. }) if now == base => EditOutcome::Again(revision),
        Err(Refusal::ChangedMeanwhile { .. }) => EditOutcome::Conflict,
        Err(_) => EditOutcome::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_another_part_is_no_conflict() {
        let changed = Err(Refusal::ChangedMeanwhile { revision: 7 });
        assert_eq!(judge(&changed, "as it was", "as it was", 7), EditOutcome::Again(7));
        assert_eq!(judge(&changed, "as it was", "as Ana wrote it", 7), EditOutcome::Conflict);
    }

    #[test]
    fn other_answers_speak_for_themselves() {
        assert_eq!(judge(&Ok(()), "a", "b", 1), EditOutcome::Saved);
        assert_eq!(judge(&Err(Refusal::UnknownStory), "a", "a", 1), EditOutcome::Refused);
    }
}
