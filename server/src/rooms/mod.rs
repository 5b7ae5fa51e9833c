//! Rooms in memory: one task each, opened when somebody comes, gone some time after the last one left.
//!
//! Knows the rules (`domain`) and the [`Storage`](crate::storage::Storage), and neither HTTP nor SQL.

pub mod clock;
mod connection;
pub mod export;
mod glance;
mod handle;
mod recent;
mod registry;
mod room_task;
mod seats;
pub mod secret;
mod sweeper;

use std::fmt;

use domain::ids::RoomId;
use thiserror::Error;

pub use connection::{Frame, Outbox, Outgoing, connection};
pub use glance::Glance;
pub use handle::{Greeting, Presence, Proof, Reply, RoomHandle};
pub use registry::{Registry, Timing};
pub use sweeper::sweeper;

/// Why a room cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RoomError {
    /// There is no such room.
    #[error("there is no such room")]
    Unknown,
    /// It was deleted after nobody had been in it for too long.
    #[error("the room has ended")]
    Ended,
    /// It could not be read or written; the log says why.
    #[error("the room could not be opened")]
    Failed,
}

/// A room in a log line: enough of its id to find it, too little to enter it.
pub struct Tag<'a>(pub &'a RoomId);

/// Characters of a room's id that a log line shows.
const TAG_CHARACTERS: usize = 6;

impl fmt::Display for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.0.0.get(..TAG_CHARACTERS).unwrap_or_default())
    }
}
