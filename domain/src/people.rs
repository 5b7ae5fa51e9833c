//! The people of a room: who they are, how they take part, whether they are here.

use serde::{Deserialize, Serialize};

use crate::ids::ParticipantId;
use crate::ordered::Keyed;
use crate::time::Timestamp;

/// Whether a person votes. Being a facilitator is a permission beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Votes, and is waited for.
    #[default]
    Estimator,
    /// Never holds a vote and is never waited for.
    Observer,
}

/// Whether a person's page is open. Not kept on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// At least one page is open.
    Connected,
    /// No page has been open since then.
    AwaySince(Timestamp),
}

/// One person, as everybody in the room knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who it is.
    pub id: ParticipantId,
    /// The name as typed, trimmed.
    pub name: String,
    /// 1, or more where the name alone would be taken for somebody else: `Alex (2)` (rule 3).
    pub mark: u32,
    /// Whether they vote.
    pub role: Role,
    /// Whether they may do what is for facilitators only.
    pub facilitator: bool,
    /// Whether they are here.
    pub presence: Presence,
}

impl Person {
    /// The name as shown: with its mark where it has one.
    pub fn shown_name(&self) -> String {
        marked(&self.name, self.mark)
    }

    /// Whether a page of theirs is open.
    pub fn is_connected(&self) -> bool {
        self.presence == Presence::Connected
    }

    /// Since when no page of theirs has been open; `None` while one is.
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
