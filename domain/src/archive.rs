//! A room as a file keeps it: all that everybody may know of it, and nothing that lies face down. Knows
//! no form of file; [`Room::opened`] makes a room of it again.
//!
//! People have no other identity here than a number that tells them apart, 1 and up; stories and
//! criteria have none. What has to agree with itself is checked by those types that hold it; texts,
//! counts and links are checked like typed ones when a room is made.
//!
//! [`Room::opened`]: crate::room::Room::opened

use std::collections::{BTreeMap, BTreeSet};

use crate::board::Board;
use crate::deck::Deck;
use crate::draft::StoryDraft;
use crate::ids::ParticipantId;
use crate::limits;
use crate::people::Role;
use crate::round::{PastRound, Round, Rounds};
use crate::settings::Settings;
use crate::time::Timestamp;

/// Milliseconds of the last time that is one: the end of the year 9999.
pub const LAST_MS: u64 = 253_402_300_799_999;

/// The highest number of a round. Nobody votes as often; it leaves space for those that follow.
pub const LAST_ROUND: u32 = 1_000_000_000;

/// Finished rounds on one story: all that are remembered, and the one on the table.
pub const ROUNDS: usize = limits::ROUNDS_REMEMBERED + 1;

/// All that everybody may know of a room.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// The room's title.
    pub title: String,
    /// The cards it votes with.
    pub deck: Deck,
    /// What it allows.
    pub settings: Settings,
    /// Everybody who is part of the room, in order of joining.
    pub people: ArchivedPeople,
    /// The backlog in order.
    pub stories: Vec<ArchivedStory>,
    /// Place in the backlog of what the room is at, from 0; `None` for a quick round.
    pub current: Option<usize>,
    /// Rounds on nothing in particular.
    pub quick: ArchivedRounds,
}

/// The people of an archive: no more than a room remembers, each number once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArchivedPeople(Vec<ArchivedPerson>);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedPerson {
    /// Tells them from all others whom the archive names.
    pub number: ParticipantId,
    /// The name as typed.
    pub name: String,
    /// Tells apart those of the same name.
    pub mark: u32,
    /// Whether they vote.
    pub role: Role,
    /// Whether they were facilitator. Nobody becomes one by it.
    pub facilitator: bool,
}

/// A story with what was voted on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchivedStory {
    /// Its texts, criteria and estimate.
    pub draft: StoryDraft,
    /// The rounds on it.
    pub rounds: ArchivedRounds,
}

/// The rounds on one story, or the quick ones: their numbers rise, and nobody has two ballots in one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArchivedRounds {
    finished: Vec<PastRound>,
    voting: Option<u32>,
}

impl Archive {
    /// What stands on a board. Who has put a card face down is left out with the card.
    pub fn of(board: &Board) -> Self {
        let stories = board.stories.iter().map(|story| ArchivedStory {
            draft: StoryDraft::from(story),
            rounds: ArchivedRounds::of(&story.rounds),
        });
        let mut archive = Self {
            title: board.title.clone(),
            deck: board.deck.clone(),
            settings: board.settings.clone(),
            people: ArchivedPeople::of(board),
            stories: stories.collect(),
            current: board.current.and_then(|story| board.stories.position(story)),
            quick: ArchivedRounds::of(&board.quick),
        };
        archive.renumber();
        archive
    }

    /// Gives everybody who is named the numbers from 1 on, in the order of those they have; says the
    /// next free one. Numbers that are given already stay.
    pub(crate) fn renumber(&mut self) -> u32 {
        let mut numbers: BTreeMap<ParticipantId, u32> = BTreeMap::new();
        self.numbers(|number| {
            numbers.insert(*number, 0);
        });
        numbers.values_mut().zip(1..).for_each(|(number, new)| *number = new);
        self.numbers(|number| number.0 = numbers.get(number).copied().unwrap_or_default());
        numbers.len() as u32 + 1
    }

    fn numbers(&mut self, mut visit: impl FnMut(&mut ParticipantId)) {
        self.people.0.iter_mut().for_each(|person| visit(&mut person.number));
        let rounds = self.stories.iter_mut().map(|story| &mut story.rounds);
        let finished = rounds.chain([&mut self.quick]).flat_map(|rounds| &mut rounds.finished);
        let ballots = finished.flat_map(|round| &mut round.ballots);
        ballots.for_each(|ballot| visit(&mut ballot.participant));
    }
}

impl ArchivedPeople {
    /// `None` if two have the same number, or there are more than a room remembers.
    pub fn new(people: Vec<ArchivedPerson>) -> Option<Self> {
        let numbers: BTreeSet<_> = people.iter().map(|person| person.number).collect();
        let fits = numbers.len() == people.len() && people.len() <= limits::PEOPLE_REMEMBERED;
        fits.then_some(Self(people))
    }

    fn of(board: &Board) -> Self {
        let people = board.people.iter().map(|person| ArchivedPerson {
            number: person.id,
            name: person.name.clone(),
            mark: person.mark,
            role: person.role,
            facilitator: person.facilitator,
        });
        // A room of facilitators alone forgets nobody.
        Self(people.skip(board.people.len().saturating_sub(limits::PEOPLE_REMEMBERED)).collect())
    }

    /// The people in order of joining.
    pub fn iter(&self) -> impl Iterator<Item = &ArchivedPerson> {
        self.0.iter()
    }
}

impl IntoIterator for ArchivedPeople {
    type Item = ArchivedPerson;
    type IntoIter = std::vec::IntoIter<ArchivedPerson>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl ArchivedRounds {
    /// Finished rounds, the oldest first, and the number of the round that is voted on, if one is.
    /// `None` where they cannot be the rounds of one story.
    pub fn new(finished: Vec<PastRound>, voting: Option<u32>) -> Option<Self> {
        let numbers: Vec<_> = finished.iter().map(|round| round.number).chain(voting).collect();
        let rise = numbers.is_sorted_by(|one, next| one < next)
            && numbers.iter().all(|number| (1..=LAST_ROUND).contains(number));
        let fits = rise && finished.len() <= ROUNDS && finished.iter().all(is_sound);
        fits.then_some(Self { finished, voting })
    }

    fn of(rounds: &Rounds) -> Self {
        let voting = rounds.current.as_ref().filter(|round| !round.is_revealed());
        Self {
            finished: rounds.finished().collect(),
            voting: voting.map(|round: &Round| round.number),
        }
    }

    /// Whether nobody has ever voted here.
    pub fn is_empty(&self) -> bool {
        self.finished.is_empty() && self.voting.is_none()
    }

    /// The finished rounds, the oldest first.
    pub fn finished(&self) -> &[PastRound] {
        &self.finished
    }

    /// The number of the round that is voted on.
    pub fn voting(&self) -> Option<u32> {
        self.voting
    }

    pub(crate) fn into_parts(self) -> (Vec<PastRound>, Option<u32>) {
        (self.finished, self.voting)
    }
}

/// Whether the times are times, and nobody has two ballots.
fn is_sound(round: &PastRound) -> bool {
    let voters: BTreeSet<_> = round.ballots.iter().map(|ballot| ballot.participant).collect();
    let last = Timestamp(LAST_MS);
    round.started <= last
        && round.revealed <= last
        && voters.len() == round.ballots.len()
        && voters.len() <= limits::PEOPLE_REMEMBERED
}
