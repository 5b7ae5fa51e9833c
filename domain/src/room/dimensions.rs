//! Further numbers in a running room: which ones, and what is saved of them for stories (rule 49).

use super::Room;
use super::decide::Decision;
use super::event::Event;
use super::hidden::drop_unknown;
use super::undo::HiddenCard;
use crate::by_dimension::{ByDimension, Scores};
use crate::change::Change;
use crate::dimension::{self, Dimension, DimensionsChoice, ScoresToSave, StoryScores};
use crate::estimate::Estimate;
use crate::ids::ParticipantId;
use crate::limits;
use crate::refusal::Refusal;
use crate::remark::Vote;

impl Room {
    /// Changes what is voted on beside the estimate. Cards that are not revealed and that there are no
    /// more are dropped, if that was said to be meant. Whether there are any is not told: that votes are
    /// there is enough to ask.
    pub(super) fn set_dimensions(&self, choice: &DimensionsChoice) -> Decision {
        let dimensions = dimension::chosen(&choice.dimensions)?;
        let before = &self.board.dimensions;
        if dimensions == *before {
            return Ok(Vec::new());
        }
        let may_drop = !self.hidden.is_empty() && dimension::drops_cards(before, &dimensions);
        if may_drop && !choice.drop_votes {
            return Err(Refusal::VotesWouldBeDropped(self.hidden.len() as u32));
        }
        let mut events = self.stop_countdown();
        events.push(Change::DimensionsChanged(dimensions).into());
        Ok(events)
    }

    /// The dimensions before come back, and with them the cards that were dropped, except where there is
    /// another one by now. Everybody whose vote is still there votes once more with all of it, so that it
    /// does not tell who had played what.
    pub(super) fn undo_dimensions_changed(
        &self,
        before: &[Dimension],
        votes: &[(ParticipantId, HiddenCard)],
    ) -> Vec<Event> {
        if before == self.board.dimensions {
            return Vec::new();
        }
        let mut events = self.stop_countdown();
        events.push(Change::DimensionsChanged(before.to_vec()).into());
        for (voter, kept) in votes {
            let round = self.board.rounds(kept.story).and_then(|rounds| rounds.current.as_ref());
            let is_same = round.is_some_and(|round| round.number == kept.round);
            let now = self.hidden.get(&(kept.story, *voter)).filter(|_| is_same);
            let Some(now) = now else { continue };
            let scores = with_dropped(&now.scores, &kept.card.scores, before);
            let card = Some(Vote { scores, ..now.clone() });
            events.push(Event::Voted { story: kept.story, participant: *voter, card });
        }
        events
    }

    /// Hidden cards that the dimensions do not have any more are held no longer, neither in open rounds
    /// nor in those of removed stories.
    pub(super) fn forget_unknown_scores(&mut self) {
        self.unhide_unknown_scores();
        let dimensions = &self.board.dimensions;
        let removed = self.trash.iter_mut().flat_map(|removed| removed.hidden.values_mut());
        let forgotten = removed.map(|vote| drop_unknown(vote, dimensions)).sum();
        self.undo_shrank(forgotten);
    }

    pub(super) fn save_scores(&self, save: &ScoresToSave) -> Decision {
        let before = &self.story(save.story)?.scores;
        let mut scores = before.clone();
        for (name, typed) in save.scores.iter() {
            if typed.trim().is_empty() {
                scores.remove(name);
            } else {
                let dimension = dimension::named(&self.board.dimensions, name);
                let dimension = dimension.ok_or(Refusal::UnknownDimension)?;
                scores.set(name, Estimate::new(typed, &dimension.deck)?);
            }
        }
        dimension::check_count(scores.len(), limits::SCORES)?;
        Ok(saved(before, StoryScores { story: save.story, scores }))
    }

    /// Takes back what was saved, as far as nobody has saved something else since.
    pub(super) fn undo_scores_saved(
        &self,
        before: &StoryScores,
        after: &StoryScores,
    ) -> Vec<Event> {
        let Some(story) = self.board.stories.get(after.story) else { return Vec::new() };
        let mut scores = story.scores.clone();
        for name in before.scores.names().chain(after.scores.names()) {
            let is_same = scores.get(name) == after.scores.get(name);
            match before.scores.get(name) {
                Some(old) if is_same => scores.set(name, old.clone()),
                None if is_same => drop(scores.remove(name)),
                _ => {}
            }
        }
        saved(&story.scores, StoryScores { story: after.story, scores })
    }
}

/// The cards that somebody has now, and those that were dropped and that the dimensions have.
fn with_dropped(now: &Scores, dropped: &Scores, dimensions: &[Dimension]) -> Scores {
    let mut scores = dropped.clone();
    for (name, card) in now.iter() {
        scores.set(name, card.clone());
    }
    dimension::keep_known(&mut scores, dimensions);
    scores
}

fn saved(before: &ByDimension<Estimate>, after: StoryScores) -> Vec<Event> {
    let is_other = *before != after.scores;
    is_other.then(|| Change::ScoresSaved(after).into()).into_iter().collect()
}
