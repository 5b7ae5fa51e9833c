//! Reads `.ods` with quick-xml, cell by cell. A cell or a row says how often it is repeated, so a
//! few bytes are a whole sheet, which calamine would make room for; and the text that a cell shows
//! stands beside its value here.
//!
//! The elements are those of [OpenDocument 1.3], part 3, section 9.
//!
//! [OpenDocument 1.3]: https://docs.oasis-open.org/office/OpenDocument/v1.3/

use std::io::{BufRead, BufReader, Read};

use domain::preview::Unreadable;
use quick_xml::events::{BytesStart, Event};

use crate::files::job::Job;
use crate::files::workbooks::grid::{Budget, Grid, MOST_COLUMNS, MOST_SHEETS, Sheet};
use crate::files::workbooks::package;
use crate::files::xml;

/// The part with the sheets.
pub const CONTENT: &str = "content.xml";

/// Another part that every such workbook has.
pub const MANIFEST: &str = "META-INF/manifest.xml";

/// The most rows of a sheet.
const MOST_ROWS: u32 = 1_048_576;

/// After how many elements the job is asked.
const STEP: usize = 1_000;

/// The sheets.
pub fn sheets(bytes: &[u8], job: &Job) -> Result<Vec<Sheet>, Unreadable> {
    let mut archive = package::open(bytes).ok_or(Unreadable::DamagedWorkbook)?;
    package::check(&mut archive, |part| (part == CONTENT).then_some(package::MOST_BYTES), job)?;
    let content = archive.by_name(CONTENT).map_err(|_| Unreadable::DamagedWorkbook)?;
    let mut reader = Reader::default();
    let content: BufReader<Box<dyn Read + '_>> = BufReader::new(Box::new(content));
    reader.read(quick_xml::Reader::from_reader(content), job)?;
    Ok(reader.sheets)
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
    budget: Budget,
    row: u32,
    row_repeats: u32,
    /// The filled cells of the row that is being read.
    cells: Vec<(u32, String)>,
    column: u32,
    column_repeats: u32,
    /// The text of the cell that is being read, if one is.
    cell: Option<String>,
    /// Whether the cell has a paragraph already.
    has_paragraph: bool,
    /// In how many elements it is whose text is not shown.
    hidden: u32,
}

impl Reader {
    fn read(
        &mut self,
        mut reader: quick_xml::Reader<impl BufRead>,
        job: &Job,
    ) -> Result<(), Unreadable> {
        let mut buffer = Vec::new();
        for count in 0_usize.. {
            if count % STEP == 0 {
                job.reached(0)?;
            }
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|_| Unreadable::DamagedWorkbook)? {
                Event::Start(element) => self.begin(&element),
                Event::Empty(element) => {
                    self.begin(&element);
                    self.end(element.local_name().as_ref())?;
                }
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Eof => break,
                event => xml::write(&event, |text| self.write(text)),
            }
            if self.sheets.len() > MOST_SHEETS {
                self.sheets.pop();
                break;
            }
        }
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "table" if self.cell.is_none() => {
                let name = xml::attribute(element, "table:name").unwrap_or_default();
                self.sheets.push(Sheet { name, grid: Grid::default() });
                self.row = 0;
            }
            "table-row" => {
                self.row_repeats = repeats(element, "table:number-rows-repeated", MOST_ROWS);
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.column_repeats =
                    repeats(element, "table:number-columns-repeated", MOST_COLUMNS);
                self.cell = Some(String::new());
                self.has_paragraph = false;
            }
            "annotation" | "shapes" => self.hidden += 1,
            "p" | "h" => {
                if self.has_paragraph {
                    self.write("\n");
                }
                self.has_paragraph = true;
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "s" => {
                let count = repeats(element, "text:c", 100) as usize;
                self.write(&" ".repeat(count));
            }
            _ => {}
        }
    }

    fn end(&mut self, element: &str) -> Result<(), Unreadable> {
        match element {
            "annotation" | "shapes" => self.hidden = self.hidden.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                let text = self.cell.take().unwrap_or_default();
                let end = self.column.saturating_add(self.column_repeats).min(MOST_COLUMNS);
                if !text.trim().is_empty() {
                    for column in self.column..end {
                        self.budget.take(text.len())?;
                        self.cells.push((column, text.clone()));
                    }
                }
                self.column = end;
            }
            "table-row" => {
                let end = self.row.saturating_add(self.row_repeats).min(MOST_ROWS);
                if let Some(sheet) = self.sheets.last_mut().filter(|_| !self.cells.is_empty()) {
                    for row in self.row..end {
                        for (column, text) in &self.cells {
                            sheet.grid.add((row, *column), text, &mut self.budget)?;
                        }
                    }
                }
                self.row = end;
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds text to the cell. What stands between its paragraphs is layout of the file.
    fn write(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.hidden == 0 && self.has_paragraph) {
            cell.push_str(text);
        }
    }
}

fn repeats(element: &BytesStart, name: &str, most: u32) -> u32 {
    let repeats = xml::attribute(element, name).and_then(|repeats| repeats.parse().ok());
    repeats.unwrap_or(1).min(most)
}
