//! Makes a new database of what a damaged one still holds.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::copies::{COMPANIONS, exchange, remove_if_there};
use super::sqlite::{FILE, lock};
use super::wal::with_ending;
use super::{schema, wal};

/// Bytes of a page of the file: what SQLite makes by default.
const PAGE: usize = 4096;

/// What [`repair`] has saved.
#[derive(Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Rooms that are in the new file.
    pub rooms: usize,
    /// What could not be read to its end: tables, or the page that says which there are.
    pub damaged: Vec<&'static str>,
    /// Where the old file is now.
    pub old: Option<PathBuf>,
}

/// Makes a new file of all rows that can still be read. Which of them are whole, their checksums tell
/// when the room is opened.
pub fn repair(data: &Path, now: u64) -> Result<Repaired> {
    let _lock = lock(data)?;
    let file = data.join(FILE);
    if !file.exists() {
        bail!("there is no {}", file.display());
    }
    wal::mend(&file)?;
    let (copy, mut damaged) = (data.join(format!("{FILE}.copy")), Vec::new());
    let old = match readable(&file) {
        Ok(old) => old,
        Err(why) => {
            damaged.push("the first page");
            with_first_page(&file, &copy)?.ok_or(why)?
        }
    };
    if schema::version(&old)? > schema::TABLES {
        bail!("{} was written by a newer version of Ready Room", file.display());
    }
    let path = data.join(format!("{FILE}.new"));
    remove_if_there(&path)?;
    let mut new = schema::open_for_writing(&path)?;
    schema::prepare(&mut new)?;
    for (table, key) in
        [("rooms", None), ("journal", Some("room, seq")), ("parts", None), ("damaged", None)]
    {
        if !salvage(&old, &mut new, table, key)? {
            damaged.push(table);
        }
    }
    let rooms: i64 =
        new.query_row("SELECT count(*) FROM rooms WHERE ended IS NULL", [], |row| row.get(0))?;
    new.pragma_update(None, "journal_mode", "DELETE")?;
    drop((old, new));
    remove_if_there(&copy)?;
    let old = exchange(data, &path, now)?;
    Ok(Repaired { rooms: usize::try_from(rooms)?, damaged, old })
}

/// A damaged file, opened for reading. Fails where its first page is damaged, which says what tables
/// there are and where.
fn readable(file: &Path) -> Result<Connection> {
    let cannot = || format!("cannot read {}", file.display());
    let old = schema::open_for_reading(file).with_context(cannot)?;
    // Also of a file whose end is missing: otherwise SQLite reads nothing of it.
    old.pragma_update(None, "writable_schema", true).with_context(cannot)?;
    for table in ["rooms", "journal", "damaged"] {
        let first = old.query_row(&format!("SELECT 1 FROM {table}"), [], |_| Ok(()));
        first.optional().with_context(cannot)?;
    }
    Ok(old)
}

/// A copy of a damaged file with the first page of a new one, if the tables are where that says: as
/// they were made, or as they are in a copy that was put back.
fn with_first_page(file: &Path, copy: &Path) -> Result<Option<Connection>> {
    let pattern = with_ending(copy, ".pattern");
    remove_if_there(&pattern)?;
    let mut new = Connection::open(&pattern)?;
    schema::prepare(&mut new)?;
    let mut found = None;
    for order in ["", "VACUUM"] {
        new.execute_batch(order)?;
        remove_if_there(copy)?;
        for ending in COMPANIONS.iter().chain(&[""]) {
            let from = with_ending(file, ending);
            if from.exists() {
                fs::copy(&from, with_ending(copy, ending))?;
            }
        }
        // Otherwise what is in the log is in front of the file. If that fails, it stays so.
        let log = Connection::open(copy)?;
        let _ = log.pragma_update(None, "writable_schema", true);
        let _ = log.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        drop(log);
        let (mut pages, first) = (fs::read(copy)?, fs::read(&pattern)?);
        let count = u32::try_from(pages.len() / PAGE)?.to_be_bytes();
        let (Some(into), Some(first)) = (pages.get_mut(..PAGE), first.get(..PAGE)) else { break };
        into.copy_from_slice(first);
        into[28..32].copy_from_slice(&count);
        fs::write(copy, pages)?;
        if let Ok(readable) = readable(copy) {
            found = Some(readable);
            break;
        }
    }
    drop(new);
    remove_if_there(&pattern)?;
    Ok(found)
}

/// How many rows in a row may be unreadable before the rest of a table counts as lost.
const UNREADABLE: u32 = 10_000;

/// Copies the rows of a table that can be read: row by row past what is damaged where rows have
/// numbers, otherwise from the beginning and from the end. Returns whether these were all.
fn salvage(old: &Connection, new: &mut Connection, table: &str, key: Option<&str>) -> Result<bool> {
    let columns: Vec<String> = {
        // Of a table that an older version does not have, nothing is lost.
        let Ok(select) = old.prepare(&format!("SELECT * FROM {table}")) else { return Ok(true) };
        select.column_names().map(str::to_owned).collect()
    };
    let (names, places) = (columns.join(", "), vec!["?"; columns.len()].join(", "));
    let into = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})");
    let db = new.transaction()?;
    let mut insert = db.prepare(&into)?;
    // What does not fit its column is damage of this row alone.
    let mut keep = |row: &Row<'_>, from: usize| {
        let cells: rusqlite::Result<Vec<Value>> =
            (from..from + columns.len()).map(|column| row.get(column)).collect();
        cells.and_then(|cells| insert.execute(params_from_iter(cells))).is_ok()
    };
    let is_whole = match key {
        None => {
            let sql = format!("SELECT rowid, {names} FROM {table} WHERE rowid > ?1 LIMIT 1");
            let (mut last, mut unreadable, mut is_whole) = (0_i64, 0, true);
            let mut select = old.prepare(&sql)?;
            while unreadable < UNREADABLE {
                let next = select.query_row([last], |row| Ok((row.get(0)?, keep(row, 1))));
                match next.optional() {
                    Ok(None) => break,
                    Ok(Some((number, is_kept))) => {
                        (last, unreadable) = (number, 0);
                        is_whole &= is_kept;
                    }
                    Err(_) => {
                        (last, unreadable) = (last + 1, unreadable + 1);
                        is_whole = false;
                    }
                }
            }
            is_whole
        }
        Some(key) => {
            let mut read_from = |direction: &str| -> Result<bool> {
                let order = key.replace(',', &format!(" {direction},"));
                let sql = format!("SELECT {names} FROM {table} ORDER BY {order} {direction}");
                let mut select = old.prepare(&sql)?;
                let mut rows = select.query([])?;
                let mut is_whole = true;
                loop {
                    match rows.next() {
                        Ok(Some(row)) => is_whole &= keep(row, 0),
                        Ok(None) => return Ok(is_whole),
                        Err(_) => return Ok(false),
                    }
                }
            };
            read_from("ASC")? || {
                read_from("DESC")?;
                false
            }
        }
    };
    drop(insert);
    db.commit()?;
    Ok(is_whole)
}
