//! What a participant can ask a room to do.

use serde::{Deserialize, Deserializer, Serialize};

use crate::ahead::StoryEstimate;
use crate::bounded;
use crate::by_dimension::ByDimension;
use crate::deck::DeckChoice;
use crate::dimension::{DimensionsChoice, ScoresToSave};
use crate::draft::StoryDraft;
use crate::ids::{CommandId, CriterionId, ParticipantId, StoryId, Subject};
use crate::known::Known;
use crate::limits;
use crate::lines;
use crate::passcode::NewPasscode;
use crate::people::{EditedText, Role};
use crate::product::action::ProductAction;
use crate::remark::Remark;
use crate::settings::SettingsPatch;
use crate::story::CriterionState;
use crate::time::Timestamp;
use crate::timer::TimerAction;
use crate::wall::WallAction;

/// More stories than people handle one by one.
pub(crate) const MANY_STORIES: usize = 20;

/// A request of one participant to change the room. Who sends what concerns the second board and does not look into
/// it may have it as something else (`P`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Command<P = ProductAction> {
    /// Give the room another title, whatever it has now. Facilitators only.
    Retitle(String),
    /// Edit the room's title. Facilitators only.
    EditTitle {
        /// The title that the editor saw.
        before: String,
        /// The new one.
        title: String,
    },
    /// Change what the room allows. Facilitators only.
    Configure(SettingsPatch),

    /// Vote with another deck from now on. Estimates stay as they are. Facilitators only.
    SetDeck {
        /// The deck.
        deck: DeckChoice,
        /// Do it even if votes are dropped that are not revealed yet: their rounds start again.
        #[serde(default)]
        drop_votes: bool,
    },
    /// Vote on other dimensions beside the estimate from now on. Facilitators only.
    SetDimensions(DimensionsChoice),
    /// Save or clear what is known of a story's dimensions. Who saves estimates may do this.
    SaveScores(ScoresToSave),

    /// Change one's own name.
    Rename(String),
    /// Change one's own role.
    SetRole(Role),
    /// Make somebody facilitator, or step down. Facilitators only.
    SetFacilitator {
        /// Who.
        participant: ParticipantId,
        /// Whether they are to be facilitator.
        facilitator: bool,
        /// Do it even if the room is then without a facilitator.
        #[serde(default)]
        even_if_last: bool,
    },
    /// Become facilitator of a room whose facilitators have been gone for 60 seconds.
    TakeOver,
    /// Take a person out of the room. Facilitators only.
    RemovePerson(ParticipantId),
    /// Let everybody back in who was removed. Facilitators only.
    Readmit,
    /// Let one person back in who was removed. Facilitators only.
    ReadmitPerson(ParticipantId),
    /// Change the role of another person. Facilitators only.
    SetRoleOf {
        /// Whose.
        participant: ParticipantId,
        /// The role.
        role: Role,
    },
    /// Ask an estimator for the vote that the round waits for, at most once in 20 seconds. For those who may
    /// reveal. Not kept in the journal.
    Nudge(ParticipantId),
    /// Ask newcomers for this passcode; `None` to ask for none any more. Facilitators only.
    SetPasscode(Option<NewPasscode>),

    /// Add stories at the end of the backlog and, if asked to, update those whose keys are there
    /// already. All of it is one import, which can be undone.
    AddStories {
        /// The stories in order.
        #[serde(deserialize_with = "stories")]
        stories: Vec<StoryDraft>,
        /// What to do with those whose key the backlog already has.
        #[serde(default)]
        known: Known,
    },
    /// Add stories that somebody typed or pasted, one a line, each read as in a pasted list:
    /// `TL-7 Mend the gate (5)` has a key, and points where the person may save estimates.
    AddLines(String),
    /// Remove stories from the backlog.
    RemoveStories(#[serde(deserialize_with = "stories")] Vec<StoryId>),
    /// Restore removed stories with their rounds, votes and estimates.
    RestoreStories(#[serde(deserialize_with = "stories")] Vec<StoryId>),
    /// Move a story in the backlog.
    MoveStory {
        /// Which one.
        story: StoryId,
        /// The one to put it after; `None` for the top.
        after: Option<StoryId>,
    },
    /// Edit a story's texts; those that are not given stay.
    EditStory {
        /// Which one.
        story: StoryId,
        /// The revision that the editor saw.
        revision: u32,
        /// The title.
        #[serde(default)]
        title: Option<String>,
        /// The description.
        #[serde(default)]
        description: Option<String>,
        /// The link; empty for none.
        #[serde(default)]
        link: Option<String>,
    },
    /// Add a criterion.
    AddCriterion {
        /// To which story.
        story: StoryId,
        /// What must hold.
        text: String,
        /// Its state.
        #[serde(default)]
        state: CriterionState,
        /// The criterion to put it after; `None` for the end.
        #[serde(default)]
        after: Option<CriterionId>,
    },
    /// Add criteria, one for each line of a text, at the end and without bullets.
    AddCriteria {
        /// To which story.
        story: StoryId,
        /// The lines.
        lines: String,
    },
    /// Edit a criterion's text.
    EditCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// The revision that the editor saw.
        revision: u32,
        /// The text.
        text: String,
    },
    /// Set the state of a criterion.
    MarkCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// Its state.
        state: CriterionState,
    },
    /// Move a criterion in its list.
    MoveCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// The one to put it after; `None` for the top.
        after: Option<CriterionId>,
    },
    /// Remove a criterion.
    RemoveCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
    },
    /// Say which text one is editing now, so that others see it; `None` when it is done. Not kept in
    /// the journal.
    Editing(Option<EditedText>),

    /// Make a story, or the quick round, the current subject of the room.
    Select(Subject),
    /// Play a card, change it or what one says of it, or take it back.
    Vote {
        /// On which story.
        story: Subject,
        /// The number of the round that the voter sees.
        round: u32,
        /// The label of the card; `None` to take it back.
        card: Option<String>,
        /// Whether the voter's page shows the round as revealed. A vote that was cast before the
        /// reveal and arrives after it is refused, and not taken for a change after the reveal.
        #[serde(default)]
        revealed: bool,
        /// How sure the voter is, and why; without it, what they said before stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<Remark>,
        /// The labels of the voter's cards for all further dimensions, by the dimension's name; without it,
        /// those of before stay.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scores: Option<ByDimension<String>>,
    },
    /// Reveal the cards.
    Reveal {
        /// On which story.
        story: Subject,
        /// The number of the round.
        round: u32,
    },
    /// Start the next round on the same story.
    VoteAgain {
        /// On which story.
        story: Subject,
        /// The number of the revealed round.
        round: u32,
    },
    /// Start, pause or change the timer. For those who may reveal.
    Timer(TimerAction),
    /// Save a story's estimate, or clear it.
    SetEstimate {
        /// Which story.
        story: StoryId,
        /// The label of a card, a number or a short text; `None` to clear it.
        estimate: Option<String>,
    },
    /// Save the estimates of several stories in one step, and what was decided for their dimensions with them. One
    /// that cannot be saved refuses all.
    SaveEstimates(#[serde(deserialize_with = "stories")] Vec<StoryEstimate>),
    /// Enter how large a story turned out to be, or clear that. Who saves estimates may do this.
    SetActual {
        /// Which story.
        story: StoryId,
        /// The label of a card, a number or a short text; `None` to clear it.
        actual: Option<String>,
    },
    /// Pin a story as a reference for others, or take that back. For those who save estimates.
    PinReference {
        /// Which story.
        story: StoryId,
        /// Whether it is to be one.
        is_reference: bool,
    },
    /// Open stories for voting ahead of the meeting. For those who choose the story.
    OpenVoting {
        /// The stories.
        #[serde(deserialize_with = "stories")]
        stories: Vec<StoryId>,
        /// When it ends: later than now, and at most 90 days from now.
        until: Timestamp,
    },
    /// End the voting on stories now. Their votes stay hidden and kept; those that nobody has voted on,
    /// and those whose voting had ended, are not listed for the meeting any more.
    CloseVoting(#[serde(deserialize_with = "stories")] Vec<StoryId>),
    /// Reveal the cards of stories that were opened for voting, all in one step.
    RevealStories(#[serde(deserialize_with = "stories")] Vec<StoryId>),
    /// Put stories on the affinity wall, move them there, or take them off.
    Wall(WallAction),
    /// Change the second board, or say that a story is ready.
    Product(P),
    /// Take back what an own command did, whatever has happened since: an addition or an import,
    /// removed stories, criteria and people, a saved estimate, a round that was started, votes that
    /// were dropped by becoming an observer. What somebody has worked on since stays. An undo can be
    /// undone as well.
    Undo(CommandId),
}

impl<P> Command<P> {
    /// Whether it may concern so many stories that carrying it out takes longer than a moment.
    pub fn is_large(&self) -> bool {
        match self {
            Self::AddStories { stories, .. } => stories.len() > MANY_STORIES,
            Self::AddLines(text) => lines::of(text).nth(MANY_STORIES).is_some(),
            Self::RemoveStories(stories)
            | Self::RestoreStories(stories)
            | Self::OpenVoting { stories, .. }
            | Self::CloseVoting(stories)
            | Self::RevealStories(stories)
            | Self::Wall(WallAction::Put(stories) | WallAction::TakeOff(stories)) => {
                stories.len() > MANY_STORIES
            }
            Self::SaveEstimates(estimates) => estimates.len() > MANY_STORIES,
            // It may take back an import.
            Self::Undo(_) => true,
            _ => false,
        }
    }

    /// Whether it leaves nothing behind, so that the room need not remember that it was carried out.
    pub fn is_fleeting(&self) -> bool {
        matches!(self, Self::Editing(_) | Self::Nudge(_))
    }
}

/// Reads a list that has at most an entry for each story of a room.
fn stories<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    bounded::list::<{ limits::STORIES }, _, _>(deserializer)
}
