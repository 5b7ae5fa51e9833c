//! What one participant may know of a room, and the updates that they are sent. Neither has a field
//! for anybody else's hidden card.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::by_dimension::Scores;
use crate::change::Change;
use crate::deck::Card;
use crate::dimension::keep_known;
use crate::ids::{ParticipantId, Subject};
use crate::people::{Person, Role};
use crate::remark::{Remark, Vote};

/// A room as one participant sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoomView {
    /// The participant.
    pub you: ParticipantId,
    /// What everybody sees.
    pub board: Board,
    /// The participant's own votes in rounds that are not revealed yet, sorted by subject.
    pub hand: Vec<(Subject, Vote)>,
}

/// Something that happened, as one participant is told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// A change of the board, the same for everybody.
    Change(Box<Change>),
    /// Somebody voted, changed their vote, or took it back.
    Voted {
        /// On which story.
        story: Subject,
        /// Who.
        participant: ParticipantId,
        /// Whether they have a vote now.
        has_vote: bool,
    },
    /// The participant's own hidden card, with what they say of it.
    YourCard {
        /// On which story.
        story: Subject,
        /// The card; `None` if they took it back.
        card: Option<Vote>,
    },
    /// This person asks the participant for a vote. Changes nothing.
    Nudged(ParticipantId),
}

impl RoomView {
    /// The participant who sees this view.
    pub fn me(&self) -> Option<&Person> {
        self.board.people.get(self.you)
    }

    /// Whether the participant is to see who has voted, and not only how many (rule 44).
    pub fn sees_voters(&self) -> bool {
        let is_onlooker = |me: &Person| me.role == Role::Observer && !me.facilitator;
        self.board.settings.observers_see_voters || !self.me().is_some_and(is_onlooker)
    }

    /// Whether the participant is to see that the current round waits for that person.
    pub fn shows_as_late(&self, person: ParticipantId) -> bool {
        self.sees_voters() && self.board.awaits(person)
    }

    /// The participant's card in the current round, hidden or revealed.
    pub fn my_card(&self) -> Option<&Card> {
        self.card_on(self.board.current)
    }

    /// The participant's card in the last round on a subject, hidden or revealed.
    pub fn card_on(&self, subject: Subject) -> Option<&Card> {
        let shown = || self.board.shown_ballot(subject, self.you)?.card.as_ref();
        self.hidden_vote(subject).map(|vote| &vote.card).or_else(shown)
    }

    /// What the participant says of that card.
    pub fn remark_on(&self, subject: Subject) -> Option<&Remark> {
        let shown = || self.board.shown_ballot(subject, self.you);
        self.hidden_vote(subject).map(|vote| &vote.remark).or_else(|| Some(&shown()?.remark))
    }

    /// The participant's cards for further dimensions in that round.
    pub fn scores_on(&self, subject: Subject) -> Option<&Scores> {
        let shown = || self.board.shown_ballot(subject, self.you);
        self.hidden_vote(subject).map(|vote| &vote.scores).or_else(|| Some(&shown()?.scores))
    }

    /// The participant's hidden vote on a story.
    pub fn hidden_vote(&self, subject: Subject) -> Option<&Vote> {
        self.hand.iter().find(|(story, _)| *story == subject).map(|(_, vote)| vote)
    }

    /// Applies an update. One that refers to something that does not exist does nothing.
    pub fn apply(&mut self, update: &Update) {
        match update {
            Update::Change(change) => {
                self.board.apply(change);
                drop_obsolete_cards(&mut self.hand, self.you, change);
            }
            Update::Voted { story, participant, has_vote } => {
                self.board.set_voted(*story, *participant, *has_vote);
            }
            Update::Nudged(_) => {}
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

/// Drops the participant's hidden cards that a change has revealed or discarded.
fn drop_obsolete_cards(hand: &mut Vec<(Subject, Vote)>, you: ParticipantId, change: &Change) {
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
        Change::DeckChanged { .. } => hand.clear(),
        Change::DimensionsChanged(dimensions) => {
            hand.iter_mut().for_each(|(_, vote)| keep_known(&mut vote.scores, dimensions));
        }
        Change::PersonRemoved(participant) if *participant == you => hand.clear(),
        _ => {}
    }
}
