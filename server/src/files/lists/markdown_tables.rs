//! Makes one table of all tables in a Markdown text that have stories: their columns are put together by
//! name. What the columns hold is told by `tables`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::format::Format;
use domain::preview::Unreadable;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::files::job::Job;
use crate::files::lists::markdown_reading::{self, Lines};
use crate::files::tables::column_names as names;
use crate::files::tables::header::key;
use crate::files::tables::jira_names;
use crate::files::text;
use crate::files::workbooks::grid::{Budget, Grid};

/// The most columns that all tables have together; those beyond are passed over.
const MOST_COLUMNS: usize = 50;

/// What stands in the first cell of an empty row, so that it is listed as such.
const BLANK: &str = " ";

/// Names of a column with the title.
static TITLES: LazyLock<HashSet<String>> =
    LazyLock::new(|| keys(&[&names::TITLE, &names::STORY, &names::SUBJECT, &jira_names::SUMMARY]));

/// Names of a column with the key.
static KEYS: LazyLock<HashSet<String>> =
    LazyLock::new(|| keys(&[&names::ID, &jira_names::KEY, &jira_names::ID]));

fn keys(names: &[&[&str]]) -> HashSet<String> {
    names.iter().copied().flatten().map(|name| key(name)).collect()
}

/// The rows of all tables that have a column for the title; `None` if the text has no such table.
pub fn read(text: &str, job: &Job) -> Option<Result<Grid, Unreadable>> {
    let rule = rule(text)?;
    let text = markdown_reading::unix(text);
    if markdown_reading::is_in_cell(&text, rule.min(text.len()))
        || markdown_reading::check_depth(&text, Format::Spreadsheet).is_err()
    {
        return None;
    }
    let mut reader = Reader::new(&text, job);
    match reader.read() {
        Ok(()) if reader.grid.is_empty() => None,
        Ok(()) => Some(reader.with_header()),
        Err(error) => Some(Err(error)),
    }
}

/// The offset of the first row of dashes below a row with bars.
fn rule(text: &str) -> Option<usize> {
    if !text.contains('|') {
        return None;
    }
    let mut above = "";
    for line in text::lines(text) {
        let is_rule = line.contains("-")
            && line.contains('|')
            && line.bytes().all(|byte| b"|:- \t".contains(&byte));
        if is_rule && above.contains('|') {
            return text[..line.as_ptr() as usize - text.as_ptr() as usize].len().into();
        }
        above = line;
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    job: &'t Job,
    lines: Lines<'t>,
    /// The names of all columns as they are written first, and the place of each.
    header: Vec<String>,
    places: HashMap<String, usize>,
    /// The line of the first header.
    line: u32,
    grid: Grid,
    budget: Budget,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, job: &'t Job) -> Self {
        Self {
            text,
            job,
            lines: Lines::new(text),
            header: Vec::new(),
            places: HashMap::new(),
            line: 0,
            grid: Grid::default(),
            budget: Budget::default(),
        }
    }

    fn read(&mut self) -> Result<(), Unreadable> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let (mut columns, mut cells): (Vec<usize>, Vec<String>) = Default::default();
        let mut is_in_cell = false;
        for (event, range) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => cells.clear(),
                Event::Start(Tag::TableCell) => {
                    is_in_cell = true;
                    cells.push(String::new());
                }
                Event::End(TagEnd::TableCell) => is_in_cell = false,
                Event::End(TagEnd::TableHead) => columns = self.columns(&cells, range.start),
                Event::End(TagEnd::TableRow) if !columns.is_empty() => {
                    self.row(&columns, &cells, range.start)?;
                }
                Event::Text(text) | Event::Code(text) if is_in_cell => {
                    cells.last_mut().into_iter().for_each(|cell| cell.push_str(&text));
                }
                Event::InlineHtml(tag) if is_in_cell && tag.starts_with("<br") => {
                    cells.last_mut().into_iter().for_each(|cell| cell.push('\n'));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The place of each column of a table; none if it has no column for the title.
    fn columns(&mut self, names: &[String], offset: usize) -> Vec<usize> {
        if !names.iter().any(|name| TITLES.contains(&key(name))) {
            return Vec::new();
        }
        if self.header.is_empty() {
            self.line = self.lines.at(offset);
        }
        let names_of =
            |kind: &HashSet<String>| names.iter().filter(|name| kind.contains(&key(name))).count();
        let kinds = [&*TITLES, &*KEYS].map(|kind| (names_of(kind) == 1).then_some(kind));
        let mut seen: HashMap<String, usize> = HashMap::new();
        let places = names.iter().map(|name| {
            // The only title of one table and that of another are one, whatever they are called.
            let is_of = |kind: &Option<&HashSet<String>>| {
                kind.is_some_and(|kind| kind.contains(&key(name)))
            };
            let kind = kinds.iter().position(is_of);
            let name_key = kind.map_or_else(|| key(name), |kind| format!("{kind}:"));
            let count = seen.entry(name_key.clone()).or_default();
            *count += 1;
            let next = self.header.len();
            let place = *self.places.entry(format!("{count} {name_key}")).or_insert(next);
            if place == next {
                self.header.push(name.clone());
            }
            place
        });
        places.collect()
    }

    fn row(
        &mut self,
        columns: &[usize],
        cells: &[String],
        offset: usize,
    ) -> Result<(), Unreadable> {
        self.job.reached(offset)?;
        let row = self.lines.at(offset) - 1;
        let mut placed: Vec<_> =
            columns.iter().zip(cells).filter(|(at, _)| **at < MOST_COLUMNS).collect();
        placed.sort_by_key(|(at, _)| **at);
        if placed.iter().all(|(_, cell)| cell.trim().is_empty()) {
            return self.grid.add((row, 0), BLANK, &mut self.budget);
        }
        for (at, cell) in placed {
            self.grid.add((row, *at as u32), cell.trim(), &mut self.budget)?;
        }
        Ok(())
    }

    /// The rows below a header with the names of all columns.
    fn with_header(mut self) -> Result<Grid, Unreadable> {
        let mut header = Grid::default();
        let row = self.line.saturating_sub(1);
        for (at, name) in self.header.iter().take(MOST_COLUMNS).enumerate() {
            header.add((row, at as u32), name.trim(), &mut self.budget)?;
        }
        header.append(self.grid);
        Ok(header)
    }
}
