//! What a small element shows of the backlog: the name of the room's story, or the agreed
//! estimates.

mod estimates;
mod story_name;

pub use estimates::load_estimates;
pub use story_name::StoryName;
