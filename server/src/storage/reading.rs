//! Reading a room: its snapshot, and the journal as far as it is intact. Changes nothing.

use domain::ids::RoomId;
use domain::room::{Entry, Room};
use domain::time::Timestamp;
use rusqlite::{Connection, Error, OptionalExtension, params};
use serde::de::DeserializeOwned;

use super::codec::{Label, Undecodable, decode};
use super::damage::Damage;
use super::writer::engine;
use super::{LoadError, Loaded, Status, StorageError, Unvisited};

/// A room's rows in the database.
pub struct Rows {
    snapshot: Row,
    journal: Vec<Row>,
}

/// A snapshot or a journal entry as it is stored.
struct Row {
    seq: i64,
    /// What stands beside the bytes; `None` if a damaged column holds what nobody has written there.
    label: Option<(u32, Option<u32>)>,
    bytes: Vec<u8>,
}

/// Which parts of a row are in the table `parts`.
struct Spread {
    blob: Option<i64>,
    parts: i64,
}

/// Reads a room's rows in one transaction.
pub fn rows(connection: &mut Connection, room: &str) -> Result<Rows, LoadError> {
    let db = connection.transaction().map_err(|error| engine(&error))?;
    let snapshot = match status(&db, room)? {
        None => return Err(LoadError::Unknown),
        Some(Status::Ended) => return Err(LoadError::Ended),
        Some(Status::Open) => snapshot(&db, room).map_err(|error| engine(&error))?,
    };
    let journal = journal(&db, room, snapshot.seq).map_err(|error| engine(&error))?;
    Ok(Rows { snapshot, journal })
}

/// The snapshot of a room that exists.
fn snapshot(db: &Connection, room: &str) -> rusqlite::Result<Row> {
    let sql = "SELECT snapshot_seq, schema, checksum, snapshot, blob, parts, ended IS NULL
               FROM rooms WHERE id = ?1";
    let ((row, spread), is_open): (_, bool) =
        db.query_row(sql, [room], |row| Ok((stored(row)?, row.get(6)?)))?;
    let row = gathered(db, row, &spread)?;
    // Nobody has ended it.
    Ok(if is_open { row } else { Row { label: None, ..row } })
}

fn journal(db: &Connection, room: &str, after: i64) -> rusqlite::Result<Vec<Row>> {
    let sql = "SELECT seq, schema, checksum, entry, blob, parts FROM journal
               WHERE room = ?1 AND seq > ?2 ORDER BY seq";
    let mut select = db.prepare(sql)?;
    let rows = select.query_map(params![room, after], stored)?;
    rows.map(|row| row.and_then(|(row, spread)| gathered(db, row, &spread))).collect()
}

/// A row, whatever damage has made of its columns: that concerns this row alone.
fn stored(row: &rusqlite::Row<'_>) -> rusqlite::Result<(Row, Spread)> {
    let label = readable(row.get(1))?.zip(readable(row.get(2))?);
    let bytes = readable(row.get(3))?.unwrap_or_default();
    let seq = readable(row.get(0))?.unwrap_or_default();
    // Without them the bytes are not those of the checksum.
    let (blob, parts) = (readable(row.get(4))?.flatten(), readable(row.get(5))?);
    Ok((Row { seq, label, bytes }, Spread { blob, parts: parts.unwrap_or_default() }))
}

/// What a column holds; `None` if that is of another kind or out of range.
fn readable<T>(column: rusqlite::Result<T>) -> rusqlite::Result<Option<T>> {
    match column {
        Ok(value) => Ok(Some(value)),
        Err(
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..),
        ) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The row with all its bytes. Where a part is missing, the checksum will tell.
fn gathered(db: &Connection, mut row: Row, spread: &Spread) -> rusqlite::Result<Row> {
    let Some(blob) = spread.blob else { return Ok(row) };
    let sql = "SELECT bytes FROM parts WHERE blob = ?1 AND part < ?2 ORDER BY part";
    let mut select = db.prepare_cached(sql)?;
    let mut parts = select.query(params![blob, spread.parts])?;
    let mut bytes = Vec::new();
    while let Some(part) = parts.next()? {
        bytes.extend_from_slice(part.get_ref(0)?.as_blob().unwrap_or_default());
    }
    bytes.append(&mut row.bytes);
    Ok(Row { bytes, ..row })
}

impl Row {
    fn decode<T: DeserializeOwned>(&self, room: &str) -> Result<T, Undecodable> {
        let Some((schema, checksum)) = self.label else {
            return Err(Undecodable::Damaged("what stands beside the bytes is damaged".into()));
        };
        decode(&Label { room, seq: self.seq, schema, checksum }, &self.bytes)
    }
}

/// Decodes the room in these rows, and says from where on its journal has to be set aside, if it is
/// damaged.
pub fn decode_rows(room: &str, rows: &Rows) -> Result<(Loaded, Option<Damage>), LoadError> {
    let state = rows.snapshot.decode(room).map_err(|why| match why {
        Undecodable::Damaged(why) => LoadError::Damaged(why),
        Undecodable::TooNew(schema) => LoadError::TooNew(schema),
    })?;
    replay(room, state, rows.snapshot.seq, &rows.journal)
}

fn replay(
    room: &str,
    mut state: Room,
    mut seq: i64,
    journal: &[Row],
) -> Result<(Loaded, Option<Damage>), LoadError> {
    let mut damage = None;
    for row in journal {
        if row.seq != seq + 1 {
            damage = Some(Damage { from: seq + 1, why: format!("entry {} is missing", seq + 1) });
            break;
        }
        match row.decode::<Entry>(room) {
            Ok(entry) => state.replay(&entry),
            Err(Undecodable::TooNew(schema)) => return Err(LoadError::TooNew(schema)),
            Err(Undecodable::Damaged(why)) => {
                damage = Some(Damage { from: seq + 1, why });
                break;
            }
        }
        seq = row.seq;
    }
    Ok((Loaded { state, seq: seq.unsigned_abs() }, damage))
}

/// The status of a room, if it exists. One that has ended has no content.
pub fn status(connection: &Connection, room: &str) -> Result<Option<Status>, StorageError> {
    let sql = "SELECT (ended IS NULL OR snapshot IS NOT NULL) AND marked IS NULL FROM rooms
               WHERE id = ?1";
    let open = connection
        .prepare_cached(sql)
        .and_then(|mut select| select.query_row([room], |row| row.get(0)).optional())
        .map_err(|error| engine(&error))?;
    Ok(open.map(|open| if open { Status::Open } else { Status::Ended }))
}

/// Rooms that were not deleted and were last visited before that time.
pub fn unvisited_since(connection: &Connection, time: i64) -> Result<Vec<Unvisited>, StorageError> {
    let sql = "SELECT id, marked FROM rooms WHERE ended IS NULL AND visited < ?1";
    let select = || -> rusqlite::Result<Vec<Unvisited>> {
        let mut select = connection.prepare(sql)?;
        let rooms = select.query_map([time], |row| {
            let marked: Option<i64> = row.get(1)?;
            let marked = marked.map(|time| Timestamp(time.unsigned_abs()));
            Ok(Unvisited { room: RoomId(row.get(0)?), marked })
        })?;
        rooms.collect()
    };
    select().map_err(|error| engine(&error))
}

/// The newest time at which a room was visited, if there is any room.
pub fn newest_visit(connection: &Connection) -> Result<Option<i64>, StorageError> {
    let sql = "SELECT max(visited) FROM rooms WHERE ended IS NULL";
    connection.query_row(sql, [], |row| row.get(0)).map_err(|error| engine(&error))
}
