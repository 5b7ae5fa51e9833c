//! Reading a room: its snapshot, and the journal as far as it is intact. Changes nothing.

use domain::room::Room;
use rusqlite::{Connection, OptionalExtension, params};

use super::codec::{Undecodable, decode_entry, decode_room};
use super::damage::Damage;
use super::writer::engine;
use super::{LoadError, Loaded, Status, StorageError};

/// A room's rows in the database.
pub struct Rows {
    snapshot: Vec<u8>,
    snapshot_seq: i64,
    schema: u32,
    journal: Vec<(i64, u32, Vec<u8>)>,
}

/// Reads a room's rows in one transaction.
pub fn rows(connection: &mut Connection, room: &str) -> Result<Rows, LoadError> {
    let db = connection.transaction().map_err(|error| engine(&error))?;
    let sql = "SELECT ended, snapshot_seq, schema, snapshot FROM rooms WHERE id = ?1";
    let row = db
        .query_row(sql, [room], |row| {
            let ended: Option<i64> = row.get(0)?;
            let snapshot: Option<Vec<u8>> = row.get(3)?;
            Ok((ended, row.get(1)?, row.get(2)?, snapshot.unwrap_or_default()))
        })
        .optional()
        .map_err(|error| engine(&error))?;
    let (snapshot_seq, schema, snapshot) = match row {
        None => return Err(LoadError::Unknown),
        Some((Some(_), ..)) => return Err(LoadError::Ended),
        Some((None, seq, schema, snapshot)) => (seq, schema, snapshot),
    };
    let journal = journal(&db, room, snapshot_seq).map_err(|error| engine(&error))?;
    Ok(Rows { snapshot, snapshot_seq, schema, journal })
}

fn journal(db: &Connection, room: &str, after: i64) -> rusqlite::Result<Vec<(i64, u32, Vec<u8>)>> {
    let sql = "SELECT seq, schema, entry FROM journal WHERE room = ?1 AND seq > ?2 ORDER BY seq";
    let mut select = db.prepare(sql)?;
    let rows = select
        .query_map(params![room, after], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// Decodes the room in these rows, and says from where on its journal has to be set aside, if it is
/// damaged.
pub fn decode(rows: &Rows) -> Result<(Loaded, Option<Damage>), LoadError> {
    let state = decode_room(rows.schema, &rows.snapshot).map_err(|why| match why {
        Undecodable::Damaged(why) => LoadError::Damaged(why),
        Undecodable::TooNew(schema) => LoadError::TooNew(schema),
    })?;
    replay(state, rows.snapshot_seq, &rows.journal)
}

fn replay(
    mut state: Room,
    mut seq: i64,
    journal: &[(i64, u32, Vec<u8>)],
) -> Result<(Loaded, Option<Damage>), LoadError> {
    let mut damage = None;
    for (number, schema, bytes) in journal {
        if *number != seq + 1 {
            damage = Some(Damage { from: *number, why: format!("entry {} is missing", seq + 1) });
            break;
        }
        match decode_entry(*schema, bytes) {
            Ok(entry) => state.replay(&entry),
            Err(Undecodable::TooNew(schema)) => return Err(LoadError::TooNew(schema)),
            Err(Undecodable::Damaged(why)) => {
                damage = Some(Damage { from: *number, why });
                break;
            }
        }
        seq = *number;
    }
    Ok((Loaded { state, seq: seq.unsigned_abs() }, damage))
}

/// The status of a room, if it exists.
pub fn status(connection: &Connection, room: &str) -> Result<Option<Status>, StorageError> {
    let sql = "SELECT ended IS NULL FROM rooms WHERE id = ?1";
    let open = connection
        .prepare_cached(sql)
        .and_then(|mut select| select.query_row([room], |row| row.get(0)).optional())
        .map_err(|error| engine(&error))?;
    Ok(open.map(|open| if open { Status::Open } else { Status::Ended }))
}

/// Rooms that have not ended and were last visited before that time.
pub fn unvisited_since(connection: &Connection, time: i64) -> Result<Vec<String>, StorageError> {
    let sql = "SELECT id FROM rooms WHERE ended IS NULL AND visited < ?1";
    let select = || -> rusqlite::Result<Vec<String>> {
        let mut select = connection.prepare(sql)?;
        let rooms = select.query_map([time], |row| row.get(0))?;
        rooms.collect()
    };
    select().map_err(|error| engine(&error))
}
