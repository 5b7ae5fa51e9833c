//! Keys of stories in their addresses, for tables that have no other: those of GitHub Projects do.

use std::collections::HashSet;

use domain::preview::Unreadable;
use domain::sheet::ColumnKind;

use crate::files::job::Job;
use crate::files::tables::columns::Columns;
use crate::files::tables::table::Table;

/// What stands before the number of an item in its address.
const BEFORE_NUMBERS: [&str; 9] = [
    "issues",
    "issue",
    "pull",
    "merge_requests",
    "work_items",
    "work_packages",
    "edit",
    "us",
    "story",
];

/// What stands before a key in the address of an item.
const BEFORE_KEYS: [&str; 3] = ["browse", "issue", "t"];

/// How keys are taken from addresses in one table.
pub struct Addresses {
    /// Whether the items are of several projects, so that their numbers need the project's name.
    are_of_several: bool,
}

impl Addresses {
    /// Those of a table that has addresses and no keys.
    pub fn find(table: &Table, columns: &Columns, job: &Job) -> Result<Option<Self>, Unreadable> {
        let links = columns.of(ColumnKind::Link);
        if links.is_empty() || !columns.of(ColumnKind::Key).is_empty() {
            return Ok(None);
        }
        let mut projects = HashSet::new();
        for row in table.rows() {
            let row = row?;
            job.reached(row.offset)?;
            if let Some(item) = Item::at(row.first(links))
                && projects.len() < 2
            {
                projects.insert(item.project.to_owned());
            }
        }
        Ok(Some(Self { are_of_several: projects.len() > 1 }))
    }

    /// The key in an address.
    pub fn key(&self, address: &str) -> Option<String> {
        let item = Item::at(address)?;
        let needs_project = self.are_of_several && item.key.bytes().all(|b| b.is_ascii_digit());
        Some(match item.project.rsplit('/').find(|part| !matches!(*part, "" | "-")) {
            Some(project) if needs_project => format!("{project}#{}", item.key),
            _ => item.key.to_owned(),
        })
    }
}

/// An item of a tracker as its address names it.
struct Item<'t> {
    /// What stands before it.
    project: &'t str,
    key: &'t str,
}

impl<'t> Item<'t> {
    fn at(address: &'t str) -> Option<Self> {
        let (_, path) = address.split_once("://")?;
        let path = path.split(['?', '#']).next()?;
        let mut before = 0;
        let mut last = "";
        for part in path.split('/') {
            let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            let is_key = !is_number
                && part.contains(|c: char| c.is_ascii_digit())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            if (is_number && BEFORE_NUMBERS.contains(&last))
                || (is_key && BEFORE_KEYS.contains(&last))
            {
                let project = path[..before].trim_end_matches('/').strip_suffix(last)?;
                return Some(Self { project: project.trim_end_matches('/'), key: part });
            }
            before += part.len() + 1;
            last = part;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_item_stands_in_its_address() {
        for (address, key) in [
            ("https://github.com/example/yard/issues/12", Some("12")),
            ("https://github.com/example/yard/pull/13#note", Some("13")),
            ("https://gitlab.example.com/a/b/-/issues/14", Some("14")),
            ("https://example.atlassian.net/browse/TL-5?x=1", Some("TL-5")),
            ("https://dev.azure.com/a/b/_workitems/edit/6", Some("6")),
            ("https://linear.app/example/issue/ENG-7/a-title", Some("ENG-7")),
            ("https://app.shortcut.com/example/story/71/rain-cover", Some("71")),
            ("https://example.com/2026/10", None),
            ("", None),
        ] {
            let addresses = Addresses { are_of_several: false };
            assert_eq!(addresses.key(address).as_deref(), key, "{address}");
        }
        let addresses = Addresses { are_of_several: true };
        let key = |address| addresses.key(address);
        assert_eq!(key("https://github.com/e/yard/issues/12").as_deref(), Some("yard#12"));
        assert_eq!(key("https://gitlab.e.com/a/b/-/issues/14").as_deref(), Some("b#14"));
        assert_eq!(key("https://e.atlassian.net/browse/TL-5").as_deref(), Some("TL-5"));
    }
}
