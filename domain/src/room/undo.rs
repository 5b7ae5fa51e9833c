//! What commands did, as far as *Undo* can take it back: exactly that, by the id of the command, and
//! nothing that came later (rule 42).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Room;
use super::event::Event;
use crate::change::Change;
use crate::deck::{Card, Deck};
use crate::ids::{CommandId, CriterionId, ParticipantId, SecretHash, StoryId, Subject};
use crate::known::StoryTexts;
use crate::limits;
use crate::pairs;
use crate::people::{Person, Presence, Role};
use crate::round::Round;
use crate::story::{Criterion, CriterionState, Estimate, EstimateOrigin, Story};

/// About how many bytes a criterion of an added story takes.
const CRITERION_BYTES: usize = 12;

/// A removed story, with the hidden cards of its current round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RemovedStory {
    /// Its position in the backlog, from 0.
    pub(super) position: u32,
    pub(super) story: Story,
    #[serde(with = "pairs")]
    pub(super) hidden: BTreeMap<ParticipantId, Card>,
}

/// A command that can be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Undoable {
    /// Whose it was.
    pub(super) by: ParticipantId,
    pub(super) command: CommandId,
    pub(super) deeds: Vec<Deed>,
}

/// One thing that a command did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Deed {
    /// Stories were added, or came back from the trash.
    StoriesAdded(Vec<AddedStory>),
    /// The texts of stories were replaced by an import.
    TextsReplaced(Vec<TextUpdate>),
    /// Stories were moved to the trash.
    StoriesRemoved(Vec<StoryId>),
    /// An estimate was saved or cleared.
    EstimateSet {
        story: StoryId,
        before: Option<Estimate>,
        /// Where that one came from.
        #[serde(default, skip_serializing_if = "EstimateOrigin::is_team")]
        origin: EstimateOrigin,
        after: Option<Estimate>,
    },
    /// A criterion was added in this state.
    CriterionAdded { story: StoryId, criterion: CriterionId, state: CriterionState },
    /// A criterion was removed, which stood behind another, or at the top.
    CriterionRemoved { story: StoryId, after: Option<CriterionId>, criterion: Criterion },
    /// A person was removed, or forgotten to make room.
    PersonRemoved { person: Person, secrets: Vec<SecretHash>, cards: Vec<HiddenCard> },
    /// A removed person came back.
    PersonBack(ParticipantId),
    /// An estimator became an observer, and these cards were dropped.
    BecameObserver { participant: ParticipantId, cards: Vec<HiddenCard> },
    /// An observer became an estimator.
    BecameEstimator(ParticipantId),
    /// The next round was started.
    RoundStarted { story: Subject, round: u32 },
    /// Another deck was chosen, and these cards were dropped. Their rounds are those that began then.
    DeckChanged { before: Deck, cards: Vec<(ParticipantId, HiddenCard)> },
    /// The start of a round was taken back.
    RoundTakenBack { story: Subject, round: u32 },
}

/// A story as it was added, as far as it takes to see whether anything was done with it since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct AddedStory {
    pub(super) story: StoryId,
    revision: u32,
    /// The criteria with their revisions.
    criteria: Vec<(CriterionId, u32, CriterionState)>,
    estimate: Option<Estimate>,
    /// How many rounds are over, and how many have voted in the current one.
    rounds: (u32, u32),
}

/// The texts of one story, before and after an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TextUpdate {
    pub(super) before: StoryTexts,
    pub(super) after: StoryTexts,
}

/// A card in a round that was not revealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct HiddenCard {
    pub(super) story: Subject,
    pub(super) round: u32,
    pub(super) card: Card,
}

impl AddedStory {
    fn of(story: &Story) -> Self {
        let criteria = story.criteria.iter().map(|it| (it.id, it.revision, it.state));
        let current = story.rounds.current.as_ref();
        let is_over = current.is_some_and(Round::is_revealed);
        let finished = story.rounds.past.len() + usize::from(is_over);
        let voted = current.filter(|_| !is_over).map_or(0, Round::votes);
        Self {
            story: story.id,
            revision: story.revision,
            criteria: criteria.collect(),
            estimate: story.estimate.clone(),
            rounds: (finished as u32, voted as u32),
        }
    }

    /// Whether the story is as it was added: nobody has edited, estimated or voted on it.
    pub(super) fn is_untouched(&self, story: &Story) -> bool {
        *self == Self::of(story)
    }
}

impl Room {
    /// What an event that is about to be applied does, as far as it can be undone.
    pub(super) fn deeds(&self, event: &Event) -> Vec<Deed> {
        let Event::Change(change) = event else { return Vec::new() };
        let deed = match change.as_ref() {
            Change::StoriesAdded { stories, updated, .. } => {
                let both = updated.iter().filter_map(|after| {
                    let before = StoryTexts::of(self.board.stories.get(after.story)?);
                    Some(TextUpdate { before, after: after.clone() })
                });
                let added: Vec<_> = stories.iter().map(AddedStory::of).collect();
                let replaced: Vec<_> = both.collect();
                let added = (!added.is_empty()).then_some(Deed::StoriesAdded(added));
                let replaced = (!replaced.is_empty()).then_some(Deed::TextsReplaced(replaced));
                return added.into_iter().chain(replaced).collect();
            }
            Change::StoriesRestored(stories) => {
                let restored = stories.iter().map(|restored| AddedStory::of(&restored.story));
                Some(Deed::StoriesAdded(restored.collect()))
            }
            Change::StoriesRemoved { stories, .. } => Some(Deed::StoriesRemoved(stories.clone())),
            Change::EstimateSet { story, estimate, .. } => {
                let now = self.board.stories.get(*story);
                let before = now.and_then(|now| now.estimate.clone());
                let origin = now.map_or_else(Default::default, |now| now.estimate_origin);
                Some(Deed::EstimateSet { story: *story, before, origin, after: estimate.clone() })
            }
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
            Change::PersonRemoved(participant) => self.person_removed(*participant),
            Change::PersonJoined(person) => Some(Deed::PersonBack(person.id)),
            Change::RoleChanged { participant, role: Role::Estimator } => {
                Some(Deed::BecameEstimator(*participant))
            }
            Change::RoleChanged { participant, role: Role::Observer } => {
                let cards = self.hidden_cards(*participant);
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
        Some(Deed::PersonRemoved { person, secrets, cards: self.hidden_cards(participant) })
    }

    fn hidden_cards(&self, participant: ParticipantId) -> Vec<HiddenCard> {
        let cards = self.hand(participant).into_iter().filter_map(|(story, card)| {
            let round = self.board.rounds(story)?.current.as_ref()?.number;
            Some(HiddenCard { story, round, card })
        });
        cards.collect()
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

impl Undoable {
    /// About how many bytes it takes, without what every command takes.
    pub(super) fn bytes(&self) -> usize {
        self.deeds.iter().map(Deed::bytes).sum()
    }
}

impl Deed {
    fn bytes(&self) -> usize {
        match self {
            Self::StoriesAdded(stories) => {
                let criteria = stories.iter().map(|story| story.criteria.len());
                stories.len() * size_of::<AddedStory>() + criteria.sum::<usize>() * CRITERION_BYTES
            }
            Self::TextsReplaced(texts) => {
                texts.iter().map(|one| one.before.bytes() + one.after.bytes()).sum()
            }
            Self::CriterionRemoved { criterion, .. } => criterion.bytes(),
            Self::PersonRemoved { cards, .. } | Self::BecameObserver { cards, .. } => {
                cards.len() * size_of::<HiddenCard>()
            }
            Self::DeckChanged { before, cards } => {
                before.cards.len() * size_of::<Card>() + cards.len() * size_of::<HiddenCard>()
            }
            _ => 0,
        }
    }
}
