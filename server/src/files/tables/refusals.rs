//! Rows that are no stories: by their type, their place, what their columns say of them, or because
//! they sum up the rows above.

use std::collections::HashSet;

use domain::format::Format;
use domain::preview::LeftOutReason;
use domain::sheet::ColumnKind;

use crate::files::tables::cell_words::{is_archived, is_computed, is_no, is_sum, is_total};
use crate::files::tables::column_names as names;
use crate::files::tables::columns::Columns;
use crate::files::tables::row_types::RowTypes;
use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;
use crate::files::tables::tree::Place;
use crate::files::tables::{dialect, signatures};

/// The type of work items in Azure DevOps that are parts of a story's work.
const AZURE_STEP: &str = "task";

/// What makes a row of one table no story.
pub struct Refusals {
    format: Format,
    types: RowTypes,
    titles: Vec<usize>,
    keys: Vec<usize>,
    /// Columns with addresses that say what a row is, as in exports of GitHub.
    links: Vec<usize>,
    /// Columns that are only filled in for pull requests.
    requests: Vec<usize>,
    part_of: Vec<usize>,
    archived: Vec<usize>,
    /// Columns with the work on a story beside the column with the story itself.
    steps: Vec<usize>,
    last: String,
}

impl Refusals {
    /// Those of a table with these columns.
    pub fn new(table: &Table, format: Format, columns: &Columns) -> Self {
        let titles = columns.of(ColumnKind::Title);
        let stories = table.columns(&names::STORY);
        let is_story = titles.iter().all(|title| stories.contains(title));
        // Projects of GitHub have no other keys than those in addresses.
        let is_of_github = format == Format::GithubCsv
            || (format == Format::Spreadsheet && columns.of(ColumnKind::Key).is_empty());
        Self {
            format,
            types: RowTypes::new(format),
            titles: titles.to_vec(),
            keys: columns.of(ColumnKind::Key).to_vec(),
            links: if is_of_github { columns.of(ColumnKind::Link).to_vec() } else { Vec::new() },
            requests: if is_of_github { table.columns(&["pull_request"]) } else { Vec::new() },
            part_of: table.columns(dialect::part_of(format, signatures::tool(table, format))),
            archived: table.columns(dialect::archived(format)),
            steps: if is_story { table.columns(&names::TASK) } else { Vec::new() },
            last: String::new(),
        }
    }

    /// Whether rows of this type group stories.
    pub fn is_epic(&self, kind: &str) -> bool {
        self.types.is_epic(kind)
    }

    /// Why the next row, which has this type and place, is no story, if it is none.
    pub fn of(&mut self, row: &Row, kind: &str, place: &Place) -> Option<LeftOutReason> {
        if let Some(reason) = self.types.refusal(kind) {
            return Some(reason);
        }
        let holds_stories = || self.types.refusal(&place.parent_kind).is_some();
        if kind.eq_ignore_ascii_case(AZURE_STEP) && place.parent.is_some() && !holds_stories() {
            return (self.format == Format::AzureCsv).then_some(LeftOutReason::SubTask);
        }
        if row.all(&self.part_of).any(|cell| !is_no(cell)) || self.is_step(row) {
            return Some(LeftOutReason::SubTask);
        }
        if row.all(&self.archived).any(is_archived) {
            return Some(LeftOutReason::Archived);
        }
        if row.first(&self.links).contains("/pull/") || !row.first(&self.requests).is_empty() {
            return Some(LeftOutReason::PullRequest);
        }
        self.is_total(row).then_some(LeftOutReason::Total)
    }

    /// Whether the row is one more step of the story above: its story is empty or the same.
    fn is_step(&mut self, row: &Row) -> bool {
        if row.first(&self.steps).is_empty() {
            return false;
        }
        let title = row.first(&self.titles);
        let name = format!("{}\n{title}", row.first(&self.keys));
        if title.is_empty() || name == self.last {
            return true;
        }
        self.last = name;
        false
    }

    /// Whether the row is called a total and has nothing else than numbers.
    fn is_total(&self, row: &Row) -> bool {
        let titles: HashSet<usize> = self.titles.iter().copied().collect();
        let others = || {
            let cells = row.cells().enumerate().filter(|(at, _)| !titles.contains(at));
            cells.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let has_name = |cell: &str| is_total(cell) || is_computed(cell);
        let (title, key) = (row.first(&self.titles), row.first(&self.keys));
        // The name may stand in the column of keys, where there is no title.
        if title.is_empty() {
            return is_total(key) && others().all(has_name);
        }
        // What is numbered like the stories is one, unless it is clearly called a sum.
        is_total(title)
            && (key.is_empty() || is_sum(title))
            && others().next().is_some()
            && others().all(is_computed)
    }
}
