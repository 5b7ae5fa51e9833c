//! Takes back what a command did. What somebody has worked on since stays (rules 19, 42).

use super::Room;
use super::backlog::check_count;
use super::decide::Decision;
use super::event::Event;
use super::undo::{AddedStory, Deed, HiddenCard, TextUpdate};
use crate::change::Change;
use crate::dimension;
use crate::ids::{CommandId, CriterionId, ParticipantId, SecretHash, StoryId, Subject};
use crate::known::StoryTexts;
use crate::limits;
use crate::people::{Person, Presence, Role};
use crate::refusal::{Countable, Refusal};
use crate::settings::Permission;
use crate::story::Criterion;
use crate::time::Timestamp;

/// What takes back a deed, or a part of it.
#[derive(Default)]
struct Undoing {
    events: Vec<Event>,
    /// How many stories or criteria stay, because somebody has worked on them since.
    stayed: usize,
}

impl From<Vec<Event>> for Undoing {
    fn from(events: Vec<Event>) -> Self {
        Self { events, stayed: 0 }
    }
}

impl Room {
    /// Undoes a command of the same person.
    pub(super) fn undo(&self, by: ParticipantId, command: CommandId, now: Timestamp) -> Decision {
        let mut commands = self.undoable.iter().rev();
        let undoable = commands.find(|it| it.by == by && it.command == command);
        let undoable = undoable.ok_or(Refusal::NothingToUndo)?;
        let mut undoing = Undoing::default();
        for deed in undoable.deeds.iter().rev() {
            let one = self.undo_deed(by, deed, now)?;
            undoing.events.extend(one.events);
            undoing.stayed += one.stayed;
        }
        if undoing.events.is_empty() {
            return Err(Refusal::ChangedSince);
        }
        let stayed = undoing.stayed as u32;
        undoing.events.insert(0, Event::Undone { participant: by, command, stayed });
        Ok(undoing.events)
    }

    fn undo_deed(
        &self,
        by: ParticipantId,
        deed: &Deed,
        now: Timestamp,
    ) -> Result<Undoing, Refusal> {
        let needs = |permission| self.check_may(by, permission);
        match deed {
            Deed::StoriesAdded(added) => {
                needs(Permission::Backlog)?;
                self.undo_added(by, added, now)
            }
            Deed::TextsReplaced(texts) => {
                needs(Permission::Texts)?;
                Ok(self.undo_replaced(by, texts))
            }
            Deed::StoriesRemoved(stories) => {
                needs(Permission::Backlog)?;
                let restored = self.restore_stories(stories);
                let restored = restored.map_err(|refusal| match refusal {
                    Refusal::UnknownStory => Refusal::NothingToUndo,
                    refusal => refusal,
                });
                restored.map(Undoing::from)
            }
            Deed::EstimateSet { story, before, origin, voting_until, after } => {
                needs(Permission::Steer)?;
                let now = self.board.stories.get(*story);
                if now.is_none_or(|now| now.estimate != *after) {
                    return Ok(Undoing { events: Vec::new(), stayed: 1 });
                }
                let (story, estimate, origin) = (*story, before.clone(), *origin);
                let voting_until = *voting_until;
                let change = Change::EstimateSet { story, estimate, origin, voting_until };
                Ok(vec![change.into()].into())
            }
            Deed::StoryNoted { before, after } => {
                needs(Permission::Steer)?;
                Ok(self.undo_noted(before, after).into())
            }
            Deed::VotingOpened { stories, until } => {
                needs(Permission::Steer)?;
                let (events, stayed) = self.undo_voting_opened(stories, *until, now);
                Ok(Undoing { events, stayed })
            }
            Deed::PutOnWall(stories) => {
                needs(Permission::Steer)?;
                let (events, stayed) = self.undo_put_on(stories);
                Ok(Undoing { events, stayed })
            }
            Deed::TakenOffWall(stories) => {
                needs(Permission::Steer)?;
                self.undo_taken_off(stories).map(Undoing::from)
            }
            Deed::CriterionAdded { story, criterion, state } => {
                needs(Permission::Texts)?;
                let Ok(now) = self.criterion(*story, *criterion) else {
                    return Ok(Undoing::default());
                };
                if now.revision > 0 || now.state != *state {
                    return Ok(Undoing { events: Vec::new(), stayed: 1 });
                }
                let change = Change::CriterionRemoved { story: *story, criterion: *criterion };
                Ok(vec![change.into()].into())
            }
            Deed::CriterionRemoved { story, after, criterion } => {
                needs(Permission::Texts)?;
                self.undo_criterion_removed(*story, *after, criterion).map(Undoing::from)
            }
            Deed::PersonRemoved { person, secrets, cards } => {
                self.check_facilitator(by)?;
                self.undo_person_removed(person, secrets, cards, now).map(Undoing::from)
            }
            Deed::PersonBack(participant) => {
                self.check_facilitator(by)?;
                self.remove_person(by, *participant).map(Undoing::from)
            }
            Deed::BecameObserver { participant, cards } => {
                self.undo_became_observer(*participant, cards).map(Undoing::from)
            }
            Deed::BecameEstimator(participant) => {
                let person = self.board.people.get(*participant).ok_or(Refusal::UnknownPerson)?;
                Ok(self.set_role(person, Role::Observer).into())
            }
            Deed::DeckChanged { before, cards } => {
                self.check_facilitator(by)?;
                Ok(self.undo_deck_changed(before, cards, now).into())
            }
            Deed::DimensionsChanged { before, votes } => {
                self.check_facilitator(by)?;
                Ok(self.undo_dimensions_changed(before, votes).into())
            }
            Deed::ScoresSaved { before, after } => {
                needs(Permission::Steer)?;
                Ok(self.undo_scores_saved(before, after).into())
            }
            Deed::ItemPut { before, after } => {
                let event = self.undo_item_put(by, before.as_deref(), after)?;
                let stayed = usize::from(event.is_none());
                Ok(Undoing { events: event.into_iter().collect(), stayed })
            }
            Deed::ItemRemoved(item) => {
                let event = self.undo_item_removed(by, item)?;
                Ok(event.into_iter().collect::<Vec<_>>().into())
            }
            Deed::ReadyDefined { before, after } => {
                self.check_facilitator(by)?;
                Ok(self.undo_ready_defined(before, after).into())
            }
            Deed::Checked { before, after } => {
                needs(Permission::Texts)?;
                let event = self.undo_checked(before, after);
                Ok(event.into_iter().collect::<Vec<_>>().into())
            }
            Deed::ReadyChanged(changed) => Ok(self.undo_ready_changed(changed).into()),
            Deed::RoundStarted { story, round } => {
                needs(Permission::Reveal)?;
                self.undo_round_started(*story, *round).map(Undoing::from)
            }
            Deed::RoundTakenBack { story, round } => {
                needs(Permission::Reveal)?;
                let before = self.board.rounds(*story).and_then(|rounds| rounds.current.as_ref());
                let is_free = before.is_some_and(|it| it.is_revealed() && it.number < *round);
                let change = Change::RoundStarted { story: *story, round: *round, at: now };
                Ok(is_free.then(|| change.into()).into_iter().collect::<Vec<_>>().into())
            }
        }
    }

    fn undo_added(
        &self,
        by: ParticipantId,
        added: &[AddedStory],
        now: Timestamp,
    ) -> Result<Undoing, Refusal> {
        let here = added.iter().filter_map(|it| Some((it, self.board.stories.get(it.story)?)));
        let items = self.product.revisions();
        let (gone, stay): (Vec<_>, Vec<_>) =
            here.partition(|(it, story)| it.is_untouched(story, &items));
        let gone: Vec<_> = gone.into_iter().map(|(it, _)| it.story).collect();
        let events = match gone.is_empty() {
            true => Vec::new(),
            false => self.remove_stories(by, &gone, now)?,
        };
        Ok(Undoing { events, stayed: stay.len() })
    }

    fn undo_replaced(&self, by: ParticipantId, texts: &[TextUpdate]) -> Undoing {
        let here = texts.iter().filter_map(|one| {
            let story = self.board.stories.get(one.after.story)?;
            Some((one, StoryTexts::of(story) == one.after))
        });
        let (untouched, touched): (Vec<_>, Vec<_>) =
            here.partition(|(_, is_untouched)| *is_untouched);
        let restored = untouched
            .into_iter()
            .map(|(one, _)| StoryTexts { revision: one.after.revision + 1, ..one.before.clone() });
        let updated: Vec<_> = restored.collect();
        let change = (!updated.is_empty())
            .then(|| Change::StoriesAdded { by, stories: Vec::new(), updated }.into());
        Undoing { events: change.into_iter().collect(), stayed: touched.len() }
    }

    fn undo_criterion_removed(
        &self,
        id: StoryId,
        after: Option<CriterionId>,
        criterion: &Criterion,
    ) -> Decision {
        let story = self.story(id)?;
        if story.criteria.contains(criterion.id) {
            return Ok(Vec::new());
        }
        check_count(Countable::Criteria, story.criteria.len() + 1, limits::CRITERIA)?;
        let criterion = criterion.clone();
        Ok(vec![Change::CriterionAdded { story: id, after, criterion }.into()])
    }

    /// The person is part of the room again, away until they come back by themselves.
    fn undo_person_removed(
        &self,
        person: &Person,
        secrets: &[SecretHash],
        cards: &[HiddenCard],
        now: Timestamp,
    ) -> Decision {
        if secrets.iter().any(|secret| self.secrets.contains_key(secret)) {
            return Ok(Vec::new());
        }
        let participant = person.id;
        let mark = self.free_mark(&person.name, None);
        let presence = Presence::AwaySince(now);
        let person = Person { mark, presence, ..person.clone() };
        let mut events = self.forget_one_if_full(now)?;
        events.extend(self.readmitted(participant, secrets));
        let cards = self.playable(&person, cards);
        events.push(Change::PersonJoined(person).into());
        events.extend(
            secrets.iter().map(|secret| Event::Admitted { participant, secret: secret.clone() }),
        );
        events.extend(cards);
        Ok(events)
    }

    fn undo_became_observer(&self, id: ParticipantId, cards: &[HiddenCard]) -> Decision {
        let person = self.board.people.get(id).ok_or(Refusal::UnknownPerson)?;
        if person.role != Role::Observer {
            return Ok(Vec::new());
        }
        let role = Role::Estimator;
        let mut events = vec![Change::RoleChanged { participant: id, role }.into()];
        events.extend(self.playable(&Person { role, ..person.clone() }, cards));
        Ok(events)
    }

    pub(super) fn undo_round_started(&self, story: Subject, number: u32) -> Decision {
        let rounds = self.board.rounds(story).ok_or(Refusal::UnknownStory)?;
        let is_fresh = rounds.current.as_ref().is_some_and(|round| {
            round.number == number && !round.is_revealed() && round.votes() == 0
        });
        if !is_fresh || rounds.past.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Change::RoundTakenBack { story, round: number }.into()])
    }

    /// Those cards whose round is still open, as votes of the person.
    pub(super) fn playable(&self, person: &Person, cards: &[HiddenCard]) -> Vec<Event> {
        let is_open = |card: &&HiddenCard| {
            let round = self.board.rounds(card.story).and_then(|rounds| rounds.current.as_ref());
            round.is_some_and(|round| round.number == card.round && !round.is_revealed())
        };
        let cards = cards.iter().filter(|_| person.role == Role::Estimator).filter(is_open);
        let voted = cards.map(|one| {
            let mut card = one.card.clone();
            dimension::keep_known(&mut card.scores, &self.board.dimensions);
            Event::Voted { story: one.story, participant: person.id, card: Some(card) }
        });
        voted.collect()
    }
}
