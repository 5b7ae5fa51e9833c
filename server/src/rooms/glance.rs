//! What may be told of a room to whoever has its link, without entering. No vote, no name, no text of a
//! story has a place here.

use domain::board::Board;

/// A room from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its title.
    pub title: String,
    /// People in it now.
    pub connected: usize,
    /// Stories in its backlog.
    pub stories: usize,
    /// Those of them that have an estimate.
    pub estimated: usize,
}

impl Glance {
    /// At this board.
    pub fn at(board: &Board) -> Self {
        Self {
            title: board.title.clone(),
            connected: board.connected().count(),
            stories: board.stories.len(),
            estimated: board.estimated(),
        }
    }
}
