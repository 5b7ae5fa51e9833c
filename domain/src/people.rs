//! The people in a room: who they are, how they take part, and whether they are connected.

use serde::{Deserialize, Serialize};

use crate::ids::{CriterionId, ItemId, ParticipantId, StoryId};
use crate::ordered::Keyed;
use crate::time::Timestamp;

/// Whether a person votes. Independent of whether they are a facilitator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Votes, and is waited for.
    #[default]
    Estimator,
    /// Never has a vote and is never waited for.
    Observer,
}

/// Whether a person is connected. Not kept in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// At least one of their pages is open.
    Connected,
    /// None of their pages has been open since then.
    AwaySince(Timestamp),
}

/// A text that several people may edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditedText {
    /// The room's title.
    RoomTitle,
    /// The title, description and link of a story.
    Story(StoryId),
    /// A criterion.
    Criterion(CriterionId),
    /// An item of the second board.
    Item(ItemId),
}

/// A person, as everybody in the room knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Their id.
    pub id: ParticipantId,
    /// Their name, without the mark.
    pub name: String,
    /// Tells namesakes apart: 1, or a higher number that is shown with the name, as in `Alex (2)`
    /// (rule 3).
    pub mark: u32,
    /// Whether they vote.
    pub role: Role,
    /// Whether they are a facilitator.
    pub facilitator: bool,
    /// Whether they are connected.
    pub presence: Presence,
    /// Which text they are editing, as far as they say so. Gone when they are away, and not kept in
    /// the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editing: Option<EditedText>,
}

/// A person whom a facilitator has removed, and who stays out until they are let in again (rule 12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemovedPerson {
    /// The id that they had.
    pub id: ParticipantId,
    /// Their name as it was displayed.
    pub name: String,
}

impl Presence {
    /// The presence of people who have never opened a page: away for so long that nobody waits for
    /// them (rule 17).
    pub const NEVER_HERE: Self = Self::AwaySince(Timestamp(0));
}

impl Person {
    /// The name to display, with its mark if that is above 1.
    pub fn shown_name(&self) -> String {
        marked(&self.name, self.mark)
    }

    /// Whether one of their pages is open.
    pub fn is_connected(&self) -> bool {
        self.presence == Presence::Connected
    }

    /// Since when none of their pages has been open; `None` while one is.
    pub fn away_since(&self) -> Option<Timestamp> {
        match self.presence {
            Presence::Connected => None,
            Presence::AwaySince(since) => Some(since),
        }
    }
}

impl Keyed for Person {
    type Key = ParticipantId;

    fn key(&self) -> ParticipantId {
        self.id
    }
}

/// A name with its mark: `Alex`, `Alex (2)`.
pub fn marked(name: &str, mark: u32) -> String {
    if mark > 1 { format!("{name} ({mark})") } else { name.to_owned() }
}
