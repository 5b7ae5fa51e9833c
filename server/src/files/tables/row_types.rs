//! Types of rows that are not stories (epics, features, sub-tasks, releases), in all trackers and
//! languages.

use std::collections::HashSet;

use domain::format::Format;
use domain::preview::LeftOutReason;

use crate::files::tables::header::key;
use crate::files::tables::jira_names as names;

/// The types of one tracker.
pub struct RowTypes {
    epics: HashSet<String>,
    sub_tasks: HashSet<String>,
    format: Format,
}

impl RowTypes {
    /// The types of the tracker.
    pub fn new(format: Format) -> Self {
        let keys = |names: &[&str]| names.iter().map(|name| key(name)).collect();
        Self { epics: keys(&names::EPIC_TYPES), sub_tasks: keys(&names::SUB_TASK_TYPES), format }
    }

    /// Whether rows of this type group stories.
    pub fn is_epic(&self, kind: &str) -> bool {
        self.epics.contains(&key(kind))
    }

    /// Why rows of this type are not stories, if they are not.
    pub fn refusal(&self, kind: &str) -> Option<LeftOutReason> {
        if kind.is_empty() {
            return None;
        }
        let kind = key(kind);
        match (self.format, kind.as_str()) {
            _ if self.epics.contains(&kind) => Some(LeftOutReason::Epic),
            _ if self.sub_tasks.contains(&kind) => Some(LeftOutReason::SubTask),
            (Format::AzureCsv, "feature") => Some(LeftOutReason::Feature),
            // As in what its REST API gives.
            (Format::GitlabCsv, "task") => Some(LeftOutReason::SubTask),
            (Format::PivotalCsv, "release") => Some(LeftOutReason::ReleaseMarker),
            _ => None,
        }
    }
}
