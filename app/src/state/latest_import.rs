//! How much an addition or an import brought.

use domain::change::Change;
use domain::ids::ParticipantId;
use domain::view::Update;

/// What the latest addition or import of this participant did to the backlog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LatestImport {
    /// Counts additions and imports since the page was opened; 0 before the first.
    pub number: u32,
    /// How many stories it added.
    pub added: usize,
    /// How many stories it updated.
    pub updated: usize,
}

impl LatestImport {
    /// Takes note of an update, if it is an addition or an import of participant `you`.
    pub(super) fn observe(&mut self, you: ParticipantId, update: &Update) {
        let Update::Change(change) = update else { return };
        if let Change::StoriesAdded { by, stories, updated } = &**change
            && *by == you
        {
            *self = Self { number: self.number + 1, added: stories.len(), updated: updated.len() };
        }
    }
}
