//! A card of the wall that is dragged.

use domain::ids::StoryId;

/// A card under a pointer that is down.
#[derive(Clone, Copy, Debug)]
pub struct Drag {
    /// Which story.
    pub story: StoryId,
    /// The number of the pointer.
    pub pointer: i32,
    /// Where it went down, in pixels of the window, with how far the wall was scrolled then.
    pub from: Point,
    /// Where it is.
    pub at: Point,
    /// Whether it has moved far enough for a drag.
    pub is_moving: bool,
    /// The column below it.
    pub target: Option<usize>,
}

/// A point, across and down.
pub type Point = (f64, f64);
