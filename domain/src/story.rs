//! Stories and their acceptance criteria.

use serde::{Deserialize, Serialize};

use crate::by_dimension::ByDimension;
use crate::estimate::EarlierEstimate;
use crate::ids::{CriterionId, StoryId};
use crate::omit;
use crate::ordered::{Keyed, Ordered};
use crate::round::Rounds;
use crate::time::Timestamp;

pub use crate::estimate::{Estimate, EstimateOrigin};

/// About how many bytes a story, a label and a criterion take besides their texts.
const STORY_BYTES: usize = 256;
const LABEL_BYTES: usize = 32;
const CRITERION_BYTES: usize = 96;

/// An item of the backlog, as everybody in the room knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Story {
    /// Its id.
    pub id: StoryId,
    /// The tracker's key, such as `TL-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its address in the tracker; http, https or mailto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// One line of plain text.
    pub title: String,
    /// Markdown as typed; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Counts the edits of title, description and link. An edit names the revision that it started
    /// from, so that nobody overwrites what they have not seen.
    #[serde(default)]
    pub revision: u32,
    /// The tracker's labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Name of the epic or feature that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What its tracker calls its type, as it came: `Bug`, `Product Backlog Item`, `Fehler`.
    /// [`Kind::of`](crate::kind::Kind::of) tells what that means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The acceptance criteria, in order.
    #[serde(default)]
    pub criteria: Ordered<Criterion>,
    /// Where the criteria stood in the description that they came in, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria_place: Option<CriteriaPlace>,
    /// The saved estimate, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Where the estimate comes from; of no meaning without one.
    #[serde(default, skip_serializing_if = "EstimateOrigin::is_team")]
    pub estimate_origin: EstimateOrigin,
    /// How large it turned out to be, if somebody has entered that (rule 45).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<Estimate>,
    /// What is saved for further dimensions, by the dimension's name (rule 49). May have some that the room
    /// does not vote on any more.
    #[serde(default, skip_serializing_if = "ByDimension::is_empty")]
    pub scores: ByDimension<Estimate>,
    /// Whether it is pinned as a reference for others (rule 45).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_reference: bool,
    /// How many questions on it wait for an answer (rule 51).
    #[serde(default, skip_serializing_if = "omit::zero")]
    pub open_questions: u32,
    /// Whether it is ready for the team to begin with it (rule 54).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ready: bool,
    /// Until when people vote on it ahead of the meeting. Stays when that time is over, until the
    /// team has decided what becomes of the votes (rule 46).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting_until: Option<Timestamp>,
    /// The rounds on it.
    #[serde(default)]
    pub rounds: Rounds,
}

/// What a team keeps of a story beside its texts and its estimate (rule 45).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryNotes {
    /// Which story.
    pub story: StoryId,
    /// See [`Story::actual`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<Estimate>,
    /// See [`Story::is_reference`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_reference: bool,
}

/// How far a story is, as far as everybody sees it at once: its questions, and whether it is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryProgress {
    /// Which story.
    pub story: StoryId,
    /// See [`Story::open_questions`].
    #[serde(default, skip_serializing_if = "omit::zero")]
    pub open_questions: u32,
    /// See [`Story::is_ready`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ready: bool,
}

impl StoryProgress {
    /// How far a story is now.
    pub(crate) fn of(story: &Story) -> Self {
        Self { story: story.id, open_questions: story.open_questions, is_ready: story.is_ready }
    }
}

impl Story {
    /// Whether the team has estimated it in this room. An estimate that came with an import does not
    /// count until the team saves one (rule 38).
    pub fn is_estimated_here(&self) -> bool {
        self.estimate.is_some() && self.estimate_origin.is_team()
    }

    /// Whether its estimate is shown to nobody for now: a round on it is open, and an estimate of before
    /// would anchor (rule 38). A round that the room has left without a vote is not one.
    pub fn hides_estimate(&self, is_current: bool) -> bool {
        let open = self.rounds.current.as_ref().filter(|round| !round.is_revealed());
        open.is_some_and(|round| is_current || round.votes() > 0) || self.collects_votes()
    }

    /// The estimate that may be shown.
    pub fn shown_estimate(&self, is_current: bool) -> Option<&Estimate> {
        self.estimate.as_ref().filter(|_| !self.hides_estimate(is_current))
    }

    /// The estimate with where it comes from, as a round keeps it.
    pub(crate) fn earlier_estimate(&self) -> Option<EarlierEstimate> {
        let estimate = self.estimate.clone()?;
        Some(EarlierEstimate { estimate, origin: self.estimate_origin })
    }

    /// About how many bytes it takes, with its rounds.
    pub fn bytes(&self) -> usize {
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        STORY_BYTES
            + optional(&self.key)
            + optional(&self.link)
            + self.title.len()
            + self.description.len()
            + self.labels.iter().map(|label| LABEL_BYTES + label.len()).sum::<usize>()
            + optional(&self.parent)
            + optional(&self.kind)
            + self.criteria_place.as_ref().map_or(0, |place| place.opening.len())
            + self.criteria.iter().map(Criterion::bytes).sum::<usize>()
            + saved_bytes(&self.scores)
            + self.rounds.bytes()
    }
}

/// About how many bytes what is saved for further dimensions takes.
pub(crate) fn saved_bytes(scores: &ByDimension<Estimate>) -> usize {
    scores.bytes(|estimate| estimate.label().len())
}

/// Stories that were opened for voting ahead of the meeting, or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VotingOpened {
    /// Which ones, in the order of the backlog.
    pub stories: Vec<StoryId>,
    /// Until when; `None` if their votes are not awaited any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// When this was decided.
    pub at: Timestamp,
    /// Whether the next round begins on those whose cards are revealed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub next_round: bool,
}

impl StoryNotes {
    /// What is kept of a story now.
    pub(crate) fn of(story: &Story) -> Self {
        Self { story: story.id, actual: story.actual.clone(), is_reference: story.is_reference }
    }
}

impl Criterion {
    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        CRITERION_BYTES + self.text.len()
    }
}

impl Keyed for Story {
    type Key = StoryId;

    fn key(&self) -> StoryId {
        self.id
    }
}

/// One acceptance criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// What must hold, as typed.
    pub text: String,
    /// Counts the edits of the text; see [`Story::revision`].
    #[serde(default)]
    pub revision: u32,
    /// How far the team is with it.
    #[serde(default)]
    pub state: CriterionState,
}

impl Keyed for Criterion {
    type Key = CriterionId;

    fn key(&self) -> CriterionId {
        self.id
    }
}

/// Where criteria stood in the description that they came in. They are not in it any more, so that
/// each is one text; files for trackers have them there again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CriteriaPlace {
    /// How many lines of the description stood above them.
    pub line: u32,
    /// What stood in front of the first one, in Markdown: the heading, and the bullet of an item.
    pub opening: String,
}

/// How far the team is with a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CriterionState {
    /// The team has not decided yet.
    #[default]
    Open,
    /// The team agrees with it.
    Agreed,
    /// It needs to be discussed.
    Unclear,
}
