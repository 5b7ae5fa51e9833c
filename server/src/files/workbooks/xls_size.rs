//! How much a workbook of the old binary form makes a reader keep, measured without keeping it: a few
//! bytes declare any number of cells, repeat a sheet or a long text as often as they like.
//!
//! The records are those of [MS-XLS], section 2.4.
//!
//! [MS-XLS]: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls

/// The most cells of all sheets, with the empty ones before the last in each, which are kept too.
const MOST_CELLS: u64 = 1_000_000;

/// The most characters of all cells.
const MOST_TEXT: u64 = 16 * 1024 * 1024;

/// The most bytes of all formulas, which a reader writes out at many times their length.
const MOST_FORMULAS: u64 = 2 * 1024 * 1024;

/// The most sheets.
const MOST_SHEETS: usize = 256;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const CONTINUED: u16 = 0x003c;
const SHEET: u16 = 0x0085;
const TEXTS: u16 = 0x00fc;
const NAME: u16 = 0x0018;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const NUMBERS: u16 = 0x00bd;
const SHARED_TEXT: u16 = 0x00fd;
/// Other records of one cell: rich text, number, label, truth or error, and number in short.
const CELLS: [u16; 5] = [0x00d6, 0x0203, 0x0204, 0x0205, 0x027e];

/// Whether a reader can keep the workbook in this stream; `None` if its records are damaged.
pub fn is_bearable(stream: &[u8]) -> Option<bool> {
    let mut starts = Vec::new();
    let mut texts = Vec::new();
    let mut names = 0_u64;
    let mut records = Records { rest: stream };
    while let Some((kind, data)) = records.next() {
        match kind {
            END => break,
            SHEET => starts.push(u32::from_le_bytes(*data.first_chunk()?) as usize),
            TEXTS => texts = lengths(data.get(8..)?, &mut records)?,
            NAME => names += data.len() as u64,
            _ => {}
        }
    }
    let mut sizes = Sizes { formulas: names, ..Sizes::default() };
    if starts.len() > MOST_SHEETS {
        return Some(false);
    }
    for start in starts {
        sizes.add_sheet(stream.get(start..)?, &texts)?;
        // Sheets that share records would be kept once for each.
        if !sizes.are_bearable() || sizes.bytes > stream.len() {
            return Some(false);
        }
    }
    Some(true)
}

/// What the sheets hold.
#[derive(Default)]
struct Sizes {
    cells: u64,
    text: u64,
    formulas: u64,
    bytes: usize,
}

impl Sizes {
    fn are_bearable(&self) -> bool {
        self.cells <= MOST_CELLS && self.text <= MOST_TEXT && self.formulas <= MOST_FORMULAS
    }

    /// Adds the sheet at the start of some records.
    fn add_sheet(&mut self, bytes: &[u8], texts: &[u32]) -> Option<()> {
        let mut extent = Extent::default();
        let mut depth = 0_u32;
        let mut records = Records { rest: bytes };
        for (kind, data) in records.by_ref() {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => extent.add_dimensions(data)?,
                FORMULA => {
                    extent.add(data)?;
                    self.formulas += data.len() as u64;
                }
                NUMBERS => {
                    extent.add(data)?;
                    let last = u16::from_le_bytes(*data.last_chunk()?);
                    extent.add_place(u16::from_le_bytes(*data.first_chunk()?).into(), last.into());
                }
                SHARED_TEXT => {
                    extent.add(data)?;
                    let index = u32::from_le_bytes(*data.get(6..)?.first_chunk()?);
                    self.text += u64::from(texts.get(index as usize).copied().unwrap_or(0));
                }
                _ if CELLS.contains(&kind) => extent.add(data)?,
                _ => {}
            }
        }
        self.bytes += bytes.len() - records.rest.len();
        self.cells = self.cells.saturating_add(extent.cells());
        Some(())
    }
}

/// The rows and columns that a sheet has cells in.
#[derive(Default)]
struct Extent {
    range: Option<[(u32, u32); 2]>,
    declared: u64,
}

impl Extent {
    /// Adds the cell that a record begins with.
    fn add(&mut self, data: &[u8]) -> Option<()> {
        let [row, row_high, column, column_high] = *data.first_chunk()?;
        let place = |low, high| u32::from(u16::from_le_bytes([low, high]));
        self.add_place(place(row, row_high), place(column, column_high));
        Some(())
    }

    fn add_place(&mut self, row: u32, column: u32) {
        let grown = |(first, last): (u32, u32), at: u32| (first.min(at), last.max(at));
        let [rows, columns] = self.range.unwrap_or([(row, row), (column, column)]);
        self.range = Some([grown(rows, row), grown(columns, column)]);
    }

    /// What a sheet declares of itself is room that is made before a cell is read.
    fn add_dimensions(&mut self, data: &[u8]) -> Option<()> {
        let short =
            |at: usize| Some(u64::from(u16::from_le_bytes(*data.get(at..)?.first_chunk()?)));
        let long = |at: usize| Some(u64::from(u32::from_le_bytes(*data.get(at..)?.first_chunk()?)));
        let (rows, columns) =
            if data.len() == 10 { (short(2)?, short(6)?) } else { (long(4)?, short(10)?) };
        self.declared = self.declared.saturating_add(rows.saturating_mul(columns));
        Some(())
    }

    fn cells(&self) -> u64 {
        let length = |(first, last): (u32, u32)| u64::from(last - first) + 1;
        let used = self.range.map_or(0, |[rows, columns]| length(rows) * length(columns));
        used.max(self.declared)
    }
}

/// The records of a stream.
struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [kind, kind_high, length, length_high] = *self.rest.first_chunk()?;
        let length = usize::from(u16::from_le_bytes([length, length_high]));
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((u16::from_le_bytes([kind, kind_high]), data))
    }
}

/// The lengths of the texts that cells share, in characters. A text may go on in the next record,
/// which then says again how wide its characters are.
fn lengths<'s>(data: &'s [u8], records: &mut Records<'s>) -> Option<Vec<u32>> {
    let mut part = Part { data, records };
    let mut lengths = Vec::new();
    while !part.data.is_empty() || part.go_on() {
        let [count, count_high, flags] = *part.data.first_chunk()?;
        let count = u16::from_le_bytes([count, count_high]);
        part.data = &part.data[3..];
        let runs = if flags & 8 == 0 { 0 } else { u32::from(u16::from_le_bytes(*part.take()?)) };
        let more = if flags & 4 == 0 { 0 } else { u32::from_le_bytes(*part.take()?) };
        part.skip_text(usize::from(count), flags & 1 != 0)?;
        part.skip(u64::from(runs) * 4 + u64::from(more))?;
        lengths.push(count.into());
    }
    Some(lengths)
}

/// The rest of a record and those that continue it.
struct Part<'r, 's> {
    data: &'s [u8],
    records: &'r mut Records<'s>,
}

impl<'s> Part<'_, 's> {
    /// Goes on to the record that continues this one; `false` if none does.
    fn go_on(&mut self) -> bool {
        let mut ahead = Records { rest: self.records.rest };
        match ahead.next() {
            Some((CONTINUED, data)) => {
                self.data = data;
                self.records.rest = ahead.rest;
                true
            }
            _ => false,
        }
    }

    fn take<const N: usize>(&mut self) -> Option<&'s [u8; N]> {
        let (taken, rest) = self.data.split_first_chunk()?;
        self.data = rest;
        Some(taken)
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > self.data.len() as u64 {
            bytes -= self.data.len() as u64;
            self.go_on().then_some(())?;
        }
        self.data = &self.data[bytes as usize..];
        Some(())
    }

    fn skip_text(&mut self, mut characters: usize, mut is_wide: bool) -> Option<()> {
        loop {
            let width = if is_wide { 2 } else { 1 };
            let here = characters.min(self.data.len() / width);
            self.data = &self.data[here * width..];
            characters -= here;
            if characters == 0 {
                return Some(());
            }
            self.go_on().then_some(())?;
            is_wide = self.take::<1>()?[0] & 1 != 0;
        }
    }
}
