//! What an import does with each story of a preview. Pure.

use domain::known::{Difference, Known};
use domain::preview::Preview;

/// How many stories are added, and how many updated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Stories that the backlog does not have.
    pub added: usize,
    /// Stories whose texts change.
    pub updated: usize,
}

impl Counts {
    /// Whether nothing would happen.
    pub fn is_empty(self) -> bool {
        self.added + self.updated == 0
    }
}

/// What updating the story with this number would change, as the server has found.
pub fn difference(preview: &Preview, number: usize) -> Option<&Difference> {
    // The server lists them in the order of the stories.
    let found = preview.known.binary_search_by_key(&number, |known| known.draft as usize);
    found.ok().map(|index| &preview.known[index].difference)
}

/// Counts stories; `known` tells which of them the backlog has, `choice` what becomes of those.
pub fn counts(preview: &Preview, known: &[bool], choice: Known) -> Counts {
    let known_count = known.iter().filter(|is_known| **is_known).count();
    let new = known.len() - known_count;
    match choice {
        Known::LeaveOut => Counts { added: new, updated: 0 },
        Known::Add => Counts { added: known.len(), updated: 0 },
        Known::Update => {
            let is_same =
                |number: usize| difference(preview, number).is_some_and(Difference::is_nothing);
            let numbers = 0..known.len();
            let updated = numbers.filter(|number| known[*number] && !is_same(*number)).count();
            Counts { added: new, updated }
        }
    }
}

/// The numbers of the stories in the order in which they are shown: those that change come first.
pub fn order(preview: &Preview, known: &[bool], choice: Known) -> Vec<usize> {
    let changes = |number: &usize| {
        let changes = || difference(preview, *number).is_some_and(|found| !found.is_nothing());
        choice == Known::Update && known[*number] && changes()
    };
    let (changed, others): (Vec<usize>, Vec<usize>) = (0..known.len()).partition(changes);
    [changed, others].concat()
}

#[cfg(test)]
mod tests {
    use domain::draft::StoryDraft;
    use domain::preview::KnownDraft;

    use super::*;

    /// Four stories: the first and third are in the backlog, and the third would change.
    fn preview() -> Preview {
        let changed = Difference { is_reordered: true, ..Difference::default() };
        let known = vec![
            KnownDraft { draft: 0, difference: Difference::default() },
            KnownDraft { draft: 2, difference: changed },
        ];
        Preview { stories: vec![StoryDraft::default(); 4], known, ..Preview::default() }
    }

    const KNOWN: [bool; 4] = [true, false, true, false];

    #[test]
    fn an_update_counts_only_what_changes() {
        let counts = |choice| counts(&preview(), &KNOWN, choice);
        assert_eq!(counts(Known::LeaveOut), Counts { added: 2, updated: 0 });
        assert_eq!(counts(Known::Add), Counts { added: 4, updated: 0 });
        assert_eq!(counts(Known::Update), Counts { added: 2, updated: 1 });
    }

    #[test]
    fn what_changes_is_shown_first() {
        assert_eq!(order(&preview(), &KNOWN, Known::LeaveOut), [0, 1, 2, 3]);
        assert_eq!(order(&preview(), &KNOWN, Known::Update), [2, 0, 1, 3]);
    }
}
