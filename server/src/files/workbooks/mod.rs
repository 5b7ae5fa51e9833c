//! Reads workbooks: `.xlsx`, `.xls` and `.ods`, recognised by their content. Their sheets become
//! tables of text, as their cells show them, which `tables` reads like any other.
//!
//! A workbook is packed, so a small file may hold more than any memory. What it unpacks to, how many
//! cells it has, and what is kept of them is bounded before a library sees it.

pub(in crate::files) mod grid;
mod ods;
mod package;
mod values;
mod visible;
mod xls;
mod xls_size;
mod xlsx;

use domain::format::Format;
use domain::limits;
use domain::preview::{Preview, Unreadable};
use domain::sheet::{ReadOptions, Workbook};

use crate::files::job::Job;
use crate::files::tables::{self, Source, finding};
use grid::Sheet;

/// How compound files of older programs begin.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What a workbook would import; `None` if the bytes are none.
pub fn read(bytes: &[u8], options: &ReadOptions, job: &Job) -> Option<Result<Preview, Unreadable>> {
    if bytes.len() > limits::FILE_BYTES {
        return None;
    }
    let sheets = if bytes.starts_with(&COMPOUND) {
        xls::sheets(bytes, job)
    } else if package::has(bytes, xlsx::WORKBOOK) {
        xlsx::sheets(bytes, job)
    } else if package::has(bytes, ods::CONTENT) && package::has(bytes, ods::MANIFEST) {
        ods::sheets(bytes, job)
    } else {
        return None;
    };
    Some(sheets.and_then(|sheets| preview(&sheets, options, job)))
}

fn preview(sheets: &[Sheet], options: &ReadOptions, job: &Job) -> Result<Preview, Unreadable> {
    if sheets.iter().all(|sheet| sheet.grid.is_empty()) {
        return Err(Unreadable::Empty);
    }
    if let Some(wanted) = options.format.filter(|format| !format.is_table()) {
        return Err(Unreadable::OtherFormat { wanted });
    }
    let read = options.sheet.map_or_else(|| guess(sheets), |sheet| sheet as usize);
    let read = if read < sheets.len() { read } else { 0 };
    let workbook = Workbook {
        sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        read: read as u32,
    };
    let grid = &sheets[read].grid;
    if grid.is_empty() {
        return Ok(Preview { workbook: Some(workbook), ..Preview::default() });
    }
    job.expect(grid.csv().len());
    let source = Source { text: grid.csv(), row_numbers: Some(grid.row_numbers()) };
    let as_table = ReadOptions { format: Some(Format::Spreadsheet), ..options.clone() };
    // A sheet is a table, whatever it holds, so a person can say what its columns are.
    let preview = tables::read(&source, options, job)
        .or_else(|| tables::read(&source, &as_table, job))
        .unwrap_or(Err(Unreadable::UnknownFormat))?;
    Ok(Preview { workbook: Some(workbook), ..preview })
}

/// The first sheet with a table of stories, or else the first one with anything.
fn guess(sheets: &[Sheet]) -> usize {
    let has_table =
        |sheet: &Sheet| finding::header(sheet.grid.csv()).is_some_and(|header| header.is_named);
    let filled = || sheets.iter().position(|sheet| !sheet.grid.is_empty());
    sheets.iter().position(has_table).or_else(filled).unwrap_or(0)
}
