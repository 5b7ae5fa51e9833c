//! The thread that writes. All queued writes go into one transaction, so that many rooms share one
//! wait for the disk (group commit). Knows rows and bytes, not what is in them.

use std::thread::JoinHandle;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use tokio::sync::mpsc;
use tracing::error;

use super::{OnDisk, StorageError};

/// The capacity of the queue. Senders wait when it is full.
const QUEUE: usize = 1024;

/// The most writes in one transaction: bounds how long the first one waits for the last.
const BATCH: usize = 256;

/// A write, as rows.
pub enum Job {
    /// Inserts a row into `rooms`.
    Create { room: String, state: Vec<u8>, schema: u32, now: i64 },
    /// Inserts a row into `journal`.
    Append { room: String, seq: i64, schema: u32, entry: Vec<u8> },
    /// Replaces a room's snapshot, and deletes the journal up to it.
    Snapshot { room: String, seq: i64, schema: u32, state: Vec<u8> },
    /// Updates the time of the last visit.
    Visited { rooms: Vec<String>, now: i64 },
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
pub fn start(connection: Connection) -> std::io::Result<(Queue, JoinHandle<()>)> {
    let (queue, jobs) = mpsc::channel(QUEUE);
    let builder = std::thread::Builder::new().name("journal writer".into());
    let thread = builder.spawn(move || write(connection, jobs))?;
    Ok((queue, thread))
}

fn write(mut connection: Connection, mut jobs: mpsc::Receiver<(Job, OnDisk)>) {
    let mut stopped = false;
    while !stopped && let Some(first) = jobs.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        stopped = batch.iter().any(|(job, _)| matches!(job, Job::Stop));
        if stopped {
            jobs.close();
        }
        commit(&mut connection, batch);
    }
    while let Ok((_, on_disk)) = jobs.try_recv() {
        on_disk(Err(StorageError::Closed));
    }
    // Leaves everything in one file, which can be copied as it is.
    if let Err(error) = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE") {
        error!(%error, "cannot tidy up the database");
    }
}

/// Carries out a batch in one transaction. If that fails, each job gets its own, so that one bad
/// write fails alone.
fn commit(connection: &mut Connection, batch: Vec<(Job, OnDisk)>) {
    let together = in_transaction(connection, batch.iter().map(|(job, _)| job));
    match together {
        Ok(results) => {
            for ((_, on_disk), result) in batch.into_iter().zip(results) {
                on_disk(result);
            }
        }
        Err(error) if batch.len() == 1 => {
            batch.into_iter().for_each(|(_, on_disk)| on_disk(Err(engine(&error))));
        }
        Err(_) => {
            for (job, on_disk) in batch {
                on_disk(match in_transaction(connection, [&job].into_iter()) {
                    Ok(results) => results.into_iter().collect(),
                    Err(error) => Err(engine(&error)),
                });
            }
        }
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
        Job::Create { room, state, schema, now } => {
            let sql = "INSERT INTO rooms (id, created, visited, snapshot_seq, schema, snapshot)
                       VALUES (?1, ?2, ?2, 0, ?3, ?4) ON CONFLICT DO NOTHING";
            Ok(db.prepare_cached(sql)?.execute(params![room, now, schema, state])? == 1)
        }
        Job::Append { room, seq, schema, entry } => {
            if last_seq(db, room)? != Some(seq - 1) {
                return Ok(false);
            }
            let sql = "INSERT INTO journal (room, seq, schema, entry) VALUES (?1, ?2, ?3, ?4)";
            Ok(db.prepare_cached(sql)?.execute(params![room, seq, schema, entry])? == 1)
        }
        Job::Snapshot { room, seq, schema, state } => {
            let sql = "UPDATE rooms SET snapshot = ?4, snapshot_seq = ?2, schema = ?3
                       WHERE id = ?1 AND snapshot_seq <= ?2 AND ended IS NULL";
            let fits = db.prepare_cached(sql)?.execute(params![room, seq, schema, state])? == 1;
            if fits {
                db.prepare_cached("DELETE FROM journal WHERE room = ?1 AND seq <= ?2")?
                    .execute(params![room, seq])?;
            }
            Ok(fits)
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
        Job::End { room, now } => {
            let sql = "UPDATE rooms SET ended = ?2, snapshot = NULL WHERE id = ?1";
            db.prepare_cached(sql)?.execute(params![room, now])?;
            db.prepare_cached("DELETE FROM journal WHERE room = ?1")?.execute([room])?;
            db.prepare_cached("DELETE FROM damaged WHERE room = ?1")?.execute([room])?;
            Ok(true)
        }
        Job::SetAside { room, from, why, now } => {
            let sql = "INSERT INTO damaged (room, what, bytes, at, why)
                       SELECT room, 'entry ' || seq, entry, ?3, ?4 FROM journal
                       WHERE room = ?1 AND seq >= ?2";
            db.prepare_cached(sql)?.execute(params![room, from, now, why])?;
            db.prepare_cached("DELETE FROM journal WHERE room = ?1 AND seq >= ?2")?
                .execute(params![room, from])?;
            Ok(true)
        }
        Job::Flush | Job::Stop => Ok(true),
    }
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
