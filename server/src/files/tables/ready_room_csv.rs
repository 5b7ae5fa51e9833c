//! Reads Ready Room's own CSV, with stories exactly as they were exported. Votes are not imported.

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{Preview, Unreadable, WarningKind};
use domain::{limits, text};

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::out::cells;
use crate::files::out::ready_room_csv::column;
use crate::files::points;
use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;

/// The columns by which our export is recognised.
const OURS: [&str; 6] =
    [column::TITLE, column::KEY, column::ESTIMATE, column::VOTES, column::ROUNDS, column::CRITERIA];

/// The stories of an export; `None` if the table is not one.
pub fn read(table: &Table, job: &Job) -> Option<Result<Preview, Unreadable>> {
    if OURS.iter().any(|name| table.columns(&[name]).is_empty()) {
        return None;
    }
    let columns = Columns::find(table);
    Some(intake::preview(Format::ReadyRoomCsv, job, table.rows(), |row| columns.entry(&row)))
}

struct Columns {
    title: Vec<usize>,
    key: Vec<usize>,
    link: Vec<usize>,
    estimate: Vec<usize>,
    criteria: Vec<usize>,
    description: Vec<usize>,
    labels: Vec<usize>,
    parent: Vec<usize>,
    kind: Vec<usize>,
    actual: Vec<usize>,
    /// The columns of dimensions, with the dimension's name.
    scores: Vec<(String, usize)>,
}

impl Columns {
    fn find(table: &Table) -> Self {
        Self {
            title: table.columns(&[column::TITLE]),
            key: table.columns(&[column::KEY]),
            link: table.columns(&[column::LINK]),
            estimate: table.columns(&[column::ESTIMATE]),
            criteria: table.columns(&[column::CRITERIA]),
            description: table.columns(&[column::DESCRIPTION]),
            labels: table.columns(&[column::LABELS]),
            parent: table.columns(&[column::PARENT]),
            kind: table.columns(&[column::KIND]),
            actual: table.columns(&[column::ACTUAL]),
            scores: scores(table),
        }
    }

    fn entry(&self, row: &Row) -> Entry {
        let line = row.line;
        if let Some(flaw) = row.flaw() {
            return Entry { line, refused: Some(flaw), ..Entry::default() };
        }
        let text = |columns| cells::unguard(row.raw(columns));
        let given = |columns| Some(text(columns).to_owned()).filter(|text| !text.is_empty());
        let mut doubts = Vec::new();
        let mut size = |cell: &str| match estimate(cell) {
            Ok(size) => size,
            Err(doubt) => {
                doubts.push(doubt);
                None
            }
        };
        let (estimate, actual) = (size(text(&self.estimate)), size(text(&self.actual)));
        let scored = self.scores.iter().filter_map(|(name, place)| {
            let cell = cells::unguard(row.raw(std::slice::from_ref(place)));
            Some((name.clone(), size(cell)?))
        });
        let scores = scored.collect();
        let criteria = cells::read_criteria(text(&self.criteria));
        let (states, criteria) = criteria.into_iter().unzip();
        let draft = StoryDraft {
            key: given(&self.key),
            link: given(&self.link).and_then(|link| text::safe_link(&link)),
            title: text(&self.title).to_owned(),
            description: text(&self.description).to_owned(),
            criteria,
            states,
            labels: cells::read_labels(text(&self.labels)),
            parent: given(&self.parent),
            kind: given(&self.kind),
            estimate,
            actual,
            scores,
            ..StoryDraft::default()
        };
        Entry { line, offset: row.offset, draft, refused: None, doubts }
    }
}

/// The columns of dimensions: no more than a story may have something for.
fn scores(table: &Table) -> Vec<(String, usize)> {
    let named = table.header_cells().enumerate().filter_map(|(place, cell)| {
        let name = text::name(cell.trim().strip_prefix(column::SCORE)?).ok()?;
        Some((name, place))
    });
    named.take(limits::SCORES).collect()
}

/// The estimate in a cell: a number, a size, or any short text that a team saved by hand (rule 25).
pub fn estimate(cell: &str) -> Result<Option<String>, WarningKind> {
    let by_hand = cell.trim();
    points::read(cell).or_else(|doubt| {
        let is_short = text::length(by_hand) <= limits::ESTIMATE;
        if is_short { Ok(Some(by_hand.to_owned())) } else { Err(doubt) }
    })
}
