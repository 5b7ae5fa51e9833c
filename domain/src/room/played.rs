//! A vote on its way into a room, as its voter sends it.

use crate::by_dimension::ByDimension;
use crate::remark::Remark;

/// What a person plays.
pub(super) struct Played {
    /// The label of the card; `None` to take it back.
    pub(super) card: Option<String>,
    /// What they say of it; `None` if that stays.
    pub(super) remark: Option<Remark>,
    /// The labels of their cards for further dimensions; `None` if these stay.
    pub(super) scores: Option<ByDimension<String>>,
}
