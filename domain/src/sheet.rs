//! A spreadsheet on its way into a room: what its columns hold, as it was guessed or as a person said.
//! Knows no way of writing tables.

use serde::{Deserialize, Serialize};

use crate::draft::Format;

/// What a column of a spreadsheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// The title.
    Title,
    /// The tracker's key.
    Key,
    /// Story, bug, epic, sub-task.
    Type,
    /// The description.
    Description,
    /// Acceptance criteria, all in one cell.
    Criteria,
    /// The estimate.
    Estimate,
    /// Labels.
    Labels,
    /// The epic or feature, by its title or its key.
    Parent,
    /// The address in the tracker.
    Link,
}

impl Holds {
    /// All of them, in the order in which a person thinks of them.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Key,
        Self::Description,
        Self::Criteria,
        Self::Estimate,
        Self::Labels,
        Self::Parent,
        Self::Link,
        Self::Type,
    ];
}

/// Columns that hold the same thing. Of a row, the first of them that is not blank counts; of labels
/// all do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// What they hold.
    pub holds: Holds,
    /// Their numbers, from 0, the one that counts most first.
    pub columns: Vec<u32>,
}

/// How a person wants a file to be read; where nothing is said, the content tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wish {
    /// The format that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What the columns of its table hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Assigned>>,
    /// Whether the first row of its table is a header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_header: Option<bool>,
}

/// What a person sees of a spreadsheet to say what its columns hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Same for all tables with this header: a choice of columns is remembered by it.
    pub fingerprint: String,
    /// Line of the first row, from 1.
    pub line: u32,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// A name for each column; empty where there is none.
    pub header: Vec<String>,
    /// What was taken to hold what. Nothing can be imported without a title.
    pub assigned: Vec<Assigned>,
    /// The first rows, their cells cut to a readable length.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Whether it is known which column holds the title.
    pub fn has_title(&self) -> bool {
        let has =
            |assigned: &Assigned| assigned.holds == Holds::Title && !assigned.columns.is_empty();
        self.assigned.iter().any(has)
    }
}
