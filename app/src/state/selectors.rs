//! Small parts of the room that many components read. Each subscribes to what it depends on.

use domain::ids::{CriterionId, ParticipantId, StoryId};
use domain::people::{Person, Role};
use domain::settings::Permission;
use domain::story::{Criterion, Story};

use super::room_store::RoomStore;
use super::topic::Topic;

/// Longer texts are cut in sentences, in Unicode scalar values.
const LONGEST_NAME: usize = 60;

impl RoomStore {
    /// Something of a story; the default when the story is gone.
    pub fn story<R: Default>(self, id: StoryId, read: impl FnOnce(&Story) -> R) -> R {
        self.read(Topic::Story(id), |view| view.board.stories.get(id).map(read).unwrap_or_default())
    }

    /// Whether the room is at a story.
    pub fn is_at(self, id: StoryId) -> bool {
        self.read(Topic::Table, |view| view.board.current == Some(id))
    }

    /// Something of a criterion; the default when it is gone.
    pub fn criterion<R: Default>(
        self,
        story: StoryId,
        id: CriterionId,
        read: impl FnOnce(&Criterion) -> R,
    ) -> R {
        self.story(story, |story| story.criteria.get(id).map(read)).unwrap_or_default()
    }

    /// Something of a person; the default when they are gone.
    pub fn person<R: Default>(self, id: ParticipantId, read: impl FnOnce(&Person) -> R) -> R {
        self.read(Topic::People, |view| view.board.people.get(id).map(read).unwrap_or_default())
    }

    /// Whether the viewer may do this.
    pub fn may(self, permission: Permission) -> bool {
        self.track(Topic::Room);
        self.read(Topic::People, |view| view.board.may(view.you, permission))
    }

    /// Whether the viewer is facilitator.
    pub fn is_facilitator(self) -> bool {
        self.read(Topic::People, |view| view.me().is_some_and(|me| me.facilitator))
    }

    /// Whether the viewer is estimator.
    pub fn is_estimator(self) -> bool {
        self.read(Topic::People, |view| view.me().is_some_and(|me| me.role == Role::Estimator))
    }
}

/// What a story is called in a sentence: its key where it has one, else its title.
pub fn short_name(story: &Story) -> String {
    story.key.clone().unwrap_or_else(|| shortened(&story.title))
}

/// What a story is called where its key alone would say too little: key and title.
pub fn full_name(story: &Story) -> String {
    let title = shortened(&story.title);
    match &story.key {
        Some(key) => format!("{key} {title}"),
        None => title,
    }
}

/// As much of a text as fits in a sentence.
pub fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
