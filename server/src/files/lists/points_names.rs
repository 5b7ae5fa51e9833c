//! Names of fields that hold points, in trackers that let people name their fields.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::files::tables::column_names as names;
use crate::files::tables::header::key;
use crate::files::tables::jira_names::POINTS;

/// The names without case, accents and blanks, with their precedence: 0 is the highest.
static RANKS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let more = [names::POINTS.as_slice(), &names::SIZE];
    let mut ranks = HashMap::new();
    for (rank, names) in POINTS.iter().copied().chain(more).enumerate() {
        for name in names {
            ranks.entry(key(name)).or_insert(rank);
        }
    }
    ranks
});

/// The precedence of a name, 0 being the highest; `None` if it is of no field for points.
pub fn rank(name: &str) -> Option<usize> {
    RANKS.get(&key(name)).copied()
}
