//! What moves the round on: the bar of actions, and the commands behind it.

mod main_action;
mod offer;
mod primary_action;
mod round_actions;
pub mod round_commands;
mod round_status;

pub use round_actions::RoundActions;
