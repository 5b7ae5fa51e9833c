//! How much a first visit to a room transfers, how much more an import, and the limits of both.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::assets::Assets;

/// What a first visit may transfer at the most, in bytes of brotli.
const LIMIT_BYTES: u64 = 150_000;

/// What is fetched when somebody wants to bring stories in may come to at the most, in bytes of brotli.
const FILES_LIMIT_BYTES: u64 = 90_000;

/// What a first visit loads beside the page itself and one table of texts, by placeholder.
const FIRST_VISIT: [&str; 6] = ["wasm", "glue", "style", "load", "boot", "favicon.svg"];

/// What an import loads beside one table of texts.
const FILES: [&str; 2] = ["files-wasm", "files-glue"];

/// The placeholder of the names of all tables of texts.
pub const TEXTS: &str = "texts";

/// The same for the texts that only an import needs.
pub const FILES_TEXTS: &str = "files-texts";

/// The placeholder of the table in `language` among `texts`.
pub fn table_placeholder(texts: &str, language: &str) -> String {
    format!("{texts}-{language}")
}

/// Prints what the site in `folder` transfers, and fails above the limits.
pub fn check(assets: &Assets, folder: &Path) -> Result<()> {
    let mut first = vec![row(folder, "index.html".to_owned())?];
    first.extend(rows(assets, folder, &FIRST_VISIT, TEXTS)?);
    let files = rows(assets, folder, &FILES, FILES_TEXTS)?;
    println!("  A first visit to a room, in bytes of brotli:");
    for (path, bytes) in &first {
        println!("  {bytes:>8}  {path}");
    }
    let (all, more) = (sum(&first), sum(&files));
    println!("  {all:>8}  in all; the limit is {LIMIT_BYTES}");
    println!("  {more:>8}  more for an import; the limit is {FILES_LIMIT_BYTES}");
    ensure!(all <= LIMIT_BYTES, "a first visit transfers {} bytes too many", all - LIMIT_BYTES);
    ensure!(
        more <= FILES_LIMIT_BYTES,
        "an import transfers {} bytes too many",
        more - FILES_LIMIT_BYTES
    );
    Ok(())
}

fn sum(rows: &[(String, u64)]) -> u64 {
    rows.iter().map(|(_, bytes)| bytes).sum()
}

/// The files with these placeholders, and one table of texts.
fn rows(
    assets: &Assets,
    folder: &Path,
    placeholders: &[&str],
    texts: &str,
) -> Result<Vec<(String, u64)>> {
    let mut rows = Vec::new();
    for placeholder in placeholders {
        rows.push(row(folder, assets.path(placeholder)?)?);
    }
    rows.push(largest_table(assets, folder, texts)?);
    Ok(rows)
}

/// A visit loads one language; the budget holds for the one that costs most.
fn largest_table(assets: &Assets, folder: &Path, texts: &str) -> Result<(String, u64)> {
    let mut tables = Vec::new();
    let prefix = table_placeholder(texts, "");
    for placeholder in assets.placeholders().filter(|name| name.starts_with(&prefix)) {
        tables.push(row(folder, assets.path(placeholder)?)?);
    }
    tables.into_iter().max_by_key(|(_, bytes)| *bytes).context("there are no texts")
}

/// The file at `path` and how many bytes of it travel.
fn row(folder: &Path, path: String) -> Result<(String, u64)> {
    let copy = folder.join(format!("{path}.br"));
    let bytes = fs::metadata(&copy).with_context(|| copy.display().to_string())?.len();
    Ok((path, bytes))
}
