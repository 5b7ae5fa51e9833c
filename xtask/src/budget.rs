//! How much a first visit to a room transfers, and the limit it must keep.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::assets::Assets;

/// What a first visit may transfer at the most, in bytes of brotli.
const LIMIT_BYTES: u64 = 150_000;

/// What a first visit loads beside the page itself and one table of texts, by placeholder.
const FIRST_VISIT: [&str; 6] = ["wasm", "glue", "style", "load", "boot", "favicon.svg"];

/// What all placeholders of tables of texts begin with.
const TEXTS: &str = "texts-";

/// The placeholder of the table of texts in `language`.
pub fn texts_placeholder(language: &str) -> String {
    format!("{TEXTS}{language}")
}

/// Prints what the site in `folder` transfers on a first visit, and fails above the limit.
pub fn check(assets: &Assets, folder: &Path) -> Result<()> {
    let mut rows = vec![row(folder, "index.html".to_owned())?];
    for placeholder in FIRST_VISIT {
        rows.push(row(folder, assets.path(placeholder)?)?);
    }
    rows.push(largest_texts(assets, folder)?);
    let total: u64 = rows.iter().map(|(_, bytes)| bytes).sum();
    println!("  A first visit to a room, in bytes of brotli:");
    for (path, bytes) in &rows {
        println!("  {bytes:>8}  {path}");
    }
    println!("  {total:>8}  in all; the limit is {LIMIT_BYTES}");
    ensure!(total <= LIMIT_BYTES, "a first visit transfers {} bytes too many", total - LIMIT_BYTES);
    Ok(())
}

/// A visit loads one language; the budget holds for the one that costs most.
fn largest_texts(assets: &Assets, folder: &Path) -> Result<(String, u64)> {
    let mut tables = Vec::new();
    for placeholder in assets.placeholders().filter(|name| name.starts_with(TEXTS)) {
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
