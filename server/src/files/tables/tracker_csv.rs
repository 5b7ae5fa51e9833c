//! Reads the rows of a table as stories, whichever tracker wrote it: `columns` says what each
//! column holds, and `dialect` what is particular to the tracker.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use domain::sheet::ColumnKind;
use domain::text;

use crate::files::criteria_section::{self, Parted};
use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::labels::label_list;
use crate::files::markup::{Dialect, html_text, jira_macros, wiki_text};
use crate::files::out::cells;
use crate::files::out::markdown_text::escaped;
use crate::files::tables::address::Addresses;
use crate::files::tables::columns::Columns;
use crate::files::tables::dialect::{self, Markup};
use crate::files::tables::own_tables::{self, Actions};
use crate::files::tables::refusals::Refusals;
use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;
use crate::files::tables::tree::{Place, Tree};
use crate::files::tables::{column_names as names, escapes, jira_names};
use crate::files::text::one_line;
use crate::files::{criteria, points};

/// The stories of a table whose columns are known.
pub fn read(
    table: &Table,
    format: Format,
    columns: &Columns,
    job: &Job,
) -> Result<Preview, Unreadable> {
    let is_ours = own_tables::written_for(table).is_some();
    let numbers = [jira_names::PARENT.as_slice(), &names::PARENT_NUMBER].concat();
    let mut reader = Reader {
        columns,
        format,
        refusals: Refusals::new(table, format, columns),
        is_ours,
        has_escapes: !is_ours && escapes::are_in(table, format, job)?,
        criteria: numbered_criteria(table, columns),
        extras: named_columns(table, columns.of(ColumnKind::Extra)),
        references: table.columns_or_custom(&numbers).into_iter().collect(),
        addresses: Addresses::find(table, columns, job)?,
        epics: HashMap::new(),
        kinds: HashMap::new(),
        tree: Some(columns.of(ColumnKind::Title))
            .filter(|titles| format == Format::AzureCsv && titles.len() > 1)
            .map(Tree::new),
    };
    reader.find_epics(table, job)?;
    intake::preview(format, job, table.rows(), |row| reader.entry(&row))
}

/// The columns of criteria that are numbered: each row has a criterion in each of them.
fn numbered_criteria(table: &Table, columns: &Columns) -> Vec<usize> {
    let mut numbered = table.numbered_columns(&criteria::NAMES);
    numbered.retain(|column| columns.of(ColumnKind::Criteria).contains(column));
    numbered
}

/// The columns with their names as Markdown; those without one are counted.
fn named_columns(table: &Table, columns: &[usize]) -> Vec<(usize, String)> {
    let name = |column: &usize| {
        let name = table.header_cells().nth(*column).unwrap_or_default();
        let name = one_line(name.trim().trim_end_matches(':'));
        let name = if name.is_empty() { (column + 1).to_string() } else { name };
        (*column, escaped(&name))
    };
    columns.iter().map(name).collect()
}

struct Reader<'c> {
    columns: &'c Columns,
    format: Format,
    refusals: Refusals,
    /// Whether Ready Room itself wrote the table, with guards against formulas.
    is_ours: bool,
    /// Whether line breaks in texts are written as `\n`.
    has_escapes: bool,
    /// Numbered columns of criteria.
    criteria: Vec<usize>,
    /// The columns that go to the end of the description, with their names.
    extras: Vec<(usize, String)>,
    /// Columns that name a parent by its key or number.
    references: HashSet<usize>,
    /// The keys in addresses, if no column has them.
    addresses: Option<Addresses>,
    /// The titles of the epics in the file, by key and by number. In Azure DevOps anything may have
    /// something below it.
    epics: HashMap<String, String>,
    /// The types of all rows by their key, in Azure DevOps.
    kinds: HashMap<String, String>,
    tree: Option<Tree>,
}

impl Reader<'_> {
    /// Collects the epics first: exports refer to the parent by its key or number, and epics may
    /// come after their stories.
    fn find_epics(&mut self, table: &Table, job: &Job) -> Result<(), Unreadable> {
        let has = |kind| !self.columns.of(kind).is_empty();
        if !has(ColumnKind::Parent) || !has(ColumnKind::Type) {
            return Ok(());
        }
        let ids = table.columns(&jira_names::ID);
        for row in table.rows() {
            let row = row?;
            job.reached(row.offset)?;
            let title = row.first(self.columns.of(ColumnKind::Title));
            let kind = row.first(self.columns.of(ColumnKind::Type));
            let is_azure = self.format == Format::AzureCsv;
            if is_azure {
                let key = row.first(self.columns.of(ColumnKind::Key));
                job.keep(key.len() + kind.len())?;
                self.kinds.insert(key.to_owned(), kind.to_owned());
            }
            if !title.is_empty() && (is_azure || self.refusals.is_epic(kind)) {
                for name in [row.first(self.columns.of(ColumnKind::Key)), row.first(&ids)] {
                    job.keep(name.len() + title.len())?;
                    self.epics.insert(name.to_owned(), title.to_owned());
                }
            }
        }
        self.epics.remove("");
        Ok(())
    }

    fn entry(&mut self, row: &Row) -> Entry {
        let (line, offset) = (row.line, row.offset);
        if let Some(flaw) = row.flaw() {
            return Entry { line, offset, refused: Some(flaw), ..Entry::default() };
        }
        let kind = self.text(row, ColumnKind::Type);
        let place = self.place(row, kind);
        let refused = self.refusals.of(row, kind, &place);
        if refused.is_some() {
            let draft = StoryDraft {
                key: self.key(row),
                title: one_line(&place.title),
                ..StoryDraft::default()
            };
            return Entry { line, offset, draft, refused, ..Entry::default() };
        }
        let description = text::block(&self.block(self.raw(row, ColumnKind::Description)));
        let Actions { description, estimate, labels } = self.actions(description.trim());
        let estimate = Some(self.text(row, ColumnKind::Estimate))
            .filter(|estimate| !estimate.is_empty())
            .unwrap_or(estimate);
        let (estimate, doubts) = match points::read(estimate) {
            Ok(estimate) => (estimate, Vec::new()),
            Err(doubt) => (None, vec![doubt]),
        };
        let labels = labels.into_iter().map(str::to_owned);
        let cell = text::block(&self.criteria_cell(row));
        let own = self.is_ours.then(|| own_tables::criteria(self.format, &cell, description));
        let Parted { criteria, description, place: criteria_place } = match own.flatten() {
            Some((description, criteria)) => {
                Parted { criteria, description: self.as_markdown(description), place: None }
            }
            None => self.parted(&cell, description),
        };
        let description = match self.extras(row) {
            extras if description.is_empty() => extras.trim_start_matches('\n').to_owned(),
            extras => description + &extras,
        };
        let draft = StoryDraft {
            key: self.key(row),
            link: text::safe_link(self.text(row, ColumnKind::Link)),
            title: one_line(&place.title),
            criteria,
            criteria_place,
            description,
            labels: self.labels(row).into_iter().chain(labels).collect(),
            parent: place.parent,
            kind: Some(one_line(kind)).filter(|kind| !kind.is_empty()),
            estimate,
            ..StoryDraft::default()
        };
        Entry { line, offset, draft, refused: None, doubts }
    }

    fn raw<'r>(&self, row: &'r Row, holds: ColumnKind) -> &'r str {
        self.unguarded(row.raw(self.columns.of(holds)))
    }

    /// The text of a cell that may have several lines.
    fn block<'t>(&self, cell: &'t str) -> Cow<'t, str> {
        let cell = if self.has_escapes { escapes::unescape(cell) } else { Cow::Borrowed(cell) };
        if dialect::markup(self.format) == Markup::Wiki && !self.is_ours {
            Cow::Owned(jira_macros::to_wiki(&cell).into_owned())
        } else {
            cell
        }
    }

    /// The criteria in the first column that has some, or in all that are numbered.
    fn criteria_cell<'r>(&self, row: &'r Row) -> Cow<'r, str> {
        let first = self.raw(row, ColumnKind::Criteria);
        let mut numbered = row.all(&self.criteria).peekable();
        if self.criteria.len() > 1 && numbered.peek() == Some(&first) {
            return Cow::Owned(
                numbered.map(|cell| self.block(cell)).collect::<Vec<_>>().join("\n"),
            );
        }
        self.block(first)
    }

    fn text<'r>(&self, row: &'r Row, holds: ColumnKind) -> &'r str {
        self.raw(row, holds).trim()
    }

    fn key(&self, row: &Row) -> Option<String> {
        if let Some(addresses) = &self.addresses {
            return addresses.key(self.text(row, ColumnKind::Link));
        }
        Some(self.text(row, ColumnKind::Key)).filter(|key| !key.is_empty()).map(str::to_owned)
    }

    fn place(&mut self, row: &Row, kind: &str) -> Place {
        if let Some(tree) = &mut self.tree {
            return tree.next(row, kind);
        }
        let title = self.as_typed(row.raw(self.columns.of(ColumnKind::Title)));
        let title = if self.has_escapes { escapes::unescape(title) } else { Cow::Borrowed(title) };
        let above = self.columns.of(ColumnKind::Parent);
        let parent_kind = self.kinds.get(row.first(above)).cloned().unwrap_or_default();
        Place { title: title.into_owned(), parent: self.parent(row), parent_kind }
    }

    /// The parent's title from the row, or else from its own row in the file, or else its key. A
    /// bare number is not useful.
    fn parent(&self, row: &Row) -> Option<String> {
        let (by_name, by_title): (Vec<usize>, Vec<usize>) = self
            .columns
            .of(ColumnKind::Parent)
            .iter()
            .partition(|column| self.references.contains(column));
        if let Some(title) = row.all(&by_title).next() {
            return Some(one_line(without_relation(self.as_typed(title))));
        }
        let named = || row.all(&by_name).map(str::trim).map(|name| self.unguarded(name));
        let is_key = |name: &&str| !name.bytes().all(|byte| byte.is_ascii_digit());
        let title = named().find_map(|name| self.epics.get(name));
        title.cloned().or_else(|| named().find(is_key).map(str::to_owned))
    }

    fn unguarded<'t>(&self, cell: &'t str) -> &'t str {
        if self.is_ours { cells::unguard(cell) } else { cell }
    }

    /// The cell without outer blanks, which are only kept if Ready Room wrote them.
    fn as_typed<'t>(&self, cell: &'t str) -> &'t str {
        if self.is_ours { cells::unguard(cell) } else { cell.trim() }
    }

    /// The quick actions that Ready Room wrote for GitLab.
    fn actions<'t>(&self, description: &'t str) -> Actions<'t> {
        if self.format == Format::GitlabCsv && self.is_ours {
            Actions::read(description)
        } else {
            Actions { description, ..Actions::default() }
        }
    }

    fn labels(&self, row: &Row) -> Vec<String> {
        let cells =
            row.all(self.columns.of(ColumnKind::Labels)).map(|cell| self.unguarded(cell.trim()));
        match self.format {
            // There is a column for each, and none has a blank. Somebody else writes lists.
            Format::JiraCsv if self.is_ours => cells.map(str::to_owned).collect(),
            Format::JiraCsv => {
                let one = |cell: &str| match cell.contains(char::is_whitespace) {
                    true => label_list(cell),
                    false => vec![cell.to_owned()],
                };
                cells.flat_map(one).collect()
            }
            format => {
                let own = |cell| self.is_ours.then(|| own_tables::labels(format, cell)).flatten();
                cells.flat_map(|cell| own(cell).unwrap_or_else(|| label_list(cell))).collect()
            }
        }
    }

    /// The criteria in a cell or in the description, and the description without them.
    fn parted(&self, cell: &str, description: &str) -> Parted {
        if dialect::markup(self.format) == Markup::Wiki {
            return criteria_section::parted(cell, description, Dialect::Wiki);
        }
        let (cell, description) = (self.markdown(cell), self.as_markdown(description));
        if self.format == Format::Spreadsheet && !cell.contains('\n') && cell.contains(';') {
            let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
            let lines = parts.collect::<Vec<_>>().join("\n");
            return criteria_section::parted(&lines, &description, Dialect::Markdown);
        }
        criteria_section::parted(&cell, &description, Dialect::Markdown)
    }

    /// What goes to the end of the description: the cells of columns that a person chose for it, each
    /// behind the name of its column.
    fn extras(&self, row: &Row) -> String {
        let mut text = String::new();
        for (column, name) in &self.extras {
            let cell = row.first(&[*column]);
            let value = self.markdown(text::block(&self.block(self.unguarded(cell))).trim());
            if value.is_empty() {
                continue;
            }
            let between = if value.contains('\n') { "\n\n" } else { " " };
            text += &format!("\n\n**{name}:**{between}{value}");
        }
        text
    }

    /// The description as it was typed, if Ready Room wrote it, or converted to Markdown.
    fn as_markdown(&self, text: &str) -> String {
        let own = self.is_ours.then(|| own_tables::description(self.format, text)).flatten();
        own.unwrap_or_else(|| self.markdown(text))
    }

    fn markdown(&self, text: &str) -> String {
        match dialect::markup(self.format) {
            Markup::Wiki => wiki_text::to_markdown(text),
            Markup::MarkdownOrHtml
                if self.format == Format::AzureCsv && html_text::is_html_of_field(text) =>
            {
                html_text::to_markdown(text)
            }
            Markup::MarkdownOrHtml => html_text::or_markdown(text),
        }
    }
}

/// The name of a relation in Notion, which is followed by its address.
fn without_relation(cell: &str) -> &str {
    match cell.split_once(" (https://") {
        Some((name, address)) if address.contains("notion.") && cell.ends_with(')') => name,
        _ => cell,
    }
}
