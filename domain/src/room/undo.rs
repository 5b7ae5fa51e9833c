//! What a room keeps for *Undo*: removed stories, and texts that an import replaced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::deck::Card;
use crate::ids::ParticipantId;
use crate::known::StoryTexts;
use crate::pairs;
use crate::story::Story;

/// A removed story, with the hidden cards of its current round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RemovedStory {
    /// Its position in the backlog, from 0.
    pub(super) position: u32,
    pub(super) story: Story,
    #[serde(with = "pairs")]
    pub(super) hidden: BTreeMap<ParticipantId, Card>,
}

/// The texts that one import replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ReplacedTexts {
    /// Who imported.
    pub(super) by: ParticipantId,
    pub(super) texts: Vec<TextUpdate>,
}

/// The texts of one story, before and after an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TextUpdate {
    pub(super) before: StoryTexts,
    pub(super) after: StoryTexts,
}
