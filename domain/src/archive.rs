//! A room in the form in which it is exported and opened again: everything that everybody may know,
//! and no hidden card. Knows no file format; [`Room::from_archive`] makes a room of it again.
//!
//! People are identified by a number only, from 1; stories and criteria have no ids. These types
//! guarantee that their parts are consistent with each other. Texts, counts and links are checked,
//! like typed ones, when a room is made.
//!
//! [`Room::from_archive`]: crate::room::Room::from_archive

use std::collections::{BTreeMap, BTreeSet};

use crate::board::Board;
use crate::deck::Deck;
use crate::dimension::Dimension;
use crate::draft::StoryDraft;
use crate::ids::{ParticipantId, StoryId};
use crate::limits;
use crate::people::Role;
use crate::product::Product;
use crate::product::item::{Content, Item};
use crate::product::readiness::DefinitionOfReady;
use crate::round::{PastRound, Round, Rounds};
use crate::settings::Settings;
use crate::story::EstimateOrigin;
use crate::time::Timestamp;

/// The latest timestamp that is accepted, in milliseconds: the end of the year 9999.
pub const LAST_MS: u64 = 253_402_300_799_999;

/// The highest round number that is accepted. Leaves room for the rounds that follow.
pub const LAST_ROUND: u32 = 1_000_000_000;

/// The most revealed rounds of one story: those that are remembered, and the current one.
pub const ROUNDS: usize = limits::ROUNDS_REMEMBERED + 1;

/// Everything that everybody in a room may know.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// The room's title.
    pub title: String,
    /// The cards it votes with.
    pub deck: Deck,
    /// What it votes on beside the estimate.
    pub dimensions: Vec<Dimension>,
    /// Its settings, except for who may come in.
    pub settings: Settings,
    /// Everybody who is part of the room, in order of joining.
    pub people: ArchivedPeople,
    /// The backlog in order.
    pub stories: Vec<ArchivedStory>,
    /// The position of the current story in the backlog, from 0; `None` for a quick round.
    pub current: Option<usize>,
    /// The quick rounds.
    pub quick: ArchivedRounds,
    /// When its stories are ready.
    pub ready: DefinitionOfReady,
}

/// The people in an archive: no more than a room remembers, each number once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArchivedPeople(Vec<ArchivedPerson>);

/// A person in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedPerson {
    /// Tells them from everybody else in the archive.
    pub number: ParticipantId,
    /// The name as typed.
    pub name: String,
    /// Tells namesakes apart.
    pub mark: u32,
    /// Whether they vote.
    pub role: Role,
    /// Whether they were facilitator. Does not make them one in the room that is opened.
    pub facilitator: bool,
}

/// A story with its rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchivedStory {
    /// Its texts, criteria and estimate.
    pub draft: StoryDraft,
    /// Where the estimate comes from.
    pub estimate_origin: EstimateOrigin,
    /// Whether it is pinned as a reference.
    pub is_reference: bool,
    /// Where it is on the wall, if it is.
    pub wall: Option<ArchivedPlace>,
    /// Whether it is ready.
    pub is_ready: bool,
    /// The numbers of the points of the definition of ready that people have checked by hand.
    pub checked: Vec<u32>,
    /// What the second board has on it, in the order in which it was added.
    pub items: Vec<ArchivedItem>,
    /// The rounds on it.
    pub rounds: ArchivedRounds,
}

/// An item of the second board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedItem {
    /// Who added it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub content: Content,
}

/// The place of a story on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchivedPlace {
    /// The label of a card of the deck in whose column it is; `None` if it is not placed.
    pub card: Option<String>,
    /// How often it was moved after it was first placed.
    pub moves: u32,
}

/// The rounds on one story, or the quick ones: their numbers increase, and nobody has two ballots
/// with a name in a round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArchivedRounds {
    finished: Vec<PastRound>,
    voting: Option<u32>,
}

impl Archive {
    /// The archive of a room's two boards. Who has voted in an open round is left out, as the cards are, and what
    /// belongs to removed stories.
    pub fn of(board: &Board, product: &Product) -> Self {
        let mut items = ArchivedItem::by_story(product);
        let stories = board.stories.iter().map(|story| ArchivedStory {
            draft: StoryDraft::from(story),
            estimate_origin: story.estimate_origin,
            is_reference: story.is_reference,
            wall: board.wall.get(story.id).map(|place| ArchivedPlace {
                card: place.column(&board.deck).map(|card| card.label.clone()),
                moves: place.moves,
            }),
            is_ready: story.is_ready,
            checked: product.checked_now(story.id).collect(),
            items: items.remove(&story.id).unwrap_or_default(),
            rounds: ArchivedRounds::of(&story.rounds),
        });
        let mut archive = Self {
            title: board.title.clone(),
            deck: board.deck.clone(),
            dimensions: board.dimensions.clone(),
            settings: Settings { locked: false, passcode: false, ..board.settings.clone() },
            people: ArchivedPeople::of(board),
            stories: stories.collect(),
            current: board.current.and_then(|story| board.stories.position(story)),
            quick: ArchivedRounds::of(&board.quick),
            ready: product.ready.clone(),
        };
        archive.renumber();
        archive
    }

    /// Renumbers all people, those on ballots included, from 1 on, keeping their order. Returns the
    /// next free number.
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
        let named = ballots.filter(|ballot| !ballot.is_anonymous());
        named.for_each(|ballot| visit(&mut ballot.participant));
    }
}

impl ArchivedItem {
    fn by_story(product: &Product) -> BTreeMap<StoryId, Vec<Self>> {
        let mut items: BTreeMap<StoryId, Vec<Self>> = BTreeMap::new();
        for Item { story, by, at, content, .. } in product.items.iter() {
            let item = Self { by: by.clone(), at: *at, content: content.clone() };
            if let Some(story) = story {
                items.entry(*story).or_default().push(item);
            }
        }
        items
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
        // A room does not forget facilitators, so it may have more people than it remembers.
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
    /// Revealed rounds, the oldest first, and the number of the open round, if there is one. `None`
    /// if these cannot be the rounds of one story.
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

    /// Whether there are no rounds.
    pub fn is_empty(&self) -> bool {
        self.finished.is_empty() && self.voting.is_none()
    }

    /// The revealed rounds, the oldest first.
    pub fn finished(&self) -> &[PastRound] {
        &self.finished
    }

    /// The number of the open round, if there is one.
    pub fn voting(&self) -> Option<u32> {
        self.voting
    }

    pub(crate) fn into_parts(self) -> (Vec<PastRound>, Option<u32>) {
        (self.finished, self.voting)
    }
}

/// Whether the times are acceptable, and nobody has two ballots.
fn is_sound(round: &PastRound) -> bool {
    let named = || round.ballots.iter().filter(|ballot| !ballot.is_anonymous());
    let voters: BTreeSet<_> = named().map(|ballot| ballot.participant).collect();
    let last = Timestamp(LAST_MS);
    round.started <= last
        && round.revealed <= last
        && round.elsewhere <= LAST_MS
        && voters.len() == named().count()
        && round.ballots.len() <= limits::PEOPLE_REMEMBERED
}
