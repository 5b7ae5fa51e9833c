//! What a first visit to a room transfers, what each part adds that loads on demand, and the limits of
//! both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::assets::Assets;
use crate::wasm;

/// The most that a first visit may transfer, in bytes of brotli.
const LIMIT_BYTES: u64 = 350_000;

/// The most that a part may transfer, in bytes of brotli.
const PART_LIMIT_BYTES: u64 = 60_000;

/// What a first visit loads beside the page itself and one table of texts, by placeholder.
const FIRST_VISIT: [&str; 8] =
    ["wasm", "glue", "parts", "style", "load", "early", "boot", "favicon.svg"];

/// What the names of the pages begin with that a visit to a room begins with, one for each language.
const ROOM_PAGE: &str = "room.";

/// The styles of what loads on demand.
pub const PARTS_STYLE: &str = "parts-style";

/// The part that loads a table of texts of its own.
const IMPORT: &str = "import";

/// The placeholder for the names of all tables of texts.
pub const TEXTS: &str = "texts";

/// The same for the texts of what loads on demand.
pub const PARTS_TEXTS: &str = "parts-texts";

/// The same for the texts that only an import needs.
pub const FILES_TEXTS: &str = "files-texts";

/// What is transferred, and its bytes.
type Row = (String, u64);

/// The placeholder of the table in `language` among `texts`.
pub fn table_placeholder(texts: &str, language: &str) -> String {
    format!("{texts}-{language}")
}

/// Prints what the site in `folder` transfers, and fails above the limits. `parts` says which modules
/// each part loads.
pub fn check(assets: &Assets, folder: &Path, parts: &BTreeMap<String, Vec<String>>) -> Result<()> {
    let mut rows = vec![largest_page(folder)?];
    rows.extend(rows_of(assets, folder, &FIRST_VISIT)?);
    rows.push(largest_table(assets, folder, TEXTS)?);
    println!("  A first visit to a room, in bytes of brotli:");
    let mut exceeded = Vec::new();
    print("first visit", &rows, LIMIT_BYTES, &mut exceeded);
    println!("  What the first part brings for all:");
    let mut rows = rows_of(assets, folder, &[PARTS_STYLE])?;
    rows.push(largest_table(assets, folder, PARTS_TEXTS)?);
    print("styles and texts", &rows, PART_LIMIT_BYTES, &mut exceeded);
    println!("  Each part that loads on demand:");
    for (part, modules) in parts {
        let (chunks, own) = modules.iter().partition::<Vec<_>, _>(|name| wasm::is_chunk(name));
        let mut rows = rows_of(assets, folder, &own)?;
        if !chunks.is_empty() {
            let bytes = sum(&rows_of(assets, folder, &chunks)?);
            rows.push((format!("{} chunks that other parts load as well", chunks.len()), bytes));
        }
        if part == IMPORT {
            rows.push(largest_table(assets, folder, FILES_TEXTS)?);
        }
        print(part, &rows, PART_LIMIT_BYTES, &mut exceeded);
    }
    ensure!(exceeded.is_empty(), "too much to transfer: {}", exceeded.join(", "));
    Ok(())
}

/// Prints the rows and their sum; adds to `exceeded` what is above the limit.
fn print(name: &str, rows: &[Row], limit: u64, exceeded: &mut Vec<String>) {
    let sum = sum(rows);
    for (path, bytes) in rows {
        println!("  {bytes:>9}  {path}");
    }
    println!("  {sum:>9}  {name}; the limit is {limit}");
    if sum > limit {
        exceeded.push(format!("{name} by {} bytes", sum - limit));
    }
}

fn sum(rows: &[Row]) -> u64 {
    rows.iter().map(|(_, bytes)| bytes).sum()
}

fn rows_of<S: AsRef<str>>(assets: &Assets, folder: &Path, placeholders: &[S]) -> Result<Vec<Row>> {
    let paths = placeholders.iter().map(|placeholder| assets.path(placeholder.as_ref()));
    paths.map(|path| row(folder, path?)).collect()
}

/// A visit begins with a page in one language; the budget holds for the largest.
fn largest_page(folder: &Path) -> Result<Row> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let names = entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok());
    let pages = names.filter(|name| name.starts_with(ROOM_PAGE) && name.ends_with(".html"));
    let rows = pages.map(|page| row(folder, page)).collect::<Result<Vec<_>>>()?;
    largest(rows).context("there are no pages of rooms")
}

/// A visit loads one language; the budget holds for the largest.
fn largest_table(assets: &Assets, folder: &Path, texts: &str) -> Result<Row> {
    let prefix = table_placeholder(texts, "");
    let tables = assets.placeholders().filter(|name| name.starts_with(&prefix));
    largest(rows_of(assets, folder, &tables.collect::<Vec<_>>())?).context("there are no texts")
}

fn largest(rows: Vec<Row>) -> Option<Row> {
    rows.into_iter().max_by_key(|(_, bytes)| *bytes)
}

fn row(folder: &Path, path: String) -> Result<Row> {
    let copy = folder.join(format!("{path}.br"));
    let bytes = fs::metadata(&copy).with_context(|| copy.display().to_string())?.len();
    Ok((path, bytes))
}
