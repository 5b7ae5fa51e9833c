//! Choosing several stories from a list, for what is done with all of them at once.

mod story_choice;
mod story_choices;

pub use story_choice::use_story_choice;
pub use story_choices::StoryChoices;
