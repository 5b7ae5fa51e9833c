//! Copies of the database: made while the server runs, and put back while it does not.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::schema;
use super::sqlite::{FILE, lock};
use super::wal::with_ending;

/// The daily copies that are kept.
const DAILY_KEPT: usize = 7;

/// The beginning of the name of a daily copy, before the day.
const DAILY: &str = "rooms-";

/// What belongs to a database beside its file, by the ending of the name.
pub(super) const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

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
pub(super) fn exchange(data: &Path, new: &Path, now: u64) -> Result<Option<PathBuf>> {
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

/// Removes a database that may not exist.
pub(super) fn remove_if_there(file: &Path) -> Result<()> {
    for ending in COMPANIONS.iter().chain(&[""]) {
        let path = with_ending(file, ending);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
