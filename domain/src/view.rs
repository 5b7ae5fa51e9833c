//! What one participant may know of a room, and what tells them of a change. Neither type has a
//! place for somebody else's hidden card.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::change::Change;
use crate::deck::Card;
use crate::ids::{ParticipantId, Subject};
use crate::people::{Person, Role};

/// A room as one participant sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomView {
    /// Who sees it.
    pub you: ParticipantId,
    /// What everybody sees.
    pub board: Board,
    /// The viewer's own cards in rounds that are not revealed yet, in the order of their stories.
    pub hand: Vec<(Subject, Card)>,
}

/// Tells a participant of one change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// Something that everybody sees alike.
    Change(Box<Change>),
    /// Somebody put a card on the table, changed it, or took it back.
    Voted {
        /// On which story.
        story: Subject,
        /// Who.
        participant: ParticipantId,
        /// Whether they have a card on the table now.
        has_vote: bool,
    },
    /// The viewer's own hidden card.
    YourCard {
        /// On which story.
        story: Subject,
        /// The card; `None` where they took it back.
        card: Option<Card>,
    },
}

impl RoomView {
    /// The viewer.
    pub fn me(&self) -> Option<&Person> {
        self.board.people.get(self.you)
    }

    /// The viewer's card in the current round, hidden or shown.
    pub fn my_card(&self) -> Option<&Card> {
        let current = self.board.current;
        let mine = self.hand.iter().find(|(story, _)| *story == current).map(|(_, card)| card);
        mine.or_else(|| self.board.shown_card(current, self.you))
    }

    /// Applies an update. One that speaks of something that is not there changes nothing.
    pub fn apply(&mut self, update: &Update) {
        match update {
            Update::Change(change) => {
                self.board.apply(change);
                drop_spent_cards(&mut self.hand, self.you, change);
            }
            Update::Voted { story, participant, has_vote } => {
                if let Some(round) = self.board.round_mut(*story) {
                    round.set_voted(*participant, *has_vote);
                }
            }
            Update::YourCard { story, card } => {
                let place = self.hand.partition_point(|(other, _)| other < story);
                if self.hand.get(place).is_some_and(|(other, _)| other == story) {
                    self.hand.remove(place);
                }
                if let Some(card) = card {
                    self.hand.insert(place, (*story, card.clone()));
                }
            }
        }
    }
}

fn drop_spent_cards(hand: &mut Vec<(Subject, Card)>, you: ParticipantId, change: &Change) {
    match change {
        Change::Revealed { story, .. } => {
            hand.retain(|(subject, _)| subject != story);
        }
        Change::StoriesRemoved { stories, .. } => {
            hand.retain(|(subject, _)| subject.is_none_or(|story| !stories.contains(&story)));
        }
        Change::RoleChanged { participant, role: Role::Observer } if *participant == you => {
            hand.clear();
        }
        Change::PersonRemoved(participant) if *participant == you => hand.clear(),
        _ => {}
    }
}
