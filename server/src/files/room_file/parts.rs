//! The parts of a room file as they are serialised: rounds, people, settings and stories.
//! They are converted to and from the types of the domain, which check them; errors have their
//! position in the file.

use domain::archive::{
    self, ArchivedItem, ArchivedPeople, ArchivedPerson, ArchivedPlace, ArchivedRounds,
    ArchivedStory,
};
use domain::by_dimension::{ByDimension, Scores};
use domain::draft::StoryDraft;
use domain::estimate::EarlierEstimate;
use domain::ids::ParticipantId;
use domain::limits;
use domain::omit;
use domain::people::Role;
use domain::remark::Remark;
use domain::round::{Ballot, PastRound};
use domain::settings::{Settings, SettingsPatch};
use domain::story::{CriteriaPlace, CriterionState, EstimateOrigin};
use domain::time::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::cards::{CardPart, scores};
use super::lists::some_of;
use super::preparation;

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
    #[serde(default, skip_serializing_if = "omit::zero")]
    elsewhere: u64,
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
    #[serde(default, skip_serializing_if = "Scores::is_empty", with = "scores")]
    scores: Scores,
    #[serde(default, skip_serializing_if = "Scores::is_empty", with = "scores")]
    first_scores: Scores,
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
            scores: ballot.scores.clone(),
            first_scores: ballot.first_scores.clone(),
        };
        Self {
            number: round.number,
            started: round.started.0,
            revealed: round.revealed.0,
            elsewhere: round.elsewhere,
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
                scores: ballot.scores,
                first_scores: ballot.first_scores,
            })
        };
        Ok(PastRound {
            number: self.number,
            started: Timestamp(self.started),
            revealed: Timestamp(self.revealed),
            elsewhere: self.elsewhere,
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
    #[serde(default, skip_serializing_if = "ByDimension::is_empty")]
    scores: ByDimension<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_reference: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wall: Option<PlacePart>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_ready: bool,
    /// The numbers of the points of the definition of ready that were checked by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "checked")]
    checked: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "preparation::items")]
    items: Vec<ArchivedItem>,
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
        let ArchivedStory {
            draft,
            estimate_origin,
            is_reference,
            wall,
            is_ready,
            checked,
            items,
            rounds,
        } = story;
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
            scores: draft.scores,
            is_reference,
            wall: wall.map(|ArchivedPlace { card, moves }| PlacePart { card, moves }),
            is_ready,
            checked,
            items,
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
            scores: part.scores,
        };
        let StoryPart { estimate_origin, is_reference, is_ready, checked, items, rounds, .. } =
            part;
        let wall = part.wall.map(|PlacePart { card, moves }| ArchivedPlace { card, moves });
        Self { draft, estimate_origin, is_reference, wall, is_ready, checked, items, rounds }
    }
}

/// The stories: if there are too many, one more than a room may have.
pub fn stories<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<StoryPart>, D::Error> {
    some_of(deserializer, limits::STORIES)
}

fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    some_of(deserializer, limits::READY_POINTS)
}

fn finished<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RoundPart>, D::Error> {
    some_of(deserializer, archive::ROUNDS)
}

fn ballots<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BallotPart>, D::Error> {
    some_of(deserializer, limits::PEOPLE_REMEMBERED)
}
