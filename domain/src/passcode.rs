//! The passcode that a room asks newcomers for (rule 12). A room keeps only its hash, and no message has
//! a place for that.

use serde::{Deserialize, Serialize};

use crate::refusal::{Field, Refusal};
use crate::text;

/// The hash of a passcode, slow to compute, with its salt: a text in PHC string format. Never sent to a
/// page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PasscodeHash(pub String);

/// A passcode on its way into a room. It travels as typed, and the server puts the hash in its place
/// before the room sees it, because computing that takes long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum NewPasscode {
    /// As somebody has typed it.
    Typed(String),
    /// Its hash. Never travels.
    #[serde(skip)]
    Hashed(PasscodeHash),
}

/// A passcode as it counts: without blanks around it, of one line, 1 to
/// [`limits::PASSCODE`](crate::limits::PASSCODE) characters long.
pub fn checked(typed: &str) -> Result<String, Refusal> {
    text::required(Field::Passcode, typed)
}
