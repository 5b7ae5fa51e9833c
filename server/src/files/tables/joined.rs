//! Exports that were joined: the header comes again, with other columns or in another order, and the
//! rows below it stand below those. Their cells are put where the columns of the first header are.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use crate::files::tables::finding;
use crate::files::tables::records::{read_record, reader};

/// How many different headers a table may have. What comes after them are rows.
const MOST: usize = 20;

/// What Monday calls the column in which the header of sub-items begins.
const SUB_ITEMS: &str = "Subitems";

/// A header and where its columns stand in the table.
pub struct Header {
    cells: Vec<String>,
    places: Vec<usize>,
}

/// The headers of a table, the first one included, if there are different ones.
#[derive(Default)]
pub struct Joined {
    headers: Vec<Header>,
    /// How many columns they have together.
    width: usize,
}

impl Joined {
    /// The header that a row is, if it is one but for blanks and quotation marks.
    pub fn header(&self, row: &StringRecord) -> Option<usize> {
        let is_row = |header: &Header| {
            header.cells.len() == row.len()
                && header.cells.iter().zip(row).all(|(one, other)| *one == bare(other))
        };
        self.headers.iter().position(is_row)
    }

    /// The cells of a row below a header, where they belong. Those that are beyond the header come
    /// last, behind all columns.
    pub fn placed(&self, header: usize, row: StringRecord) -> StringRecord {
        let Some(Header { places, .. }) = self.headers.get(header) else {
            return row;
        };
        let mut cells = vec![""; self.width + row.len().saturating_sub(places.len())];
        for (at, cell) in row.iter().enumerate() {
            let place = places.get(at).copied();
            cells[place.unwrap_or_else(|| self.width + at - places.len())] = cell;
        }
        StringRecord::from(cells)
    }

    /// How many columns a header has.
    pub fn columns(&self, header: usize) -> Option<usize> {
        self.headers.get(header).map(|header| header.places.len())
    }
}

/// Whether a row is the header of sub-items, which stand below their item.
pub fn is_of_sub_items(row: &StringRecord) -> bool {
    let first = row.iter().map(str::trim).find(|cell| !cell.is_empty());
    first.is_some_and(|cell| cell.eq_ignore_ascii_case(SUB_ITEMS)) && finding::is_header(row)
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(['\u{feff}', ' ', '"'])
}

impl Joined {
    /// The headers in a table and the names of all their columns, if there is more than the first one.
    /// `csv` begins with the first header, which `cells` are, and is read up to `end`.
    pub fn find(
        csv: &str,
        separator: u8,
        cells: &StringRecord,
        end: usize,
    ) -> Option<(Self, Vec<String>)> {
        let names: HashSet<String> = cells.iter().map(|cell| bare(cell).to_owned()).collect();
        let mut reader = reader(csv, separator);
        let mut union = Union::default();
        union.add(cells);
        read_record(&mut reader);
        let mut row = StringRecord::new();
        while union.headers.len() < MOST
            && (reader.position().byte() as usize) < end
            && reader.read_record(&mut row).is_ok_and(|is_read| is_read)
        {
            if repeats(&row, &names)
                && !is_of_sub_items(&row)
                && !union.has(&row)
                && finding::is_header(&row)
            {
                union.add(&row);
            }
        }
        let Union { names, headers, .. } = union;
        (headers.len() > 1).then_some((Self { headers, width: names.len() }, names))
    }
}

/// Whether at least half of the cells with text are names of the table's columns, and two of them.
fn repeats(row: &StringRecord, names: &HashSet<String>) -> bool {
    let (mut known, mut filled) = (0, 0);
    for cell in row.iter().map(bare).filter(|cell| !cell.is_empty()) {
        filled += 1;
        known += usize::from(names.contains(cell));
        // What has a text of its own in the first cells is no header.
        if filled > 4 && known == 0 {
            return false;
        }
    }
    known >= 2 && known * 2 >= filled
}

/// The columns of several headers.
#[derive(Default)]
struct Union {
    names: Vec<String>,
    /// The columns by their name and which of those with that name they are.
    places: HashMap<(String, usize), usize>,
    headers: Vec<Header>,
}

impl Union {
    fn has(&self, row: &StringRecord) -> bool {
        let is_row =
            |header: &Header| header.cells.iter().map(String::as_str).eq(row.iter().map(bare));
        self.headers.iter().any(is_row)
    }

    fn add(&mut self, row: &StringRecord) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut places = Vec::with_capacity(row.len());
        for cell in row {
            let name = bare(cell).to_lowercase();
            let count = seen.entry(name.clone()).or_default();
            let next = self.names.len();
            let place = *self.places.entry((name, *count)).or_insert(next);
            *count += 1;
            if place == next {
                self.names.push(bare(cell).to_owned());
            }
            places.push(place);
        }
        let cells = row.iter().map(|cell| bare(cell).to_owned()).collect();
        self.headers.push(Header { cells, places });
    }
}
