//! Changes to the second board. A change is the same for everybody.

use serde::{Deserialize, Serialize};

use super::item::Item;
use super::readiness::{Checked, DefinitionOfReady};
use crate::ids::ItemId;

/// Something that happened to the second board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductChange {
    /// An item was added, or is another one now.
    Put(Box<Item>),
    /// An item was removed.
    Removed(ItemId),
    /// Stories are ready under other conditions than before: all of them.
    ReadyDefined(DefinitionOfReady),
    /// Something was checked by hand on a story, or that was taken back: all that is checked there now.
    Checked(Checked),
}
