//! Mends SQLite's write-ahead log before SQLite reads it. Of a log in which a bit is flipped SQLite silently
//! drops everything from there on, also what was confirmed long ago, because it cannot tell that from
//! a write that a crash has cut short. That it is one flipped bit can be told: with it flipped back the checksum fits.
//! Where it does so with several bits, the page stays as it is and gets the checksum that it has: what the
//! page holds has checksums of its own.
//!
//! The format: <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tracing::warn;

/// Bytes of the header of the file; the checksum is its last 8.
const HEADER: usize = 32;

/// Bytes of the header of a frame, which a page follows.
const FRAME_HEADER: usize = 24;

/// What a log begins with; the last bit says whether checksums are of big-endian words.
const MAGIC: u32 = 0x377f_0682;

/// The version of the format, which follows.
const VERSION: u32 = 3_007_000;

/// A checksum, which is continued from frame to frame.
type Checksum = [u32; 2];

/// Mends the log of a database that nobody has open, and says so.
pub fn mend(database: &Path) -> io::Result<()> {
    let path = with_ending(database, "-wal");
    let mut log = match fs::read(&path) {
        Ok(log) => log,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let Found { flipped, unsure } = walk(&mut log);
    if flipped + unsure > 0 {
        // In its place: the disk may be full.
        let mut file = File::options().write(true).open(&path)?;
        file.write_all(&log)?;
        file.sync_all()?;
        warn!(
            flipped,
            unsure,
            "damaged write-ahead log: flipped bits were found, and flipped back where it is sure which"
        );
    }
    Ok(())
}

/// The path of a file beside another one.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// What was found in a log.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Bits that were flipped, and are flipped back.
    flipped: usize,
    /// Frames with a flipped bit of which it is not sure which it is.
    unsure: usize,
}

fn walk(log: &mut [u8]) -> Found {
    let mut found = Found::default();
    let Some((header, frames)) = log.split_at_mut_checked(HEADER) else { return found };
    if frames.is_empty() {
        return found;
    }
    let salts = frames.get(8..16).unwrap_or_default().to_owned();
    let is_whole = |header: &[u8]| is_header(header) && header[16..24] == salts;
    if !is_header(header) && !matches!(mend_bit(header, is_whole, &mut found), State::Mended) {
        return found;
    }
    let salts = header[16..24].to_owned();
    let is_big = header[3] & 1 == 1;
    let size = FRAME_HEADER + word(header, 8) as usize;
    let continued = |checksum, frame: &[u8]| {
        sum(is_big, sum(is_big, checksum, &frame[..8]), &frame[FRAME_HEADER..])
    };
    // What the last frame says, or else what it should say; and what it says now.
    let mut before = [stored(header, 24); 2];
    let mut now = before[0];
    for frame in frames.chunks_exact_mut(size) {
        // What an earlier log has left behind its end.
        if distance(&frame[8..16], &salts) > 1 {
            return found;
        }
        let follows = |frame: &[u8]| {
            let fits = |before: &Checksum| continued(*before, frame) == stored(frame, 16);
            frame[8..16] == salts && before.iter().any(fits)
        };
        let state = mend_bit(frame, follows, &mut found);
        let [says, should_say] = [stored(frame, 16), continued(before[0], frame)];
        before = match state {
            State::Whole | State::Mended => [says; 2],
            State::Unsure => [says, should_say],
            // The end, or as much damage as SQLite takes for it.
            State::Lost => return found,
        };
        now = continued(now, frame);
        for (place, part) in frame[16..24].chunks_exact_mut(4).zip(now) {
            place.copy_from_slice(&part.to_be_bytes());
        }
    }
    found
}

fn is_header(header: &[u8]) -> bool {
    let size = word(header, 8);
    word(header, 0) & !1 == MAGIC
        && word(header, 4) == VERSION
        && size.is_power_of_two()
        && (512..=65_536).contains(&size)
        && sum(header[3] & 1 == 1, [0, 0], &header[..24]) == stored(header, 24)
}

/// What bytes are that have a checksum.
enum State {
    Whole,
    /// A flipped bit was flipped back.
    Mended,
    /// One of several bits is flipped.
    Unsure,
    /// More than one bit is different.
    Lost,
}

/// Flips the one bit back with which the bytes are whole.
fn mend_bit(bytes: &mut [u8], is_whole: impl Fn(&[u8]) -> bool, found: &mut Found) -> State {
    if is_whole(bytes) {
        return State::Whole;
    }
    let flip = |bytes: &mut [u8], bit: usize| bytes[bit / 8] ^= 1 << (bit % 8);
    let mut possible = Vec::new();
    for bit in 0..8 * bytes.len() {
        flip(bytes, bit);
        if is_whole(bytes) {
            possible.push(bit);
        }
        flip(bytes, bit);
    }
    match possible[..] {
        [] => State::Lost,
        [bit] => {
            flip(bytes, bit);
            found.flipped += 1;
            State::Mended
        }
        _ => {
            found.unsure += 1;
            State::Unsure
        }
    }
}

/// How many bits are different.
fn distance(one: &[u8], other: &[u8]) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
}

/// The checksum, continued with these bytes, of which there are a multiple of 8.
fn sum(is_big: bool, checksum: Checksum, bytes: &[u8]) -> Checksum {
    let number = |word: &[u8; 4]| {
        if is_big { u32::from_be_bytes(*word) } else { u32::from_le_bytes(*word) }
    };
    let (words, _) = bytes.as_chunks::<4>();
    let (pairs, _) = words.as_chunks::<2>();
    pairs.iter().fold(checksum, |[even, odd], [one, other]| {
        let even = even.wrapping_add(number(one)).wrapping_add(odd);
        [even, odd.wrapping_add(number(other)).wrapping_add(even)]
    })
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn stored(bytes: &[u8], at: usize) -> Checksum {
    [word(bytes, at), word(bytes, at + 4)]
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// A log of several commits as SQLite writes it, and after it the frames of a longer one before.
    fn log() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let db = Connection::open(&file).unwrap();
        db.pragma_update(None, "page_size", 512).unwrap();
        db.pragma_update(None, "journal_mode", "WAL").unwrap();
        db.execute_batch("CREATE TABLE t (a)").unwrap();
        let commits = |number: usize| {
            (0..number)
                .for_each(|_| drop(db.execute("INSERT INTO t VALUES (hex(randomblob(99)))", [])));
        };
        commits(9);
        db.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(())).unwrap();
        commits(3);
        fs::read(with_ending(&file, "-wal")).unwrap()
    }

    #[test]
    fn a_log_that_is_whole_stays_as_it_is() {
        let whole = log();
        let mut walked = whole.clone();
        assert_eq!(walk(&mut walked), Found::default());
        assert_eq!(walked, whole);
        assert_eq!(walk(&mut []), Found::default());
        // As after a crash: the last frame is cut short.
        let cut = whole.len() - 100;
        assert_eq!(walk(&mut walked[..cut]), Found::default());
    }

    #[test]
    fn each_flipped_bit_is_flipped_back_or_changes_nothing_else() {
        let whole = log();
        let frames = 2 * (FRAME_HEADER + 512);
        let mut unsure = 0;
        for bit in (0..8 * (HEADER + frames)).step_by(37) {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let before = damaged.clone();
            let found = walk(&mut damaged);
            if found.unsure > 0 {
                unsure += 1;
                assert_eq!(found, Found { unsure: 1, ..Found::default() }, "bit {bit}");
                let is_checksum =
                    |at: usize| (16..24).contains(&((at - HEADER) % (FRAME_HEADER + 512)));
                let changed = (HEADER..whole.len()).filter(|at| damaged[*at] != before[*at]);
                assert!(changed.clone().all(is_checksum) && changed.count() > 0, "bit {bit}");
            } else {
                assert_eq!(found, Found { flipped: 1, ..Found::default() }, "bit {bit}");
                assert!(damaged == whole, "bit {bit}");
            }
            // SQLite reads all of it now.
            assert_eq!(walk(&mut damaged), Found::default(), "bit {bit}");
        }
        assert!(unsure < frames / 3, "{unsure}");
    }

    #[test]
    fn more_damage_than_a_bit_stays_as_it_is() {
        let mut damaged = log();
        damaged[HEADER + 100..HEADER + 110].fill(0xff);
        let before = damaged.clone();
        assert_eq!(walk(&mut damaged), Found::default());
        assert!(damaged == before);
    }
}
