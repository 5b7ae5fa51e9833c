//! The files of the site while they are put together: names with a hash of the content, placeholders
//! for these names, and the folder that everything is written to, with compressed copies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::compress::{self, Encode};

/// The folder of hashed files inside the site; `site-pkg-dir` of Leptos.toml.
const FOLDER: &str = "assets";

/// How many bytes of the SHA-256 a name shows: two hex digits each.
const HASH_BYTES: usize = 5;

/// What the site consists of, by path.
#[derive(Default)]
pub struct Assets {
    /// Path inside the site, content.
    files: BTreeMap<String, Vec<u8>>,
    /// Placeholder without its `%`, value.
    placeholders: BTreeMap<String, String>,
}

/// A script that another one names by its placeholder.
pub struct Script {
    /// Stands for the script's name.
    pub placeholder: &'static str,
    /// The name without a hash.
    pub name: String,
    /// What is in it, with placeholders.
    pub content: String,
}

impl Assets {
    /// Adds a file whose name holds the hash of its content; `%placeholder%` stands for that name.
    pub fn add(&mut self, placeholder: &str, name: &str, content: Vec<u8>) {
        let hashed = hashed_name(name, &hash(&[&content]));
        self.files.insert(format!("{FOLDER}/{hashed}"), content);
        self.define(placeholder, hashed);
    }

    /// Adds scripts that import each other. A name cannot hold the hash of content that holds this
    /// very name, so they share one hash: that of all of them before they name each other.
    pub fn add_cycle<const N: usize>(&mut self, scripts: [Script; N]) -> Result<()> {
        let contents = scripts.each_ref().map(|script| self.filled(&script.content));
        let shared = hash(&contents.each_ref().map(|content| content.as_bytes()));
        for script in &scripts {
            self.define(script.placeholder, hashed_name(&script.name, &shared));
        }
        for (script, content) in scripts.iter().zip(contents) {
            let content = self.fill(&content).with_context(|| script.name.clone())?;
            self.files.insert(self.path(script.placeholder)?, content.into_bytes());
        }
        Ok(())
    }

    /// Adds a file that keeps its name.
    pub fn add_unhashed(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), content);
    }

    /// Makes `%placeholder%` stand for `value`.
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

    /// Replaces all placeholders of `template` by their values.
    pub fn fill(&self, template: &str) -> Result<String> {
        let filled = self.filled(template);
        match filled.split('%').skip(1).find(|piece| is_placeholder(piece)) {
            Some(unknown) => bail!("%{unknown}% stands for nothing"),
            None => Ok(filled),
        }
    }

    /// Makes `folder` hold exactly these files and their compressed copies.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut kept = BTreeSet::new();
        let mut copies = Vec::new();
        for (path, content) in &self.files {
            // A name with a hash means the same content, so brotli need not run again.
            let may_keep = path.starts_with(FOLDER);
            for (suffix, encode) in compress::copies_of(path) {
                let target = folder.join(format!("{path}{suffix}"));
                if !(may_keep && target.is_file()) {
                    copies.push(Copy { target: target.clone(), content, encode: *encode });
                }
                kept.insert(target);
            }
        }
        write_all(copies)?;
        remove_others(folder, &kept)
    }

    /// Replaces the placeholders that are defined.
    fn filled(&self, template: &str) -> String {
        let mut filled = template.to_owned();
        for (placeholder, value) in &self.placeholders {
            filled = filled.replace(&format!("%{placeholder}%"), value);
        }
        filled
    }
}

/// A file that has to be written.
struct Copy<'a> {
    target: PathBuf,
    content: &'a [u8],
    encode: Encode,
}

/// Encodes and writes on all cores, the largest first.
fn write_all(mut copies: Vec<Copy>) -> Result<()> {
    copies.sort_by_key(|copy| copy.content.len());
    let queue = Mutex::new(copies);
    let next = || queue.lock().ok()?.pop();
    let work = || {
        while let Some(copy) = next() {
            write_whole(&copy.target, &(copy.encode)(copy.content)?)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(result) => result,
            Err(_) => bail!("a thread that compresses has panicked"),
        })
    })
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

/// Writes to another name and renames, so that an interrupted build leaves no incomplete file behind.
fn write_whole(target: &Path, content: &[u8]) -> Result<()> {
    let parent = target.parent().context("a file of the site has a folder")?;
    fs::create_dir_all(parent)?;
    let unfinished = target.with_added_extension("unfinished");
    fs::write(&unfinished, content)?;
    fs::rename(&unfinished, target)?;
    Ok(())
}

/// The first digits of the hash over all `contents`.
fn hash(contents: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    contents.iter().for_each(|content| hasher.update(content));
    hasher.finalize().iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

fn hashed_name(name: &str, hash: &str) -> String {
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
        assert_eq!(hashed_name("main.css", &hash(&[])), "main.e3b0c44298.css");
    }

    #[test]
    fn scripts_that_import_each_other_share_a_hash() {
        let names = |module: &[u8]| {
            let mut assets = Assets::default();
            assets.add("module", "part.wasm", module.to_vec());
            let script = |placeholder, content: &str| Script {
                placeholder,
                name: format!("{placeholder}.js"),
                content: content.to_owned(),
            };
            let scripts = [script("glue", "import \"./%parts%\""), script("parts", "\"%module%\"")];
            assets.add_cycle(scripts).unwrap();
            let glue = &assets.files[&assets.path("glue").unwrap()];
            let import = format!("import \"./{}\"", assets.name("parts").unwrap());
            assert_eq!(String::from_utf8_lossy(glue), import);
            [assets.name("glue").unwrap().to_owned(), assets.name("parts").unwrap().to_owned()]
        };
        let [glue, parts] = names(b"one");
        assert_eq!(glue.replace("glue", "parts"), parts);
        assert_ne!(names(b"another"), [glue, parts], "what a script names is part of it");
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
