//! Reference stories: earlier ones beside a result, and what a team keeps of a story for later.

mod actual_field;
mod reference_list;
mod reference_row;
mod story_aside;
mod story_notes;

pub use reference_list::load_references;
pub use story_aside::{has_aside, load_story_aside};
