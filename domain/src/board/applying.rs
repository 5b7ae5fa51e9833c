//! How changes alter a board.

use super::Board;
use crate::change::Change;
use crate::ids::{ParticipantId, Subject};
use crate::known::StoryTexts;
use crate::people::Role;
use crate::round::{Ballot, Phase, Round};
use crate::story::{Story, StoryNotes};

impl Board {
    /// Applies a change. Changes come from [`Room`](crate::room::Room), which has checked them; one
    /// that refers to something that does not exist does nothing.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Retitled(title) => self.title.clone_from(title),
            Change::SettingsChanged(settings) => self.settings = settings.clone(),
            Change::DeckChanged { deck, at } => {
                self.deck = deck.clone();
                for round in self.open_rounds().filter(|it| !it.is_revealed() && it.votes() > 0) {
                    *round = round.begun_anew(*at);
                }
            }
            Change::DimensionsChanged(dimensions) => self.dimensions.clone_from(dimensions),
            Change::ScoresSaved(saved) => {
                if let Some(story) = self.stories.get_mut(saved.story) {
                    story.scores.clone_from(&saved.scores);
                }
            }
            Change::TimerSet(timer) => self.timer = *timer,
            Change::RemovedPeople(removed) => self.removed.clone_from(removed),
            Change::StoriesAdded { stories, updated, .. } => {
                stories.iter().for_each(|story| self.stories.push(story.clone()));
                for texts in updated {
                    if let Some(story) = self.stories.get_mut(texts.story) {
                        story.replace_texts(texts);
                    }
                }
            }
            Change::StoriesRemoved { stories, .. } => {
                stories.iter().for_each(|story| drop(self.stories.remove(*story)));
            }
            Change::StoriesRestored(stories) => {
                for restored in stories {
                    self.stories.insert(restored.position as usize, restored.story.clone());
                }
            }
            Change::StoryMoved { story, after } => self.stories.move_after(*story, *after),
            Change::PersonJoined(_)
            | Change::PersonRenamed { .. }
            | Change::RoleChanged { .. }
            | Change::FacilitatorChanged { .. }
            | Change::PersonRemoved(_)
            | Change::PresenceChanged { .. }
            | Change::EditingChanged { .. } => self.apply_to_people(change),
            Change::StoryEdited { story, .. }
            | Change::CriterionAdded { story, .. }
            | Change::CriterionEdited { story, .. }
            | Change::CriterionMarked { story, .. }
            | Change::CriterionMoved { story, .. }
            | Change::CriterionRemoved { story, .. }
            | Change::StoryNoted(StoryNotes { story, .. })
            | Change::EstimateSet { story, .. } => {
                if let Some(story) = self.stories.get_mut(*story) {
                    story.apply(change);
                }
            }
            Change::Progressed(stories) => {
                for progress in stories {
                    if let Some(story) = self.stories.get_mut(progress.story) {
                        story.open_questions = progress.open_questions;
                        story.is_ready = progress.is_ready;
                    }
                }
            }
            Change::VotingOpened(opened) => self.open_voting(opened),
            Change::OnWall(stories) => self.wall.put(stories),
            Change::OffWall(stories) => self.wall.take_off(stories),
            Change::Selected { .. }
            | Change::RoundStarted { .. }
            | Change::RoundTakenBack { .. }
            | Change::CountdownStarted { .. }
            | Change::CountdownStopped { .. }
            | Change::Revealed { .. }
            | Change::BallotChanged { .. } => self.apply_to_rounds(change),
        }
    }

    fn apply_to_people(&mut self, change: &Change) {
        match change {
            Change::PersonJoined(person) => self.people.push(person.clone()),
            Change::PersonRemoved(participant) => {
                self.people.remove(*participant);
                self.forget_votes(*participant);
            }
            Change::PersonRenamed { participant, name, mark } => {
                if let Some(person) = self.people.get_mut(*participant) {
                    person.name.clone_from(name);
                    person.mark = *mark;
                }
            }
            Change::RoleChanged { participant, role } => {
                if let Some(person) = self.people.get_mut(*participant) {
                    person.role = *role;
                }
                if *role == Role::Observer {
                    self.forget_votes(*participant);
                }
            }
            Change::FacilitatorChanged { participant, facilitator } => {
                if let Some(person) = self.people.get_mut(*participant) {
                    person.facilitator = *facilitator;
                }
            }
            Change::PresenceChanged { participant, presence } => {
                if let Some(person) = self.people.get_mut(*participant) {
                    person.presence = *presence;
                    if !person.is_connected() {
                        person.editing = None;
                    }
                }
            }
            Change::EditingChanged { participant, editing } => {
                if let Some(person) = self.people.get_mut(*participant) {
                    person.editing = *editing;
                }
            }
            _ => {}
        }
    }

    fn apply_to_rounds(&mut self, change: &Change) {
        match change {
            Change::Selected { story, at } => {
                if let Some(round) = self.round_mut(self.current) {
                    round.leave(*at);
                }
                self.current = *story;
                self.begin(*story, *at);
                if let Some(round) = self.round_mut(*story) {
                    round.come_back(*at);
                }
            }
            Change::RoundStarted { story, round, at } => {
                if let Some(rounds) = self.rounds_mut(*story) {
                    rounds.start(Round::new(*round, *at));
                }
                // The votes from before have been talked about.
                if let Some(story) = story.and_then(|story| self.stories.get_mut(story)) {
                    story.voting_until = None;
                }
            }
            Change::RoundTakenBack { story, round } => {
                if let Some(rounds) = self.rounds_mut(*story) {
                    rounds.take_back(*round);
                }
            }
            Change::CountdownStarted { story, reveal_at } => {
                if let Some(round) = self.round_mut(*story) {
                    round.set_reveal_at(Some(*reveal_at));
                }
            }
            Change::CountdownStopped { story } => {
                if let Some(round) = self.round_mut(*story) {
                    round.set_reveal_at(None);
                }
            }
            Change::Revealed { story, at, ballots } => {
                let before = story.and_then(|story| self.stories.get(story)?.earlier_estimate());
                if let Some(round) = self.round_mut(*story) {
                    round.reveal(*at, ballots.clone(), before);
                }
            }
            Change::BallotChanged { story, participant, card, remark, scores } => {
                if let Some(ballot) = self.ballot_mut(*story, *participant) {
                    ballot.remark.clone_from(remark);
                    ballot.change_scores(scores);
                    let before = ballot.card.replace(card.clone());
                    let is_another = before.as_ref() != Some(card);
                    ballot.first = ballot.first.take().or(before.filter(|_| is_another));
                }
            }
            _ => {}
        }
    }

    fn ballot_mut(&mut self, subject: Subject, who: ParticipantId) -> Option<&mut Ballot> {
        match &mut self.round_mut(subject)?.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { ballots, .. } => ballots.iter_mut().find(|b| b.participant == who),
        }
    }
}

impl Story {
    fn replace_texts(&mut self, texts: &StoryTexts) {
        self.revision = texts.revision;
        self.title.clone_from(&texts.title);
        self.description.clone_from(&texts.description);
        self.criteria = texts.criteria.clone();
        self.criteria_place = texts.criteria_place.clone();
    }

    fn apply(&mut self, change: &Change) {
        match change {
            Change::StoryEdited { revision, title, description, link, .. } => {
                self.revision = *revision;
                if let Some(title) = title {
                    self.title.clone_from(title);
                }
                if let Some(description) = description {
                    self.description.clone_from(description);
                }
                if let Some(link) = link {
                    self.link = Some(link.clone()).filter(|link| !link.is_empty());
                }
            }
            Change::CriterionAdded { after, criterion, .. } => {
                self.criteria.insert_after(*after, criterion.clone());
            }
            Change::CriterionEdited { criterion, revision, text, .. } => {
                if let Some(criterion) = self.criteria.get_mut(*criterion) {
                    criterion.revision = *revision;
                    criterion.text.clone_from(text);
                }
            }
            Change::CriterionMarked { criterion, state, .. } => {
                if let Some(criterion) = self.criteria.get_mut(*criterion) {
                    criterion.state = *state;
                }
            }
            Change::CriterionMoved { criterion, after, .. } => {
                self.criteria.move_after(*criterion, *after);
            }
            Change::CriterionRemoved { criterion, .. } => {
                self.criteria.remove(*criterion);
            }
            Change::EstimateSet { estimate, origin, voting_until, .. } => {
                self.estimate.clone_from(estimate);
                self.estimate_origin = *origin;
                self.voting_until = *voting_until;
            }
            Change::StoryNoted(notes) => {
                self.actual.clone_from(&notes.actual);
                self.is_reference = notes.is_reference;
            }
            _ => {}
        }
    }
}
