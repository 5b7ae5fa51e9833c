//! Reads `.xls` with calamine, which makes room for all cells up to the last one of a sheet. So the
//! records are measured first.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xls};
use cfb::CompoundFile;
use domain::preview::Unreadable;

use crate::files::job::Job;
use crate::files::workbooks::grid::{Budget, Grid, Sheet};
use crate::files::workbooks::{values, visible, xls_size};

/// The streams that hold a workbook, of this and of older versions.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// The stream of a workbook that is protected by a password.
const ENCRYPTED: &str = "/EncryptedPackage";

/// What the largest workbook takes, in bytes.
const MEMORY: u32 = 128 * 1024 * 1024;

/// The visible sheets.
pub fn sheets(bytes: &[u8], job: &Job) -> Result<Vec<Sheet>, Unreadable> {
    check(bytes, job)?;
    // The reader of this old form is not made for damaged files.
    let book = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes))));
    let Ok(Ok(mut book)) = book else {
        return Err(Unreadable::DamagedWorkbook);
    };
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for name in visible::names(book.sheets_metadata()) {
        let range = book.worksheet_range(&name).map_err(|_| Unreadable::DamagedWorkbook)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid::default();
        for (row, column, value) in range.used_cells() {
            let at = (top + row as u32, left + column as u32);
            grid.add(at, &values::text(value.clone()), &mut budget)?;
        }
        job.reached(0)?;
        sheets.push(Sheet { name, grid });
    }
    Ok(sheets)
}

/// Fails if the bytes are no such workbook, or one that takes too much memory.
fn check(bytes: &[u8], job: &Job) -> Result<(), Unreadable> {
    let mut file =
        CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unreadable::DamagedWorkbook)?;
    if file.exists(ENCRYPTED) {
        return Err(Unreadable::DamagedWorkbook);
    }
    // The reader takes the first stream of that name, wherever it stands.
    let streams = |name: &str| {
        let name = name.trim_start_matches('/');
        file.walk().filter(|entry| entry.name().eq_ignore_ascii_case(name)).count()
    };
    if STREAMS.iter().any(|name| streams(name) != usize::from(file.exists(name))) {
        return Err(Unreadable::DamagedWorkbook);
    }
    let mut is_workbook = false;
    for name in STREAMS {
        let Ok(stream) = file.open_stream(name) else {
            continue;
        };
        is_workbook = true;
        let mut records = Vec::new();
        let read = stream.take(bytes.len() as u64).read_to_end(&mut records);
        read.map_err(|_| Unreadable::DamagedWorkbook)?;
        job.reached(0)?;
        if !xls_size::is_bearable(&records).ok_or(Unreadable::DamagedWorkbook)? {
            return Err(Unreadable::TooMuch { limit: MEMORY });
        }
    }
    if is_workbook { Ok(()) } else { Err(Unreadable::NotText) }
}
