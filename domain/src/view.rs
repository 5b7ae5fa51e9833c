//! What one participant may know of a room, and what tells them of a change. Neither type has a
//! place for somebody else's hidden card.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::change::Change;
use crate::deck::Card;
use crate::ids::{ParticipantId, Subject};
use crate::pairs;
use crate::people::{Person, Role};

/// A room as one participant sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomView {
    /// Who sees it.
    pub you: ParticipantId,
    /// What everybody sees.
    pub board: Board,
    /// The viewer's own cards in rounds that are not revealed yet.
    #[serde(with = "pairs")]
    pub hand: BTreeMap<Subject, Card>,
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
        self.hand.get(&current).or_else(|| self.board.shown_card(current, self.you))
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
                match card {
                    Some(card) => self.hand.insert(*story, card.clone()),
                    None => self.hand.remove(story),
                };
            }
        }
    }
}

fn drop_spent_cards(hand: &mut BTreeMap<Subject, Card>, you: ParticipantId, change: &Change) {
    match change {
        Change::Revealed { story, .. } => {
            hand.remove(story);
        }
        Change::StoriesRemoved { stories, .. } => {
            hand.retain(|subject, _| subject.is_none_or(|story| !stories.contains(&story)));
        }
        Change::RoleChanged { participant, role: Role::Observer } if *participant == you => {
            hand.clear();
        }
        Change::PersonRemoved(participant) if *participant == you => hand.clear(),
        _ => {}
    }
}
