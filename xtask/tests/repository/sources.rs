//! The files of the repository, as the tests about it see them.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders that hold what people wrote.
const FOLDERS: [&str; 7] = ["domain", "app", "server", "xtask", "style", "end2end", "docs"];

/// Folders in them that hold what programs wrote.
const MADE: [&str; 4] = ["node_modules", "report", "screenshots", "test-results"];

/// A text file of the repository.
pub struct Source {
    /// Path from the root, with `/` on every system.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// Its lines with their numbers, without those that are only a comment.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// The text of the file at `path`.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The TOML file at `path`.
pub fn table(path: &str) -> toml::Table {
    text(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file whose name ends in one of `extensions`, sorted.
pub fn sources(extensions: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| extensions.iter().any(|it| end == *it)))
        .map(|path| Source { path: from_root(&path), text: fs::read_to_string(&path).unwrap() })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_made = path.file_name().is_some_and(|name| MADE.iter().any(|made| name == *made));
        if !path.is_dir() {
            paths.push(path);
        } else if !is_made {
            collect(&path, paths);
        }
    }
}

/// The path of a file from the root, with `/` on every system.
pub fn from_root(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
