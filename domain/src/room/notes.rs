//! What a team keeps of stories beside their estimates: which serve as references, and how large they
//! turned out to be (rule 45).

use super::Room;
use super::decide::Decision;
use super::event::Event;
use crate::change::Change;
use crate::ids::StoryId;
use crate::story::{Estimate, StoryNotes};

impl Room {
    pub(super) fn set_actual(&self, id: StoryId, actual: Option<String>) -> Decision {
        let before = StoryNotes::of(self.story(id)?);
        let actual = match actual {
            Some(typed) => Some(Estimate::new(&typed, &self.board.deck)?),
            None => None,
        };
        Ok(noted(&before, StoryNotes { actual, ..before.clone() }))
    }

    pub(super) fn pin(&self, id: StoryId, is_reference: bool) -> Decision {
        let before = StoryNotes::of(self.story(id)?);
        Ok(noted(&before, StoryNotes { is_reference, ..before.clone() }))
    }

    /// Takes back what was noted, as far as nobody has noted something else since.
    pub(super) fn undo_noted(&self, before: &StoryNotes, after: &StoryNotes) -> Vec<Event> {
        let Some(story) = self.board.stories.get(after.story) else { return Vec::new() };
        let mut notes = StoryNotes::of(story);
        if notes.actual == after.actual {
            notes.actual.clone_from(&before.actual);
        }
        if notes.is_reference == after.is_reference {
            notes.is_reference = before.is_reference;
        }
        noted(&StoryNotes::of(story), notes)
    }
}

fn noted(before: &StoryNotes, after: StoryNotes) -> Vec<Event> {
    let is_other = *before != after;
    is_other.then(|| Change::StoryNoted(after).into()).into_iter().collect()
}
