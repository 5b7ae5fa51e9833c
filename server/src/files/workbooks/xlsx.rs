//! Reads `.xlsx` with calamine, cell by cell: a range of it has room for all cells up to the last
//! one, of which there may be seventeen thousand million.

use std::io::{BufReader, Cursor};

use calamine::{Reader, Xlsx};
use domain::preview::Unreadable;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::files::job::Job;
use crate::files::workbooks::grid::{Budget, Grid, Sheet};
use crate::files::workbooks::{package, values, visible};
use crate::files::xml;

/// The part by which the form is recognised.
pub const WORKBOOK: &str = "xl/workbook.xml";

/// The part with the texts that cells share, as [`package::folded`] writes it.
const TEXTS: &str = "xl/sharedstrings.xml";

/// The most bytes of a part that has a short element for each of the things that calamine keeps.
const SMALL_PART: u64 = 2 * 1024 * 1024;

/// After how many cells the job is asked.
const STEP: usize = 1_000;

/// The visible sheets.
pub fn sheets(bytes: &[u8], job: &Job) -> Result<Vec<Sheet>, Unreadable> {
    let mut archive = package::open(bytes).ok_or(Unreadable::DamagedWorkbook)?;
    package::check(&mut archive, limit, job)?;
    check_texts(&mut archive)?;
    drop(archive);
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::DamagedWorkbook)?;
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for name in visible::names(book.sheets_metadata()) {
        let grid = grid(&mut book, &name, &mut budget, job)?;
        sheets.push(Sheet { name, grid });
    }
    Ok(sheets)
}

fn grid(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
    job: &Job,
) -> Result<Grid, Unreadable> {
    let mut grid = Grid::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Unreadable::DamagedWorkbook)?;
    for count in 0_usize.. {
        if count % STEP == 0 {
            job.reached(0)?;
        }
        let Some(cell) = cells.next_cell().map_err(|_| Unreadable::DamagedWorkbook)? else {
            break;
        };
        let at = cell.get_position();
        grid.add(at, &values::text(cell.get_value().clone().into()), budget)?;
    }
    Ok(grid)
}

/// How much a part may unpack to. All have a limit, for a sheet may be called anything, also a picture.
fn limit(part: &str) -> Option<u64> {
    let part = package::folded(part);
    let is_xml = part.ends_with(".xml") || part.ends_with(".rels");
    let is_large = part.starts_with("xl/worksheets/") || part == TEXTS;
    Some(if is_xml && !is_large { SMALL_PART } else { package::MOST_BYTES })
}

/// Fails if the shared texts say that they are more than so many bytes can hold: the reader makes room
/// for as many as they say.
fn check_texts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Unreadable> {
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unreadable::DamagedWorkbook)?;
        if part.name().ok().is_none_or(|name| package::folded(&name) != TEXTS) {
            continue;
        }
        let size = part.size().min(package::MOST_BYTES);
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer);
            match event.map_err(|_| Unreadable::DamagedWorkbook)? {
                Event::Start(element) if element.local_name().as_ref() == "sst" => {
                    let count = xml::attribute(&element, "uniqueCount");
                    let count: Option<u64> = count.and_then(|count| count.trim().parse().ok());
                    if count.is_some_and(|count| count > size) {
                        return Err(Unreadable::DamagedWorkbook);
                    }
                    break;
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
    Ok(())
}
