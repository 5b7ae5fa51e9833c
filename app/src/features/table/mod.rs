//! The table: who has a place in the round, and what lies there.

mod onlookers;
mod seat;
mod seat_card;
mod seat_state;
mod table;

pub use table::Table;
