//! Voting, revealing, and the countdown of auto-reveal (rules 13 to 20).

use super::Room;
use super::decide::Decision;
use super::event::{Event, Outcome};
use super::played::Played;
use crate::change::Change;
use crate::deck::Card;
use crate::dimension;
use crate::ids::{ParticipantId, StoryId, Subject};
use crate::people::{Person, Role};
use crate::refusal::Refusal;
use crate::remark::{Remark, Vote};
use crate::round::{Ballot, Phase, Round};
use crate::story::{Estimate, EstimateOrigin};
use crate::time::Timestamp;
use crate::timer::Timer;

/// How long the countdown to an automatic reveal takes (rule 17).
pub const COUNTDOWN_MS: u64 = 3_000;
/// How long a round waits for an estimator who is disconnected (rule 17).
pub const WAITED_FOR_MS: u64 = 10_000;

impl Room {
    pub(super) fn select(&self, story: Subject, now: Timestamp) -> Decision {
        if self.board.rounds(story).is_none() {
            return Err(Refusal::UnknownStory);
        }
        if story == self.board.current {
            return Ok(Vec::new());
        }
        let mut events = self.stop_countdown();
        events.push(Change::Selected { story, at: now }.into());
        Ok(events)
    }

    pub(super) fn vote(
        &self,
        voter: &Person,
        (story, round): (Subject, &Round),
        played: Played,
        sees_cards: bool,
    ) -> Decision {
        if voter.role == Role::Observer {
            return Err(Refusal::Observer);
        }
        let card = match played.card {
            Some(label) => Some(self.board.deck.card(&label).ok_or(Refusal::UnknownCard)?.clone()),
            None => None,
        };
        let remark = played.remark.map(Remark::checked).transpose()?;
        let scores = played.scores.map(|labels| dimension::played(&labels, &self.board.dimensions));
        let scores = scores.transpose()?;
        let Phase::Revealed { ballots, .. } = &round.phase else {
            if card.is_none() && !round.has_vote(voter.id) {
                return Ok(Vec::new());
            }
            let before = self.hidden.get(&(story, voter.id));
            let said = || before.map(|vote| vote.remark.clone()).unwrap_or_default();
            let scored = || before.map(|vote| vote.scores.clone()).unwrap_or_default();
            let card = card.map(|card| Vote {
                card,
                remark: remark.unwrap_or_else(said),
                scores: scores.unwrap_or_else(scored),
            });
            let is_here = story == self.board.current;
            let mut events = if is_here { self.stop_countdown() } else { Vec::new() };
            events.push(Event::Voted { story, participant: voter.id, card });
            return Ok(events);
        };
        let allowed = self.board.settings.change_after_reveal && sees_cards;
        let Some(card) = card.filter(|_| allowed) else { return Err(Refusal::AlreadyRevealed) };
        if round.is_anonymous() {
            return Err(Refusal::AlreadyRevealed);
        }
        let ballot = ballots.iter().find(|ballot| ballot.participant == voter.id);
        let ballot = ballot.filter(|ballot| ballot.card.is_some());
        let ballot = ballot.ok_or(Refusal::WaitForNextRound)?;
        let remark = remark.unwrap_or_else(|| ballot.remark.clone());
        let scores = scores.unwrap_or_else(|| ballot.scores.clone());
        if (ballot.card.as_ref(), &ballot.remark, &ballot.scores) == (Some(&card), &remark, &scores)
        {
            return Ok(Vec::new());
        }
        let participant = voter.id;
        Ok(vec![Change::BallotChanged { story, participant, card, remark, scores }.into()])
    }

    pub(super) fn reveal(&self, story: Subject, number: u32, now: Timestamp) -> Decision {
        if self.current_round(story, number)?.is_revealed() {
            return Ok(Vec::new());
        }
        Ok(vec![self.revealed(story, now)])
    }

    pub(super) fn vote_again(&self, story: Subject, number: u32, now: Timestamp) -> Decision {
        if story == self.board.current && self.board.round().is_some_and(|r| r.number > number) {
            return Ok(Vec::new());
        }
        let round = self.current_round(story, number)?;
        if !round.is_revealed() {
            return Err(Refusal::NotRevealed);
        }
        Ok(vec![Change::RoundStarted { story, round: number + 1, at: now }.into()])
    }

    pub(super) fn set_estimate(&self, id: StoryId, estimate: Option<String>) -> Decision {
        let story = self.story(id)?;
        let estimate = match estimate {
            Some(typed) => Some(Estimate::new(&typed, &self.board.deck)?),
            None => None,
        };
        // An estimate that came with the story becomes the team's, also if it stays the same.
        let origin = EstimateOrigin::Team;
        // With an estimate it is decided what becomes of the votes.
        let is_decided = estimate.is_some() && !story.collects_votes();
        let voting_until = story.voting_until.filter(|_| !is_decided);
        if (&story.estimate, story.estimate_origin, story.voting_until)
            == (&estimate, origin, voting_until)
        {
            return Ok(Vec::new());
        }
        Ok(vec![Change::EstimateSet { story: id, estimate, origin, voting_until }.into()])
    }

    /// Does what is due: reveals the round when its countdown has ended, ends the timer, and stops waiting
    /// for people who have been gone for too long.
    pub fn tick(&mut self, now: Timestamp) -> Outcome {
        let reveal_at = self.board.round().and_then(Round::reveal_at);
        let due = reveal_at.is_some_and(|at| at <= now);
        let events =
            if due { vec![self.revealed(self.board.current, now)] } else { self.time_is_up(now) };
        self.run(events, None, now)
    }

    /// When [`Room::tick`] has something to do next, if nothing else happens first.
    pub fn deadline(&self, now: Timestamp) -> Option<Timestamp> {
        let timer = self.board.timer.and_then(Timer::until);
        timer.into_iter().chain(self.auto_reveal_at(now)).min()
    }

    /// When the countdown ends, or somebody is not waited for any more.
    fn auto_reveal_at(&self, now: Timestamp) -> Option<Timestamp> {
        let round = self.board.round().filter(|round| self.is_auto_revealed(round))?;
        if let Some(at) = round.reveal_at() {
            return Some(at);
        }
        let missing = self.board.people.iter().filter(|p| is_awaited(p, round, now));
        let given_up_at = missing.filter_map(|p| Some(p.away_since()?.plus(WAITED_FOR_MS)));
        given_up_at.min()
    }

    /// The event that follows automatically, if any: the countdown begins or stops.
    pub(super) fn follow_up(&self, now: Timestamp) -> Option<Event> {
        let round = self.board.round()?;
        let complete = self.is_auto_revealed(round)
            && !self.board.people.iter().any(|person| is_awaited(person, round, now));
        let story = self.board.current;
        match (complete, round.reveal_at()) {
            (true, None) => {
                let reveal_at = now.plus(COUNTDOWN_MS);
                Some(Change::CountdownStarted { story, reveal_at }.into())
            }
            (false, Some(_)) => Some(Change::CountdownStopped { story }.into()),
            _ => None,
        }
    }

    /// Whether the round is revealed automatically once all have voted. Somebody has to be there to
    /// see it.
    fn is_auto_revealed(&self, round: &Round) -> bool {
        self.board.settings.auto_reveal
            && !round.is_revealed()
            && !self.board.is_voted_on_ahead()
            && round.votes() > 0
            && self.board.connected().next().is_some()
    }

    pub(super) fn stop_countdown(&self) -> Vec<Event> {
        let runs = self.board.round().is_some_and(|round| round.reveal_at().is_some());
        let stop = Change::CountdownStopped { story: self.board.current };
        if runs { vec![stop.into()] } else { Vec::new() }
    }

    /// The reveal of a round: a ballot for everybody who voted, and an empty one for each estimator who
    /// was connected during the round and did not. Ballots without names are sorted by what stands on
    /// them, so that neither their order tells whose they are (rule 44).
    pub(super) fn revealed(&self, story: Subject, now: Timestamp) -> Event {
        let round = self.board.rounds(story).and_then(|rounds| rounds.current.as_ref());
        let started = round.map_or(now, |round| round.started);
        let was_here = |person: &Person| person.away_since().is_none_or(|since| since >= started);
        let ballot = |person: &Person| {
            let vote = self.hidden.get(&(story, person.id)).cloned();
            let counts = vote.is_some() || (person.role == Role::Estimator && was_here(person));
            counts.then(|| Ballot::of(person, vote))
        };
        let mut ballots: Vec<Ballot> = self.board.people.iter().filter_map(ballot).collect();
        if self.board.settings.anonymous || round.is_some_and(Round::is_anonymous) {
            for ballot in &mut ballots {
                (ballot.participant, ballot.name) = (ParticipantId::ANONYMOUS, String::new());
            }
            let place = |card: &Card| (self.board.deck.position(card), card.label.clone());
            let scores = |it: &Ballot| -> Vec<(String, String)> {
                let played = it.scores.iter();
                played.map(|(name, card)| (name.to_owned(), card.label.clone())).collect()
            };
            ballots.sort_by_cached_key(|it| {
                (it.card.as_ref().map(place), it.remark.clone(), scores(it))
            });
        }
        Change::Revealed { story, at: now, ballots }.into()
    }

    pub(super) fn current_round(&self, story: Subject, number: u32) -> Result<&Round, Refusal> {
        let round = self.board.round().filter(|_| story == self.board.current);
        round.filter(|round| round.number == number).ok_or(Refusal::RoundOver)
    }
}

/// Whether the round waits for that person's vote.
fn is_awaited(person: &Person, round: &Round, now: Timestamp) -> bool {
    let here = person.away_since().is_none_or(|since| now.since(since) < WAITED_FOR_MS);
    person.role == Role::Estimator && here && !round.has_vote(person.id)
}
