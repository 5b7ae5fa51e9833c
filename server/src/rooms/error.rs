//! Why a room cannot be entered.

use thiserror::Error;

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
