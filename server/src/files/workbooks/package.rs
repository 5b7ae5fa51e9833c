//! The zip archive that a workbook is: what it unpacks to is measured before anything reads it,
//! because the sizes that an archive declares need not be true.

use std::io::{self, Cursor, Read};

use domain::preview::Unreadable;
use zip::ZipArchive;

use crate::files::job::Job;

/// The most bytes that the parts of a workbook which are read may unpack to.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The most parts of a workbook.
const MOST_PARTS: usize = 10_000;

/// How many bytes are unpacked at a step.
const STEP: usize = 64 * 1024;

/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The archive in these bytes, if they are one with a bearable number of parts.
pub fn open(bytes: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    (bytes.starts_with(ARCHIVE) && archive.len() <= MOST_PARTS).then_some(archive)
}

/// Whether the bytes are an archive with this part.
pub fn has(bytes: &[u8], part: &str) -> bool {
    // The directory at the end of an archive has the name as it is.
    let is_named = || bytes.windows(part.len()).any(|window| window == part.as_bytes());
    bytes.starts_with(ARCHIVE)
        && is_named()
        && open(bytes).is_some_and(|mut archive| archive.by_name(part).is_ok())
}

/// A part's name as readers compare them.
pub fn folded(part: &str) -> String {
    part.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Fails if a part that `limit` has a limit for, in bytes, or all these parts together, unpack to
/// more than they may.
pub fn check(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    limit: impl Fn(&str) -> Option<u64>,
    job: &Job,
) -> Result<(), Unreadable> {
    let mut total = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unreadable::DamagedWorkbook)?;
        let Some(most) = part.name().ok().and_then(|name| limit(&name)) else {
            continue;
        };
        let size = unpacked(part, most.min(MOST_BYTES - total), job)?;
        total += size;
    }
    Ok(())
}

/// The size of a part, which is read and thrown away.
fn unpacked(part: impl Read, most: u64, job: &Job) -> Result<u64, Unreadable> {
    let mut part = part.take(most + 1);
    let mut step = vec![0; STEP];
    let mut size = 0;
    loop {
        job.reached(0)?;
        match part.read(&mut step) {
            Ok(0) => break,
            Ok(read) => size += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(Unreadable::DamagedWorkbook),
        }
    }
    if size > most {
        return Err(Unreadable::TooMuch { limit: MOST_BYTES as u32 });
    }
    Ok(size)
}
