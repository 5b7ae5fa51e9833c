//! The input of the command line: a file, or standard input for `-`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use domain::limits;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// The bytes of the input, or a message that says why they cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = if is_standard_input(path) {
        start_of(io::stdin().lock())
    } else {
        File::open(path).and_then(start_of)
    };
    bytes.map_err(|error| format!("{} cannot be opened: {error}", name(path)))
}

/// The name of the input in messages.
pub fn name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// A title for the input: the stem of its file name.
pub fn title(path: &Path) -> String {
    let stem = path.file_stem().filter(|_| !is_standard_input(path));
    stem.map_or_else(|| "Stories".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// The content up to one byte more than may be imported, which is enough to refuse it.
fn start_of(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
