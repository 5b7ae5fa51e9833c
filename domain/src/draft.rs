//! A story before it is in a room, as a file, a pasted list or a portal gives it.
//!
//! The server's readers of files fill these in, the page shows them in a preview, and the command
//! `AddStories` adds them to a room. Nothing here knows any file format.

use serde::{Deserialize, Deserializer, Serialize};

use crate::bounded;
use crate::by_dimension::ByDimension;
use crate::limits;
use crate::story::{CriteriaPlace, CriterionState, Story};

/// A story that is not in a room yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StoryDraft {
    /// The tracker's key, such as `TL-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Address of the story in its tracker (http or https).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// One line, as typed.
    pub title: String,
    /// Markdown; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Text of each acceptance criterion, in order.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "criteria")]
    pub criteria: Vec<String>,
    /// The state of each criterion, in the same order; criteria beyond the end of this list are
    /// open. Only Ready Room's own files hold states: a box that is ticked in another tool means
    /// done, not agreed.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "criteria")]
    pub states: Vec<CriterionState>,
    /// Where the criteria stood in the description; see [`Story::criteria_place`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria_place: Option<CriteriaPlace>,
    /// The tracker's labels, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "labels")]
    pub labels: Vec<String>,
    /// Name of the epic or feature that the story belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What the tracker calls its type, as it came; see [`Story::kind`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The estimate in the file: a number in its shortest form (`2.5`), or a size (`XL`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<String>,
    /// How large the story turned out to be; see [`Story::actual`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    /// What the file has for further dimensions, by the dimension's name; see [`Story::scores`].
    #[serde(skip_serializing_if = "ByDimension::is_empty")]
    pub scores: ByDimension<String>,
}

impl From<&Story> for StoryDraft {
    /// The story without its rounds, as a draft of the same story.
    fn from(story: &Story) -> Self {
        Self {
            key: story.key.clone(),
            link: story.link.clone(),
            title: story.title.clone(),
            description: story.description.clone(),
            criteria: story.criteria.iter().map(|criterion| criterion.text.clone()).collect(),
            states: story.criteria.iter().map(|criterion| criterion.state).collect(),
            criteria_place: story.criteria_place.clone(),
            labels: story.labels.clone(),
            parent: story.parent.clone(),
            kind: story.kind.clone(),
            estimate: story.estimate.as_ref().map(|estimate| estimate.label().to_owned()),
            actual: story.actual.as_ref().map(|actual| actual.label().to_owned()),
            scores: story.scores.map(|estimate| estimate.label().to_owned()),
        }
    }
}

fn criteria<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    bounded::list::<{ limits::CRITERIA }, _, _>(deserializer)
}

fn labels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    bounded::list::<{ limits::LABELS }, _, _>(deserializer)
}
