//! The files of the site while they are put together: names with the hash of the content, the
//! placeholders that stand for them, and the folder they end in with compressed copies beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::compress;

/// The folder of hashed files inside the site; `site-pkg-dir` of Leptos.toml.
const FOLDER: &str = "assets";

/// How many bytes of the SHA-256 a name shows: two hex digits each.
const HASH_BYTES: usize = 5;

/// What the site consists of, by path.
#[derive(Default)]
pub struct Assets {
    /// Path inside the site, content.
    files: BTreeMap<String, Vec<u8>>,
    /// Placeholder without its `%`, what stands in its place.
    placeholders: BTreeMap<String, String>,
}

impl Assets {
    /// Adds a file whose name will hold the hash of its content; `%placeholder%` stands for that name.
    pub fn add(&mut self, placeholder: &str, name: &str, content: Vec<u8>) {
        let hashed = hashed_name(name, &content);
        self.files.insert(format!("{FOLDER}/{hashed}"), content);
        self.define(placeholder, hashed);
    }

    /// Adds a file that keeps its name.
    pub fn add_unhashed(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), content);
    }

    /// Lets `%placeholder%` stand for `value`.
    pub fn define(&mut self, placeholder: &str, value: String) {
        self.placeholders.insert(placeholder.to_owned(), value);
    }

    /// The name of the file that was added with `placeholder`, without folder.
    pub fn name(&self, placeholder: &str) -> Result<&str> {
        self.placeholders
            .get(placeholder)
            .map(String::as_str)
            .with_context(|| format!("%{placeholder}% stands for nothing"))
    }

    /// All placeholders, sorted.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.placeholders.keys().map(String::as_str)
    }

    /// The path inside the site of the file that was added with `placeholder`.
    pub fn path(&self, placeholder: &str) -> Result<String> {
        Ok(format!("{FOLDER}/{}", self.name(placeholder)?))
    }

    /// Puts values in the place of all placeholders of `template`.
    pub fn fill(&self, template: &str) -> Result<String> {
        let mut filled = template.to_owned();
        for (placeholder, value) in &self.placeholders {
            filled = filled.replace(&format!("%{placeholder}%"), value);
        }
        match filled.split('%').skip(1).find(|piece| is_placeholder(piece)) {
            Some(unknown) => bail!("%{unknown}% stands for nothing"),
            None => Ok(filled),
        }
    }

    /// Makes `folder` hold exactly these files and their compressed copies.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut kept = BTreeSet::new();
        for (path, content) in &self.files {
            // A hashed name vouches for the content, so that brotli need not run again.
            let may_keep = path.starts_with(FOLDER);
            for (suffix, encode) in compress::copies_of(path) {
                let copy = format!("{path}{suffix}");
                let target = folder.join(&copy);
                if !(may_keep && target.is_file()) {
                    write_whole(&target, &encode(content)?)?;
                }
                kept.insert(target);
            }
        }
        remove_others(folder, &kept)
    }
}

/// Removes every file below `folder` that is not `kept`.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Writes beside the target and renames, so that an interrupted build leaves no half file behind.
fn write_whole(target: &Path, content: &[u8]) -> Result<()> {
    let parent = target.parent().context("a file of the site has a folder")?;
    fs::create_dir_all(parent)?;
    let unfinished = target.with_added_extension("unfinished");
    fs::write(&unfinished, content)?;
    fs::rename(&unfinished, target)?;
    Ok(())
}

fn hashed_name(name: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hash: String = digest.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Whether `piece`, found between two percent signs, was meant as a placeholder.
fn is_placeholder(piece: &str) -> bool {
    !piece.is_empty()
        && piece.bytes().all(|byte| byte.is_ascii_lowercase() || b".-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_ten_digits_of_the_hash() {
        // SHA-256 of nothing begins with e3b0c44298.
        assert_eq!(hashed_name("main.css", b""), "main.e3b0c44298.css");
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_are_refused() {
        let mut assets = Assets::default();
        assets.add("style", "main.css", Vec::new());
        let filled = assets.fill("<link href=\"assets/%style%\"> 100%").unwrap();
        assert_eq!(filled, "<link href=\"assets/main.e3b0c44298.css\"> 100%");
        assert!(assets.fill("%glue%").is_err());
    }
}
