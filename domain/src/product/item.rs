//! What an item is, whatever its kind.

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::question::Question;
use crate::ids::{ItemId, StoryId};
use crate::ordered::Keyed;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// About how many bytes an item takes besides its texts.
const ITEM_BYTES: usize = 192;

/// One entry of the second board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Counts its edits. An edit names the revision that it started from, so that nobody overwrites what they have
    /// not seen.
    #[serde(default)]
    pub revision: u32,
    /// The story that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<StoryId>,
    /// Who added it: their name at that time.
    pub by: String,
    /// When it was added.
    pub at: Timestamp,
    /// What it says.
    pub content: Content,
}

/// What an item says, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A question on a story.
    Question(Question),
    /// A note on a story, or a decision.
    Note(Note),
}

impl Item {
    /// Whether it is a question that waits for an answer.
    pub fn is_open_question(&self) -> bool {
        matches!(&self.content, Content::Question(question) if question.is_open())
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        ITEM_BYTES + self.by.len() + self.content.bytes()
    }
}

impl Content {
    /// The same as it is kept: trimmed, and within its limits.
    pub(crate) fn checked(self) -> Result<Self, Refusal> {
        match self {
            Self::Question(question) => question.checked().map(Self::Question),
            Self::Note(note) => note.checked().map(Self::Note),
        }
    }

    /// Whether the other one is of the same kind.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Question(question) => question.bytes(),
            Self::Note(note) => note.bytes(),
        }
    }
}

impl Keyed for Item {
    type Key = ItemId;

    fn key(&self) -> ItemId {
        self.id
    }
}
