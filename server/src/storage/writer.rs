//! The thread that writes. All queued writes go into one transaction, so that many rooms share one
//! wait for the disk (group commit). Knows rows and bytes, not what is in them.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TryRecvError;
use tracing::error;

use super::health::{Health, RETRY, may_pass};
use super::{OnDisk, StorageError};

/// The capacity of the queue. Senders wait when it is full.
const QUEUE: usize = 1024;

/// The most writes in one transaction: bounds how long the first one waits for the last.
const BATCH: usize = 256;

/// The least time from one transaction to the next. The first write after a pause is on disk at once, and when there
/// are many, more of them share one wait for the disk.
const BETWEEN: Duration = Duration::from_millis(5);

/// How long a write waits for a lock of another process while the server stops.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// The most bytes of parts in one transaction.
const BATCH_BYTES: usize = 1024 * 1024;

/// Bytes as a row has them.
pub struct Stored {
    pub schema: u32,
    /// Of all the bytes.
    pub checksum: u32,
    /// The blob whose parts come first, and how many there are.
    pub blob: Option<i64>,
    pub parts: i64,
    /// The last part, which is in the row itself.
    pub last: Vec<u8>,
}

/// A write, as rows.
pub enum Job {
    /// Inserts a row into `rooms`.
    Create { room: String, state: Stored, now: i64 },
    /// Inserts a row into `journal`.
    Append { room: String, seq: i64, entry: Stored },
    /// Replaces a room's snapshot, and deletes the journal up to it.
    Snapshot { room: String, seq: i64, state: Stored },
    /// Inserts a row into `parts`.
    Part { blob: i64, part: i64, bytes: Vec<u8> },
    /// Updates the time of the last visit.
    Visited { rooms: Vec<String>, now: i64 },
    /// Notes that a room is to be deleted.
    Mark { room: String, now: i64 },
    /// Takes back the marks that are newer than this.
    Unmark { after: i64 },
    /// Turns a room into a tombstone.
    End { room: String, now: i64 },
    /// Moves the rows of a room's journal from a number on to `damaged`.
    SetAside { room: String, from: i64, why: String, now: i64 },
    /// Writes nothing.
    Flush,
    /// Ends the thread after the current batch.
    Stop,
}

/// Sends jobs to the thread.
pub type Queue = mpsc::Sender<(Job, OnDisk)>;

/// Starts the thread.
pub fn start(
    connection: Connection,
    health: Arc<Health>,
) -> std::io::Result<(Queue, JoinHandle<()>)> {
    let (queue, jobs) = mpsc::channel(QUEUE);
    let builder = std::thread::Builder::new().name("journal writer".into());
    let thread = builder.spawn(move || write(connection, jobs, &health))?;
    Ok((queue, thread))
}

fn write(mut connection: Connection, mut jobs: mpsc::Receiver<(Job, OnDisk)>, health: &Health) {
    let mut stopped = false;
    let mut is_tidy = false;
    let mut last = Instant::now();
    while !stopped && let Some(first) = next(&mut connection, &mut jobs, &mut is_tidy) {
        // A part is as large as many writes.
        if !matches!(first.0, Job::Part { .. }) {
            std::thread::sleep(BETWEEN.saturating_sub(last.elapsed()));
        }
        last = Instant::now();
        let mut bytes = first.0.bytes();
        let mut batch = vec![first];
        while batch.len() < BATCH
            && bytes < BATCH_BYTES
            && let Ok(next) = jobs.try_recv()
        {
            bytes += next.0.bytes();
            batch.push(next);
        }
        is_tidy &= !batch.iter().any(|(job, _)| job.leaves_parts());
        stopped = batch.iter().any(|(job, _)| matches!(job, Job::Stop));
        if stopped {
            jobs.close();
        }
        commit(&mut connection, batch, health);
    }
    while let Ok((_, on_disk)) = jobs.try_recv() {
        on_disk(Err(StorageError::Closed));
    }
    // Leaves everything in one file, which can be copied as it is.
    if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
        error!(%error, "cannot tidy up the database");
    }
}

/// The next job. Until there is one, parts that nothing refers to any more are deleted.
fn next(
    connection: &mut Connection,
    jobs: &mut mpsc::Receiver<(Job, OnDisk)>,
    is_tidy: &mut bool,
) -> Option<(Job, OnDisk)> {
    while !*is_tidy {
        match jobs.try_recv() {
            Ok(job) => return Some(job),
            Err(TryRecvError::Disconnected) => return None,
            // If that fails, whatever comes next fails too and says so.
            Err(TryRecvError::Empty) => *is_tidy = tidy(connection).unwrap_or(true),
        }
    }
    jobs.blocking_recv()
}

/// Deletes a few parts of an obsolete blob; `true` if there is none.
fn tidy(connection: &mut Connection) -> rusqlite::Result<bool> {
    let db = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let first = "SELECT blob FROM obsolete LIMIT 1";
    let Some(blob) = db.query_row(first, [], |row| row.get::<_, i64>(0)).optional()? else {
        return Ok(true);
    };
    let few = "DELETE FROM parts WHERE rowid IN (SELECT rowid FROM parts WHERE blob = ?1 LIMIT 2)";
    if db.execute(few, [blob])? == 0 {
        db.execute("DELETE FROM obsolete WHERE blob = ?1", [blob])?;
    }
    db.commit()?;
    Ok(false)
}

/// Carries out a batch in one transaction. If that fails, each job gets its own, so that one bad
/// write fails alone.
fn commit(connection: &mut Connection, batch: Vec<(Job, OnDisk)>, health: &Health) {
    if health.has_given_up() {
        // If that fails, stopping takes longer.
        let _ = connection.busy_timeout(LAST_WAIT);
    }
    if let Err(error) = health.wait_for_files() {
        batch.into_iter().for_each(|(_, on_disk)| on_disk(Err(error.clone())));
        return;
    }
    match in_transaction(connection, batch.iter().map(|(job, _)| job)) {
        Ok(results) => {
            health.succeeded();
            for ((_, on_disk), result) in batch.into_iter().zip(results) {
                on_disk(result);
            }
        }
        Err(error) => {
            if may_pass(&error) {
                health.failed(&error);
                if health.has_given_up() {
                    batch.into_iter().for_each(|(_, on_disk)| on_disk(Err(engine(&error))));
                    return;
                }
            }
            for (job, on_disk) in batch {
                on_disk(alone(connection, &job, health));
            }
        }
    }
}

/// Carries out one job. While the disk fails it is tried again, and everything behind it waits.
fn alone(connection: &mut Connection, job: &Job, health: &Health) -> Result<(), StorageError> {
    loop {
        match in_transaction(connection, [job].into_iter()) {
            Ok(results) => {
                health.succeeded();
                return results.into_iter().collect();
            }
            Err(error) if may_pass(&error) => {
                health.failed(&error);
                if health.has_given_up() {
                    return Err(engine(&error));
                }
                std::thread::sleep(RETRY);
            }
            Err(error) => return Err(engine(&error)),
        }
    }
}

impl Job {
    /// How many bytes it holds.
    fn bytes(&self) -> usize {
        match self {
            Self::Create { state: stored, .. }
            | Self::Append { entry: stored, .. }
            | Self::Snapshot { state: stored, .. } => stored.last.len(),
            Self::Part { bytes, .. } => bytes.len(),
            _ => 0,
        }
    }

    /// Whether it makes blobs obsolete.
    fn leaves_parts(&self) -> bool {
        matches!(self, Self::Snapshot { .. } | Self::End { .. } | Self::SetAside { .. })
    }
}

/// Carries out the jobs and commits. A job that conflicts changes nothing and fails alone.
fn in_transaction<'a>(
    connection: &mut Connection,
    jobs: impl Iterator<Item = &'a Job>,
) -> rusqlite::Result<Vec<Result<(), StorageError>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut results = Vec::new();
    for job in jobs {
        let fits = carry_out(&transaction, job)?;
        results.push(if fits { Ok(()) } else { Err(StorageError::Conflict) });
    }
    transaction.commit()?;
    Ok(results)
}

/// Carries out one job; `false` if it conflicts with what is there.
fn carry_out(db: &Transaction<'_>, job: &Job) -> rusqlite::Result<bool> {
    match job {
        Job::Create { room, state, now } => {
            let sql = "INSERT INTO rooms
                       (id, created, visited, snapshot_seq, schema, checksum, blob, parts, snapshot)
                       VALUES (?1, ?2, ?2, 0, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
            let Stored { schema, checksum, blob, parts, last } = state;
            let row = params![room, now, schema, checksum, blob, parts, last];
            Ok(db.prepare_cached(sql)?.execute(row)? == 1)
        }
        Job::Append { room, seq, entry } => {
            if last_seq(db, room)? != Some(seq - 1) {
                return Ok(false);
            }
            let sql = "INSERT INTO journal (room, seq, schema, checksum, blob, parts, entry)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let Stored { schema, checksum, blob, parts, last } = entry;
            let row = params![room, seq, schema, checksum, blob, parts, last];
            Ok(db.prepare_cached(sql)?.execute(row)? == 1)
        }
        Job::Snapshot { room, seq, state } => {
            let old = "INSERT OR IGNORE INTO obsolete SELECT blob FROM rooms
                       WHERE id = ?1 AND blob IS NOT NULL AND snapshot_seq <= ?2 AND ended IS NULL";
            db.prepare_cached(old)?.execute(params![room, seq])?;
            let sql = "UPDATE rooms SET snapshot_seq = ?2, schema = ?3, checksum = ?4, blob = ?5,
                                        parts = ?6, snapshot = ?7
                       WHERE id = ?1 AND snapshot_seq <= ?2 AND ended IS NULL";
            let Stored { schema, checksum, blob, parts, last } = state;
            let row = params![room, seq, schema, checksum, blob, parts, last];
            let fits = db.prepare_cached(sql)?.execute(row)? == 1;
            if fits {
                forget_journal(db, room, i64::MIN, *seq)?;
            } else if let Some(blob) = blob {
                db.prepare_cached("INSERT INTO obsolete VALUES (?1)")?.execute([blob])?;
            }
            Ok(fits)
        }
        Job::Part { blob, part, bytes } => {
            let sql = "INSERT INTO parts (blob, part, bytes) VALUES (?1, ?2, ?3)";
            Ok(db.prepare_cached(sql)?.execute(params![blob, part, bytes])? == 1)
        }
        Job::Visited { rooms, now } => {
            let mut update = db.prepare_cached(
                "UPDATE rooms SET visited = ?2 WHERE id = ?1 AND visited < ?2 AND ended IS NULL",
            )?;
            for room in rooms {
                update.execute(params![room, now])?;
            }
            Ok(true)
        }
        Job::Mark { room, now } => {
            let sql = "UPDATE rooms SET marked = ?2
                       WHERE id = ?1 AND marked IS NULL AND ended IS NULL";
            Ok(db.prepare_cached(sql)?.execute(params![room, now])? == 1)
        }
        Job::Unmark { after } => {
            db.prepare_cached("UPDATE rooms SET marked = NULL WHERE marked > ?1")?
                .execute([after])?;
            Ok(true)
        }
        Job::End { room, now } => {
            let old = "INSERT OR IGNORE INTO obsolete
                       SELECT blob FROM rooms WHERE id = ?1 AND blob IS NOT NULL";
            db.prepare_cached(old)?.execute([room])?;
            let sql = "UPDATE rooms SET ended = ?2, snapshot = NULL, blob = NULL, parts = 0
                       WHERE id = ?1";
            db.prepare_cached(sql)?.execute(params![room, now])?;
            forget_journal(db, room, i64::MIN, i64::MAX)?;
            db.prepare_cached("DELETE FROM damaged WHERE room = ?1")?.execute([room])?;
            Ok(true)
        }
        Job::SetAside { room, from, why, now } => {
            let sql = "INSERT INTO damaged (room, what, bytes, at, why)
                       SELECT room, 'entry ' || seq || ' part ' || part, bytes, ?3, ?4
                       FROM journal JOIN parts ON journal.blob = parts.blob
                       WHERE room = ?1 AND seq >= ?2
                       UNION ALL
                       SELECT room, 'entry ' || seq, entry, ?3, ?4 FROM journal
                       WHERE room = ?1 AND seq >= ?2";
            db.prepare_cached(sql)?.execute(params![room, from, now, why])?;
            forget_journal(db, room, *from, i64::MAX)?;
            Ok(true)
        }
        Job::Flush | Job::Stop => Ok(true),
    }
}

/// Deletes a room's entries from one number to another.
fn forget_journal(db: &Transaction<'_>, room: &str, from: i64, to: i64) -> rusqlite::Result<()> {
    let within = params![room, from, to];
    let old = "INSERT OR IGNORE INTO obsolete SELECT blob FROM journal
               WHERE room = ?1 AND seq BETWEEN ?2 AND ?3 AND blob IS NOT NULL";
    db.prepare_cached(old)?.execute(within)?;
    let entries = "DELETE FROM journal WHERE room = ?1 AND seq BETWEEN ?2 AND ?3";
    db.prepare_cached(entries)?.execute(within)?;
    Ok(())
}

/// The number of a room's last entry; `None` if the room has ended or never existed.
fn last_seq(db: &Transaction<'_>, room: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT max(snapshot_seq, coalesce(
                   (SELECT seq FROM journal WHERE room = ?1 ORDER BY seq DESC LIMIT 1), 0))
               FROM rooms WHERE id = ?1 AND ended IS NULL";
    db.prepare_cached(sql)?.query_row([room], |row| row.get(0)).optional()
}

/// Converts an error of SQLite.
pub fn engine(error: &rusqlite::Error) -> StorageError {
    StorageError::Engine(error.to_string())
}
