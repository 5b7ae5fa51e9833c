//! What an addition or an import brought, so that it can be undone as a whole. Knows no commands.

use domain::change::Change;
use domain::ids::{ParticipantId, StoryId};
use domain::view::Update;

/// What the latest addition or import of this participant did to the backlog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LatestImport {
    /// Counts additions and imports since the page was opened; 0 before the first.
    pub number: u32,
    /// Stories that it added.
    pub added: Vec<StoryId>,
    /// Stories whose texts it updated.
    pub updated: Vec<StoryId>,
}

impl LatestImport {
    /// Takes note of an update, if it is an addition or an import of participant `you`.
    pub(super) fn observe(&mut self, you: ParticipantId, update: &Update) {
        let Update::Change(change) = update else { return };
        if let Change::StoriesAdded { by, stories, updated } = &**change
            && *by == you
        {
            *self = Self {
                number: self.number + 1,
                added: stories.iter().map(|story| story.id).collect(),
                updated: updated.iter().map(|texts| texts.story).collect(),
            };
        }
    }
}
