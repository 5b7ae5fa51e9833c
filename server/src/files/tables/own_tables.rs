//! Tables that Ready Room itself wrote for a tracker, recognised by their exact header. Their
//! guards against formulas are removed, and what the tracker has no column for is read from where
//! it was written.

use domain::format::Format;

use crate::files::lists::markdown_story::own_lines;
use crate::files::out::markdown::CONTINUED;
use crate::files::out::markdown_body::{HEADING, ITEM};
use crate::files::out::{azure, gitlab, jira, linear, ready_room_csv, wiki};
use crate::files::tables::table::Table;

/// The tracker that Ready Room wrote the table for; `None` if somebody else wrote it.
pub fn written_for(table: &Table) -> Option<Format> {
    let header: Vec<&str> = table.header_cells().collect();
    let labels = header.iter().rev().take_while(|name| **name == jira::LABELS).count();
    if header[..header.len() - labels] == jira::COLUMNS {
        return Some(Format::JiraCsv);
    }
    let without_id = header.strip_prefix(&[azure::ID]).unwrap_or(&header);
    if without_id == azure::COLUMNS {
        return Some(Format::AzureCsv);
    }
    if header == gitlab::COLUMNS {
        return Some(Format::GitlabCsv);
    }
    (header == linear::COLUMNS).then_some(Format::LinearCsv)
}

/// Whether the first line is the header of a table that Ready Room writes. If so, the text is a
/// table, whatever its cells contain.
pub fn is_first_line(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let line = line.strip_prefix(azure::ID).and_then(|rest| rest.strip_prefix(',')).unwrap_or(line);
    let headers: [&[&str]; 5] = [
        &ready_room_csv::HEADER[..ready_room_csv::FIRST_COLUMNS],
        &jira::COLUMNS,
        &azure::COLUMNS,
        &gitlab::COLUMNS,
        &linear::COLUMNS[1..],
    ];
    headers.iter().any(|header| line.starts_with(&header.join(",")))
}

/// The description without the criteria that Ready Room wrote, and these; `None` if there are none,
/// or somebody changed their form.
pub fn criteria<'t>(
    format: Format,
    cell: &str,
    description: &'t str,
) -> Option<(&'t str, Vec<String>)> {
    let in_cell = match format {
        Format::GitlabCsv | Format::LinearCsv => return criteria_below(description),
        Format::JiraCsv => wiki::items(cell)?,
        Format::AzureCsv => azure::items(cell)?,
        _ => return None,
    };
    (!in_cell.is_empty()).then_some((description, in_cell))
}

/// The description before the criteria at its end, and the criteria.
fn criteria_below(description: &str) -> Option<(&str, Vec<String>)> {
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

/// The description as it was typed; `None` if it was converted to the tracker's markup.
pub fn description(format: Format, cell: &str) -> Option<String> {
    match format {
        Format::GitlabCsv => Some(gitlab::with_actions(cell)),
        Format::LinearCsv => Some(cell.to_owned()),
        _ => None,
    }
}

/// The labels in a cell; `None` if the tracker has a column for each.
pub fn labels(format: Format, cell: &str) -> Option<Vec<String>> {
    let between = match format {
        Format::AzureCsv => azure::BETWEEN_TAGS,
        Format::LinearCsv => linear::BETWEEN_LABELS,
        _ => return None,
    };
    let labels = cell.split(between).map(str::trim).filter(|label| !label.is_empty());
    Some(labels.map(str::to_owned).collect())
}

/// A description for GitLab without the quick actions at its end, and their values.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Actions<'t> {
    /// The text before them.
    pub description: &'t str,
    /// From `/weight 3`, or from the line for an estimate that cannot be a weight.
    pub estimate: &'t str,
    /// From `/label ~"market day" ~"print"`.
    pub labels: Vec<&'t str>,
}

impl<'t> Actions<'t> {
    /// Reads them from the end, each once: a second one of the same kind was typed by somebody.
    pub fn read(description: &'t str) -> Self {
        let mut read = Self { description: description.trim_end(), ..Self::default() };
        loop {
            let start = read.description.rfind('\n').map_or(0, |at| at + 1);
            let line = read.description[start..].trim_end();
            let estimate = line.strip_prefix("/weight ");
            let estimate = estimate.or_else(|| line.strip_prefix(gitlab::ESTIMATE));
            if let Some(estimate) = estimate.filter(|_| read.estimate.is_empty()) {
                read.estimate = estimate.trim();
            } else if let Some(labels) = line.strip_prefix("/label ")
                && read.labels.is_empty()
            {
                // Labels contain no quotation marks.
                read.labels = labels.split('"').skip(1).step_by(2).collect();
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
