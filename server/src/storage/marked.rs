//! Rooms that are marked for deletion, for the commands `ready-room rooms …`. Works beside a running
//! server.

use std::path::Path;

use anyhow::{Context, Result, bail};
use rusqlite::Connection;

use super::schema;
use super::sqlite::FILE;

/// A room that is marked for deletion.
#[derive(Debug, PartialEq, Eq)]
pub struct Marked {
    /// Its id.
    pub room: String,
    /// When somebody was last in it, in milliseconds since 1970.
    pub visited: i64,
    /// When it was marked.
    pub marked: i64,
}

/// The rooms in a data folder that are marked, those first that are deleted first.
pub fn list(folder: &Path) -> Result<Vec<Marked>> {
    let db = open(folder)?;
    let sql = "SELECT id, visited, marked FROM rooms
               WHERE marked IS NOT NULL AND ended IS NULL ORDER BY marked, id";
    let mut select = db.prepare(sql)?;
    let rooms = select.query_map([], |row| {
        Ok(Marked { room: row.get(0)?, visited: row.get(1)?, marked: row.get(2)? })
    })?;
    Ok(rooms.collect::<Result<_, _>>()?)
}

/// Takes a mark back, as if somebody had just visited the room.
pub fn restore(folder: &Path, room: &str, now: u64) -> Result<()> {
    let db = open(folder)?;
    let sql = "UPDATE rooms SET marked = NULL, visited = max(visited, ?2)
               WHERE id = ?1 AND marked IS NOT NULL AND ended IS NULL";
    if db.execute(sql, (room, i64::try_from(now)?))? == 0 {
        bail!("no room {room} is marked; `ready-room rooms list` shows those that are");
    }
    Ok(())
}

fn open(folder: &Path) -> Result<Connection> {
    let file = folder.join(FILE);
    if !file.exists() {
        bail!("there is no {}", file.display());
    }
    let db = schema::open_for_writing(&file)
        .with_context(|| format!("cannot open {}", file.display()))?;
    let version = schema::version(&db)?;
    if version != schema::TABLES {
        bail!(
            "{} has tables of version {version}, and this program knows {}; start the server once, \
             or use the program that wrote it",
            file.display(),
            schema::TABLES
        );
    }
    Ok(db)
}
