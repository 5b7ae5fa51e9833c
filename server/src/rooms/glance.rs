//! What anybody who has a room's link may know without entering. There is no field for a vote, a
//! person's name or the text of a story.

use domain::board::Board;

/// A room as seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its title.
    pub title: String,
    /// How many people are connected.
    pub connected: usize,
    /// How many stories its backlog has.
    pub stories: usize,
    /// How many of them have an estimate.
    pub estimated: usize,
}

impl Glance {
    /// What may be known of this board.
    pub fn at(board: &Board) -> Self {
        Self {
            title: board.title.clone(),
            connected: board.connected().count(),
            stories: board.stories.len(),
            estimated: board.estimated(),
        }
    }
}
