//! The second board: questions, notes, and when stories are ready (rules 51, 52, 54).

use super::Room;
use super::backlog::check_count;
use super::decide::Decision;
use super::event::Event;
use super::undo::Deed;
use crate::change::Change;
use crate::ids::{ItemId, ParticipantId, StoryId};
use crate::limits;
use crate::people::Person;
use crate::product::Product;
use crate::product::action::ProductAction;
use crate::product::change::ProductChange;
use crate::product::item::{Content, Item};
use crate::product::readiness::{Checked, DefinitionOfReady};
use crate::refusal::{Countable, Refusal};
use crate::settings::Permission;
use crate::story::StoryProgress;
use crate::time::Timestamp;

impl Room {
    pub(super) fn act_on_product(
        &self,
        person: &Person,
        action: ProductAction,
        now: Timestamp,
    ) -> Decision {
        let event = match action {
            ProductAction::Add { story, content } => {
                if !matches!(content, Content::Question(_)) {
                    self.check_may(person.id, Permission::Texts)?;
                }
                self.story(story)?;
                self.check_items()?;
                let content = content.checked()?;
                let (id, by) = (ItemId(self.product.next_item), person.shown_name());
                let item = Item { id, revision: 0, story: Some(story), by, at: now, content };
                ProductChange::Put(Box::new(item))
            }
            ProductAction::Edit { item, revision, content } => {
                self.check_may(person.id, Permission::Texts)?;
                let before = self.known_item(item)?;
                let content = content.checked()?;
                if !content.is_like(&before.content) {
                    return Err(Refusal::UnknownItem);
                }
                if content == before.content {
                    return Ok(Vec::new());
                }
                if revision != before.revision {
                    return Err(Refusal::ChangedMeanwhile { revision: before.revision });
                }
                let revision = before.revision + 1;
                ProductChange::Put(Box::new(Item { revision, content, ..before.clone() }))
            }
            ProductAction::Remove(item) => {
                self.check_may(person.id, Permission::Texts)?;
                ProductChange::Removed(self.known_item(item)?.id)
            }
            ProductAction::DefineReady(ready) => {
                self.check_facilitator(person.id)?;
                let ready = ready.checked(&self.product.ready, &self.board.deck)?;
                if ready == self.product.ready {
                    return Ok(Vec::new());
                }
                ProductChange::ReadyDefined(ready)
            }
            ProductAction::Check { story, point, holds } => {
                self.check_may(person.id, Permission::Texts)?;
                return self.check_point(story, point, holds);
            }
            ProductAction::MarkReady { story, is_ready } => {
                self.check_may(person.id, Permission::Steer)?;
                return self.mark_ready(story, is_ready);
            }
        };
        Ok(vec![event.into()])
    }

    /// Whether there is room for one more item.
    fn check_items(&self) -> Result<(), Refusal> {
        check_count(Countable::Items, self.product.items.len() + 1, limits::ITEMS)
    }

    /// An item that is there, as its story is.
    fn known_item(&self, id: ItemId) -> Result<&Item, Refusal> {
        let item = self.product.item(id).ok_or(Refusal::UnknownItem)?;
        item.story.map_or(Ok(()), |story| self.story(story).map(drop))?;
        Ok(item)
    }

    fn check_point(&self, id: StoryId, point: u32, holds: bool) -> Decision {
        self.story(id)?;
        if !self.product.ready.is_by_hand(point) {
            return Err(Refusal::UnknownPoint);
        }
        let before = self.product.checked(id);
        if before.contains(&point) == holds {
            return Ok(Vec::new());
        }
        // Those of points that are gone are forgotten.
        let others = before.iter().copied().filter(|number| *number != point);
        let known = others.filter(|number| self.product.ready.is_by_hand(*number));
        let mut points: Vec<u32> = known.chain(holds.then_some(point)).collect();
        points.sort_unstable();
        Ok(vec![ProductChange::Checked(Checked { story: id, points }).into()])
    }

    fn mark_ready(&self, id: StoryId, is_ready: bool) -> Decision {
        let story = self.story(id)?;
        let ready = &self.product.ready;
        if story.is_ready == is_ready {
            return Ok(Vec::new());
        }
        if ready.decides() {
            return Err(Refusal::ReadyByItself);
        }
        let readiness = self.readiness(story);
        let missing = readiness.holds.len() - readiness.met();
        if is_ready && ready.is_strict && missing > 0 {
            return Err(Refusal::NotReady(missing as u32));
        }
        let progress = StoryProgress { is_ready, ..StoryProgress::of(story) };
        Ok(vec![Change::Progressed(vec![progress]).into()])
    }

    /// Applies a change, and counts what it touches before and after.
    pub(super) fn apply_to_product(&mut self, change: &ProductChange) {
        let before = touched(&self.product, change);
        self.product.apply(change);
        self.size.product =
            (self.size.product + touched(&self.product, change)).saturating_sub(before);
        self.make_way();
    }

    /// How many bytes more there will be.
    pub(super) fn product_growth(&self, change: &ProductChange) -> usize {
        let after = match change {
            ProductChange::Put(item) => item.bytes(),
            ProductChange::ReadyDefined(ready) => ready.bytes(),
            ProductChange::Checked(checked) => checked.bytes(),
            ProductChange::Removed(_) => 0,
        };
        after.saturating_sub(touched(&self.product, change))
    }

    /// What it takes to undo a change that is about to be applied.
    pub(super) fn product_deed(&self, change: &ProductChange) -> Option<Deed> {
        Some(match change {
            ProductChange::Put(after) => {
                let before = self.product.item(after.id).cloned().map(Box::new);
                Deed::ItemPut { before, after: after.clone() }
            }
            ProductChange::Removed(id) => {
                Deed::ItemRemoved(Box::new(self.product.item(*id)?.clone()))
            }
            ProductChange::ReadyDefined(after) => {
                Deed::ReadyDefined { before: self.product.ready.clone(), after: after.clone() }
            }
            ProductChange::Checked(after) => {
                let points = self.product.checked(after.story).to_vec();
                let before = Checked { story: after.story, points };
                Deed::Checked { before, after: after.clone() }
            }
        })
    }

    /// What it takes to undo that stories became ready, or are not any more.
    pub(super) fn progress_deed(&self, progress: &[StoryProgress]) -> Option<Deed> {
        let changed = progress.iter().filter(|after| {
            let story = self.board.stories.get(after.story);
            story.is_some_and(|story| story.is_ready != after.is_ready)
        });
        let changed: Vec<_> = changed.map(|after| (after.story, after.is_ready)).collect();
        (!changed.is_empty()).then_some(Deed::ReadyChanged(changed))
    }

    /// Takes back that an item was added or edited, unless somebody has edited it since.
    pub(super) fn undo_item_put(
        &self,
        by: ParticipantId,
        before: Option<&Item>,
        after: &Item,
    ) -> Result<Option<Event>, Refusal> {
        // Whoever has asked may take that back.
        if before.is_some() || !matches!(after.content, Content::Question(_)) {
            self.check_may(by, Permission::Texts)?;
        }
        if self.known_item(after.id).ok() != Some(after) {
            return Ok(None);
        }
        Ok(Some(match before {
            None => ProductChange::Removed(after.id).into(),
            Some(before) => {
                let revision = after.revision + 1;
                ProductChange::Put(Box::new(Item { revision, ..before.clone() })).into()
            }
        }))
    }

    /// Takes back that an item was removed.
    pub(super) fn undo_item_removed(
        &self,
        by: ParticipantId,
        item: &Item,
    ) -> Result<Option<Event>, Refusal> {
        self.check_may(by, Permission::Texts)?;
        let is_gone = item.story.is_some_and(|story| !self.board.stories.contains(story));
        if is_gone || self.product.items.contains(item.id) {
            return Ok(None);
        }
        self.check_items()?;
        Ok(Some(ProductChange::Put(Box::new(item.clone())).into()))
    }

    /// Takes back that stories are ready under other conditions, unless somebody has changed them since.
    pub(super) fn undo_ready_defined(
        &self,
        before: &DefinitionOfReady,
        after: &DefinitionOfReady,
    ) -> Vec<Event> {
        // Numbers of points are not used twice.
        let last_number = after.last_number;
        let before = DefinitionOfReady { last_number, ..before.clone() };
        let is_same = self.product.ready == *after;
        is_same.then(|| ProductChange::ReadyDefined(before).into()).into_iter().collect()
    }

    /// Takes back what was checked by hand, unless somebody has checked something else since.
    pub(super) fn undo_checked(&self, before: &Checked, after: &Checked) -> Option<Event> {
        let is_here = self.board.stories.contains(after.story);
        let is_same = self.product.checked(after.story) == after.points;
        (is_here && is_same).then(|| ProductChange::Checked(before.clone()).into())
    }

    /// Takes back that stories became ready, or were not any more, as far as that is how they are and nothing but people
    /// decides it.
    pub(super) fn undo_ready_changed(&self, changed: &[(StoryId, bool)]) -> Vec<Event> {
        if self.product.ready.decides() {
            return Vec::new();
        }
        let back = changed.iter().filter_map(|(story, is_ready)| {
            let story = self.board.stories.get(*story)?;
            let before = StoryProgress { is_ready: !is_ready, ..StoryProgress::of(story) };
            (story.is_ready == *is_ready).then_some(before)
        });
        let back: Vec<_> = back.collect();
        let is_some = !back.is_empty();
        is_some.then(|| Change::Progressed(back).into()).into_iter().collect()
    }
}

/// The bytes of what a change touches and that is there.
fn touched(product: &Product, change: &ProductChange) -> usize {
    match change {
        ProductChange::Put(item) => product.item(item.id).map_or(0, Item::bytes),
        ProductChange::Removed(id) => product.item(*id).map_or(0, Item::bytes),
        ProductChange::ReadyDefined(_) => product.ready.bytes(),
        ProductChange::Checked(checked) => {
            product.checked.get(checked.story).map_or(0, Checked::bytes)
        }
    }
}
