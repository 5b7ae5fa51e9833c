//! The votes in rounds that are not revealed: the only place that changes them, so that what they
//! take is counted.

use std::collections::BTreeMap;

use super::undo::HiddenCard;
use super::{Room, VoteKey};
use crate::change::Change;
use crate::dimension::{self, Dimension};
use crate::ids::{ParticipantId, Subject};
use crate::remark::Vote;
use crate::view::Update;

impl Room {
    /// A participant's own votes in rounds that are not revealed yet, sorted by subject.
    pub fn hand(&self, participant: ParticipantId) -> Vec<(Subject, Vote)> {
        let own = self.hidden.iter().filter(|((_, voter), _)| *voter == participant);
        own.map(|((story, _), vote)| (*story, vote.clone())).collect()
    }

    /// Holds a vote in place of the one before.
    pub(super) fn hide(&mut self, key: VoteKey, vote: Vote) {
        self.size.votes += vote.bytes();
        if let Some(before) = self.hidden.insert(key, vote) {
            self.size.votes = self.size.votes.saturating_sub(before.bytes());
        }
    }

    /// Holds a vote no longer.
    pub(super) fn unhide(&mut self, key: VoteKey) {
        if let Some(gone) = self.hidden.remove(&key) {
            self.size.votes = self.size.votes.saturating_sub(gone.bytes());
        }
    }

    /// The votes of the voters that are meant, each with the number of the round that it is in.
    pub(super) fn hidden_cards(
        &self,
        is_meant: impl Fn(ParticipantId) -> bool,
    ) -> impl Iterator<Item = (ParticipantId, HiddenCard)> {
        let votes = self.hidden.iter().filter(move |((_, voter), _)| is_meant(*voter));
        votes.filter_map(|((story, voter), card)| {
            let round = self.board.rounds(*story)?.current.as_ref()?.number;
            Some((*voter, HiddenCard { story: *story, round, card: card.clone() }))
        })
    }

    /// Drops of the votes what the room's dimensions do not have any more.
    pub(super) fn unhide_unknown_scores(&mut self) {
        let dimensions = &self.board.dimensions;
        let dropped = self.hidden.values_mut().map(|vote| drop_unknown(vote, dimensions));
        self.size.votes = self.size.votes.saturating_sub(dropped.sum());
    }

    /// Holds those votes no longer that are meant, and returns them.
    pub(super) fn unhide_all(
        &mut self,
        is_meant: impl Fn(&VoteKey) -> bool,
    ) -> BTreeMap<VoteKey, Vote> {
        let gone: BTreeMap<_, _> = self.hidden.extract_if(.., |key, _| is_meant(key)).collect();
        let bytes: usize = gone.values().map(Vote::bytes).sum();
        self.size.votes = self.size.votes.saturating_sub(bytes);
        gone
    }

    /// Gives people back their hidden cards on restored stories.
    pub(super) fn restored_cards(&self, change: &Change) -> Vec<(ParticipantId, Update)> {
        let Change::StoriesRestored(stories) = change else { return Vec::new() };
        let on = |story: Subject| stories.iter().any(|restored| Some(restored.story.id) == story);
        self.hidden
            .iter()
            .filter(|((story, _), _)| on(*story))
            .map(|((story, voter), vote)| {
                (*voter, Update::YourCard { story: *story, card: Some(vote.clone()) })
            })
            .collect()
    }
}

/// Drops of a vote the cards that none of the dimensions has. About how many bytes that leaves free.
pub(super) fn drop_unknown(vote: &mut Vote, dimensions: &[Dimension]) -> usize {
    let before = vote.bytes();
    dimension::keep_known(&mut vote.scores, dimensions);
    before - vote.bytes()
}
