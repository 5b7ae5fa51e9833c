//! Finds the header of a table: spreadsheets and trackers write titles, addresses and empty rows
//! above it. Of the first rows that is the header which holds the most names of columns.

use std::collections::HashMap;
use std::sync::LazyLock;

use csv::StringRecord;
use domain::format::Format;
use domain::sheet::ColumnKind;

use crate::files::tables::column_names as names;
use crate::files::tables::header::{Headings, LONGEST_NAME, key};
use crate::files::tables::records::{read_record, reader};
use crate::files::tables::separator::{SEPARATORS, declared_separator, sniff};
use crate::files::tables::{dialect, quotes};

/// How many rows are searched for the header.
const SEARCHED_ROWS: usize = 30;

/// How many bytes are searched for the header.
const SEARCHED_BYTES: usize = 128 * 1024;

/// What a row that is not the first one must score to be the header.
const ENOUGH: u32 = 3;

/// What a name scores that is a header's and nothing else's.
const STRONG: u32 = 2;

/// Names that are types of rows as well, and so may stand in any row.
const TYPES: [&str; 13] = [
    "Story",
    "User Story",
    "User Stories",
    "Task",
    "Feature",
    "Epic",
    "Issue",
    "Item",
    "Requirement",
    "Theme",
    "Backlog Item",
    "Product Backlog Item",
    "Aufgabe",
];

/// What a name says about its row.
#[derive(Clone, Copy)]
struct Known {
    /// What such a column holds, as bits; the highest stands for everything else.
    kinds: u16,
    /// Whether it is also a type.
    is_type: bool,
}

const TITLE: u16 = 1;
const OTHER: u16 = 1 << 15;

static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut known: HashMap<String, Known> = HashMap::new();
    let mut add = |name: &str, kind: u16| {
        known.entry(key(name)).or_insert(Known { kinds: 0, is_type: false }).kinds |= kind;
    };
    for (at, holds) in ColumnKind::ALL.into_iter().enumerate() {
        for format in Format::ALL {
            let groups = dialect::names(format, holds);
            groups.into_iter().flatten().for_each(|name| add(name, TITLE << at));
        }
    }
    names::OTHER.iter().for_each(|name| add(name, OTHER));
    for name in TYPES {
        if let Some(known) = known.get_mut(&key(name)) {
            known.is_type = true;
        }
    }
    known
});

/// Where a table begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Start {
    /// The offset of its first row, in bytes.
    pub offset: usize,
    /// What separates its cells.
    pub separator: u8,
    /// Whether its first row was recognised as a header by the names in it.
    pub is_named: bool,
}

/// The first row with text, whatever it holds; `None` if there is none.
pub fn first_row(text: &str) -> Option<Start> {
    let (offset, declared) = declared_separator(text);
    let offset = offset + text[offset..].find(|c| !matches!(c, '\r' | '\n'))?;
    let separator = declared.unwrap_or_else(|| sniff(&text[offset..]));
    let offset = first_filled(text, offset, separator);
    let is_named = candidate(text, offset, separator).is_some_and(|(score, _)| score >= ENOUGH);
    Some(Start { offset, separator, is_named })
}

/// The header: of the first rows that with the most names of columns, or the first row with text if
/// none has enough of them.
pub fn header(text: &str) -> Option<Start> {
    let first = first_row(text)?;
    let searched = &text[..text.floor_char_boundary(SEARCHED_BYTES)];
    let (declared_end, declared) = declared_separator(text);
    let separators = declared.map_or(SEPARATORS.to_vec(), |separator| vec![separator]);
    let of_first = candidate(searched, first.offset, first.separator);
    let mut best = (of_first.map_or(0, |(score, _)| score), first);
    for separator in separators {
        let (score, offset) = best_row(searched, declared_end, separator);
        let is_better = score > best.0 || (score == best.0 && offset < best.1.offset);
        if score >= ENOUGH && is_better {
            best = (score, Start { offset, separator, is_named: true });
        }
    }
    Some(best.1)
}

/// The score and the offset of the row with the most names.
fn best_row(text: &str, mut offset: usize, separator: u8) -> (u32, usize) {
    let mut best = (0, offset);
    for _ in 0..SEARCHED_ROWS {
        let Some(skipped) = text[offset..].find(|c| !matches!(c, '\r' | '\n')) else {
            break;
        };
        offset += skipped;
        // A wrong quotation mark above the header must not swallow it.
        let line = || text[offset..].find(['\r', '\n']).map_or(text.len(), |at| offset + at);
        let (score, end) = candidate(text, offset, separator).unwrap_or_else(|| (0, line()));
        if score > best.0 {
            best = (score, offset);
        }
        offset = end;
    }
    best
}

/// The score of the row at an offset, and where it ends; `None` if its quotation marks are wrong.
fn candidate(text: &str, offset: usize, separator: u8) -> Option<(u32, usize)> {
    let text = &text[..text.floor_char_boundary(offset + SEARCHED_BYTES)];
    let mut csv = reader(&text[offset..], separator);
    let row = read_record(&mut csv)?;
    let end = offset + csv.position().byte() as usize;
    let fault = quotes::first_fault(&text.as_bytes()[offset..end], separator);
    fault.is_none().then(|| (score(&row), end))
}

/// Whether a row names enough columns to be a header, wherever it stands.
pub fn is_header(row: &StringRecord) -> bool {
    score(row) >= ENOUGH
}

/// How much a row looks like a header; 0 if it names no title.
fn score(row: &StringRecord) -> u32 {
    let headings = Headings::shared();
    let (mut strong, mut weak, mut others) = (0_u16, 0_u16, 0);
    for cell in row.iter().filter(|cell| (1..=LONGEST_NAME * 4).contains(&cell.len())) {
        let heading = headings.read(cell);
        let known = KNOWN.get(&heading.name).or_else(|| KNOWN.get(heading.short.as_ref()?));
        match known {
            Some(known) if known.kinds == OTHER => others += 1,
            Some(known) if known.is_type => weak |= known.kinds,
            Some(known) => strong |= known.kinds,
            None => {}
        }
    }
    if (strong | weak) & TITLE == 0 {
        return 0;
    }
    let weak = weak & !strong & !OTHER;
    (strong & !OTHER).count_ones() * STRONG + weak.count_ones().min(1) + others.min(STRONG)
}

/// The offset of the first row with text in a cell.
fn first_filled(text: &str, start: usize, separator: u8) -> usize {
    let is_blank = |c: char| c.is_whitespace() || c == char::from(separator) || c == '"';
    let Some(filled) = text[start..].find(|c| !is_blank(c)) else {
        return start;
    };
    let before = &text[start..start + filled];
    before.rfind(['\r', '\n']).map_or(start, |at| start + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(above: &str, header: &str, separator: u8) {
        let text = format!("{above}{header}\n1\t2\n");
        let expected = Start { offset: above.len(), separator, is_named: true };
        assert_eq!(self::header(&text), Some(expected), "{text}");
    }

    #[test]
    fn the_header_may_stand_below_other_lines() {
        for above in [
            "",
            "\n\n",
            ",,,\n,,https://tracker.example/1,\n",
            "Server: jira.example.com\nQuery: open \"stories\"\n\n",
            "\"Backlog of the yard\n",
            "\"Backlog of the yard\n\"Priority\"\n",
            ";;;\n",
            "Story Points report\n\n",
        ] {
            check(above, "Title,Issue key,Story Points", b',');
            check(above, "Titel;Schlüssel;Beschreibung", b';');
            check(above, "story_title\tstory_points", b'\t');
        }
    }

    #[test]
    fn types_in_a_row_are_no_names_of_columns() {
        let text = "Title,Type,Parent\nStory,Task,Epic\nFeature,Story,Item\n";
        assert_eq!(header(text).unwrap().offset, 0);
        let text = "Mend the gate\tStory\t3\nPaint\tTask\t5\n";
        assert_eq!(header(text), Some(Start { offset: 0, separator: b'\t', is_named: false }));
    }
}
