//! Own words for a card while they are typed, kept in the browser until they are sent (rule 39).

use leptos::prelude::*;

use super::play_card::RoundInPlay;
use crate::state::{Draft, DraftField, Drafts, mark};

/// The words for the card in one round.
#[derive(Clone, Copy)]
pub struct WordsDraft {
    /// What is typed.
    pub text: RwSignal<String>,
    drafts: Drafts,
    /// Tells the round from others: what was typed for another card does not come back here.
    of: u32,
}

impl WordsDraft {
    /// What was typed for this round and not sent, else what was said.
    pub fn new(drafts: Drafts, round: RoundInPlay, said: impl FnOnce() -> String) -> Self {
        let of = mark(&format!("{:?} {}", round.story, round.number));
        let kept = drafts.kept(DraftField::Words).filter(|kept| kept.of == of);
        let text = RwSignal::new(kept.map_or_else(said, |kept| kept.text));
        Self { text, drafts, of }
    }

    /// Somebody typed.
    pub fn set(self, text: String) {
        self.drafts.keep(DraftField::Words, &Draft { text: text.clone(), of: self.of });
        self.text.set(text);
    }

    /// The words were sent.
    pub fn forget(self) {
        self.drafts.forget(DraftField::Words);
    }
}
