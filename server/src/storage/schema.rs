//! The tables, and the connection settings with which a commit survives a power cut.

use rusqlite::{Connection, OpenFlags, Result};
use std::path::Path;
use std::time::Duration;

/// The version of the tables. Stored in the file, so that an older server does not touch a newer
/// file.
pub const TABLES: i64 = 1;

/// How long a connection waits for a lock that another connection of this process holds.
const BUSY: Duration = Duration::from_secs(5);

const CREATE: &str = "
    CREATE TABLE IF NOT EXISTS rooms (
        id TEXT PRIMARY KEY NOT NULL,
        created INTEGER NOT NULL,
        visited INTEGER NOT NULL,
        ended INTEGER,
        snapshot_seq INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        snapshot BLOB
    ) STRICT;
    CREATE INDEX IF NOT EXISTS rooms_by_visit ON rooms (visited) WHERE ended IS NULL;
    CREATE TABLE IF NOT EXISTS journal (
        room TEXT NOT NULL,
        seq INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        entry BLOB NOT NULL,
        PRIMARY KEY (room, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS damaged (
        room TEXT NOT NULL,
        what TEXT NOT NULL,
        bytes BLOB,
        at INTEGER NOT NULL,
        why TEXT NOT NULL
    ) STRICT;
";

/// Opens the connection that writes, and creates the tables if they do not exist.
pub fn open_for_writing(file: &Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A commit returns when it is on disk. WAL alone (NORMAL) may lose the last commits.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(CREATE)?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub fn open_for_reading(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The version of the tables in the file; 0 when it is new.
pub fn version(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Marks the file as having tables of the current version.
pub fn set_version(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "user_version", TABLES)
}
