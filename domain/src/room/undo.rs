//! What commands did, as far as *Undo* can take it back: exactly that, by the id of the command, and
//! nothing that came later (rule 42).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::by_dimension::ByDimension;
use crate::deck::{Card, Deck};
use crate::dimension::{Dimension, StoryScores};
use crate::ids::{CommandId, CriterionId, ItemId, ParticipantId, SecretHash, StoryId, Subject};
use crate::known::StoryTexts;
use crate::pairs;
use crate::people::Person;
use crate::product::ItemRevisions;
use crate::product::item::Item;
use crate::product::readiness::{Checked, DefinitionOfReady};
use crate::remark::Vote;
use crate::round::Round;
use crate::story::{
    Criterion, CriterionState, Estimate, EstimateOrigin, Story, StoryNotes, saved_bytes,
};
use crate::time::Timestamp;
use crate::wall::WallStory;

/// About how many bytes a criterion of an added story takes.
const CRITERION_BYTES: usize = 12;

/// About how many bytes a card of a deck takes.
const CARD: usize = size_of::<Card>();

/// A removed story, with the hidden cards of its current round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RemovedStory {
    /// Its position in the backlog, from 0.
    pub(super) position: u32,
    pub(super) story: Story,
    #[serde(with = "pairs")]
    pub(super) hidden: BTreeMap<ParticipantId, Vote>,
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
        /// See [`Story::voting_until`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voting_until: Option<Timestamp>,
        after: Option<Estimate>,
    },
    /// A story was pinned, or its actual value entered.
    StoryNoted { before: StoryNotes, after: StoryNotes },
    /// Stories were opened for voting ahead of the meeting, or closed.
    VotingOpened { stories: Vec<OpenedStory>, until: Option<Timestamp> },
    /// Stories were put on the wall.
    PutOnWall(Vec<WallStory>),
    /// Stories were taken off the wall, where they were so.
    TakenOffWall(Vec<WallStory>),
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
    /// Other dimensions were chosen. What was hidden then, in the rounds that it still belongs to.
    DimensionsChanged { before: Vec<Dimension>, votes: Vec<(ParticipantId, HiddenCard)> },
    /// Something was saved for the dimensions of a story, or cleared.
    ScoresSaved { before: StoryScores, after: StoryScores },
    /// An item of the second board was added, or is another one.
    ItemPut { before: Option<Box<Item>>, after: Box<Item> },
    /// An item was removed.
    ItemRemoved(Box<Item>),
    /// Stories are ready under other conditions.
    ReadyDefined { before: DefinitionOfReady, after: DefinitionOfReady },
    /// Something was checked by hand on a story, or is not any more.
    Checked { before: Checked, after: Checked },
    /// Stories became ready, or are not any more.
    ReadyChanged(Vec<(StoryId, bool)>),
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
    #[serde(default, skip_serializing_if = "ByDimension::is_empty")]
    scores: ByDimension<Estimate>,
    /// The items of the second board on it, with their revisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<(ItemId, u32)>,
    /// How many rounds are over, and how many have voted in the current one.
    rounds: (u32, u32),
}

/// A story that was opened for voting, or closed: how that was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OpenedStory {
    pub(super) story: StoryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<Timestamp>,
    /// How many hidden votes there were.
    pub(super) votes: u32,
    /// The number of the round that began with it, after a revealed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) began: Option<u32>,
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
    pub(super) card: Vote,
}

impl HiddenCard {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.card.bytes()
    }
}

impl AddedStory {
    pub(super) fn of(story: &Story, items: &ItemRevisions) -> Self {
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
            scores: story.scores.clone(),
            items: items.get(&story.id).cloned().unwrap_or_default(),
            rounds: (finished as u32, voted as u32),
        }
    }

    /// Whether the story is as it was added: nobody has edited, estimated or voted on it, or asked or noted anything.
    pub(super) fn is_untouched(&self, story: &Story, items: &ItemRevisions) -> bool {
        *self == Self::of(story, items)
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
                let scores = stories.iter().map(|story| saved_bytes(&story.scores));
                let items = stories.iter().map(|story| story.items.len());
                stories.len() * size_of::<AddedStory>()
                    + items.sum::<usize>() * size_of::<(ItemId, u32)>()
                    + criteria.sum::<usize>() * CRITERION_BYTES
                    + scores.sum::<usize>()
            }
            Self::TextsReplaced(texts) => {
                texts.iter().map(|one| one.before.bytes() + one.after.bytes()).sum()
            }
            Self::VotingOpened { stories, .. } => stories.len() * size_of::<OpenedStory>(),
            Self::PutOnWall(stories) | Self::TakenOffWall(stories) => {
                stories.len() * size_of::<WallStory>()
            }
            Self::CriterionRemoved { criterion, .. } => criterion.bytes(),
            Self::PersonRemoved { cards, .. } | Self::BecameObserver { cards, .. } => {
                cards.iter().map(HiddenCard::bytes).sum()
            }
            Self::DeckChanged { before, cards } => {
                let votes = cards.iter().map(|(_, card)| card.bytes());
                before.cards.len() * CARD + votes.sum::<usize>()
            }
            Self::DimensionsChanged { before, votes } => {
                let cards = before.iter().map(|one| one.name.len() + one.deck.cards.len() * CARD);
                let votes = votes.iter().map(|(_, vote)| vote.bytes());
                cards.sum::<usize>() + votes.sum::<usize>()
            }
            Self::ScoresSaved { before, after } => {
                saved_bytes(&before.scores) + saved_bytes(&after.scores)
            }
            Self::ItemPut { before, after } => {
                before.as_ref().map_or(0, |before| before.bytes()) + after.bytes()
            }
            Self::ItemRemoved(item) => item.bytes(),
            Self::ReadyDefined { before, after } => before.bytes() + after.bytes(),
            Self::Checked { before, after } => before.bytes() + after.bytes(),
            _ => 0,
        }
    }
}
