//! The size of a room, as far as it is kept up to date. `sizing.rs` does so.

/// The bytes of a room's parts of which there can be many. They follow from the rest of the room.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    /// Not counted yet: the room was just read.
    pub(super) is_unknown: bool,
    /// Stories and rounds.
    pub(super) board: usize,
    /// What voters say of their hidden cards in their own words, and their cards for further dimensions.
    pub(super) votes: usize,
    /// The second board.
    pub(super) product: usize,
    /// What is kept for *Undo*.
    pub(super) undo: usize,
}

impl PartialEq for Size {
    /// Rooms that are equal otherwise hold the same, whether that was counted or not.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Size {
    /// The size of a room that was just read.
    pub(super) fn unknown() -> Self {
        Self { is_unknown: true, ..Self::default() }
    }
}
