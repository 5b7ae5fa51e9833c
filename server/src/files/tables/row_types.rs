//! Kinds of rows that are no stories: epics, features, sub-tasks, releases, in the words of all
//! trackers and languages. Knows no table.

use std::collections::HashSet;

use domain::draft::{Format, LeftOutReason};

use crate::files::tables::header::fold;
use crate::files::tables::jira_names as names;

/// The kinds of one tracker.
pub struct RowTypes {
    epics: HashSet<String>,
    sub_tasks: HashSet<String>,
    format: Format,
}

impl RowTypes {
    /// What the tracker calls them.
    pub fn new(format: Format) -> Self {
        let folded = |names: &[&str]| names.iter().map(|name| fold(name)).collect();
        Self {
            epics: folded(&names::EPIC_TYPES),
            sub_tasks: folded(&names::SUB_TASK_TYPES),
            format,
        }
    }

    /// Whether rows of this kind hold stories.
    pub fn is_epic(&self, kind: &str) -> bool {
        self.epics.contains(&fold(kind))
    }

    /// Why rows of this kind are no stories, if they are none.
    pub fn refusal(&self, kind: &str) -> Option<LeftOutReason> {
        if kind.is_empty() {
            return None;
        }
        let kind = fold(kind);
        match (self.format, kind.as_str()) {
            _ if self.epics.contains(&kind) => Some(LeftOutReason::Epic),
            _ if self.sub_tasks.contains(&kind) => Some(LeftOutReason::SubTask),
            (Format::AzureCsv, "feature") => Some(LeftOutReason::Feature),
            (Format::PivotalCsv, "release") => Some(LeftOutReason::ReleaseMarker),
            _ => None,
        }
    }
}
