//! Where rooms outlive the process: what the rest of the server may ask for, whatever stands behind.
//!
//! [`sqlite`] is the implementation; only it knows SQL. Nothing here knows sockets or connections.

mod codec;
mod damage;
mod reading;
mod schema;
pub mod sqlite;
mod writer;

use domain::ids::RoomId;
use domain::room::{Entry, Room};
use domain::time::Timestamp;
use futures_util::future::BoxFuture;
use thiserror::Error;
use tokio::sync::oneshot;

/// Keeps rooms. Writes are carried out in the order in which they were taken in.
pub trait Storage: Send + Sync + 'static {
    /// Takes in something to be written; resolves as soon as there is space for it in the queue.
    /// `on_disk` is called once it would outlive a power cut, or when it failed.
    fn write(&self, write: Write, on_disk: OnDisk) -> BoxFuture<'_, ()>;

    /// Reads a room: the last snapshot with what was appended since.
    fn load(&self, room: RoomId, now: Timestamp) -> BoxFuture<'_, Result<Loaded, LoadError>>;

    /// Whether there is such a room, without reading it.
    fn status(&self, room: RoomId) -> BoxFuture<'_, Result<Option<Status>, StorageError>>;

    /// Rooms that have not ended and were last visited before that time.
    fn unvisited_since(&self, t: Timestamp) -> BoxFuture<'_, Result<Vec<RoomId>, StorageError>>;

    /// Writes what was taken in and stops. Whatever comes later fails.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// Called when something is on disk, or will never be.
pub type OnDisk = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// One thing to be written.
#[derive(Debug)]
pub enum Write {
    /// A new room.
    Create {
        /// Its id.
        room: RoomId,
        /// Its state.
        state: Box<Room>,
        /// When.
        now: Timestamp,
    },
    /// The next entry of a room's journal.
    Append {
        /// Which room.
        room: RoomId,
        /// The entry's number, one more than the last; otherwise it fails with
        /// [`StorageError::Conflict`].
        seq: u64,
        /// The entry.
        entry: Entry,
    },
    /// The room's whole state, in place of the journal up to an entry.
    Snapshot {
        /// Which room.
        room: RoomId,
        /// The last entry that the state holds.
        seq: u64,
        /// The state.
        state: Box<Room>,
    },
    /// Somebody was in these rooms.
    Visited {
        /// Which rooms.
        rooms: Vec<RoomId>,
        /// When.
        now: Timestamp,
    },
    /// The room is over: what it held is deleted, that it existed stays known.
    End {
        /// Which room.
        room: RoomId,
        /// When.
        now: Timestamp,
    },
    /// Nothing; on disk when everything before it is.
    Flush,
}

/// A room as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its state.
    pub state: Room,
    /// The number of the last entry in it.
    pub seq: u64,
}

/// Whether a room can be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can.
    Open,
    /// Nobody had been in it for too long, and it was deleted.
    Ended,
}

/// Why something was not written or read.
#[derive(Clone, Debug, Error)]
pub enum StorageError {
    /// The room has another last entry than expected, has ended, or does not exist.
    #[error("the journal does not stand where the room expects it")]
    Conflict,
    /// The engine failed: disk full, file damaged.
    #[error("{0}")]
    Engine(String),
    /// The storage was closed.
    #[error("the storage is closed")]
    Closed,
}

/// Why a room cannot be opened.
#[derive(Clone, Debug, Error)]
pub enum LoadError {
    /// There never was such a room.
    #[error("there is no such room")]
    Unknown,
    /// It was deleted.
    #[error("the room has ended")]
    Ended,
    /// Its snapshot cannot be read.
    #[error("the snapshot is damaged: {0}")]
    Damaged(String),
    /// It was written by a newer version of the server.
    #[error("written by a newer version (schema {0}); this one changes nothing")]
    TooNew(u32),
    /// The engine failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// An `on_disk` that can be waited for.
pub fn confirmation() -> (OnDisk, Confirmation) {
    let (sender, receiver) = oneshot::channel();
    // Nobody listening is fine: they no longer want to know.
    (Box::new(move |result| drop(sender.send(result))), Confirmation(receiver))
}

/// Waits until a write is on disk.
#[derive(Debug)]
pub struct Confirmation(oneshot::Receiver<Result<(), StorageError>>);

impl Confirmation {
    /// Resolves when the write is on disk or has failed.
    pub async fn wait(self) -> Result<(), StorageError> {
        self.0.await.unwrap_or(Err(StorageError::Closed))
    }
}

/// Writes and waits until it is on disk.
pub async fn write_through(storage: &dyn Storage, write: Write) -> Result<(), StorageError> {
    let (on_disk, confirmation) = confirmation();
    storage.write(write, on_disk).await;
    confirmation.wait().await
}
