//! The affinity wall: putting stories on it, moving them, and taking them off (rule 47).

use super::Room;
use super::backlog::check_count;
use super::decide::Decision;
use super::event::Event;
use super::undo::Deed;
use crate::change::Change;
use crate::ids::StoryId;
use crate::limits;
use crate::people::{Person, Role};
use crate::refusal::{Countable, Refusal};
use crate::story::Story;
use crate::wall::{WallAction, WallStory};

impl Room {
    pub(super) fn act_on_wall(&self, person: &Person, action: WallAction) -> Decision {
        match action {
            WallAction::Put(stories) => self.put_on_wall(&stories),
            WallAction::Move { story, card } => self.move_on_wall(person, story, card),
            WallAction::TakeOff(stories) => self.take_off_wall(&stories),
            WallAction::TakeDown => Ok(self.taken_off(|_| true)),
        }
    }

    fn put_on_wall(&self, stories: &[StoryId]) -> Decision {
        let is_new = |story: &&Story| self.board.can_be_put_on_wall(story);
        let new = self.chosen(stories)?.into_iter().filter(is_new);
        self.placed(new.map(|story| WallStory::new(story.id)).collect())
    }

    fn move_on_wall(&self, person: &Person, story: StoryId, card: Option<String>) -> Decision {
        if person.role != Role::Estimator && !person.facilitator {
            return Err(Refusal::Observer);
        }
        let now = self.board.wall.get(story).ok_or(Refusal::UnknownStory)?;
        if card.as_ref().is_some_and(|card| !self.board.deck.has_size(card)) {
            return Err(Refusal::UnknownCard);
        }
        // Where it is already, or seems to be, since the deck has no such card any more.
        let column = now.column(&self.board.deck).map(|card| &card.label);
        if column == card.as_ref() {
            return Ok(Vec::new());
        }
        Ok(vec![Change::OnWall(vec![now.moved(card)]).into()])
    }

    fn take_off_wall(&self, stories: &[StoryId]) -> Decision {
        check_count(Countable::Stories, stories.len(), limits::STORIES)?;
        let events = self.taken_off(|it| stories.contains(&it.story));
        if events.is_empty() { Err(Refusal::UnknownStory) } else { Ok(events) }
    }

    fn taken_off(&self, is_gone: impl Fn(&WallStory) -> bool) -> Vec<Event> {
        let gone = self.board.wall.iter().filter(|it| is_gone(it));
        let gone: Vec<_> = gone.map(|it| it.story).collect();
        let is_some = !gone.is_empty();
        is_some.then(|| Change::OffWall(gone).into()).into_iter().collect()
    }

    /// Puts stories on the wall that are not on it, as far as it holds them.
    fn placed(&self, stories: Vec<WallStory>) -> Decision {
        let count = self.board.wall.len() + stories.len();
        check_count(Countable::WallStories, count, limits::WALL_STORIES)?;
        let is_some = !stories.is_empty();
        Ok(is_some.then(|| Change::OnWall(stories).into()).into_iter().collect())
    }

    /// What it takes to undo that stories are put on the wall. Moving them is undone by moving them back.
    pub(super) fn put_on(&self, stories: &[WallStory]) -> Option<Deed> {
        let new = stories.iter().filter(|it| self.board.wall.get(it.story).is_none());
        let new: Vec<_> = new.cloned().collect();
        (!new.is_empty()).then_some(Deed::PutOnWall(new))
    }

    /// What it takes to undo that stories are taken off the wall.
    pub(super) fn took_off(&self, stories: &[StoryId]) -> Option<Deed> {
        let gone = stories.iter().filter_map(|story| self.board.wall.get(*story).cloned());
        let gone: Vec<_> = gone.collect();
        (!gone.is_empty()).then_some(Deed::TakenOffWall(gone))
    }

    /// Takes stories off the wall again, except for those that have been moved since; and how many these are.
    pub(super) fn undo_put_on(&self, stories: &[WallStory]) -> (Vec<Event>, usize) {
        let here = stories.iter().filter_map(|it| Some((it, self.board.wall.get(it.story)?)));
        let (untouched, moved): (Vec<_>, Vec<_>) = here.partition(|(it, now)| it == now);
        let is_untouched = |now: &WallStory| untouched.iter().any(|(it, _)| it.story == now.story);
        (self.taken_off(is_untouched), moved.len())
    }

    /// Puts stories on the wall again, each in its old place.
    pub(super) fn undo_taken_off(&self, stories: &[WallStory]) -> Decision {
        let gone = stories.iter().filter(|it| self.board.wall.get(it.story).is_none());
        self.placed(gone.cloned().collect())
    }
}
