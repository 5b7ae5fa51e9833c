//! Durable storage of rooms: the trait that the rest of the server uses, and its implementation
//! [`sqlite`]. Only this module knows SQL; it knows no sockets or connections.

mod codec;
pub mod copies;
mod damage;
mod health;
pub mod marked;
mod place;
mod reading;
pub mod repair;
mod schema;
pub mod sqlite;
mod wal;
mod writer;

use domain::ids::RoomId;
use domain::room::{Entry, Room};
use domain::time::Timestamp;
use futures_util::future::BoxFuture;
use thiserror::Error;
use tokio::sync::oneshot;

/// How many days a room is kept after it was marked for deletion.
pub const MARKED_FOR_DAYS: u64 = 7;

/// Durable storage of rooms. Writes are carried out in the order in which they were queued.
pub trait Storage: Send + Sync + 'static {
    /// Queues a write; resolves as soon as there is space for it in the queue. Of a large write all
    /// but the last part is on disk then. `on_disk` is called once the write would survive a power
    /// cut, or has failed.
    fn write(&self, write: Write, on_disk: OnDisk) -> BoxFuture<'_, ()>;

    /// Reads a room: the last snapshot, and the journal since.
    fn load(&self, room: RoomId, now: Timestamp) -> BoxFuture<'_, Result<Loaded, LoadError>>;

    /// The status of a room, if it exists, without reading it.
    fn status(&self, room: RoomId) -> BoxFuture<'_, Result<Option<Status>, StorageError>>;

    /// Rooms that were not deleted and were last visited before that time.
    fn unvisited_since(&self, t: Timestamp) -> BoxFuture<'_, Result<Vec<Unvisited>, StorageError>>;

    /// The newest time at which a room was visited, if there is any room.
    fn newest_visit(&self) -> BoxFuture<'_, Result<Option<Timestamp>, StorageError>>;

    /// Whether the last write failed for a reason that may pass, as when the disk is full. It is
    /// tried again, and all others wait behind it.
    fn is_failing(&self) -> bool;

    /// Whether the files that are written are still where others find them.
    fn is_in_place(&self) -> bool;

    /// From now on a write that fails is not tried again, so that the server can stop.
    fn give_up(&self);

    /// Completes the queued writes and stops. Later writes fail.
    fn close(&self) -> BoxFuture<'_, ()>;
}

/// Called when a write is on disk or has failed.
pub type OnDisk = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// A write.
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
        /// The entry's number, which must be one more than the last; otherwise the write fails with
        /// [`StorageError::Conflict`].
        seq: u64,
        /// The entry.
        entry: Entry,
    },
    /// The room's whole state, which replaces the journal up to an entry.
    Snapshot {
        /// Which room.
        room: RoomId,
        /// The number of the last entry that the state includes.
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
    /// The room is to be deleted. Until then it can be restored, and counts as ended.
    Mark {
        /// Which room.
        room: RoomId,
        /// When.
        now: Timestamp,
    },
    /// Takes back the marks that are newer than this: a wrong clock has made them.
    Unmark {
        /// The newest mark that stays.
        after: Timestamp,
    },
    /// The end of a room: its contents are deleted, but it stays known that it existed.
    End {
        /// Which room.
        room: RoomId,
        /// When.
        now: Timestamp,
    },
    /// Writes nothing. Reported as on disk when everything before it is.
    Flush,
}

/// A room as read from disk.
#[derive(Debug)]
pub struct Loaded {
    /// Its state.
    pub state: Room,
    /// The number of the last journal entry that it includes.
    pub seq: u64,
}

/// A room that nobody has visited for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unvisited {
    /// Its id.
    pub room: RoomId,
    /// When it was marked for deletion, if it was.
    pub marked: Option<Timestamp>,
}

/// Whether a room can be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can.
    Open,
    /// It was deleted, or will be, because nobody had been in it for too long.
    Ended,
}

/// Why a write or a read failed.
#[derive(Clone, Debug, Error)]
pub enum StorageError {
    /// The last entry of the room is not the expected one, or the room has ended or does not exist.
    #[error("the journal does not stand where the room expects it")]
    Conflict,
    /// The database failed, for example because the disk is full.
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
    /// Its snapshot is damaged.
    #[error("the snapshot is damaged: {0}")]
    Damaged(String),
    /// It was written by a newer version of the server.
    #[error("written by a newer version (schema {0}); this one changes nothing")]
    TooNew(u32),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// An `on_disk` callback, and a way to wait for it.
pub fn confirmation() -> (OnDisk, Confirmation) {
    let (sender, receiver) = oneshot::channel();
    // Nobody may be waiting any more.
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

/// Writes, and waits until the write is on disk.
pub async fn write_through(storage: &dyn Storage, write: Write) -> Result<(), StorageError> {
    let (on_disk, confirmation) = confirmation();
    storage.write(write, on_disk).await;
    confirmation.wait().await
}
