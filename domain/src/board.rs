//! The part of a room that everybody sees, and how changes alter it. The server's [`Room`] and each
//! participant's [`RoomView`] both hold one and apply the same changes to it, so they cannot
//! disagree.
//!
//! [`Room`]: crate::room::Room
//! [`RoomView`]: crate::view::RoomView

use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::deck::Deck;
use crate::ids::{ParticipantId, StoryId, Subject};
use crate::known::StoryTexts;
use crate::ordered::Ordered;
use crate::people::{Person, Presence, RemovedPerson, Role};
use crate::round::{Ballot, Phase, Round, Rounds};
use crate::settings::{Allowed, Permission, Settings};
use crate::story::{Story, StoryNotes};
use crate::time::Timestamp;
use crate::timer::Timer;

/// How long no facilitator must have been connected before anyone may take over (rule 10).
pub const TAKEOVER_AFTER_MS: u64 = 60_000;

/// About how many bytes a room takes for each person.
pub(crate) const PERSON_BYTES: usize = 512;

/// The part of a room that everybody in it sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// The room's title.
    pub title: String,
    /// The cards it votes with.
    pub deck: Deck,
    /// Its settings.
    pub settings: Settings,
    /// Everybody who has joined and was not removed, in order of joining.
    pub people: Ordered<Person>,
    /// The backlog, in order.
    pub stories: Ordered<Story>,
    /// What the room is working on.
    pub current: Subject,
    /// The quick rounds.
    pub quick: Rounds,
    /// The timer, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<Timer>,
    /// Who was removed and stays out, whoever was removed last at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<RemovedPerson>,
}

impl Board {
    /// The board of a new room, in its first quick round.
    pub fn new(title: String, deck: Deck, now: Timestamp) -> Self {
        let quick = Rounds { current: Some(Round::new(1, now)), past: Vec::new() };
        Self {
            title,
            deck,
            settings: Settings::default(),
            people: Ordered::default(),
            stories: Ordered::default(),
            current: None,
            quick,
            timer: None,
            removed: Vec::new(),
        }
    }

    /// The rounds on a story, or the quick ones; `None` when there is no such story.
    pub fn rounds(&self, subject: Subject) -> Option<&Rounds> {
        match subject {
            None => Some(&self.quick),
            Some(story) => self.stories.get(story).map(|story| &story.rounds),
        }
    }

    /// The current round: the one on what the room is working on.
    pub fn round(&self) -> Option<&Round> {
        self.rounds(self.current)?.current.as_ref()
    }

    /// Whether the room's settings let a person do this (rule 11).
    pub fn may(&self, participant: ParticipantId, permission: Permission) -> bool {
        self.people.get(participant).is_some_and(|person| {
            person.facilitator || self.settings.allowed(permission) == Allowed::Everyone
        })
    }

    /// About how many bytes its stories and rounds take: most of what counts towards
    /// [`limits::ROOM_BYTES`](crate::limits::ROOM_BYTES).
    pub fn bytes(&self) -> usize {
        self.quick.bytes() + self.stories.iter().map(Story::bytes).sum::<usize>()
    }

    /// The people who are connected.
    pub fn connected(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_connected())
    }

    /// How many stories the team has estimated. An estimate that came with a story does not count
    /// (rule 38).
    pub fn estimated(&self) -> usize {
        self.stories.iter().filter(|story| story.is_estimated_here()).count()
    }

    /// The story to go to after the current one: the next one below it without an estimate, else the
    /// first one above it; else the next one whose estimate only came with it (rule 38), in the same
    /// order; else the one below. Stories that are voted on ahead are left to their own list.
    pub fn next_story(&self) -> Option<StoryId> {
        let current = self.current.and_then(|story| self.stories.position(story));
        let (above, below) = self.stories.keys().split_at(current.map_or(0, |at| at + 1));
        let first = |waits: fn(&Story) -> bool| {
            let waits = |id: &&StoryId| {
                let story = self.stories.get(**id).filter(|_| Some(**id) != self.current);
                story.is_some_and(|story| waits(story) && !story.collects_votes())
            };
            below.iter().find(waits).or_else(|| above.iter().find(waits))
        };
        let open = first(|story| story.estimate.is_none());
        open.or_else(|| first(|story| !story.is_estimated_here())).or(below.first()).copied()
    }

    /// When anyone may take over as facilitator; `None` while a facilitator is connected.
    pub fn takeover_from(&self) -> Option<Timestamp> {
        let facilitators = || self.people.iter().filter(|person| person.facilitator);
        if facilitators().any(Person::is_connected) {
            return None;
        }
        let last_gone = facilitators().filter_map(Person::away_since).max();
        Some(last_gone.map_or(Timestamp(0), |since| since.plus(TAKEOVER_AFTER_MS)))
    }

    /// Resets what does not outlive a restart: everybody who was connected is away from now on,
    /// nobody edits, and no countdown runs.
    pub(crate) fn restart(&mut self, now: Timestamp) {
        for person in self.people.values_mut().filter(|person| person.is_connected()) {
            person.presence = Presence::AwaySince(now);
            person.editing = None;
        }
        self.open_rounds().for_each(|round| round.set_reveal_at(None));
    }

    fn open_rounds(&mut self) -> impl Iterator<Item = &mut Round> {
        let stories = self.stories.values_mut().map(|story| &mut story.rounds);
        stories.chain([&mut self.quick]).filter_map(|rounds| rounds.current.as_mut())
    }

    fn rounds_mut(&mut self, subject: Subject) -> Option<&mut Rounds> {
        match subject {
            None => Some(&mut self.quick),
            Some(story) => self.stories.get_mut(story).map(|story| &mut story.rounds),
        }
    }

    /// Begins the first round of a subject that has none yet.
    pub(crate) fn begin(&mut self, subject: Subject, at: Timestamp) {
        if let Some(rounds) = self.rounds_mut(subject).filter(|r| r.current.is_none()) {
            rounds.current = Some(Round::new(1, at));
        }
    }

    pub(crate) fn round_mut(&mut self, subject: Subject) -> Option<&mut Round> {
        self.rounds_mut(subject)?.current.as_mut()
    }

    fn forget_votes(&mut self, participant: ParticipantId) {
        self.open_rounds().for_each(|round| round.set_voted(participant, false));
    }

    /// Applies a change. Changes come from [`Room`](crate::room::Room), which has checked them; one
    /// that refers to something that does not exist does nothing.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Retitled(title) => self.title.clone_from(title),
            Change::SettingsChanged(settings) => self.settings = settings.clone(),
            Change::DeckChanged { deck, at } => {
                self.deck = deck.clone();
                for round in self.open_rounds().filter(|it| !it.is_revealed() && it.votes() > 0) {
                    *round = Round::new(round.number + 1, *at);
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
            Change::VotingOpened(opened) => self.open_voting(opened),
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
                self.current = *story;
                self.begin(*story, *at);
            }
            Change::RoundStarted { story, round, at } => {
                if let Some(rounds) = self.rounds_mut(*story) {
                    rounds.start(*round, *at);
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
                    let ballots = ballots.clone();
                    round.phase = Phase::Revealed { at: *at, ballots, before };
                }
            }
            Change::BallotChanged { story, participant, card, remark } => {
                if let Some(ballot) = self.ballot_mut(*story, *participant) {
                    ballot.remark.clone_from(remark);
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

    /// The ballot of a participant in a revealed round.
    pub fn shown_ballot(&self, subject: Subject, participant: ParticipantId) -> Option<&Ballot> {
        let ballots = self.rounds(subject)?.current.as_ref()?.ballots()?;
        ballots.iter().find(|b| b.participant == participant)
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
