//! The list of stories, and what makes more of them.

mod add_story;
mod backlog;
mod backlog_header;
mod empty_backlog;
mod story_items;
mod story_menu;
mod story_row;
mod story_summary;

pub use backlog::Backlog;
pub use story_items::preload_warm;
