//! The tables, and the connection settings with which a commit survives a power cut.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Result, TransactionBehavior};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// The version of the tables. Stored in the file, so that an older server does not touch a newer
/// file.
pub const TABLES: i64 = 2;

/// How long a connection waits for a lock that another connection holds.
const BUSY: Duration = Duration::from_secs(5);

/// `checksum` is empty in rows that version 1 wrote. `blob` and `parts` are for what is too large
/// for one row: the first parts are in the table `parts`, the last one is in the row itself.
const CREATE: &str = "
    CREATE TABLE rooms (
        id TEXT PRIMARY KEY NOT NULL,
        created INTEGER NOT NULL,
        visited INTEGER NOT NULL,
        ended INTEGER,
        snapshot_seq INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        snapshot BLOB,
        checksum INTEGER,
        blob INTEGER,
        parts INTEGER NOT NULL DEFAULT 0,
        marked INTEGER
    ) STRICT;
    CREATE INDEX rooms_by_visit ON rooms (visited) WHERE ended IS NULL;
    CREATE TABLE journal (
        room TEXT NOT NULL,
        seq INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        entry BLOB NOT NULL,
        checksum INTEGER,
        blob INTEGER,
        parts INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (room, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE damaged (
        room TEXT NOT NULL,
        what TEXT NOT NULL,
        bytes BLOB,
        at INTEGER NOT NULL,
        why TEXT NOT NULL
    ) STRICT;
";

/// The tables of version 1, as far as they differ from those of other versions: by their columns.
const VERSION_1: &str = "
    CREATE TABLE rooms (id, created, visited, ended, snapshot_seq, schema, snapshot);
    CREATE TABLE journal (room, seq, schema, entry);
    CREATE TABLE damaged (room, what, bytes, at, why);
";

/// What version 2 added to the tables of version 1.
const FROM_1: &str = "
    ALTER TABLE rooms ADD COLUMN checksum INTEGER;
    ALTER TABLE rooms ADD COLUMN blob INTEGER;
    ALTER TABLE rooms ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rooms ADD COLUMN marked INTEGER;
    ALTER TABLE journal ADD COLUMN checksum INTEGER;
    ALTER TABLE journal ADD COLUMN blob INTEGER;
    ALTER TABLE journal ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
";

/// Parts of blobs, and the blobs whose parts are to be deleted.
const PARTS: &str = "
    CREATE TABLE parts (
        blob INTEGER NOT NULL,
        part INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (blob, part)
    ) STRICT;
    CREATE TABLE obsolete (blob INTEGER PRIMARY KEY NOT NULL) STRICT;
";

/// Blobs that no row refers to, because the server ended before their last part was written.
const ABANDONED: &str = "
    INSERT OR IGNORE INTO obsolete
    SELECT DISTINCT blob FROM parts
    WHERE blob NOT IN (SELECT blob FROM rooms WHERE blob IS NOT NULL)
      AND blob NOT IN (SELECT blob FROM journal WHERE blob IS NOT NULL)
";

/// Opens the connection that writes.
pub fn open_for_writing(file: &Path) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A commit returns when it is on disk. WAL alone (NORMAL) may lose the last commits.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Statements are prepared once, and not again for each value that they are given.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub fn open_for_reading(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The version of the tables in the file; 0 when it is new. What the file says of it counts only where its tables are
/// of no version that is known here: the number has no checksum, and tables that are there cannot be those of another.
pub fn version(connection: &Connection) -> Result<i64> {
    let said = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version_of_tables(connection).unwrap_or(said))
}

/// The version whose tables these are; `None` if there is none, or if they cannot be read.
fn version_of_tables(connection: &Connection) -> Option<i64> {
    let found = columns(connection).ok()?;
    let versions = [(0, vec![]), (1, vec![VERSION_1]), (TABLES, vec![CREATE, PARTS])];
    let is_it = |scripts: &[&str]| {
        let pattern = Connection::open_in_memory().ok()?;
        pattern.execute_batch(&scripts.concat()).ok()?;
        (columns(&pattern).ok()? == found).then_some(())
    };
    let known = versions.iter().find(|(_, scripts)| is_it(scripts).is_some());
    known.map(|(version, _)| *version)
}

/// All tables with all their columns.
fn columns(connection: &Connection) -> Result<BTreeSet<(String, String)>> {
    let sql = "SELECT tables.name, columns.name
               FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
               WHERE tables.schema = 'main' AND tables.name NOT LIKE 'sqlite_%'";
    let mut select = connection.prepare(sql)?;
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Creates the tables, or brings those of an older version up to date.
pub fn prepare(connection: &mut Connection) -> Result<()> {
    let version = version(connection)?;
    let db = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    match version {
        0 => db.execute_batch(&[CREATE, PARTS].concat())?,
        1 => db.execute_batch(&[FROM_1, PARTS].concat())?,
        _ => {}
    }
    db.pragma_update(None, "user_version", TABLES)?;
    db.execute(ABANDONED, [])?;
    db.commit()
}

/// The first number that no blob has.
pub fn next_blob(connection: &Connection) -> Result<i64> {
    let sql = "SELECT max(coalesce((SELECT max(blob) FROM parts), 0),
                          coalesce((SELECT max(blob) FROM obsolete), 0),
                          coalesce((SELECT max(blob) FROM rooms), 0),
                          coalesce((SELECT max(blob) FROM journal), 0)) + 1";
    connection.query_row(sql, [], |row| row.get(0))
}
