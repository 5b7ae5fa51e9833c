//! What an addition or an import has brought, so that it can be taken back as a whole. Knows no commands.

use domain::change::Change;
use domain::ids::{ParticipantId, StoryId};
use domain::view::Update;

/// What an addition or an import has done to the backlog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// How manieth it was since the page was opened.
    pub number: u32,
    /// Stories that it added.
    pub added: Vec<StoryId>,
    /// Stories that it gave other texts.
    pub updated: Vec<StoryId>,
}

impl Import {
    /// What an update has done, if it is an addition or an import of this participant.
    pub(super) fn of(you: ParticipantId, update: &Update) -> Option<Self> {
        let Update::Change(change) = update else { return None };
        match &**change {
            Change::StoriesAdded { by, stories, updated } if *by == you => Some(Self {
                number: 0,
                added: stories.iter().map(|story| story.id).collect(),
                updated: updated.iter().map(|texts| texts.story).collect(),
            }),
            _ => None,
        }
    }
}
