//! The storage in one SQLite file: a thread that writes, and a connection that reads.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, bail};
use domain::ids::RoomId;
use domain::time::Timestamp;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use tokio::task::spawn_blocking;

use super::codec::{Label, SCHEMA, encode_entry, encode_room};
use super::health::Health;
use super::place::Place;
use super::writer::{self, Job, Queue, Stored};
use super::{
    LoadError, Loaded, OnDisk, Status, Storage, StorageError, Unvisited, Write, confirmation,
    reading, schema, wal, write_through,
};

/// The file in the data folder.
pub const FILE: &str = "rooms.db";

/// Locked while a process uses the data folder. Released when the process ends, however it does.
const LOCK_FILE: &str = "lock";

/// The most bytes of one row, and of one transaction that is about one room. What is larger is
/// written in parts, between which other rooms are written.
pub const PART: usize = 512 * 1024;

/// Rooms in one SQLite file.
pub struct SqliteStorage {
    queue: Queue,
    health: Arc<Health>,
    next_blob: AtomicI64,
    reader: Arc<Mutex<Connection>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    _lock: File,
}

impl SqliteStorage {
    /// Opens the data folder, which is created if it does not exist. Fails if another process uses
    /// it.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
        let lock = lock(folder)?;
        let file = folder.join(FILE);
        wal::mend(&file).with_context(|| format!("cannot read the log of {}", file.display()))?;
        let opened = || -> rusqlite::Result<_> {
            let connection = schema::open_for_writing(&file)?;
            Ok((schema::version(&connection)?, connection))
        };
        let (version, mut connection) =
            opened().with_context(|| format!("cannot open {}", file.display()))?;
        if version > schema::TABLES {
            bail!(
                "{} was written by a newer version of Ready Room (tables {version}, this one knows {})",
                file.display(),
                schema::TABLES
            );
        }
        schema::prepare(&mut connection)
            .with_context(|| format!("cannot prepare the tables of {}", file.display()))?;
        let next_blob = AtomicI64::new(schema::next_blob(&connection)?);
        let reader = Arc::new(Mutex::new(schema::open_for_reading(&file)?));
        let place = Place::of(vec![file, folder.join(LOCK_FILE)])?;
        let health = Arc::new(Health::new(place));
        let (queue, thread) = writer::start(connection, Arc::clone(&health))?;
        let thread = Mutex::new(Some(thread));
        Ok(Self { queue, health, next_blob, reader, thread, _lock: lock })
    }

    async fn send(&self, job: Job, on_disk: OnDisk) {
        if let Err(refused) = self.queue.send((job, on_disk)).await {
            let (_, on_disk) = refused.0;
            on_disk(Err(StorageError::Closed));
        }
    }

    /// The job for a write. What is large is encoded on a thread that may block, and all of it but
    /// the last part is on disk when this resolves.
    async fn job(&self, write: Write) -> Result<Job, StorageError> {
        let job = match write {
            Write::Create { room, state, now } => {
                let state = encoded(&room, 0, move || encode_room(&state)).await?;
                let state = self.spread(state).await?;
                Job::Create { room: room.0, state, now: number(now.0) }
            }
            Write::Append { room, seq, entry } => {
                let seq = number(seq);
                let entry = if entry.is_large() {
                    encoded(&room, seq, move || encode_entry(&entry)).await?
                } else {
                    summed(&room, seq, encode_entry(&entry).map_err(unwritable)?)
                };
                Job::Append { room: room.0, seq, entry: self.spread(entry).await? }
            }
            Write::Snapshot { room, seq, state } => {
                let seq = number(seq);
                let state = encoded(&room, seq, move || encode_room(&state)).await?;
                Job::Snapshot { room: room.0, seq, state: self.spread(state).await? }
            }
            Write::Visited { rooms, now } => {
                let rooms = rooms.into_iter().map(|room| room.0).collect();
                Job::Visited { rooms, now: number(now.0) }
            }
            Write::Mark { room, now } => Job::Mark { room: room.0, now: number(now.0) },
            Write::Unmark { after } => Job::Unmark { after: number(after.0) },
            Write::End { room, now } => Job::End { room: room.0, now: number(now.0) },
            Write::Flush => Job::Flush,
        };
        Ok(job)
    }

    /// Writes all but the last part of what is too large for a row, from the end, so that what is written takes
    /// no memory any more. Waits for each part, so that other rooms are written in between.
    async fn spread(&self, whole: Stored) -> Result<Stored, StorageError> {
        if whole.last.len() <= PART {
            return Ok(whole);
        }
        let blob = self.next_blob.fetch_add(1, Ordering::Relaxed);
        let mut rest = whole.last;
        let parts = rest.len().div_ceil(PART) - 1;
        let last = rest.split_off(parts * PART);
        for part in (0..parts).rev() {
            let bytes = rest.split_off(part * PART);
            rest.shrink_to_fit();
            let (on_disk, confirmation) = confirmation();
            self.send(Job::Part { blob, part: part as i64, bytes }, on_disk).await;
            confirmation.wait().await?;
        }
        Ok(Stored { blob: Some(blob), parts: parts as i64, last, ..whole })
    }

    /// Runs a read on a thread that may block.
    async fn read<T, E>(
        &self,
        read: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let reader = Arc::clone(&self.reader);
        let task = spawn_blocking(move || {
            read(&mut reader.lock().unwrap_or_else(PoisonError::into_inner))
        });
        task.await.unwrap_or_else(|error| Err(StorageError::Engine(error.to_string()).into()))
    }
}

/// Locks a data folder. Fails if another process uses it.
pub(super) fn lock(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join(LOCK_FILE);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another Ready Room uses the data folder {} already", folder.display())
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

impl Storage for SqliteStorage {
    fn write(&self, write: Write, on_disk: OnDisk) -> BoxFuture<'_, ()> {
        async move {
            match self.job(write).await {
                Ok(job) => self.send(job, on_disk).await,
                Err(error) => on_disk(Err(error)),
            }
        }
        .boxed()
    }

    fn load(&self, room: RoomId, now: Timestamp) -> BoxFuture<'_, Result<Loaded, LoadError>> {
        async move {
            let id = room.0.clone();
            let rows = self.read(move |connection| reading::rows(connection, &id)).await?;
            // Decoded after the connection is free for other reads.
            let id = room.0.clone();
            let (loaded, damage) =
                spawn_blocking(move || reading::decode_rows(&id, &rows))
                    .await
                    .unwrap_or_else(|error| Err(LoadError::Damaged(error.to_string())))?;
            if let Some(damage) = damage {
                let (on_disk, confirmation) = confirmation();
                self.send(damage.set_aside(&room, now), on_disk).await;
                confirmation.wait().await?;
                // What is left of the journal may not be where it belongs.
                let (seq, state) = (loaded.seq, Box::new(loaded.state.clone()));
                write_through(self, Write::Snapshot { room, seq, state }).await?;
            }
            Ok(loaded)
        }
        .boxed()
    }

    fn status(&self, room: RoomId) -> BoxFuture<'_, Result<Option<Status>, StorageError>> {
        self.read(move |connection| reading::status(connection, &room.0)).boxed()
    }

    fn unvisited_since(&self, t: Timestamp) -> BoxFuture<'_, Result<Vec<Unvisited>, StorageError>> {
        self.read(move |db| reading::unvisited_since(db, number(t.0))).boxed()
    }

    fn newest_visit(&self) -> BoxFuture<'_, Result<Option<Timestamp>, StorageError>> {
        async move {
            let newest = self.read(|db| reading::newest_visit(db)).await?;
            Ok(newest.map(|time| Timestamp(time.unsigned_abs())))
        }
        .boxed()
    }

    fn is_failing(&self) -> bool {
        self.health.is_failing()
    }

    fn is_in_place(&self) -> bool {
        self.health.is_in_place()
    }

    fn give_up(&self) {
        self.health.give_up();
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        async move {
            let (on_disk, confirmation) = confirmation();
            self.send(Job::Stop, on_disk).await;
            // It may have been closed before.
            drop(confirmation.wait().await);
            let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(thread) = thread {
                // If the writer panicked, that is reported already.
                drop(spawn_blocking(move || thread.join()).await);
            }
        }
        .boxed()
    }
}

/// Encodes on a thread that may block.
async fn encoded(
    room: &RoomId,
    seq: i64,
    encode: impl FnOnce() -> Result<Vec<u8>, serde_json::Error> + Send + 'static,
) -> Result<Stored, StorageError> {
    let room = room.clone();
    let encoded = spawn_blocking(move || encode().map(|bytes| summed(&room, seq, bytes))).await;
    encoded.map_err(unwritable)?.map_err(unwritable)
}

/// The bytes with their checksum, not yet spread out.
fn summed(room: &RoomId, seq: i64, bytes: Vec<u8>) -> Stored {
    let label = Label { room: &room.0, seq, schema: SCHEMA, checksum: None };
    let checksum = label.checksum_of(&bytes);
    Stored { schema: SCHEMA, checksum, blob: None, parts: 0, last: bytes }
}

fn unwritable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Engine(error.to_string())
}

/// SQLite's integers are signed.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
