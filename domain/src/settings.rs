//! The settings of a room: what it allows, and to whom (rules 11, 17, 18).

use serde::{Deserialize, Serialize};

/// A group of actions that a room permits to facilitators only, or to everyone.
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

/// Whom a room permits something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// Only facilitators.
    #[default]
    Facilitators,
    /// Everyone in the room.
    Everyone,
}

/// The settings of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Reveal automatically, three seconds after every connected estimator has voted.
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
    /// Whether people may join whom the server cannot vouch for.
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
    /// Whom the room permits this.
    pub fn allowed(&self, permission: Permission) -> Allowed {
        match permission {
            Permission::Reveal => self.reveal,
            Permission::Steer => self.steer,
            Permission::Backlog => self.backlog,
            Permission::Texts => self.texts,
        }
    }
}
