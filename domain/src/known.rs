//! Drafts whose key the backlog already has: how they update the story that is there. The room uses
//! this to import, and the preview to show what an import would change. Estimates, votes and rounds
//! are never touched.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::draft::StoryDraft;
use crate::ids::{CriterionId, StoryId};
use crate::ordered::Ordered;
use crate::story::{CriteriaPlace, Criterion, CriterionState, Story};

/// What an import does with drafts whose key the backlog already has (rule 32).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Leaves them out.
    #[default]
    LeaveOut,
    /// Takes over their title, description and criteria; estimate and votes stay.
    Update,
    /// Adds them as further stories.
    Add,
}

/// The part of a story that an import can replace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryTexts {
    /// The story.
    pub story: StoryId,
    /// See [`Story::revision`].
    pub revision: u32,
    /// The title.
    pub title: String,
    /// The description.
    pub description: String,
    /// The criteria.
    pub criteria: Ordered<Criterion>,
    /// See [`Story::criteria_place`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria_place: Option<CriteriaPlace>,
}

impl StoryTexts {
    /// The texts that a story has now.
    pub fn of(story: &Story) -> Self {
        Self {
            story: story.id,
            revision: story.revision,
            title: story.title.clone(),
            description: story.description.clone(),
            criteria: story.criteria.clone(),
            criteria_place: story.criteria_place.clone(),
        }
    }

    /// The texts after an update from a draft whose texts were checked before. What the draft does
    /// not have stays, so that a file without descriptions does not empty them. A criterion with
    /// the same text stays the same criterion, with its state; others are new and get ids from
    /// `next_criterion` on.
    pub fn updated(&self, draft: &StoryDraft, next_criterion: &mut u32) -> Self {
        let mut updated = self.clone();
        updated.title.clone_from(&draft.title);
        // Of a description that was nothing but criteria their place is left.
        if !draft.description.is_empty() || draft.criteria_place.is_some() {
            updated.description.clone_from(&draft.description);
            updated.criteria_place.clone_from(&draft.criteria_place);
        }
        if !draft.criteria.is_empty() {
            updated.criteria = self.merged(draft, next_criterion);
        }
        updated.revision += u32::from(updated != *self);
        updated
    }

    fn merged(&self, draft: &StoryDraft, next_criterion: &mut u32) -> Ordered<Criterion> {
        let mut here: HashMap<&str, Vec<&Criterion>> = HashMap::new();
        for criterion in self.criteria.iter().rev() {
            here.entry(&criterion.text).or_default().push(criterion);
        }
        let states = draft.states.iter().copied().chain(std::iter::repeat(CriterionState::Open));
        let merged = draft.criteria.iter().zip(states).map(|(text, state)| {
            let kept = here.get_mut(text.as_str()).and_then(Vec::pop);
            kept.cloned().unwrap_or_else(|| {
                let id = CriterionId(*next_criterion);
                *next_criterion += 1;
                Criterion { id, text: text.clone(), revision: 0, state }
            })
        });
        merged.collect()
    }
}

/// What an update changes in a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Difference {
    /// The title, if it changes.
    pub title: Option<Replaced>,
    /// The description, if it changes.
    pub description: Option<Replaced>,
    /// The texts of criteria that are added.
    pub added: Vec<String>,
    /// The texts of criteria that are removed.
    pub removed: Vec<String>,
    /// Whether the order of the other criteria changes.
    pub is_reordered: bool,
}

/// A text that is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Replaced {
    /// The text now.
    pub before: String,
    /// The text after the update.
    pub after: String,
}

impl Difference {
    /// The difference between the texts before and after an update.
    pub fn between(before: &StoryTexts, after: &StoryTexts) -> Self {
        let replaced = |before: &String, after: &String| {
            (before != after).then(|| Replaced { before: before.clone(), after: after.clone() })
        };
        let not_in = |of: &StoryTexts, others: &StoryTexts| -> Vec<String> {
            let gone = of.criteria.iter().filter(|one| !others.criteria.contains(one.id));
            gone.map(|one| one.text.clone()).collect()
        };
        let stays = |of: &StoryTexts, others: &StoryTexts| -> Vec<CriterionId> {
            of.criteria.keys().iter().copied().filter(|id| others.criteria.contains(*id)).collect()
        };
        Self {
            title: replaced(&before.title, &after.title),
            description: replaced(&before.description, &after.description),
            added: not_in(after, before),
            removed: not_in(before, after),
            is_reordered: stays(before, after) != stays(after, before),
        }
    }

    /// Whether nothing changes.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
