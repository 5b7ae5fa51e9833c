//! No file makes a reader panic, hang or take more memory than a stated multiple of its size. This
//! test is a binary of its own because of its counting allocator.

#[path = "support/samples.rs"]
mod samples;
#[allow(dead_code)]
#[path = "support/workbook_files.rs"]
mod workbook_files;

use std::alloc::System;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use domain::format::Format;
use domain::limits;
use domain::preview::{Preview, Unreadable};
use domain::sheet::ReadOptions;
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};
use proptest::prelude::*;
use server::files::{self, job::Job};

#[global_allocator]
static MEMORY: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most bytes of memory for each byte of a file. Markdown that consists of brackets takes the
/// most, since each of them may begin a link. Files of trackers take less than ten.
const MULTIPLE: usize = 120;

/// The most bytes of memory for a file of any size: for names and keywords in all languages, and
/// for the list of rows that are left out.
const CONSTANT: usize = 4 * 1024 * 1024;

/// The most bytes of memory for each byte of a file as trackers write it.
const USUAL_MULTIPLE: usize = 10;

/// The most bytes of memory for each byte that a workbook unpacks to, which is 32 MiB at the most.
const UNPACKED_MULTIPLE: usize = 12;

/// The most bytes of memory for the cells of a workbook in the old binary form, whatever its size.
const BINARY: usize = 160 * 1024 * 1024;

/// How long reading may take here, without optimisation and on busy machines. Quadratic time would
/// be minutes.
const WITHIN: Duration = Duration::from_secs(20);

const KIB: usize = 1024;

/// Allocations are counted for the whole process: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads on a thread with a stack of the size that the server uses. Fails if it takes too long or
/// too much memory.
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
    let limit = multiple * bytes.len() + CONSTANT;
    read_limited(limit, what, bytes, format)
}

#[track_caller]
fn read_limited(
    limit: usize,
    what: &str,
    bytes: Vec<u8>,
    format: Option<Format>,
) -> Result<Preview, Unreadable> {
    let options = ReadOptions { format, ..ReadOptions::default() };
    let size = bytes.len();
    let (sender, receiver) = mpsc::channel();
    MEMORY.reset_peak_memory();
    thread::spawn(move || {
        let preview = files::read(&bytes, &options, &Job::default());
        let _ = sender.send((MEMORY.get_peak_memory(), preview));
    });
    let (peak, preview) = receiver
        .recv_timeout(WITHIN)
        .unwrap_or_else(|error| panic!("{what} as {format:?}, {size} bytes: {error}"));
    assert!(peak <= limit, "{what} as {format:?}: {peak} bytes of memory for {size}");
    preview
}

/// Places in which something may be repeated: the text before it, and the text after it.
const PLACES: [(&str, &str); 14] = [
    ("", ""),
    ("Summary,Issue key,Issue Type,Description,Acceptance Criteria\n", ""),
    ("Summary,Issue key,Issue Type,Description\nA,B-1,Story,\"", "\"\n"),
    ("ID,Work Item Type,Title,Acceptance Criteria\n1,User Story,A,\"", "\"\n"),
    ("number,title,body\n1,A,\"", "\"\n"),
    ("# A\n\n- [ ] A\n  - ", "\n"),
    ("Feature: A\n  Scenario: A\n    ", "\n"),
    ("{\"shortLink\":\"a\",\"lists\":[],\"cards\":[", "]}"),
    ("{\"issues\":[{\"key\":\"A-1\",\"fields\":{\"summary\":\"A\",\"description\":[", "]}}]}"),
    ("{\"issues\":[{\"key\":\"A-1\",\"fields\":{\"summary\":\"A\"}},", "]}"),
    ("[{\"number\":1,\"title\":\"A\",\"labels\":[", "]}]"),
    ("[{\"iid\":1,\"project_id\":1,\"title\":\"A\"},", "]"),
    (
        "<rss><channel><item><key id=\"1\">A-1</key><summary>A</summary><description>",
        "</description></item></channel></rss>",
    ),
    ("{\"ready_room\":1,\"stories\":[", "]}"),
];

/// What is repeated there.
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
fn repeated_content_takes_a_multiple_of_its_size() {
    let _turn = alone();
    for place in PLACES {
        for unit in REPEATED {
            let _ = read(&name(place, unit), repeated(place, unit, 128 * KIB), None);
        }
    }
}

#[test]
fn a_file_in_a_forced_format_takes_a_multiple_of_its_size() {
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

/// A part of a file repeated many times, followed by a part of another file.
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
    fn repeated_parts_of_files_take_a_multiple_of_their_size(
        bytes in mutated(),
        format in prop::option::of(prop::sample::select(Format::ALL.as_slice())),
    ) {
        let _turn = alone();
        let _ = read("parts of files", bytes, format);
    }
}

#[test]
fn the_largest_files_stay_within_the_limits_of_a_job() {
    let _turn = alone();
    for unit in [",", "[", "[a](", "- [ ] a\n", "**Title**: a\n", "{\"", "a;\n"] {
        let bytes = unit.repeat(limits::FILE_BYTES / unit.len()).into_bytes();
        for format in [None, Some(Format::MarkdownChecklist), Some(Format::Spreadsheet)] {
            // The text, its lines, and what the job permits to be kept: no more than 16 bytes for
            // each byte.
            let _ = read_within(16, unit, bytes.clone(), format);
        }
    }
    // One cell of Jira that is a table with a cell for every two or three bytes.
    for unit in ["||a", "|a", "||a||\n", "|[a|b]", "|*a*"] {
        let cell = unit.repeat(limits::FILE_BYTES / unit.len() - 20);
        let file = format!("Summary,Issue key,Description\nOne,TL-1,\"{cell}\"\n");
        let _ = read_within(16, unit, file.into_bytes(), Some(Format::JiraCsv));
    }
}

#[test]
fn a_workbook_takes_a_small_multiple_of_what_it_unpacks_to() {
    let _turn = alone();
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let header = format!("<row>{}{}</row>", text("Title"), text("Description"));
    let story = format!("<row>{}{}</row>", text("Story"), text("Lorem ipsum dolor sit amet. "));
    let cells = [
        story.as_str(),
        "<row/>",
        "<c/>",
        "<c><v>1</v></c>",
        "<c t=\"inlineStr\"><is><t>a</t></is></c>",
        "<row><c r=\"XFD1\"><v>1</v></c></row>",
        "<row><c><v>1</v></c></row>",
    ];
    for unit in cells {
        let unpacked = 8 * 1024 * KIB;
        let data = header.clone() + &unit.repeat(unpacked / unit.len());
        let bytes = workbook_files::xlsx_of(&[("One", data)]);
        let _ = read_limited(UNPACKED_MULTIPLE * unpacked + CONSTANT, unit, bytes, None);
    }
    let parts = [
        ("xl/sharedStrings.xml", "<sst>", "<si/>"),
        ("xl/sharedStrings.xml", "<sst>", "<si><t>a</t></si>"),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "<row><c><v>1</v></c></row>"),
    ];
    for (name, begin, unit) in parts {
        let unpacked = 31 * 1024 * KIB;
        let part = begin.to_owned() + &unit.repeat((unpacked - begin.len()) / unit.len());
        let mut parts = workbook_files::parts_of_an_xlsx("");
        parts.retain(|(other, _)| other != name);
        parts.push((name.to_owned(), part));
        let parts: Vec<_> =
            parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
        let bytes = workbook_files::archive(&parts);
        let _ = read_limited(UNPACKED_MULTIPLE * unpacked + CONSTANT, unit, bytes, None);
    }
    let ods = [
        "<table:table table:name=\"a\"/>",
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>",
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>",
    ];
    for unit in ods {
        let unpacked = 8 * 1024 * KIB;
        let rows = unit.repeat(unpacked / unit.len());
        let bytes = workbook_files::ods_of(&format!("<table:table>{rows}</table:table>"));
        let _ = read_limited(UNPACKED_MULTIPLE * unpacked + CONSTANT, unit, bytes, None);
    }
}

#[test]
fn a_workbook_in_the_old_form_takes_no_more_than_its_cells_may() {
    use workbook_files::Cell::{Empty, Number};
    let _turn = alone();
    let far = |rows: usize, columns: usize| {
        let mut sheet = vec![Vec::new(); rows];
        sheet[0] = vec![Number(1.0)];
        sheet[rows - 1] = [vec![Empty; columns - 1], vec![Number(1.0)]].concat();
        workbook_files::xls(&[("One", sheet.clone()), ("Two", sheet)])
    };
    let _ = read_limited(BINARY, "two far cells", far(10_000, 49), None);
    let refused = read_limited(BINARY, "two cells too far", far(65_535, 256), None);
    assert!(matches!(refused, Err(Unreadable::TooMuch { .. })));
}
