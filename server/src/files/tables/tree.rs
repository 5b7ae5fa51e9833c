//! The tree of work items that Azure DevOps writes in columns `Title 1`, `Title 2`, …: the deeper
//! an item is, the further right its title is.

use crate::files::tables::rows::Row;
use crate::files::tables::table::Table;

/// The branch of the tree that leads to the row that was read last.
pub struct Tree {
    /// The columns of titles, by depth.
    columns: Vec<usize>,
    /// Title and type of the last row and its ancestors, by depth.
    branch: Vec<(String, String)>,
}

/// The columns of titles in a table that is a tree, by depth.
pub fn title_columns(table: &Table) -> Vec<usize> {
    let column = |depth: usize| table.columns(&[&format!("Title {depth}")]).first().copied();
    (1..).map_while(column).collect()
}

/// The place of a row in the tree.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its title.
    pub title: String,
    /// The title of its parent.
    pub parent: Option<String>,
    /// The type of its parent; empty at the top.
    pub parent_kind: String,
}

impl Tree {
    /// A tree with titles in these columns.
    pub fn new(columns: &[usize]) -> Self {
        Self { columns: columns.to_vec(), branch: Vec::new() }
    }

    /// The place of the next row, whose type is `kind`.
    pub fn next(&mut self, row: &Row, kind: &str) -> Place {
        let titles = self.columns.iter().map(|column| row.first(&[*column]));
        let Some((depth, title)) = titles.enumerate().find(|(_, title)| !title.is_empty()) else {
            return Place::default();
        };
        self.branch.truncate(depth);
        let above = self.branch.iter().rev().find(|(title, _)| !title.is_empty());
        let (parent, parent_kind) = above
            .cloned()
            .map_or_else(|| (None, String::new()), |(parent, kind)| (Some(parent), kind));
        self.branch.resize(depth, (String::new(), String::new()));
        self.branch.push((title.to_owned(), kind.to_owned()));
        Place { title: title.to_owned(), parent, parent_kind }
    }
}
