//! What follows for the progress of stories from what happens to them: how many of their questions wait for an answer,
//! and whether they are ready (rules 51, 54).

use super::Room;
use super::event::Event;
use crate::change::Change;
use crate::ids::StoryId;
use crate::product::change::ProductChange;
use crate::product::item::Item;
use crate::product::readiness::Readiness;
use crate::story::{Story, StoryProgress};

/// A story that an event brings forward, or back.
pub(super) struct Advance {
    story: StoryId,
    /// How many more of its questions wait for an answer.
    questions: i32,
}

impl Room {
    /// The stories that an event that is about to be applied may bring forward, or back.
    pub(super) fn advances(&self, event: &Event) -> Vec<Advance> {
        let only = |story: StoryId| vec![Advance { story, questions: 0 }];
        match event {
            Event::Product(change) => self.advances_by(change),
            // What else a change does to a story matters where stories are ready by conditions.
            _ if self.product.ready.points.is_empty() => Vec::new(),
            Event::Change(change) => match change.as_ref() {
                Change::StoriesAdded { stories, updated, .. } => {
                    let added = stories.iter().map(|story| story.id);
                    let stories = added.chain(updated.iter().map(|texts| texts.story));
                    stories.flat_map(only).collect()
                }
                Change::StoriesRestored(stories) => {
                    stories.iter().flat_map(|restored| only(restored.story.id)).collect()
                }
                Change::StoryEdited { story, .. }
                | Change::CriterionAdded { story, .. }
                | Change::CriterionMarked { story, .. }
                | Change::CriterionRemoved { story, .. }
                | Change::EstimateSet { story, .. } => only(*story),
                Change::DeckChanged { .. } => self.all_stories(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn advances_by(&self, change: &ProductChange) -> Vec<Advance> {
        let of = |before: Option<&Item>, after: Option<&Item>| {
            let story = before.or(after).and_then(|item| item.story);
            let is_open = |item: Option<&Item>| i32::from(item.is_some_and(Item::is_open_question));
            let questions = is_open(after) - is_open(before);
            story.filter(|_| questions != 0).map(|story| Advance { story, questions })
        };
        match change {
            ProductChange::Put(item) => of(self.product.item(item.id), Some(item)),
            ProductChange::Removed(id) => of(self.product.item(*id), None),
            ProductChange::Checked(checked) => Some(Advance { story: checked.story, questions: 0 }),
            ProductChange::ReadyDefined(_) => return self.all_stories(),
        }
        .into_iter()
        .collect()
    }

    fn all_stories(&self) -> Vec<Advance> {
        let all = self.board.stories.keys().iter();
        all.map(|story| Advance { story: *story, questions: 0 }).collect()
    }

    /// What has changed of their questions, now that the event is applied.
    pub(super) fn questions_counted(&self, advances: &[Advance]) -> Option<Event> {
        changed(advances.iter().filter(|advance| advance.questions != 0).filter_map(|advance| {
            let before = StoryProgress::of(self.board.stories.get(advance.story)?);
            let open_questions = before.open_questions.saturating_add_signed(advance.questions);
            Some(StoryProgress { open_questions, ..before })
        }))
    }

    /// Which of them are ready now, or are not any more, as far as the definition decides that.
    pub(super) fn ready_decided(&self, advances: &[Advance]) -> Option<Event> {
        let ready = &self.product.ready;
        if ready.points.is_empty() || !(ready.by_itself || ready.is_strict) {
            return None;
        }
        changed(advances.iter().filter_map(|advance| {
            let story = self.board.stories.get(advance.story)?;
            // By hand nothing becomes ready that nobody has called so.
            let may_be = ready.by_itself || story.is_ready;
            let is_ready = may_be && self.readiness(story).is_complete();
            (is_ready != story.is_ready)
                .then_some(StoryProgress { is_ready, ..StoryProgress::of(story) })
        }))
    }

    /// How far a story is.
    pub(super) fn readiness(&self, story: &Story) -> Readiness {
        let checked = self.product.checked(story.id);
        Readiness::of(&self.product.ready, checked, story, &self.board.deck)
    }
}

fn changed(stories: impl Iterator<Item = StoryProgress>) -> Option<Event> {
    let stories: Vec<_> = stories.collect();
    (!stories.is_empty()).then(|| Change::Progressed(stories).into())
}
