//! People whom the server can identify by itself: a proxy in front of it or a portal's token names
//! them.

use crate::ids::SecretHash;
use crate::people::Role;

/// A person whom the server vouches for, so that they join without being asked for name and role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// What the room knows them by. Derived from who they are, and the hash of no secret.
    pub hash: SecretHash,
    /// Their name in the system that the server believes.
    pub name: String,
    /// The role that they join in when they are new.
    pub role: Role,
    /// Whether they become facilitator.
    pub facilitator: bool,
}
