//! Reading a room: its snapshot, and the journal as far as it is intact. Changes nothing.

use domain::ids::RoomId;
use domain::room::{Entry, Room};
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

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
    schema: u32,
    checksum: Option<u32>,
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
    let snapshot = snapshot(&db, room).map_err(|error| engine(&error))?;
    let snapshot = match snapshot {
        None => return Err(LoadError::Unknown),
        Some(None) => return Err(LoadError::Ended),
        Some(Some(snapshot)) => snapshot,
    };
    let journal = journal(&db, room, snapshot.seq).map_err(|error| engine(&error))?;
    Ok(Rows { snapshot, journal })
}

/// The snapshot of a room, if the room exists; nothing in it if it has ended.
fn snapshot(db: &Connection, room: &str) -> rusqlite::Result<Option<Option<Row>>> {
    let sql = "SELECT snapshot_seq, schema, checksum, coalesce(snapshot, x''), blob, parts,
                      ended IS NULL AND marked IS NULL
               FROM rooms WHERE id = ?1";
    let found =
        db.query_row(sql, [room], |row| Ok((row.get::<_, bool>(6)?, stored(row)?))).optional()?;
    let Some((is_open, (row, spread))) = found else { return Ok(None) };
    if !is_open {
        return Ok(Some(None));
    }
    Ok(Some(Some(gathered(db, row, &spread)?)))
}

fn journal(db: &Connection, room: &str, after: i64) -> rusqlite::Result<Vec<Row>> {
    let sql = "SELECT seq, schema, checksum, entry, blob, parts FROM journal
               WHERE room = ?1 AND seq > ?2 ORDER BY seq";
    let mut select = db.prepare(sql)?;
    let rows = select.query_map(params![room, after], stored)?;
    rows.map(|row| row.and_then(|(row, spread)| gathered(db, row, &spread))).collect()
}

fn stored(row: &rusqlite::Row<'_>) -> rusqlite::Result<(Row, Spread)> {
    let of_row =
        Row { seq: row.get(0)?, schema: row.get(1)?, checksum: row.get(2)?, bytes: row.get(3)? };
    Ok((of_row, Spread { blob: row.get(4)?, parts: row.get(5)? }))
}

/// The row with all its bytes. Where a part is missing, the checksum will tell.
fn gathered(db: &Connection, mut row: Row, spread: &Spread) -> rusqlite::Result<Row> {
    let Some(blob) = spread.blob else { return Ok(row) };
    let sql = "SELECT bytes FROM parts WHERE blob = ?1 AND part < ?2 ORDER BY part";
    let mut select = db.prepare_cached(sql)?;
    let mut parts = select.query(params![blob, spread.parts])?;
    let mut bytes = Vec::new();
    while let Some(part) = parts.next()? {
        bytes.extend_from_slice(part.get_ref(0)?.as_blob()?);
    }
    bytes.append(&mut row.bytes);
    Ok(Row { bytes, ..row })
}

impl Row {
    fn label<'a>(&self, room: &'a str) -> Label<'a> {
        Label { room, seq: self.seq, schema: self.schema, checksum: self.checksum }
    }
}

/// Decodes the room in these rows, and says from where on its journal has to be set aside, if it is
/// damaged.
pub fn decode_rows(room: &str, rows: &Rows) -> Result<(Loaded, Option<Damage>), LoadError> {
    let label = rows.snapshot.label(room);
    let state = decode(&label, &rows.snapshot.bytes).map_err(|why| match why {
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
            damage = Some(Damage { from: row.seq, why: format!("entry {} is missing", seq + 1) });
            break;
        }
        match decode::<Entry>(&row.label(room), &row.bytes) {
            Ok(entry) => state.replay(&entry),
            Err(Undecodable::TooNew(schema)) => return Err(LoadError::TooNew(schema)),
            Err(Undecodable::Damaged(why)) => {
                damage = Some(Damage { from: row.seq, why });
                break;
            }
        }
        seq = row.seq;
    }
    Ok((Loaded { state, seq: seq.unsigned_abs() }, damage))
}

/// The status of a room, if it exists.
pub fn status(connection: &Connection, room: &str) -> Result<Option<Status>, StorageError> {
    let sql = "SELECT ended IS NULL AND marked IS NULL FROM rooms WHERE id = ?1";
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
