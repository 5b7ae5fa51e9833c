//! Tables that Ready Room itself wrote for a tracker, told by their exact header: their guards against
//! formulas are taken back, and what the tracker has no column for is read from where it was put.

use std::borrow::Cow;

use domain::draft::Format;
use html_escape::decode_html_entities;

use crate::files::lists::markdown_story::own_lines;
use crate::files::out::azure as azure_out;
use crate::files::out::gitlab as gitlab_out;
use crate::files::out::jira as jira_out;
use crate::files::out::linear as linear_out;
use crate::files::out::markdown::CONTINUED;
use crate::files::out::markdown_body::{HEADING, ITEM};
use crate::files::tables::table::Table;

/// The tracker that Ready Room wrote the table for; `None` if somebody else wrote it.
pub fn written_for(table: &Table) -> Option<Format> {
    let header: Vec<&str> = table.header_cells().collect();
    let labels = header.iter().rev().take_while(|name| **name == jira_out::LABELS).count();
    if header[..header.len() - labels] == jira_out::COLUMNS {
        return Some(Format::JiraCsv);
    }
    let without_id = header.strip_prefix(&[azure_out::ID]).unwrap_or(&header);
    if without_id == azure_out::COLUMNS {
        return Some(Format::AzureCsv);
    }
    if header == gitlab_out::COLUMNS {
        return Some(Format::GitlabCsv);
    }
    (header == linear_out::COLUMNS).then_some(Format::LinearCsv)
}

/// The criteria that Ready Room has put behind a description, and what stands in front of them.
pub fn criteria(description: &str) -> Option<(&str, Vec<String>)> {
    let at =
        description.rfind(HEADING).filter(|at| *at == 0 || description[..*at].ends_with('\n'))?;
    let (before, section) = description.split_at(at);
    let mut items: Vec<String> = Vec::new();
    for line in section[HEADING.len()..].lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix(ITEM), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(last)) if line.starts_with(CONTINUED) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => return None,
        }
    }
    Some((before.trim_end(), items.iter().map(|item| own_lines(item)).collect()))
}

/// The criteria that Ready Room has written as a list of HTML; `None` if somebody else has.
pub fn html_criteria(cell: &str) -> Option<Vec<String>> {
    let list = cell.strip_prefix("<ul><li>")?.strip_suffix("</li></ul>")?;
    let items = list.split("</li><li>").map(|item| item.replace("<br>", "\n"));
    let item =
        |item: String| (!item.contains('<')).then(|| decode_html_entities(&item).into_owned());
    items.map(item).collect()
}

/// The labels that Ready Room has written into one cell for Linear.
pub fn linear_labels(cell: &str) -> Vec<String> {
    cell.split(", ").filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

/// A description for GitLab without the backslash in front of what would be a quick action.
pub fn without_shields(description: &str) -> String {
    let lines = description.split('\n').map(|line| {
        let text = line.trim_start();
        let action = text.strip_prefix("\\/").filter(|rest| rest.starts_with(char::is_alphabetic));
        match action {
            Some(_) => Cow::Owned(line.replacen('\\', "", 1)),
            None => Cow::Borrowed(line),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A description for GitLab without the quick actions at its end, and what they say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Actions<'t> {
    /// What stands in front of them.
    pub description: &'t str,
    /// `/weight 3`, or the line that stands for an estimate that is no weight.
    pub estimate: &'t str,
    /// `/label ~"market day" ~"print"`.
    pub labels: Vec<&'t str>,
}

impl<'t> Actions<'t> {
    /// Reads them from the end.
    pub fn read(description: &'t str) -> Self {
        let mut read = Self { description: description.trim_end(), ..Self::default() };
        loop {
            let start = read.description.rfind('\n').map_or(0, |at| at + 1);
            let line = read.description[start..].trim();
            if let Some(weight) = line.strip_prefix("/weight ") {
                read.estimate = weight.trim();
            } else if let Some(estimate) = line.strip_prefix(gitlab_out::ESTIMATE) {
                read.estimate = estimate.trim();
            } else if let Some(labels) = line.strip_prefix("/label ") {
                read.labels = labels.split("~\"").filter_map(|one| one.split('"').next()).collect();
                read.labels.retain(|label| !label.trim().is_empty());
            } else {
                return read;
            }
            read.description = read.description[..start].trim_end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_read_from_the_end() {
        let text = "Why\n\n/weight 3\n/label ~\"market day\" ~\"print\"";
        let labels = vec!["market day", "print"];
        assert_eq!(Actions::read(text), Actions { description: "Why", estimate: "3", labels });
        let plain = Actions { description: "/close it", ..Actions::default() };
        assert_eq!(Actions::read("/close it"), plain);
    }
}
