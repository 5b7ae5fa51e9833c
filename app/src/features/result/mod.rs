//! The result of a revealed round, and the estimates that can be saved from it: a part that is fetched
//! before the cards are turned.

mod bar;
mod estimate_by_hand;
mod estimate_choices;
mod result_facts;
mod result_panel;
mod save_estimate;
mod talk_start;
mod vote_bars;
pub mod wording;

pub use bar::bar;
pub use result_panel::load_result;
pub use save_estimate::save_estimate;
