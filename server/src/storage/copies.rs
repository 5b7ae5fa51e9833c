//! Copies of the database: made while the server runs, put back while it does not, and made of what
//! a damaged file still holds.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::schema;
use super::sqlite::{FILE, lock};

/// The daily copies that are kept.
const DAILY_KEPT: usize = 7;

/// The beginning of the name of a daily copy, before the day.
const DAILY: &str = "rooms-";

/// What belongs to a database beside its file, by the ending of the name.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Copies the rooms of a data folder into a new file, also while a server uses them.
pub fn backup(data: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        bail!("{} exists already", to.display());
    }
    let file = data.join(FILE);
    if !file.exists() {
        bail!("there is no {}", file.display());
    }
    copy(&file, to)?;
    check(to)
}

/// Copies the rooms into a folder, unless that has been done on this day (`2026-03-31`), and deletes
/// the oldest copies beyond a week's. Returns the copy, if one was made.
pub fn daily(data: &Path, folder: &Path, day: &str) -> Result<Option<PathBuf>> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let to = folder.join(format!("{DAILY}{day}.db"));
    if to.exists() {
        return Ok(None);
    }
    // Under another name until it is whole.
    let unfinished = folder.join(format!("{DAILY}unfinished"));
    if unfinished.exists() {
        fs::remove_file(&unfinished)?;
    }
    backup(data, &unfinished)?;
    fs::rename(&unfinished, &to)?;
    let mut copies: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| is_daily(path))
        .collect();
    copies.sort();
    for old in copies.iter().take(copies.len().saturating_sub(DAILY_KEPT)) {
        fs::remove_file(old)?;
    }
    Ok(Some(to))
}

fn is_daily(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let day = name.strip_prefix(DAILY).and_then(|rest| rest.strip_suffix(".db"));
    day.is_some_and(|day| {
        day.len() == "2026-03-31".len() && day.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Puts a copy in the place of the rooms of a data folder, which no server may be using. The files
/// that were there are kept beside it; returns where, if there were any.
pub fn restore(data: &Path, from: &Path, now: u64) -> Result<Option<PathBuf>> {
    fs::create_dir_all(data).with_context(|| format!("cannot make {}", data.display()))?;
    let _lock = lock(data)?;
    check(from)?;
    let new = data.join(format!("{FILE}.new"));
    remove_if_there(&new)?;
    copy(from, &new)?;
    exchange(data, &new, now)
}

/// What [`repair`] has saved.
#[derive(Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Rooms that are in the new file.
    pub rooms: usize,
    /// Tables that could not be read to their end.
    pub damaged: Vec<&'static str>,
    /// Where the old file is now.
    pub old: Option<PathBuf>,
}

/// Makes a new file of all rows that can still be read. Which of them are whole, their checksums tell
/// when the room is opened.
pub fn repair(data: &Path, now: u64) -> Result<Repaired> {
    let _lock = lock(data)?;
    let file = data.join(FILE);
    let old = schema::open_for_reading(&file)
        .with_context(|| format!("cannot open {}", file.display()))?;
    // Also of a file whose end is missing: otherwise SQLite reads nothing of it.
    old.pragma_update(None, "writable_schema", true)?;
    let version = schema::version(&old).context("the file's first page cannot be read")?;
    if version > schema::TABLES {
        bail!("{} was written by a newer version of Ready Room", file.display());
    }
    let path = data.join(format!("{FILE}.new"));
    remove_if_there(&path)?;
    let mut new = schema::open_for_writing(&path)?;
    schema::prepare(&mut new)?;
    let mut damaged = Vec::new();
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
    let old = exchange(data, &path, now)?;
    Ok(Repaired { rooms: usize::try_from(rooms)?, damaged, old })
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

/// Copies a database, with what is in its write-ahead log, into a file that does not exist.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let cannot = || format!("cannot copy {} to {}", from.display(), to.display());
    let connection = schema::open_for_reading(from).with_context(cannot)?;
    let name = to.to_str().context("the name of the copy is not in UTF-8")?;
    connection.execute("VACUUM INTO ?1", [name]).with_context(cannot)?;
    File::open(to).and_then(|file| file.sync_all()).with_context(cannot)
}

/// Fails unless the file holds rooms of a version that this server knows, and no page is damaged.
fn check(file: &Path) -> Result<()> {
    let name = file.display();
    let connection =
        schema::open_for_reading(file).with_context(|| format!("cannot open {name}"))?;
    let version = schema::version(&connection)
        .with_context(|| format!("{name} is no database, or is damaged"))?;
    if !(1..=schema::TABLES).contains(&version) {
        bail!("{name} holds no rooms of a version that this server knows (tables {version})");
    }
    let found: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .with_context(|| format!("{name} is damaged"))?;
    if found != "ok" {
        bail!("{name} is damaged: {found}");
    }
    Ok(())
}

/// Moves the database of a data folder aside, with what belongs to it, and another file into its
/// place.
fn exchange(data: &Path, new: &Path, now: u64) -> Result<Option<PathBuf>> {
    let file = data.join(FILE);
    let aside = data.join(format!("{FILE}.before-{now}"));
    let had_one = file.exists();
    for ending in COMPANIONS.iter().chain(&[""]) {
        let (from, to) = (with_ending(&file, ending), with_ending(&aside, ending));
        if from.exists() {
            fs::rename(&from, &to).with_context(|| format!("cannot move {}", from.display()))?;
        }
    }
    fs::rename(new, &file).with_context(|| format!("cannot move {}", new.display()))?;
    File::open(data).and_then(|folder| folder.sync_all())?;
    Ok(had_one.then_some(aside))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn remove_if_there(file: &Path) -> Result<()> {
    for ending in COMPANIONS.iter().chain(&[""]) {
        let path = with_ending(file, ending);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
