//! The parts of a room file as they are serialised: cards, rounds, people, settings and stories.
//! They are converted to and from the types of the domain, which check them; errors have their
//! position in the file.

use std::fmt;
use std::marker::PhantomData;

use domain::archive::{
    self, ArchivedPeople, ArchivedPerson, ArchivedPlace, ArchivedRounds, ArchivedStory,
};
use domain::deck::{Card, Deck, DeckKind};
use domain::draft::StoryDraft;
use domain::estimate::EarlierEstimate;
use domain::ids::ParticipantId;
use domain::limits;
use domain::people::Role;
use domain::remark::Remark;
use domain::round::{Ballot, PastRound};
use domain::settings::{Settings, SettingsPatch};
use domain::story::{CriteriaPlace, CriterionState, EstimateOrigin};
use domain::time::Timestamp;
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
struct CardPart {
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
}

impl CardPart {
    fn of(card: &Card) -> Self {
        Self { label: card.label.clone(), value: card.value }
    }

    fn checked<E: Error>(self) -> Result<Card, E> {
        Card::checked(&self.label, self.value).ok_or_else(|| E::custom("no card"))
    }
}

#[derive(Serialize, Deserialize)]
struct DeckPart {
    kind: DeckKind,
    #[serde(deserialize_with = "cards")]
    cards: Vec<CardPart>,
}

/// For `#[serde(with = "parts::deck")]`.
pub mod deck {
    use super::*;

    pub fn serialize<S: Serializer>(deck: &Deck, serializer: S) -> Result<S::Ok, S::Error> {
        let cards = deck.cards.iter().map(CardPart::of).collect();
        DeckPart { kind: deck.kind, cards }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Deck, D::Error> {
        let DeckPart { kind, cards } = DeckPart::deserialize(deserializer)?;
        let cards = cards.into_iter().map(CardPart::checked).collect::<Result<_, _>>()?;
        Deck::checked(kind, cards).ok_or_else(|| D::Error::custom("no deck"))
    }
}

#[derive(Serialize, Deserialize)]
struct RoundsPart {
    #[serde(default, deserialize_with = "finished")]
    finished: Vec<RoundPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    voting: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct RoundPart {
    number: u32,
    started: u64,
    revealed: u64,
    #[serde(deserialize_with = "ballots")]
    ballots: Vec<BallotPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<EarlierEstimate>,
}

#[derive(Serialize, Deserialize)]
struct BallotPart {
    person: u32,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    card: Option<CardPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_card: Option<CardPart>,
    #[serde(default, skip_serializing_if = "Remark::is_empty")]
    remark: Remark,
}

/// For `#[serde(with = "parts::rounds")]`.
pub mod rounds {
    use super::*;

    pub fn serialize<S: Serializer>(
        rounds: &ArchivedRounds,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let finished = rounds.finished().iter().map(RoundPart::of).collect();
        RoundsPart { finished, voting: rounds.voting() }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ArchivedRounds, D::Error> {
        let RoundsPart { finished, voting } = RoundsPart::deserialize(deserializer)?;
        let finished = finished.into_iter().map(RoundPart::checked).collect::<Result<_, _>>()?;
        ArchivedRounds::new(finished, voting).ok_or_else(|| D::Error::custom("no rounds"))
    }
}

impl RoundPart {
    fn of(round: &PastRound) -> Self {
        let ballot = |ballot: &Ballot| BallotPart {
            person: ballot.participant.0,
            name: ballot.name.clone(),
            card: ballot.card.as_ref().map(CardPart::of),
            first_card: ballot.first.as_ref().map(CardPart::of),
            remark: ballot.remark.clone(),
        };
        Self {
            number: round.number,
            started: round.started.0,
            revealed: round.revealed.0,
            ballots: round.ballots.iter().map(ballot).collect(),
            before: round.before.clone(),
        }
    }

    fn checked<E: Error>(self) -> Result<PastRound, E> {
        let ballot = |ballot: BallotPart| {
            Ok(Ballot {
                participant: ParticipantId(ballot.person),
                name: ballot.name,
                card: ballot.card.map(CardPart::checked).transpose()?,
                first: ballot.first_card.map(CardPart::checked).transpose()?,
                remark: ballot.remark,
            })
        };
        Ok(PastRound {
            number: self.number,
            started: Timestamp(self.started),
            revealed: Timestamp(self.revealed),
            ballots: self.ballots.into_iter().map(ballot).collect::<Result<_, _>>()?,
            before: self.before,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct PersonPart {
    number: u32,
    name: String,
    #[serde(default = "first_mark")]
    mark: u32,
    #[serde(default)]
    role: Role,
    #[serde(default)]
    facilitator: bool,
}

fn first_mark() -> u32 {
    1
}

/// For `#[serde(with = "parts::people")]`.
pub mod people {
    use super::*;

    pub fn serialize<S: Serializer>(
        people: &ArchivedPeople,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(people.iter().map(|person| PersonPart {
            number: person.number.0,
            name: person.name.clone(),
            mark: person.mark,
            role: person.role,
            facilitator: person.facilitator,
        }))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ArchivedPeople, D::Error> {
        let people = some_of(deserializer, limits::PEOPLE_REMEMBERED)?;
        let people = people.into_iter().map(|person: PersonPart| ArchivedPerson {
            number: ParticipantId(person.number),
            name: person.name,
            mark: person.mark,
            role: person.role,
            facilitator: person.facilitator,
        });
        ArchivedPeople::new(people.collect()).ok_or_else(|| D::Error::custom("no people"))
    }
}

/// The settings, without the lock. Those that are missing in a file are as in a new room. For
/// `#[serde(with = "parts::settings")]`.
pub mod settings {
    use super::*;

    pub fn serialize<S: Serializer>(settings: &Settings, serializer: S) -> Result<S::Ok, S::Error> {
        let all = SettingsPatch::from(settings.clone());
        SettingsPatch { locked: None, ..all }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Settings, D::Error> {
        let given = SettingsPatch::deserialize(deserializer)?;
        Ok(SettingsPatch { locked: None, ..given }.applied(&Settings::default()))
    }
}

/// A story with everything that a file has of it.
#[derive(Serialize, Deserialize)]
pub struct StoryPart {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<CriterionPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    criteria_place: Option<CriteriaPlace>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    estimate: Option<String>,
    #[serde(default, skip_serializing_if = "EstimateOrigin::is_team")]
    estimate_origin: EstimateOrigin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actual: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_reference: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wall: Option<PlacePart>,
    #[serde(default, skip_serializing_if = "ArchivedRounds::is_empty", with = "rounds")]
    rounds: ArchivedRounds,
}

/// Where a story is on the wall.
#[derive(Serialize, Deserialize)]
struct PlacePart {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    card: Option<String>,
    #[serde(default)]
    moves: u32,
}

#[derive(Serialize, Deserialize)]
struct CriterionPart {
    text: String,
    #[serde(default)]
    state: CriterionState,
}

impl From<ArchivedStory> for StoryPart {
    fn from(story: ArchivedStory) -> Self {
        let ArchivedStory { draft, estimate_origin, is_reference, wall, rounds } = story;
        let criteria = draft.criteria.into_iter().zip(draft.states);
        Self {
            key: draft.key,
            link: draft.link,
            title: draft.title,
            description: draft.description,
            labels: draft.labels,
            parent: draft.parent,
            kind: draft.kind,
            criteria: criteria.map(|(text, state)| CriterionPart { text, state }).collect(),
            criteria_place: draft.criteria_place,
            estimate: draft.estimate,
            estimate_origin,
            actual: draft.actual,
            is_reference,
            wall: wall.map(|ArchivedPlace { card, moves }| PlacePart { card, moves }),
            rounds,
        }
    }
}

impl From<StoryPart> for ArchivedStory {
    fn from(part: StoryPart) -> Self {
        let criteria = part.criteria.into_iter().map(|criterion| (criterion.text, criterion.state));
        let (criteria, states) = criteria.unzip();
        let draft = StoryDraft {
            key: part.key,
            link: part.link,
            title: part.title,
            description: part.description,
            criteria,
            criteria_place: part.criteria_place,
            states,
            labels: part.labels,
            parent: part.parent,
            kind: part.kind,
            estimate: part.estimate,
            actual: part.actual,
        };
        let StoryPart { estimate_origin, is_reference, rounds, .. } = part;
        let wall = part.wall.map(|PlacePart { card, moves }| ArchivedPlace { card, moves });
        Self { draft, estimate_origin, is_reference, wall, rounds }
    }
}

/// The stories: if there are too many, one more than a room may have.
pub fn stories<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<StoryPart>, D::Error> {
    some_of(deserializer, limits::STORIES)
}

fn cards<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<CardPart>, D::Error> {
    some_of(deserializer, *limits::CARDS.end())
}

fn finished<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RoundPart>, D::Error> {
    some_of(deserializer, archive::ROUNDS)
}

fn ballots<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BallotPart>, D::Error> {
    some_of(deserializer, limits::PEOPLE_REMEMBERED)
}

/// The items of a list: if there are more than the limit, one more than the limit, so that the list
/// is refused.
fn some_of<'de, D, T>(deserializer: D, limit: usize) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    first_of(deserializer, limit + 1).map(|(items, _)| items)
}

/// The first items of a list, and how many more there are. Those are not kept: millions of small
/// items would take many times the memory that they take in the file.
pub fn first_of<'de, D, T>(deserializer: D, limit: usize) -> Result<(Vec<T>, usize), D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(FirstOf { limit, items: PhantomData })
}

struct FirstOf<T> {
    limit: usize,
    items: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for FirstOf<T> {
    type Value = (Vec<T>, usize);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while items.len() < self.limit {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok((items, 0)),
            }
        }
        let mut more = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            more += 1;
        }
        Ok((items, more))
    }
}
