//! What a small element shows of the backlog: the name of the room's story, or the agreed
//! estimates.

mod estimate_chip;
mod estimate_field;
mod estimates;
mod story_name;

pub use estimate_chip::estimate_chip;
pub use estimate_field::EstimateField;
pub use estimates::load_estimates;
pub use story_name::StoryName;
