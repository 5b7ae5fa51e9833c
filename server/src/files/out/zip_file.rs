//! Packs files into a zip. The same files give the same bytes: neither the time nor permissions are
//! stored.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The most characters of a file name, without folder and extension.
const NAME_CHARACTERS: usize = 60;

/// Names that Windows reserves for devices, with any extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A zip of these files, in order. Of two files with the same name the later is left out; [`Names`]
/// gives distinct names.
pub fn zip_of<C: AsRef<[u8]>>(files: impl Iterator<Item = (String, C)>) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        if zip.start_file(name, options).is_ok() {
            zip.write_all(content.as_ref()).expect("memory takes every file");
        }
    }
    zip.finish().expect("memory takes every archive").into_inner()
}

/// Makes file names that are valid on every system, and distinct even where case is ignored.
#[derive(Default)]
pub struct Names {
    taken: HashSet<String>,
    /// For each name that was asked for, the last number that was appended to it.
    next: HashMap<String, u32>,
}

impl Names {
    /// A name for a file that is about this: `TL-1-Oil-the-hinge.feature`.
    pub fn name(&mut self, about: &str, ending: &str) -> String {
        let plain = plain(about);
        let plain = if plain.is_empty() { "story".to_owned() } else { plain };
        let mut name = format!("{plain}.{ending}");
        let next = self.next.entry(name.to_lowercase()).or_insert(1);
        while !self.taken.insert(name.to_lowercase()) {
            *next += 1;
            name = format!("{plain}-{next}.{ending}");
        }
        name
    }
}

/// The words of a text joined by dashes, without anything that has a meaning in file names or
/// headers.
pub fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    name.truncate(NAME_CHARACTERS);
    name.truncate(name.trim_end_matches('-').len());
    if DEVICES.contains(&name.to_ascii_lowercase().as_str()) {
        name.push('-');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_all_systems_and_unique() {
        let mut names = Names::default();
        for (about, expected) in [
            ("TL-1 ../../Oil: the \"hinge\"", "TL-1-Oil-the-hinge.feature"),
            ("tl-1 oil the hinge", "tl-1-oil-the-hinge-2.feature"),
            ("計画", "story.feature"),
            ("", "story-2.feature"),
            ("NUL", "NUL-.feature"),
        ] {
            assert_eq!(names.name(about, "feature"), expected);
        }
        assert_eq!(names.name(&"x".repeat(200), "md").len(), NAME_CHARACTERS + 3);
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let files =
            || [("a.md".to_owned(), "A"), ("features/b.feature".to_owned(), "B")].into_iter();
        assert_eq!(zip_of(files()), zip_of(files()));
    }
}
