//! Adding stories, one or a whole file: as new stories, or as new texts of those with the same key
//! (rules 26, 31, 32).

use std::collections::HashMap;

use super::Room;
use super::backlog::{check_count, link, new_criterion, optional};
use super::decide::Decision;
use crate::board::Board;
use crate::change::Change;
use crate::dimension;
use crate::draft::StoryDraft;
use crate::ids::{CriterionId, ParticipantId, StoryId};
use crate::known::{Difference, Known, StoryTexts};
use crate::limits;
use crate::lines;
use crate::ordered::Ordered;
use crate::refusal::{Countable, Field, Refusal};
use crate::round::Rounds;
use crate::settings::Permission;
use crate::story::{CriteriaPlace, CriterionState, Estimate, EstimateOrigin, Story};
use crate::text;
use crate::time::Timestamp;

/// What drafts would add and update.
#[derive(Default)]
struct Import {
    added: Vec<Story>,
    updated: Vec<StoryTexts>,
    next_criterion: u32,
}

impl Room {
    pub(super) fn add_stories(
        &self,
        by: ParticipantId,
        drafts: Vec<StoryDraft>,
        known: Known,
        now: Timestamp,
    ) -> Decision {
        if known == Known::Update && !self.board.may(by, Permission::Texts) {
            return Err(Refusal::NotAllowed(Permission::Texts));
        }
        let has_estimate = drafts.iter().any(|draft| {
            draft.estimate.is_some() || draft.actual.is_some() || !draft.scores.is_empty()
        });
        if has_estimate && !self.board.may(by, Permission::Steer) {
            return Err(Refusal::NotAllowed(Permission::Steer));
        }
        check_count(Countable::Stories, drafts.len(), limits::STORIES)?;
        let Import { added, updated, .. } = self.import(drafts, known)?;
        check_count(Countable::Stories, self.board.stories.len() + added.len(), limits::STORIES)?;
        let first = added.first().map(|story| story.id);
        if added.is_empty() && updated.is_empty() {
            return Ok(Vec::new());
        }
        let mut events = vec![Change::StoriesAdded { by, stories: added, updated }.into()];
        if self.board.stories.is_empty() && self.is_untouched() {
            events.push(Change::Selected { story: first, at: now }.into());
        }
        Ok(events)
    }

    /// Adds the stories in the lines of a text, each read as in a pasted list.
    pub(super) fn add_lines(&self, by: ParticipantId, typed: &str, now: Timestamp) -> Decision {
        let may_estimate = self.board.may(by, Permission::Steer);
        let story = if may_estimate { lines::story } else { lines::story_without_points };
        let drafts: Vec<_> = lines::of(typed).take(limits::STORIES + 1).map(story).collect();
        if drafts.is_empty() {
            return Err(Refusal::Empty(Field::StoryTitle));
        }
        self.add_stories(by, drafts, Known::Add, now)
    }

    fn import(&self, drafts: Vec<StoryDraft>, known: Known) -> Result<Import, Refusal> {
        let here = self.board.stories.iter();
        let mut here: HashMap<String, Option<StoryId>> =
            here.filter_map(|story| Some((story.key.clone()?, Some(story.id)))).collect();
        let mut import = Import { next_criterion: self.next_criterion, ..Import::default() };
        for draft in drafts {
            let id = StoryId(self.next_story + import.added.len() as u32);
            let mut next_criterion = import.next_criterion;
            let story = new_story(draft, id, &mut next_criterion, &self.board)?;
            let known_as = story.key.as_ref().and_then(|key| here.get_mut(key));
            match (known_as, known) {
                (None, _) | (Some(_), Known::Add) => {
                    import.next_criterion = next_criterion;
                    if let Some(key) = &story.key {
                        here.entry(key.clone()).or_insert(None);
                    }
                    import.added.push(story);
                }
                (Some(here), Known::Update) => {
                    // Of two drafts with the same key the first counts.
                    let Some(id) = here.take() else { continue };
                    let before = StoryTexts::of(self.story(id)?);
                    let draft = StoryDraft::from(&story);
                    let after = before.updated(&draft, &mut import.next_criterion);
                    if after.revision != before.revision {
                        import.updated.push(after);
                    }
                }
                (Some(_), Known::LeaveOut) => {}
            }
        }
        Ok(import)
    }

    /// Whether the room is still in its first quick round and nobody has voted.
    fn is_untouched(&self) -> bool {
        self.board.current.is_none()
            && self.board.quick.past.is_empty()
            && self.board.round().is_some_and(|round| !round.is_revealed() && round.votes() == 0)
    }
}

impl Board {
    /// For each draft whose key the backlog has: its index, and what an update from it would
    /// change. A draft that is not valid changes nothing here; adding it is refused with the
    /// reason.
    pub fn compare(&self, drafts: &[StoryDraft]) -> Vec<(usize, Difference)> {
        let stories = self.stories.iter();
        let here: HashMap<&str, &Story> =
            stories.filter_map(|story| Some((story.key.as_deref()?, story))).collect();
        let known = drafts.iter().enumerate().filter_map(|(number, draft)| {
            let story = here.get(draft.key.as_deref()?.trim())?;
            let before = StoryTexts::of(story);
            let newest = before.criteria.keys().iter().map(|id| id.0 + 1).max();
            let mut next_criterion = newest.unwrap_or_default();
            let checked = new_story(draft.clone(), story.id, &mut 0, self);
            let after = checked
                .map(|checked| before.updated(&StoryDraft::from(&checked), &mut next_criterion))
                .unwrap_or_else(|_| before.clone());
            Some((number, Difference::between(&before, &after)))
        });
        known.collect()
    }
}

/// A story made of a draft, with its texts checked.
pub(super) fn new_story(
    draft: StoryDraft,
    id: StoryId,
    next_criterion: &mut u32,
    board: &Board,
) -> Result<Story, Refusal> {
    let deck = &board.deck;
    check_count(Countable::Criteria, draft.criteria.len(), limits::CRITERIA)?;
    check_count(Countable::Labels, draft.labels.len(), limits::LABELS)?;
    let states = draft.states.into_iter().chain(std::iter::repeat(CriterionState::Open));
    let criteria = draft.criteria.iter().zip(states);
    let criteria: Vec<_> = criteria
        .filter(|(typed, _)| !typed.trim().is_empty())
        .map(|(typed, state)| Ok((text::required(Field::Criterion, typed)?, state)))
        .collect::<Result<_, _>>()?;
    let criteria: Ordered<_> = criteria
        .into_iter()
        .zip(*next_criterion..)
        .map(|((text, state), id)| new_criterion(CriterionId(id), text, state))
        .collect();
    *next_criterion += criteria.len() as u32;
    Ok(Story {
        id,
        key: optional(Field::Key, draft.key)?,
        link: link(draft.link.as_deref().unwrap_or_default())?,
        title: text::required(Field::StoryTitle, &draft.title)?,
        description: text::within(Field::Description, text::block(&draft.description))?,
        revision: 0,
        labels: draft
            .labels
            .into_iter()
            .map(|label| text::within(Field::Link, label))
            .collect::<Result<_, _>>()?,
        parent: optional(Field::Link, draft.parent)?,
        kind: optional(Field::Link, draft.kind)?,
        criteria_place: place(draft.criteria_place)?.filter(|_| !criteria.is_empty()),
        criteria,
        estimate_origin: match draft.estimate {
            Some(_) => EstimateOrigin::Imported,
            None => EstimateOrigin::Team,
        },
        estimate: match draft.estimate {
            Some(typed) => Some(Estimate::new(&typed, deck)?),
            None => None,
        },
        actual: match draft.actual {
            Some(typed) => Some(Estimate::new(&typed, deck)?),
            None => None,
        },
        scores: dimension::imported(&draft.scores, &board.dimensions)?,
        is_reference: false,
        open_questions: 0,
        is_ready: false,
        voting_until: None,
        rounds: Rounds::default(),
    })
}

/// The place of criteria, with its text checked.
fn place(place: Option<CriteriaPlace>) -> Result<Option<CriteriaPlace>, Refusal> {
    let checked = |place: CriteriaPlace| {
        Ok(CriteriaPlace { opening: text::within(Field::Link, place.opening)?, ..place })
    };
    place.map(checked).transpose()
}
