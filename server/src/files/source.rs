//! Where the command line reads from: a file, or standard input for `-`. Knows no format.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use domain::limits;

/// Stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The bytes, or a sentence that says why they cannot be had.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = if is_standard_input(path) {
        start_of(io::stdin().lock())
    } else {
        File::open(path).and_then(start_of)
    };
    bytes.map_err(|error| format!("{} cannot be opened: {error}", name(path)))
}

/// What the source is called in messages.
pub fn name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// What the source is about, as its file name says.
pub fn title(path: &Path) -> String {
    let stem = path.file_stem().filter(|_| !is_standard_input(path));
    stem.map_or_else(|| "Stories".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// One byte more than may be imported is enough to refuse a file; the rest of a huge one stays unread.
fn start_of(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
