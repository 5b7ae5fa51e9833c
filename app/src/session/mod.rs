//! The conversation of this page with one room. Knows no views.

mod active_room;
mod arrival;
mod command;
mod commands;
mod outbox;
mod phase;
mod retry;
mod session;
mod timeouts;
mod transport_choice;
mod wake;
mod watching;

pub use active_room::{ActiveRoom, use_active_room};
pub use command::Command;
pub use commands::{Commands, ConnectionStatus, use_commands};
pub use phase::Phase;
pub use session::Session;
