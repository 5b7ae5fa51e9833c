//! What happens to the part of a room that everybody sees. A change looks the same to all, so one
//! type serves the journal, the server's room and every participant's view.

use serde::{Deserialize, Serialize};

use crate::deck::Card;
use crate::ids::{CriterionId, ParticipantId, StoryId, Subject};
use crate::known::StoryTexts;
use crate::people::{Person, Presence, Role};
use crate::round::Ballot;
use crate::settings::Settings;
use crate::story::{Criterion, CriterionState, Estimate, Story};
use crate::time::Timestamp;

/// One thing that happened, as everybody may know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The room has another title.
    Retitled(String),
    /// The room's choices are these now.
    SettingsChanged(Settings),

    /// A newcomer is in the room.
    PersonJoined(Person),
    /// A person has another name.
    PersonRenamed {
        /// Who.
        participant: ParticipantId,
        /// The name now.
        name: String,
        /// See [`Person::mark`].
        mark: u32,
    },
    /// A person votes from now on, or no longer does; an observer's unrevealed votes are gone.
    RoleChanged {
        /// Who.
        participant: ParticipantId,
        /// The role now.
        role: Role,
    },
    /// A person is facilitator from now on, or no longer is.
    FacilitatorChanged {
        /// Who.
        participant: ParticipantId,
        /// Whether they are facilitator now.
        facilitator: bool,
    },
    /// A person is no longer part of the room; their unrevealed votes are gone.
    PersonRemoved(ParticipantId),
    /// A person came or went. Not kept on disk.
    PresenceChanged {
        /// Who.
        participant: ParticipantId,
        /// Whether they are here now.
        presence: Presence,
    },

    /// Stories were added at the end of the backlog, and others have other texts now, in one go.
    StoriesAdded {
        /// Who added them.
        by: ParticipantId,
        /// The stories in order.
        stories: Vec<Story>,
        /// The texts of stories that were there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        updated: Vec<StoryTexts>,
    },
    /// Stories were taken out of the backlog, in one go.
    StoriesRemoved {
        /// Who took them out.
        by: ParticipantId,
        /// Which ones.
        stories: Vec<StoryId>,
    },
    /// Removed stories are back with all that they had.
    StoriesRestored(Vec<RestoredStory>),
    /// A story stands elsewhere in the backlog.
    StoryMoved {
        /// Which one.
        story: StoryId,
        /// Behind which other one; `None` for the top.
        after: Option<StoryId>,
    },
    /// A story's text was edited; parts that are `None` stay.
    StoryEdited {
        /// Which one.
        story: StoryId,
        /// The revision that the text has now.
        revision: u32,
        /// The title now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The description now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// The link now; empty for none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// A criterion was added.
    CriterionAdded {
        /// To which story.
        story: StoryId,
        /// Behind which other criterion; `None` for the top.
        after: Option<CriterionId>,
        /// The criterion.
        criterion: Criterion,
    },
    /// A criterion's text was edited.
    CriterionEdited {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// The revision that the text has now.
        revision: u32,
        /// The text now.
        text: String,
    },
    /// The team is elsewhere with a criterion.
    CriterionMarked {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// How far the team is.
        state: CriterionState,
    },
    /// A criterion stands elsewhere in its list.
    CriterionMoved {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// Behind which other one; `None` for the top.
        after: Option<CriterionId>,
    },
    /// A criterion is gone.
    CriterionRemoved {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
    },
    /// A story has this estimate now, or none.
    EstimateSet {
        /// Which one.
        story: StoryId,
        /// The estimate; `None` where it was cleared.
        estimate: Option<Estimate>,
    },

    /// The room is at another story; its first round begins if it has none.
    Selected {
        /// The story; `None` for a quick round.
        story: Subject,
        /// When.
        at: Timestamp,
    },
    /// The next round began with no card chosen; the revealed one is history.
    RoundStarted {
        /// On which story.
        story: Subject,
        /// The new round's number.
        round: u32,
        /// When.
        at: Timestamp,
    },
    /// The current round reveals itself at that time. Not kept on disk.
    CountdownStarted {
        /// On which story.
        story: Subject,
        /// When the cards will be turned.
        reveal_at: Timestamp,
    },
    /// The current round does not reveal itself any more. Not kept on disk.
    CountdownStopped {
        /// On which story.
        story: Subject,
    },
    /// The cards were turned.
    Revealed {
        /// On which story.
        story: Subject,
        /// When.
        at: Timestamp,
        /// What lay on the table, by participant.
        ballots: Vec<Ballot>,
    },
    /// Somebody changed their card after the reveal.
    BallotChanged {
        /// On which story.
        story: Subject,
        /// Who.
        participant: ParticipantId,
        /// Their card now.
        card: Card,
    },
}

impl Change {
    /// Whether the change outlives a restart. Who is here and what counts down does not.
    pub fn is_durable(&self) -> bool {
        !matches!(
            self,
            Self::PresenceChanged { .. }
                | Self::CountdownStarted { .. }
                | Self::CountdownStopped { .. }
        )
    }
}

/// A story that is back in the backlog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RestoredStory {
    /// Where it stood when it was taken out, from 0.
    pub position: u32,
    /// The story with its rounds and estimate.
    pub story: Story,
}
