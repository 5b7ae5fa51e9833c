//! How long a room's task waits before it acts on its own.

use std::time::Duration;

/// The intervals of a room's task.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// From a change to the next snapshot.
    pub snapshot: Duration,
    /// From the last message to unloading the room, while nobody is connected.
    pub unload: Duration,
}
