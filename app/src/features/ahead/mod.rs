//! Voting ahead of a meeting: what waits for one's own vote, the cards for it, and what a facilitator does
//! with the votes (rule 46). All of it loads on demand.

mod ahead_bar;
mod ahead_cards;
mod ahead_moment;
mod ahead_status;
mod ahead_vote;
mod candidates;
mod local_time;
mod next_of_them;
mod open_form;
mod overview;
mod review_agreed;
mod review_disputed;
mod review_hidden;

pub use ahead_bar::load_ahead_bar;
pub use ahead_vote::load_ahead_vote;
pub use overview::load_overview;
