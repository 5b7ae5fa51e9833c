//! The storage in one SQLite file: a thread that writes, and a connection that reads.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, bail};
use domain::ids::RoomId;
use domain::time::Timestamp;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use tokio::task::spawn_blocking;

use super::codec::{SCHEMA, encode_entry, encode_room};
use super::writer::{self, Job, Queue};
use super::{
    LoadError, Loaded, OnDisk, Status, Storage, StorageError, Write, confirmation, reading, schema,
};

/// The file in the data folder.
pub const FILE: &str = "rooms.db";

/// Locked while a process uses the data folder. Released when the process ends, however it does.
const LOCK_FILE: &str = "lock";

/// Rooms in one SQLite file.
pub struct SqliteStorage {
    queue: Queue,
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
        let opened = || -> rusqlite::Result<_> {
            let connection = schema::open_for_writing(&file)?;
            Ok((schema::version(&connection)?, connection))
        };
        let (version, connection) =
            opened().with_context(|| format!("cannot open {}", file.display()))?;
        match version {
            0 => schema::set_version(&connection)?,
            schema::TABLES => {}
            newer => bail!(
                "{} was written by a newer version of Ready Room (tables {newer}, this one knows {})",
                file.display(),
                schema::TABLES
            ),
        }
        let reader = Arc::new(Mutex::new(schema::open_for_reading(&file)?));
        let (queue, thread) = writer::start(connection)?;
        Ok(Self { queue, reader, thread: Mutex::new(Some(thread)), _lock: lock })
    }

    async fn send(&self, job: Job, on_disk: OnDisk) {
        if let Err(refused) = self.queue.send((job, on_disk)).await {
            let (_, on_disk) = refused.0;
            on_disk(Err(StorageError::Closed));
        }
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

fn lock(folder: &Path) -> anyhow::Result<File> {
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
            match job(write).await {
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
            let (loaded, damage) = spawn_blocking(move || reading::decode(&rows))
                .await
                .unwrap_or_else(|error| Err(LoadError::Damaged(error.to_string())))?;
            if let Some(damage) = damage {
                let (on_disk, confirmation) = confirmation();
                self.send(damage.set_aside(&room, now), on_disk).await;
                confirmation.wait().await?;
            }
            Ok(loaded)
        }
        .boxed()
    }

    fn status(&self, room: RoomId) -> BoxFuture<'_, Result<Option<Status>, StorageError>> {
        self.read(move |connection| reading::status(connection, &room.0)).boxed()
    }

    fn unvisited_since(&self, t: Timestamp) -> BoxFuture<'_, Result<Vec<RoomId>, StorageError>> {
        async move {
            let rooms = self.read(move |db| reading::unvisited_since(db, number(t.0))).await?;
            Ok(rooms.into_iter().map(RoomId).collect())
        }
        .boxed()
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

/// The job for a write. What is large is encoded on a thread that may block.
async fn job(write: Write) -> Result<Job, StorageError> {
    let job = match write {
        Write::Create { room, state, now } => {
            let bytes = spawn_blocking(move || encode_room(&state)).await;
            let state = bytes.map_err(unwritable)?.map_err(unwritable)?;
            Job::Create { room: room.0, state, schema: SCHEMA, now: number(now.0) }
        }
        Write::Append { room, seq, entry } => {
            let entry = if entry.is_large() {
                spawn_blocking(move || encode_entry(&entry)).await.map_err(unwritable)?
            } else {
                encode_entry(&entry)
            };
            let entry = entry.map_err(unwritable)?;
            Job::Append { room: room.0, seq: number(seq), schema: SCHEMA, entry }
        }
        Write::Snapshot { room, seq, state } => {
            let bytes = spawn_blocking(move || encode_room(&state)).await;
            let state = bytes.map_err(unwritable)?.map_err(unwritable)?;
            Job::Snapshot { room: room.0, seq: number(seq), schema: SCHEMA, state }
        }
        Write::Visited { rooms, now } => {
            let rooms = rooms.into_iter().map(|room| room.0).collect();
            Job::Visited { rooms, now: number(now.0) }
        }
        Write::End { room, now } => Job::End { room: room.0, now: number(now.0) },
        Write::Flush => Job::Flush,
    };
    Ok(job)
}

fn unwritable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Engine(error.to_string())
}

/// SQLite's integers are signed.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
