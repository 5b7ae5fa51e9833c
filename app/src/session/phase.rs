//! The phases of a visit to a room.

use domain::protocol::{Close, Lobby};

use crate::state::RoomStore;

/// Where the page stands with the room.
#[derive(Clone)]
pub enum Phase {
    /// Nothing is known yet.
    Connecting,
    /// The room exists, and this page has to say who it is.
    Lobby(Lobby),
    /// The page is in the room.
    Inside(RoomStore),
    /// It is over.
    Ended(Close),
}
