//! The story that is shown: its texts and the form for them, with its criteria and earlier rounds.

mod description;
mod elsewhere_notice;
mod quick_round;
mod shown_story;
pub mod story_actions;
mod story_edit;
mod story_form;
mod story_key;
mod story_panel;
mod story_texts;

pub use story_form::preload_fields;
pub use story_panel::StoryPanel;
