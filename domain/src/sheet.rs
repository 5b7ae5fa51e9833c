//! How a table is imported: what its columns hold, as guessed from the header or as a person chose.
//! Knows no file format.

use serde::{Deserialize, Serialize};

use crate::encoding::Encoding;
use crate::format::Format;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// The title.
    Title,
    /// The tracker's key.
    Key,
    /// The type: story, bug, epic, sub-task.
    Type,
    /// The description.
    Description,
    /// Acceptance criteria, all in one cell.
    Criteria,
    /// The estimate.
    Estimate,
    /// Labels.
    Labels,
    /// The epic or feature that the story belongs to, by its title or its key.
    Parent,
    /// The address in the tracker.
    Link,
    /// Something else, which goes to the end of the description behind the column's name.
    Extra,
}

impl ColumnKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Key,
        Self::Description,
        Self::Criteria,
        Self::Estimate,
        Self::Labels,
        Self::Parent,
        Self::Link,
        Self::Type,
        Self::Extra,
    ];
}

/// Columns that hold the same thing. In each row the first of them that is not blank counts; for
/// labels, and for what goes to the end of the description, all of them do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assignment {
    /// What they hold.
    pub holds: ColumnKind,
    /// Their indices, in order of precedence.
    pub columns: Vec<u32>,
}

/// What a person has chosen about how a file is read. What is not chosen is recognised by the
/// content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReadOptions {
    /// The format of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What the columns of its table hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Assignment>>,
    /// Whether the first row of its table is a header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_header: Option<bool>,
    /// The encoding of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<u32>,
}

/// A table as shown to a person who assigns its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sheet {
    /// The same for all tables with this header. A browser remembers chosen columns by it.
    pub fingerprint: String,
    /// The line of the first row, from 1.
    pub line: u32,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// The name of each column; empty where it has none.
    pub header: Vec<String>,
    /// The columns by what they hold. Nothing can be imported without a title.
    pub assigned: Vec<Assignment>,
    /// The first rows, with cells cut to a readable length.
    pub rows: Vec<Vec<String>>,
    /// The columns that are used for nothing and hold something, in the order of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<Unused>,
}

/// A column that is used for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unused {
    /// Its index.
    pub column: u32,
    /// In how many rows it holds something.
    pub filled: u32,
    /// What stands in the first of these, cut to a readable length.
    pub example: String,
}

/// The sheets of a workbook, of which one is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Workbook {
    /// Their names.
    pub sheets: Vec<String>,
    /// The one that was read, from 0: the one that was chosen, or the first with a table.
    pub read: u32,
}

impl Sheet {
    /// Whether it is known which column holds the title.
    pub fn has_title(&self) -> bool {
        let has = |assigned: &Assignment| {
            assigned.holds == ColumnKind::Title && !assigned.columns.is_empty()
        };
        self.assigned.iter().any(has)
    }
}
