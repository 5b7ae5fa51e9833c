//! Voting ahead of the meeting: opening and closing it, voting wherever the room is, and revealing and
//! saving many at once (rule 46).

use std::collections::BTreeSet;

use super::Room;
use super::backlog::check_count;
use super::decide::Decision;
use super::event::Event;
use super::undo::{Deed, OpenedStory};
use crate::ahead::StoryEstimate;
use crate::change::Change;
use crate::dimension::ScoresToSave;
use crate::ids::{StoryId, Subject};
use crate::limits;
use crate::refusal::{Countable, Refusal};
use crate::round::Round;
use crate::story::{Story, VotingOpened};
use crate::time::Timestamp;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

impl Room {
    pub(super) fn open_voting(
        &self,
        stories: &[StoryId],
        until: Timestamp,
        now: Timestamp,
    ) -> Decision {
        let latest = now.plus(u64::from(limits::VOTING_DAYS) * DAY_MS);
        if until <= now || until > latest {
            return Err(Refusal::BadVotingEnd(limits::VOTING_DAYS));
        }
        let chosen = self.chosen(stories)?;
        let others = self.board.stories.iter().filter(|story| {
            story.voting_until.is_some() && !chosen.iter().any(|chosen| chosen.id == story.id)
        });
        let count = others.count() + chosen.len();
        check_count(Countable::VotingStories, count, limits::VOTING_STORIES)?;
        let is_other =
            |story: &&Story| !(story.collects_votes() && story.voting_until == Some(until));
        Ok(opened(chosen.into_iter().filter(is_other), Some(until), now, true))
    }

    pub(super) fn close_voting(&self, stories: &[StoryId], now: Timestamp) -> Decision {
        let chosen = self.chosen(stories)?.into_iter().filter(|story| story.voting_until.is_some());
        let (kept, dropped): (Vec<_>, Vec<_>) =
            chosen.partition(|story| story.is_open_for_voting(now) && story.hidden_votes() > 0);
        let mut events = opened(kept.into_iter(), Some(now), now, false);
        events.extend(opened(dropped.into_iter(), None, now, false));
        Ok(events)
    }

    pub(super) fn reveal_stories(&self, stories: &[StoryId], now: Timestamp) -> Decision {
        let chosen = self.chosen(stories)?.into_iter().filter(|story| story.collects_votes());
        Ok(chosen.map(|story| self.revealed(Some(story.id), now)).collect())
    }

    pub(super) fn save_estimates(&self, estimates: Vec<StoryEstimate>) -> Decision {
        check_count(Countable::Stories, estimates.len(), limits::STORIES)?;
        let mut seen = BTreeSet::new();
        let mut events = Vec::new();
        for StoryEstimate { story, estimate, scores } in estimates {
            if seen.insert(story) {
                events.extend(self.set_estimate(story, Some(estimate))?);
                events.extend(self.save_scores(&ScoresToSave { story, scores })?);
            }
        }
        Ok(events)
    }

    /// The round that a vote is for: the one that the room is at, or one that is open for voting.
    pub(super) fn votable_round(
        &self,
        story: Subject,
        number: u32,
        now: Timestamp,
    ) -> Result<&Round, Refusal> {
        let elsewhere = story.filter(|_| story != self.board.current);
        let Some(elsewhere) = elsewhere.and_then(|story| self.board.stories.get(story)) else {
            return self.current_round(story, number);
        };
        let round = elsewhere.rounds.current.as_ref().filter(|round| round.number == number);
        match round {
            Some(round) if elsewhere.is_open_for_voting(now) => Ok(round),
            Some(round) if elsewhere.voting_until.is_some() && round.is_revealed() => {
                Err(Refusal::AlreadyRevealed)
            }
            _ => Err(Refusal::RoundOver),
        }
    }

    /// The stories with these ids that are there, each once, in the order of the backlog.
    pub(super) fn chosen(&self, stories: &[StoryId]) -> Result<Vec<&Story>, Refusal> {
        check_count(Countable::Stories, stories.len(), limits::STORIES)?;
        let wanted: BTreeSet<_> = stories.iter().collect();
        let chosen = self.board.stories.iter().filter(|story| wanted.contains(&story.id));
        let chosen: Vec<_> = chosen.collect();
        if chosen.is_empty() { Err(Refusal::UnknownStory) } else { Ok(chosen) }
    }

    /// What it takes to undo an opening or closing that is about to be applied.
    pub(super) fn voting_opened(&self, opened: &VotingOpened) -> Deed {
        let stories = opened.stories.iter().filter_map(|id| {
            let story = self.board.stories.get(*id)?;
            let revealed = story.rounds.current.as_ref().filter(|round| round.is_revealed());
            Some(OpenedStory {
                story: *id,
                before: story.voting_until,
                votes: story.hidden_votes() as u32,
                began: revealed.filter(|_| opened.next_round).map(|round| round.number + 1),
            })
        });
        Deed::VotingOpened { stories: stories.collect(), until: opened.until }
    }

    /// Opens and closes as it was before, except for stories that have been voted on since; and how many
    /// these are.
    pub(super) fn undo_voting_opened(
        &self,
        stories: &[OpenedStory],
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> (Vec<Event>, usize) {
        let here = stories.iter().filter_map(|it| Some((it, self.board.stories.get(it.story)?)));
        let (untouched, touched): (Vec<_>, Vec<_>) = here.partition(|(it, story)| {
            story.voting_until == until && story.hidden_votes() == it.votes as usize
        });
        let mut events: Vec<Event> = Vec::new();
        for run in untouched.chunk_by(|(one, _), (other, _)| one.before == other.before) {
            let (stories, before) = (run.iter().map(|(_, story)| *story), run[0].0.before);
            events.extend(opened(stories, before, now, false));
        }
        let began = untouched.iter().filter_map(|(it, _)| Some((it.story, it.began?)));
        let taken_back = began.flat_map(|(story, round)| {
            self.undo_round_started(Some(story), round).unwrap_or_default()
        });
        events.extend(taken_back);
        (events, touched.len())
    }
}

fn opened<'s>(
    stories: impl Iterator<Item = &'s Story>,
    until: Option<Timestamp>,
    at: Timestamp,
    next_round: bool,
) -> Vec<Event> {
    let stories: Vec<_> = stories.map(|story| story.id).collect();
    let is_some = !stories.is_empty();
    let change = || Change::VotingOpened(VotingOpened { stories, until, at, next_round }).into();
    is_some.then(change).into_iter().collect()
}
