//! What a participant can ask a room to do.

use serde::{Deserialize, Serialize};

use crate::draft::StoryDraft;
use crate::ids::{CriterionId, ParticipantId, StoryId, Subject};
use crate::known::Known;
use crate::people::Role;
use crate::settings::Settings;
use crate::story::CriterionState;

/// One thing that a participant asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Give the room another title. Facilitators only.
    Retitle(String),
    /// Change what the room allows. Facilitators only.
    Configure(Settings),

    /// Change one's own name.
    Rename(String),
    /// Change one's own role.
    SetRole(Role),
    /// Make somebody facilitator, or step down. Facilitators only.
    SetFacilitator {
        /// Who.
        participant: ParticipantId,
        /// Whether they shall be facilitator.
        facilitator: bool,
        /// Do it even if nobody is facilitator then.
        #[serde(default)]
        even_if_last: bool,
    },
    /// Become facilitator of a room whose facilitators have been gone for 60 seconds.
    TakeOver,
    /// Take a person out of the room. Facilitators only.
    RemovePerson(ParticipantId),
    /// Let everybody who was removed come in again. Facilitators only.
    Readmit,

    /// Add stories at the end of the backlog, and update those that are there by their key, in one go.
    AddStories {
        /// The stories in order.
        stories: Vec<StoryDraft>,
        /// What becomes of those whose key the backlog already has.
        #[serde(default)]
        known: Known,
    },
    /// Take an import back as a whole: the stories that it added, and the texts that it replaced, unless
    /// somebody has touched those since.
    UndoImport {
        /// Stories that it added.
        added: Vec<StoryId>,
        /// Stories whose texts it replaced.
        updated: Vec<StoryId>,
    },
    /// Take stories out of the backlog.
    RemoveStories(Vec<StoryId>),
    /// Bring removed stories back with all that they had.
    RestoreStories(Vec<StoryId>),
    /// Move a story in the backlog.
    MoveStory {
        /// Which one.
        story: StoryId,
        /// Behind which other one; `None` for the top.
        after: Option<StoryId>,
    },
    /// Edit a story's text; parts that are not given stay.
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
        /// How far the team is with it.
        #[serde(default)]
        state: CriterionState,
        /// Behind which other criterion; `None` for the end.
        #[serde(default)]
        after: Option<CriterionId>,
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
    /// Say how far the team is with a criterion.
    MarkCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// How far.
        state: CriterionState,
    },
    /// Move a criterion in its list.
    MoveCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// Behind which other one; `None` for the top.
        after: Option<CriterionId>,
    },
    /// Remove a criterion.
    RemoveCriterion {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
    },

    /// Move the room to a story, or to a quick round.
    Select(Subject),
    /// Put a card on the table, change it, or take it back.
    Vote {
        /// On which story.
        story: Subject,
        /// The number of the round that the voter sees.
        round: u32,
        /// Label of the card; `None` to take it back.
        card: Option<String>,
        /// Whether the voter sees the cards face up. A vote for face-down cards that arrives after
        /// the reveal is refused and not taken for a change of mind.
        #[serde(default)]
        revealed: bool,
    },
    /// Turn the cards.
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
        /// The number of the round that is over.
        round: u32,
    },
    /// Save a story's estimate, or clear it.
    SetEstimate {
        /// Which story.
        story: StoryId,
        /// A card's label, a number or a short text; `None` to clear it.
        estimate: Option<String>,
    },
}
