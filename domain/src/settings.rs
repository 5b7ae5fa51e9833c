//! What a room allows, and to whom (rules 11, 17, 18).

use serde::{Deserialize, Serialize};

/// Something that a room lets facilitators do, or everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Reveal a round and start the next one.
    Reveal,
    /// Choose the current story and save an estimate.
    Steer,
    /// Add, order, delete and restore stories.
    Backlog,
    /// Edit story texts and criteria.
    Texts,
}

/// Who may do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// Only facilitators.
    #[default]
    Facilitators,
    /// Everyone in the room.
    Everyone,
}

/// The choices of one room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Reveal by itself, three seconds after every connected estimator has voted.
    pub auto_reveal: bool,
    /// After a reveal, those who had voted may change their card.
    pub change_after_reveal: bool,
    /// Who may reveal.
    pub reveal: Allowed,
    /// Who may choose the current story and save an estimate.
    pub steer: Allowed,
    /// Who may add, order and delete stories.
    pub backlog: Allowed,
    /// Who may edit story texts and criteria.
    pub texts: Allowed,
    /// People may join whom nobody vouches for.
    pub guests: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            auto_reveal: true,
            change_after_reveal: true,
            reveal: Allowed::Facilitators,
            steer: Allowed::Facilitators,
            backlog: Allowed::Facilitators,
            texts: Allowed::Everyone,
            guests: true,
        }
    }
}

impl Settings {
    /// Who may do this.
    pub fn allowed(&self, permission: Permission) -> Allowed {
        match permission {
            Permission::Reveal => self.reveal,
            Permission::Steer => self.steer,
            Permission::Backlog => self.backlog,
            Permission::Texts => self.texts,
        }
    }
}
