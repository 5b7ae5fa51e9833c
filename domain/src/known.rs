//! Drafts whose key the backlog already has: what taking their texts over would change. Estimates, votes
//! and rounds are never touched. Used by the room, and by who shows an import before it is made.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::draft::StoryDraft;
use crate::ids::{CriterionId, StoryId};
use crate::ordered::Ordered;
use crate::story::{Criterion, CriterionState, Story};

/// What becomes of drafts whose key the backlog already has (rule 32).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// They are left out.
    #[default]
    LeaveOut,
    /// Title, description and criteria of the story become theirs; estimate and votes stay.
    Update,
    /// They become stories of their own.
    Add,
}

/// The texts of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoryTexts {
    /// Of which story.
    pub story: StoryId,
    /// See [`Story::revision`].
    pub revision: u32,
    /// The title.
    pub title: String,
    /// The description.
    pub description: String,
    /// The criteria.
    pub criteria: Ordered<Criterion>,
}

impl StoryTexts {
    /// The texts of a story as they are.
    pub fn of(story: &Story) -> Self {
        Self {
            story: story.id,
            revision: story.revision,
            title: story.title.clone(),
            description: story.description.clone(),
            criteria: story.criteria.clone(),
        }
    }

    /// The texts that the draft asks for. What it has none of stays: a file without descriptions does not
    /// empty them. A criterion with the same text stays the same one, with its state; others are new.
    /// Texts of the draft must have been checked.
    pub fn updated(&self, draft: &StoryDraft, next_criterion: &mut u32) -> Self {
        let mut updated = self.clone();
        updated.title.clone_from(&draft.title);
        if !draft.description.is_empty() {
            updated.description.clone_from(&draft.description);
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

/// What an update would change of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Difference {
    /// The title.
    pub title: Option<Replaced>,
    /// The description.
    pub description: Option<Replaced>,
    /// Criteria that would come.
    pub added: Vec<String>,
    /// Criteria that would go.
    pub removed: Vec<String>,
    /// The criteria that stay would stand in another order.
    pub is_reordered: bool,
}

/// A text and the one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
}

impl Difference {
    /// From the texts as they are to those as they would be.
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

    /// Whether nothing would change.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
