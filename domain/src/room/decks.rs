//! Another deck in a running room (rule 29).

use super::Room;
use super::decide::Decision;
use super::event::Event;
use super::undo::HiddenCard;
use crate::change::Change;
use crate::deck::{Deck, DeckChoice};
use crate::ids::ParticipantId;
use crate::refusal::Refusal;
use crate::time::Timestamp;

impl Room {
    /// Changes the deck. Rounds with votes that are not revealed start again, if that was said to be
    /// meant.
    pub(super) fn set_deck(&self, deck: &DeckChoice, drop_votes: bool, now: Timestamp) -> Decision {
        let deck = Deck::chosen(deck)?;
        if deck == self.board.deck {
            return Ok(Vec::new());
        }
        if !self.hidden.is_empty() && !drop_votes {
            return Err(Refusal::VotesWouldBeDropped(self.hidden.len() as u32));
        }
        Ok(vec![Change::DeckChanged { deck, at: now }.into()])
    }

    /// The deck before and the cards that were dropped come back, unless somebody has voted since.
    pub(super) fn undo_deck_changed(
        &self,
        before: &Deck,
        cards: &[(ParticipantId, HiddenCard)],
        now: Timestamp,
    ) -> Vec<Event> {
        if !self.hidden.is_empty() || *before == self.board.deck {
            return Vec::new();
        }
        let mut events = vec![Change::DeckChanged { deck: before.clone(), at: now }.into()];
        for (voter, card) in cards {
            let Some(person) = self.board.people.get(*voter) else { continue };
            events.extend(self.playable(person, std::slice::from_ref(card)));
        }
        events
    }

    /// All hidden cards, with the numbers of the rounds that follow on those that they are in.
    pub(super) fn dropped_by_a_new_deck(&self) -> Vec<(ParticipantId, HiddenCard)> {
        let following = |card: HiddenCard| HiddenCard { round: card.round + 1, ..card };
        self.hidden_cards(|_| true).map(|(voter, card)| (voter, following(card))).collect()
    }

    /// The votes in rounds of removed stories are for cards that there are no more.
    pub(super) fn forget_votes_in_trash(&mut self) {
        let mut forgotten = 0;
        for removed in &mut self.trash {
            for (voter, vote) in std::mem::take(&mut removed.hidden) {
                forgotten += vote.bytes();
                if let Some(round) = &mut removed.story.rounds.current {
                    round.set_voted(voter, false);
                }
            }
        }
        self.undo_shrank(forgotten);
    }
}
