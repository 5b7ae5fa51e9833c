//! Who asks to be let into a room.

use crate::ids::SecretHash;
use crate::passcode::PasscodeHash;
use crate::people::Role;

/// A person who says who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The hash of their secret.
    pub secret: SecretHash,
    /// Their name, as typed.
    pub name: String,
    /// The role that they join in when they are new.
    pub role: Role,
    /// The hash that the passcode which they gave was found to match.
    pub passcode: Option<PasscodeHash>,
}

/// Whether a person who joins has a line to the room on which updates come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// They have one, and are present.
    Open,
    /// They send single requests: they can act, but are away, and nobody waits for them.
    None,
}
