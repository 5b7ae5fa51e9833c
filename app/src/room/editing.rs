//! Drafts of texts that others may change at the same time: nobody overwrites what they have not
//! seen, and nobody's words get lost. Knows nothing of which texts they are.

use crate::dom::{El, button, el};
use crate::i18n::{Text, Texts};
use crate::signals::Var;
use domain::refusal::Refusal;
use web_sys::KeyboardEvent;

/// A text that is being written here.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What stands in the field.
    pub text: Var<String>,
    /// Whether somebody else has changed the text since it was opened.
    pub conflict: Var<bool>,
    base: Var<(String, u32)>,
}

/// What an edit that was sent came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is saved.
    Saved,
    /// Another part of the same thing was changed meanwhile: send it again for that revision.
    Again(u32),
    /// Somebody else changed this text; both are kept.
    Conflict,
    /// It was refused for another reason.
    Refused,
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self {
            text: Var::new(String::new()),
            conflict: Var::new(false),
            base: Var::new((String::new(), 0)),
        }
    }

    /// Begins with what there is now.
    pub fn begin(self, text: String, revision: u32) {
        self.text.set(text.clone());
        self.conflict.set(false);
        self.base.set((text, revision));
    }

    /// Whether it differs from what it began with.
    pub fn is_changed(self) -> bool {
        self.text
            .with_untracked(|text| self.base.with_untracked(|(base, _)| text.trim() != base.trim()))
    }

    /// The revision that it began with.
    pub fn revision(self) -> u32 {
        self.base.with_untracked(|(_, revision)| *revision)
    }

    /// What an answer means, where `now` is the text and its revision that the room has.
    pub fn outcome(self, answer: &Result<(), Refusal>, (now, revision): (&str, u32)) -> Outcome {
        let outcome = self.base.with_untracked(|(base, _)| judge(answer, base, now, revision));
        if outcome == Outcome::Conflict {
            self.conflict.set(true);
        }
        outcome
    }
}

fn judge(answer: &Result<(), Refusal>, base: &str, now: &str, revision: u32) -> Outcome {
    match answer {
        Ok(()) => Outcome::Saved,
        Err(Refusal::ChangedMeanwhile { .. }) if now == base => Outcome::Again(revision),
        Err(Refusal::ChangedMeanwhile { .. }) => Outcome::Conflict,
        Err(_) => Outcome::Refused,
    }
}

/// Whether a key press ends a line: not while an input method composes, and not with Shift.
pub fn is_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing() && !event.shift_key()
}

/// What somebody else wrote meanwhile, and the choice between the two.
pub fn conflict(
    texts: Texts,
    theirs: El,
    keep_mine: impl Fn() + 'static,
    take_theirs: impl Fn() + 'static,
) -> El {
    let choice = |text| button("button button--small").text_of(texts.say(text));
    let choices = el("div.form-actions")
        .child(choice(Text::KeepMine).on_click(move |_| keep_mine()))
        .child(choice(Text::TakeTheirs).on_click(move |_| take_theirs()));
    el("div.conflict")
        .attr("role", "alert")
        .child(el("p.conflict-text").text_of(texts.say(Text::ChangedMeanwhile)))
        .child(theirs)
        .child(choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_another_part_is_no_conflict() {
        let changed = Err(Refusal::ChangedMeanwhile { revision: 7 });
        assert_eq!(judge(&changed, "as it was", "as it was", 7), Outcome::Again(7));
        assert_eq!(judge(&changed, "as it was", "as Ana wrote it", 7), Outcome::Conflict);
    }

    #[test]
    fn other_answers_speak_for_themselves() {
        assert_eq!(judge(&Ok(()), "a", "b", 1), Outcome::Saved);
        assert_eq!(judge(&Err(Refusal::UnknownStory), "a", "a", 1), Outcome::Refused);
    }
}
