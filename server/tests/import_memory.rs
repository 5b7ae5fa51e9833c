//! No file makes a reader panic, hang or take more memory than a stated multiple of its size, whatever
//! stands in it. A binary of its own: its allocator counts.

#[path = "support/samples.rs"]
mod samples;

use std::alloc::System;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use domain::draft::{Format, Preview, Unreadable};
use domain::limits;
use domain::sheet::Wish;
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};
use proptest::prelude::*;
use server::files::{self, job::Job};

#[global_allocator]
static MEMORY: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes of memory that a reader may take for each byte of a file. Markdown of nothing but brackets takes
/// the most: each of them may begin a link. A file of any tracker takes less than ten.
const MULTIPLE: usize = 120;

/// Bytes of memory that a file of any size may take: names and kinds in all languages, and the list of rows
/// that are left out.
const CONSTANT: usize = 4 * 1024 * 1024;

/// Bytes of memory for each byte of a file as trackers write them.
const USUAL_MULTIPLE: usize = 10;

/// How long a reading may take here, where nothing is optimised and others are at work. What takes the
/// square of its size takes minutes.
const WITHIN: Duration = Duration::from_secs(20);

const KIB: usize = 1024;

/// Allocations are counted for the whole process: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads on a thread with a stack like those of the server, and fails if it takes too long or too much.
#[track_caller]
fn read(what: &str, bytes: Vec<u8>, format: Option<Format>) -> Result<Preview, Unreadable> {
    read_within(MULTIPLE, what, bytes, format)
}

#[track_caller]
fn read_within(
    multiple: usize,
    what: &str,
    bytes: Vec<u8>,
    format: Option<Format>,
) -> Result<Preview, Unreadable> {
    let wish = Wish { format, ..Wish::default() };
    let size = bytes.len();
    let (sender, receiver) = mpsc::channel();
    MEMORY.reset_peak_memory();
    thread::spawn(move || {
        let preview = files::read(&bytes, &wish, &Job::default());
        let _ = sender.send((MEMORY.get_peak_memory(), preview));
    });
    let (peak, preview) = receiver
        .recv_timeout(WITHIN)
        .unwrap_or_else(|error| panic!("{what} as {format:?}, {size} bytes: {error}"));
    let limit = multiple * size + CONSTANT;
    assert!(peak <= limit, "{what} as {format:?}: {peak} bytes of memory for {size}");
    preview
}

/// Where something may stand again and again: what is in front of it, and what behind.
const PLACES: [(&str, &str); 9] = [
    ("", ""),
    ("Summary,Issue key,Issue Type,Description,Acceptance Criteria\n", ""),
    ("Summary,Issue key,Issue Type,Description\nA,B-1,Story,\"", "\"\n"),
    ("ID,Work Item Type,Title,Acceptance Criteria\n1,User Story,A,\"", "\"\n"),
    ("number,title,body\n1,A,\"", "\"\n"),
    ("# A\n\n- [ ] A\n  - ", "\n"),
    ("Feature: A\n  Scenario: A\n    ", "\n"),
    ("{\"shortLink\":\"a\",\"lists\":[],\"cards\":[", "]}"),
    ("{\"ready_room\":1,\"stories\":[", "]}"),
];

/// What stands there again and again.
const REPEATED: [&str; 76] = [
    " ",
    "a",
    "\n",
    "\r",
    "\t",
    ",",
    ";",
    "|",
    "\"",
    "\"\"",
    "\",",
    "\"\n",
    "a,",
    "a\n",
    "a\r",
    ",\n",
    "a,b\n",
    "\"a\",\"b\"\n",
    "Summary,",
    "ﷺ,",
    "1,",
    "0,",
    "{},",
    "[],",
    "\"\",",
    "{\"id\":\"a\"},",
    "{\"title\":\"a\"},",
    "[",
    "{",
    "(",
    "<",
    "[[",
    "{\"a\":",
    "{\"name\":[",
    "<b>",
    "</b>",
    "<p>",
    "<ul><li>",
    "<table><tr><td>",
    "<!--",
    "<a href=\"",
    "&amp;",
    "&",
    "{quote}",
    "{code}",
    "{color:red}",
    "{panel}\n",
    "[a|",
    "[a](",
    "![",
    "||a",
    "|a|\n",
    "*",
    "**a",
    "* ",
    "_",
    "`",
    "```\n",
    "~",
    "> ",
    "!",
    "\\",
    "- ",
    "- [ ] a\n",
    "  - a\n",
    "- [ ] a\n  - [ ] b\n",
    "# a\n",
    "**Title**: a\n",
    "---\n",
    "Acceptance criteria:\n",
    "Scenario: a\n",
    "Given a\n",
    "Examples:\n|a|\n",
    "\"\"\"\n",
    "@a ",
    "Feature: a\n",
];

fn repeated(place: (&str, &str), unit: &str, bytes: usize) -> Vec<u8> {
    let is_cell = place.0.ends_with('"');
    let unit = if is_cell { unit.replace('"', "\"\"") } else { unit.to_owned() };
    let times = bytes.saturating_sub(place.0.len() + place.1.len()) / unit.len();
    [place.0, &unit.repeat(times), place.1].concat().into_bytes()
}

fn name(place: (&str, &str), unit: &str) -> String {
    format!("{:?} again and again behind {:?}", unit, place.0)
}

#[test]
fn a_file_of_any_format_takes_a_small_multiple_of_its_size() {
    let _turn = alone();
    for format in Format::ALL {
        for bytes in [64 * KIB, 2048 * KIB] {
            let file = samples::file(format, bytes);
            let preview = read_within(USUAL_MULTIPLE, "a file", file, None);
            assert_eq!(preview.map(|preview| preview.format), Ok(format));
        }
    }
}

#[test]
fn a_file_of_the_largest_size_takes_a_small_multiple_of_it() {
    let _turn = alone();
    let file = samples::wide_jira(limits::FILE_BYTES, 2_261);
    assert!(read_within(USUAL_MULTIPLE, "a wide file", file, None).is_ok());
}

#[test]
fn whatever_stands_there_again_and_again_takes_a_multiple_of_its_size() {
    let _turn = alone();
    for place in PLACES {
        for unit in REPEATED {
            let _ = read(&name(place, unit), repeated(place, unit, 128 * KIB), None);
        }
    }
}

#[test]
fn a_file_that_is_forced_on_a_reader_takes_a_multiple_of_its_size() {
    let _turn = alone();
    for format in Format::ALL {
        for unit in REPEATED {
            let bytes = repeated(PLACES[0], unit, 64 * KIB);
            let _ = read(&name(PLACES[0], unit), bytes, Some(format));
        }
    }
}

fn inputs() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/inputs");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// A part of a file is taken again and again, and behind it stands another file's.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let part = || {
        let (begin, end) = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
        (prop::sample::select(inputs()), begin, end, 1_usize..2_000)
    };
    prop::collection::vec(part(), 1..4).prop_map(|parts| {
        let mut bytes = Vec::new();
        for (file, begin, end, times) in parts {
            let file = fs::read(file).unwrap();
            let (begin, end) = (begin.index(file.len()), end.index(file.len()));
            let part = &file[begin.min(end)..begin.max(end)];
            bytes.extend_from_slice(&part.repeat(times.min(1 + 64 * KIB / part.len().max(1))));
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn parts_of_files_again_and_again_take_a_multiple_of_their_size(
        bytes in mutated(),
        format in prop::option::of(prop::sample::select(Format::ALL.as_slice())),
    ) {
        let _turn = alone();
        let _ = read("parts of files", bytes, format);
    }
}

#[test]
fn the_largest_files_take_no_more_than_a_reading_may_whatever_stands_in_them() {
    let _turn = alone();
    for unit in [",", "[", "[a](", "- [ ] a\n", "**Title**: a\n", "{\"", "a;\n"] {
        let bytes = unit.repeat(limits::FILE_BYTES / unit.len()).into_bytes();
        for format in [None, Some(Format::MarkdownChecklist), Some(Format::Spreadsheet)] {
            // Bytes of the text, its lines, and what the job lets be held: no more than 16 for each.
            let _ = read_within(16, unit, bytes.clone(), format);
        }
    }
}
