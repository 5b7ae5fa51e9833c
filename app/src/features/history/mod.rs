//! Earlier rounds on a story.

mod history;
mod history_rounds;
mod past_rounds;

pub use history::History;
