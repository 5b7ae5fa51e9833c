//! Jira's CSV exports: which columns hold what, and which issues are stories. Knows neither encodings
//! nor quotation marks; the table has dealt with them.

use std::collections::{HashMap, HashSet};

use domain::draft::{Format, LeftOutReason, Preview, StoryDraft, Unreadable, WarningKind};
use domain::text;

use super::cells::unguard;
use super::criteria;
use super::header::fold;
use super::intake::{self, Entry};
use super::jira_names as names;
use super::job::Job;
use super::points;
use super::table::{Row, Table};

/// The stories of a Jira export; `None` if the table is no such export.
pub fn read(table: &Table, job: &Job) -> Option<Result<Preview, Unreadable>> {
    let columns = Columns::find(table);
    if columns.key.is_empty() && columns.kind.is_empty() {
        return None;
    }
    if columns.summary.is_empty() {
        let is_jira = !columns.key.is_empty() && !columns.kind.is_empty();
        let line = table.header_line();
        return is_jira.then_some(Err(Unreadable::NoTitleColumn { line }));
    }
    Some(read_rows(table, &columns, job))
}

fn read_rows(table: &Table, columns: &Columns, job: &Job) -> Result<Preview, Unreadable> {
    let types = Types::new();
    let epics = columns.epics(table, &types)?;
    intake::preview(Format::JiraCsv, job, table.rows(), |row| columns.entry(&row, &types, &epics))
}

/// Where in a row each thing stands; several columns where the export repeats one.
struct Columns {
    summary: Vec<usize>,
    key: Vec<usize>,
    id: Vec<usize>,
    kind: Vec<usize>,
    description: Vec<usize>,
    labels: Vec<usize>,
    parent_summary: Vec<usize>,
    parent: Vec<usize>,
    criteria: Vec<usize>,
    /// Every points field with its columns, the one that counts most first.
    points: Vec<Vec<usize>>,
}

impl Columns {
    fn find(table: &Table) -> Self {
        Self {
            summary: table.columns(&names::SUMMARY),
            key: table.columns(&names::KEY),
            id: table.columns(&names::ID),
            kind: table.columns(&names::TYPE),
            description: table.columns(&names::DESCRIPTION),
            labels: table.columns(&names::LABELS),
            parent_summary: table.columns_or_custom(&names::PARENT_SUMMARY),
            parent: table.columns_or_custom(&names::PARENT),
            criteria: table.columns_or_custom(&criteria::NAMES),
            points: names::POINTS.iter().map(|names| table.columns_or_custom(names)).collect(),
        }
    }

    /// Titles of the epics in the file, by key and by number. Exports name the parent by one of them.
    fn epics(&self, table: &Table, types: &Types) -> Result<HashMap<String, String>, Unreadable> {
        let mut epics = HashMap::new();
        if self.parent.is_empty() {
            return Ok(epics);
        }
        for row in table.rows() {
            let row = row?;
            let (title, names) = (row.first(&self.summary), [&self.key, &self.id]);
            if !title.is_empty() && types.is_epic(row.first(&self.kind)) {
                let names = names.into_iter().map(|columns| row.first(columns).to_owned());
                epics.extend(names.map(|name| (name, title.to_owned())));
            }
        }
        Ok(epics)
    }

    fn entry(&self, row: &Row, types: &Types, epics: &HashMap<String, String>) -> Entry {
        let line = row.line;
        if let Some(flaw) = row.flaw() {
            return Entry { line, refused: Some(flaw), ..Entry::default() };
        }
        let (estimate, doubts) = match self.estimate(row) {
            Ok(estimate) => (estimate, Vec::new()),
            Err(doubt) => (None, vec![doubt]),
        };
        let description = text::block(unguard(row.raw(&self.description))).trim().to_owned();
        let key = unguard(row.first(&self.key));
        let draft = StoryDraft {
            key: (!key.is_empty()).then(|| key.to_owned()),
            link: None,
            title: one_line(unguard(row.first(&self.summary))),
            criteria: criteria::of_story(&text::block(row.raw(&self.criteria)), &description),
            description,
            labels: row.all(&self.labels).map(|label| unguard(label.trim()).to_owned()).collect(),
            parent: self.parent_name(row, epics),
            estimate,
            ..StoryDraft::default()
        };
        Entry {
            line,
            offset: row.offset,
            draft,
            refused: types.refusal(row.first(&self.kind)),
            doubts,
        }
    }

    fn estimate(&self, row: &Row) -> Result<Option<String>, WarningKind> {
        let cells = self.points.iter().map(|columns| row.first(columns));
        cells.into_iter().find(|cell| !cell.is_empty()).map_or(Ok(None), points::read)
    }

    /// The parent's title as the row has it, else as its own row in the file has it, else its key. A
    /// bare number says nothing to anybody.
    fn parent_name(&self, row: &Row, epics: &HashMap<String, String>) -> Option<String> {
        let title = row.first(&self.parent_summary);
        if !title.is_empty() {
            return Some(one_line(unguard(title)));
        }
        let named = || row.all(&self.parent).map(str::trim);
        let is_key = |name: &&str| !name.bytes().all(|byte| byte.is_ascii_digit());
        let title = named().find_map(|name| epics.get(name));
        title.cloned().or_else(|| named().find(is_key).map(str::to_owned))
    }
}

/// The issue types that are no stories, in all languages.
struct Types {
    epics: HashSet<String>,
    sub_tasks: HashSet<String>,
}

impl Types {
    fn new() -> Self {
        Self {
            epics: names::EPIC_TYPES.iter().map(|name| fold(name)).collect(),
            sub_tasks: names::SUB_TASK_TYPES.iter().map(|name| fold(name)).collect(),
        }
    }

    fn is_epic(&self, kind: &str) -> bool {
        self.epics.contains(&fold(kind))
    }

    fn refusal(&self, kind: &str) -> Option<LeftOutReason> {
        let kind = fold(kind);
        if self.epics.contains(&kind) {
            Some(LeftOutReason::Epic)
        } else {
            self.sub_tasks.contains(&kind).then_some(LeftOutReason::SubTask)
        }
    }
}

/// A line break inside a title becomes a blank; nothing else of it changes.
fn one_line(title: &str) -> String {
    title.replace("\r\n", " ").replace(['\r', '\n'], " ")
}
