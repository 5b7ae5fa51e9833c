//! Stories and criteria: editing, ordering, removing and restoring (rules 11, 31).

use std::collections::HashSet;

use super::Room;
use super::decide::Decision;
use crate::change::{Change, RestoredStory};
use crate::ids::{CriterionId, ParticipantId, StoryId};
use crate::limits;
use crate::lines;
use crate::people::Role;
use crate::refusal::{Countable, Field, Refusal};
use crate::round::Phase;
use crate::settings::Permission;
use crate::story::{Criterion, CriterionState, Story};
use crate::text;
use crate::time::Timestamp;

impl Room {
    pub(super) fn story(&self, id: StoryId) -> Result<&Story, Refusal> {
        self.board.stories.get(id).ok_or(Refusal::UnknownStory)
    }

    pub(super) fn criterion(&self, story: StoryId, id: CriterionId) -> Result<&Criterion, Refusal> {
        self.story(story)?.criteria.get(id).ok_or(Refusal::UnknownCriterion)
    }

    pub(super) fn remove_stories(
        &self,
        by: ParticipantId,
        stories: &[StoryId],
        now: Timestamp,
    ) -> Decision {
        check_count(Countable::Stories, stories.len(), limits::STORIES)?;
        let gone: HashSet<_> = stories.iter().copied().collect();
        let in_order = self.board.stories.keys().iter().filter(|id| gone.contains(id));
        let stories: Vec<_> = in_order.copied().collect();
        if stories.is_empty() {
            return Err(Refusal::UnknownStory);
        }
        let mut events = Vec::new();
        if self.board.current.is_some_and(|current| gone.contains(&current)) {
            // The room moves on to another story.
            if !self.board.may(by, Permission::Steer) {
                return Err(Refusal::NotAllowed(Permission::Steer));
            }
            events = self.stop_countdown();
            events.push(Change::Selected { story: self.neighbour_outside(&gone), at: now }.into());
        }
        events.push(Change::StoriesRemoved { by, stories }.into());
        Ok(events)
    }

    /// The nearest story below the current one that is not in `gone`, else the nearest above it.
    fn neighbour_outside(&self, gone: &HashSet<StoryId>) -> Option<StoryId> {
        let position = self.board.stories.position(self.board.current?)?;
        let (above, below) = self.board.stories.keys().split_at(position);
        let stays = |id: &&StoryId| !gone.contains(id);
        below.iter().find(stays).or_else(|| above.iter().rev().find(stays)).copied()
    }

    pub(super) fn restore_stories(&self, stories: &[StoryId]) -> Decision {
        check_count(Countable::Stories, stories.len(), limits::STORIES)?;
        let wanted: HashSet<_> = stories.iter().copied().collect();
        let removed = self.trash.iter().filter(|removed| wanted.contains(&removed.story.id));
        let restored: Vec<_> = removed
            .map(|removed| RestoredStory {
                position: removed.position,
                story: self.without_stale_votes(removed.story.clone()),
            })
            .collect();
        if restored.is_empty() {
            return Err(Refusal::UnknownStory);
        }
        let count = self.board.stories.len() + restored.len();
        check_count(Countable::Stories, count, limits::STORIES)?;
        Ok(vec![Change::StoriesRestored(by_position(restored)).into()])
    }

    /// The story without the votes of people who have since left or become observers.
    fn without_stale_votes(&self, mut story: Story) -> Story {
        let round = story.rounds.current.as_mut();
        if let Some(Phase::Voting { voted, .. }) = round.map(|round| &mut round.phase) {
            let people = &self.board.people;
            voted.retain(|id| people.get(*id).is_some_and(|p| p.role == Role::Estimator));
        }
        story
    }

    pub(super) fn move_story(&self, story: StoryId, after: Option<StoryId>) -> Decision {
        self.story(story)?;
        if let Some(after) = after {
            self.story(after)?;
        }
        if after == Some(story) || after == self.board.stories.before(story) {
            return Ok(Vec::new());
        }
        Ok(vec![Change::StoryMoved { story, after }.into()])
    }

    pub(super) fn edit_story(
        &self,
        id: StoryId,
        revision: u32,
        title: Option<String>,
        description: Option<String>,
        link: Option<String>,
    ) -> Decision {
        let story = self.story(id)?;
        let title = title.map(|typed| text::required(Field::StoryTitle, &typed)).transpose()?;
        let description = description
            .map(|typed| text::within(Field::Description, text::block(&typed)))
            .transpose()?;
        let link = link.map(|typed| self::link(&typed)).transpose()?.map(Option::unwrap_or_default);
        let title = title.filter(|title| *title != story.title);
        let description = description.filter(|description| *description != story.description);
        let link = link.filter(|link| link != story.link.as_deref().unwrap_or_default());
        if title.is_none() && description.is_none() && link.is_none() {
            return Ok(Vec::new());
        }
        let revision = next_revision(story.revision, revision)?;
        Ok(vec![Change::StoryEdited { story: id, revision, title, description, link }.into()])
    }

    pub(super) fn add_criterion(
        &self,
        id: StoryId,
        typed: &str,
        state: CriterionState,
        after: Option<CriterionId>,
    ) -> Decision {
        let story = self.story(id)?;
        let text = text::required(Field::Criterion, typed)?;
        check_count(Countable::Criteria, story.criteria.len() + 1, limits::CRITERIA)?;
        let after = after.or(story.criteria.keys().last().copied());
        let criterion = new_criterion(CriterionId(self.next_criterion), text, state);
        Ok(vec![Change::CriterionAdded { story: id, after, criterion }.into()])
    }

    /// Adds the criteria in the lines of a text behind the others.
    pub(super) fn add_criteria(&self, id: StoryId, typed: &str) -> Decision {
        let story = self.story(id)?;
        let lines: Vec<&str> = lines::of(typed).take(limits::CRITERIA + 1).collect();
        check_count(Countable::Criteria, story.criteria.len() + lines.len(), limits::CRITERIA)?;
        if lines.is_empty() {
            return Err(Refusal::Empty(Field::Criterion));
        }
        let mut after = story.criteria.keys().last().copied();
        let added = lines.iter().zip(self.next_criterion..).map(|(line, number)| {
            let text = text::required(Field::Criterion, lines::criterion(line))?;
            let criterion = new_criterion(CriterionId(number), text, CriterionState::default());
            let after = after.replace(criterion.id);
            Ok(Change::CriterionAdded { story: id, after, criterion }.into())
        });
        added.collect()
    }

    pub(super) fn edit_criterion(
        &self,
        story: StoryId,
        id: CriterionId,
        revision: u32,
        typed: &str,
    ) -> Decision {
        let criterion = self.criterion(story, id)?;
        let text = text::required(Field::Criterion, typed)?;
        if text == criterion.text {
            return Ok(Vec::new());
        }
        let revision = next_revision(criterion.revision, revision)?;
        Ok(vec![Change::CriterionEdited { story, criterion: id, revision, text }.into()])
    }
}

pub(super) fn new_criterion(id: CriterionId, text: String, state: CriterionState) -> Criterion {
    Criterion { id, text, revision: 0, state }
}

/// Sorted by position, so that each story gets back to its old place.
fn by_position(mut restored: Vec<RestoredStory>) -> Vec<RestoredStory> {
    restored.sort_by_key(|story| story.position);
    restored
}

/// The revision after an edit of the revision `now` by somebody who has `seen` one.
fn next_revision(now: u32, seen: u32) -> Result<u32, Refusal> {
    if now == seen { Ok(now + 1) } else { Err(Refusal::ChangedMeanwhile { revision: now }) }
}

pub(super) fn check_count(of: Countable, count: usize, limit: usize) -> Result<(), Refusal> {
    if count > limit { Err(Refusal::TooMany { of, limit: limit as u32 }) } else { Ok(()) }
}

pub(super) fn optional(field: Field, typed: Option<String>) -> Result<Option<String>, Refusal> {
    let typed = typed.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    typed.map(|text| text::within(field, text)).transpose()
}

pub(super) fn link(typed: &str) -> Result<Option<String>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let link = text::safe_link(typed).ok_or(Refusal::BadLink)?;
    text::within(Field::Link, link).map(Some)
}
