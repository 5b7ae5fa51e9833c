//! Notes what commands did, while their events are applied, so that *Undo* can take it back (rule 42).

use super::Room;
use super::event::Event;
use super::undo::{AddedStory, Deed, HiddenCard, TextUpdate, Undoable};
use crate::change::Change;
use crate::dimension::StoryScores;
use crate::ids::{CommandId, ParticipantId};
use crate::known::StoryTexts;
use crate::limits;
use crate::people::{Person, Presence, Role};
use crate::product::ItemRevisions;
use crate::story::StoryNotes;

impl Room {
    /// What an event that is about to be applied does, as far as it can be undone.
    pub(super) fn deeds(&self, event: &Event) -> Vec<Deed> {
        let change = match event {
            Event::Change(change) => change,
            Event::Product(change) => return self.product_deed(change).into_iter().collect(),
            _ => return Vec::new(),
        };
        let deed = match change.as_ref() {
            Change::StoriesAdded { stories, updated, .. } => {
                let both = updated.iter().filter_map(|after| {
                    let before = StoryTexts::of(self.board.stories.get(after.story)?);
                    Some(TextUpdate { before, after: after.clone() })
                });
                // Nobody can have said anything of a story that there was not.
                let items = ItemRevisions::new();
                let added = stories.iter().map(|story| AddedStory::of(story, &items));
                let added: Vec<_> = added.collect();
                let replaced: Vec<_> = both.collect();
                let added = (!added.is_empty()).then_some(Deed::StoriesAdded(added));
                let replaced = (!replaced.is_empty()).then_some(Deed::TextsReplaced(replaced));
                return added.into_iter().chain(replaced).collect();
            }
            Change::StoriesRestored(stories) => {
                let items = self.product.revisions();
                let restored =
                    stories.iter().map(|restored| AddedStory::of(&restored.story, &items));
                Some(Deed::StoriesAdded(restored.collect()))
            }
            Change::StoriesRemoved { stories, .. } => Some(Deed::StoriesRemoved(stories.clone())),
            Change::EstimateSet { story, estimate, .. } => {
                let now = self.board.stories.get(*story);
                let before = now.and_then(|now| now.estimate.clone());
                let origin = now.map_or_else(Default::default, |now| now.estimate_origin);
                let voting_until = now.and_then(|now| now.voting_until);
                let after = estimate.clone();
                Some(Deed::EstimateSet { story: *story, before, origin, voting_until, after })
            }
            Change::StoryNoted(after) => {
                let before = self.board.stories.get(after.story).map(StoryNotes::of);
                before.map(|before| Deed::StoryNoted { before, after: after.clone() })
            }
            Change::Progressed(progress) => self.progress_deed(progress),
            Change::VotingOpened(opened) => Some(self.voting_opened(opened)),
            Change::OnWall(stories) => self.put_on(stories),
            Change::OffWall(stories) => self.took_off(stories),
            Change::CriterionAdded { story, criterion, .. } => Some(Deed::CriterionAdded {
                story: *story,
                criterion: criterion.id,
                state: criterion.state,
            }),
            Change::CriterionRemoved { story, criterion } => {
                let criteria = self.board.stories.get(*story).map(|story| &story.criteria);
                criteria.and_then(|criteria| {
                    let after = criteria.before(*criterion);
                    let criterion = criteria.get(*criterion)?.clone();
                    Some(Deed::CriterionRemoved { story: *story, after, criterion })
                })
            }
            Change::DeckChanged { .. } => {
                let cards = self.dropped_by_a_new_deck();
                Some(Deed::DeckChanged { before: self.board.deck.clone(), cards })
            }
            Change::DimensionsChanged(_) => Some(Deed::DimensionsChanged {
                before: self.board.dimensions.clone(),
                votes: self.hidden_cards(|_| true).collect(),
            }),
            Change::ScoresSaved(after) => {
                let story = self.board.stories.get(after.story);
                let scores = story.map(|story| story.scores.clone()).unwrap_or_default();
                let before = StoryScores { story: after.story, scores };
                Some(Deed::ScoresSaved { before, after: after.clone() })
            }
            Change::PersonRemoved(participant) => self.person_removed(*participant),
            Change::PersonJoined(person) => Some(Deed::PersonBack(person.id)),
            Change::RoleChanged { participant, role: Role::Estimator } => {
                Some(Deed::BecameEstimator(*participant))
            }
            Change::RoleChanged { participant, role: Role::Observer } => {
                let cards = self.hidden_cards_of(*participant);
                Some(Deed::BecameObserver { participant: *participant, cards })
            }
            Change::RoundStarted { story, round, .. } => {
                Some(Deed::RoundStarted { story: *story, round: *round })
            }
            Change::RoundTakenBack { story, round } => {
                Some(Deed::RoundTakenBack { story: *story, round: *round })
            }
            _ => None,
        };
        deed.into_iter().collect()
    }

    fn person_removed(&self, participant: ParticipantId) -> Option<Deed> {
        // Where they were does not come back.
        let presence = Presence::NEVER_HERE;
        let person =
            Person { presence, editing: None, ..self.board.people.get(participant)?.clone() };
        let theirs = self.secrets.iter().filter(|(_, id)| **id == participant);
        let secrets = theirs.map(|(secret, _)| secret.clone()).collect();
        Some(Deed::PersonRemoved { person, secrets, cards: self.hidden_cards_of(participant) })
    }

    fn hidden_cards_of(&self, participant: ParticipantId) -> Vec<HiddenCard> {
        self.hidden_cards(|voter| voter == participant).map(|(_, card)| card).collect()
    }

    /// Remembers what a command did. Beyond [`limits::COMMANDS_UNDOABLE`] the oldest is forgotten.
    pub(super) fn remember_deeds(
        &mut self,
        by: ParticipantId,
        command: &CommandId,
        deeds: Vec<Deed>,
    ) {
        if deeds.is_empty() {
            return;
        }
        let undoable = Undoable { by, command: command.clone(), deeds };
        self.undo_grew(undoable.bytes());
        self.undoable.push_back(undoable);
        let excess = self.undoable.len().saturating_sub(limits::COMMANDS_UNDOABLE);
        let forgotten: usize = self.undoable.drain(..excess).map(|it| it.bytes()).sum();
        self.undo_shrank(forgotten);
        self.make_way();
    }

    /// Forgets a command that was undone.
    pub(super) fn forget_deeds(&mut self, by: ParticipantId, command: &CommandId) {
        let is_it = |it: &Undoable| it.by == by && it.command == *command;
        if let Some(index) = self.undoable.iter().rposition(is_it)
            && let Some(undone) = self.undoable.remove(index)
        {
            self.undo_shrank(undone.bytes());
        }
    }
}
