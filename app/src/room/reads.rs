//! Narrow looks into the room that many views take. Each tells of what it depends on.

use domain::ids::{ParticipantId, StoryId};
use domain::people::{Person, Role};
use domain::settings::Permission;
use domain::story::{Criterion, Story};

use crate::state::{RoomState, Topic};

/// Something of a story; the default when the story is gone.
pub fn story<R: Default>(room: RoomState, id: StoryId, read: impl FnOnce(&Story) -> R) -> R {
    room.read(Topic::Story(id), |view| view.board.stories.get(id).map(read).unwrap_or_default())
}

/// Something of a criterion; the default when it is gone.
pub fn criterion<R: Default>(
    room: RoomState,
    (id, criterion): (StoryId, domain::ids::CriterionId),
    read: impl FnOnce(&Criterion) -> R,
) -> R {
    story(room, id, |story| story.criteria.get(criterion).map(read)).unwrap_or_default()
}

/// Something of a person; the default when they are gone.
pub fn person<R: Default>(
    room: RoomState,
    id: ParticipantId,
    read: impl FnOnce(&Person) -> R,
) -> R {
    room.read(Topic::People, |view| view.board.people.get(id).map(read).unwrap_or_default())
}

/// Whether the one who looks may do this.
pub fn may(room: RoomState, permission: Permission) -> bool {
    room.read(Topic::Room, |_| ());
    room.read(Topic::People, |view| view.board.may(view.you, permission))
}

/// Whether the one who looks is facilitator.
pub fn is_facilitator(room: RoomState) -> bool {
    room.read(Topic::People, |view| view.me().is_some_and(|me| me.facilitator))
}

/// Whether the one who looks votes.
pub fn votes(room: RoomState) -> bool {
    room.read(Topic::People, |view| view.me().is_some_and(|me| me.role == Role::Estimator))
}

/// How one speaks of a story: its key where it has one, else its title.
pub fn name_of(story: &Story) -> String {
    const LONGEST: usize = 60;
    match &story.key {
        Some(key) => key.clone(),
        None if story.title.chars().nth(LONGEST).is_some() => {
            story.title.chars().take(LONGEST).chain(['…']).collect()
        }
        None => story.title.clone(),
    }
}
