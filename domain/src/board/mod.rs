//! The part of a room that everybody sees. The server's [`Room`] and each participant's [`RoomView`]
//! both hold one and apply the same changes to it, so they cannot disagree.
//!
//! [`Room`]: crate::room::Room
//! [`RoomView`]: crate::view::RoomView

mod applying;

use serde::{Deserialize, Serialize};

use crate::deck::Deck;
use crate::dimension::Dimension;
use crate::ids::{ParticipantId, StoryId, Subject};
use crate::ordered::Ordered;
use crate::people::{Person, Presence, RemovedPerson};
use crate::round::{Ballot, Round, Rounds};
use crate::settings::{Allowed, Permission, Settings};
use crate::story::Story;
use crate::time::Timestamp;
use crate::timer::Timer;
use crate::wall::Wall;

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
    /// What it votes on beside the estimate, in order (rule 49).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<Dimension>,
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
    /// The stories that are sorted on the wall (rule 47); empty while there is no wall.
    #[serde(default, skip_serializing_if = "Wall::is_empty")]
    pub wall: Wall,
}

impl Board {
    /// The board of a new room, in its first quick round.
    pub fn new(title: String, deck: Deck, now: Timestamp) -> Self {
        let quick = Rounds { current: Some(Round::new(1, now)), past: Vec::new() };
        Self {
            title,
            deck,
            dimensions: Vec::new(),
            settings: Settings::default(),
            people: Ordered::default(),
            stories: Ordered::default(),
            current: None,
            quick,
            timer: None,
            removed: Vec::new(),
            wall: Wall::default(),
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
        self.quick.bytes()
            + self.wall.bytes()
            + self.stories.iter().map(Story::bytes).sum::<usize>()
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

    /// How many questions on its stories wait for an answer.
    pub fn open_questions(&self) -> usize {
        self.stories.iter().map(|story| story.open_questions as usize).sum()
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

    /// Of all open rounds, only the current one is at the table from now on.
    pub(crate) fn leave_others(&mut self, at: Timestamp) {
        self.open_rounds().for_each(|round| round.leave(at));
        if let Some(round) = self.round_mut(self.current) {
            round.come_back(at);
        }
    }

    pub(crate) fn round_mut(&mut self, subject: Subject) -> Option<&mut Round> {
        self.rounds_mut(subject)?.current.as_mut()
    }

    /// Notes that somebody has a vote in the open round of a subject now, or has none any more.
    pub(crate) fn set_voted(&mut self, subject: Subject, voter: ParticipantId, has_vote: bool) {
        let is_anonymous = has_vote && self.settings.anonymous;
        let Some(round) = self.round_mut(subject) else { return };
        round.set_voted(voter, has_vote);
        if is_anonymous {
            round.set_anonymous();
        }
    }

    fn forget_votes(&mut self, participant: ParticipantId) {
        self.open_rounds().for_each(|round| round.set_voted(participant, false));
    }

    /// The ballot of a participant in a revealed round.
    pub fn shown_ballot(&self, subject: Subject, participant: ParticipantId) -> Option<&Ballot> {
        let ballots = self.rounds(subject)?.current.as_ref()?.ballots()?;
        ballots.iter().find(|b| b.participant == participant)
    }
}
