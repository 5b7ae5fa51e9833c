//! What a participant can ask of the second board.

use serde::{Deserialize, Serialize};

use super::item::Content;
use super::readiness::DefinitionOfReady;
use crate::ids::{ItemId, StoryId};

/// A request of one participant to change the second board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductAction {
    /// Add an item. Everybody may ask questions; the rest is for those who edit texts.
    Add {
        /// The story that it belongs to.
        story: StoryId,
        /// What it says.
        content: Content,
    },
    /// Say something else in an item, which stays of its kind. For those who edit texts.
    Edit {
        /// Which one.
        item: ItemId,
        /// The revision that the editor saw.
        revision: u32,
        /// What it says from now on.
        content: Content,
    },
    /// Remove an item. For those who edit texts.
    Remove(ItemId),
    /// Change when stories are ready. Facilitators only.
    DefineReady(DefinitionOfReady),
    /// Check a point of the definition by hand, or take that back. For those who edit texts.
    Check {
        /// On which story.
        story: StoryId,
        /// The number of the point.
        point: u32,
        /// Whether it holds.
        holds: bool,
    },
    /// Say that a story is ready, or that it is not. For those who choose the story. Not where stories become ready
    /// by themselves.
    MarkReady {
        /// Which one.
        story: StoryId,
        /// Whether it is ready.
        is_ready: bool,
    },
}
