//! Changes to the part of a room that everybody sees. A change is the same for everybody, so one
//! type serves the journal, the server's room and every participant's view.

use serde::{Deserialize, Serialize};

use crate::by_dimension::Scores;
use crate::deck::{Card, Deck};
use crate::dimension::{Dimension, StoryScores};
use crate::ids::{CriterionId, ParticipantId, StoryId, Subject};
use crate::known::StoryTexts;
use crate::people::{EditedText, Person, Presence, RemovedPerson, Role};
use crate::remark::Remark;
use crate::round::Ballot;
use crate::settings::Settings;
use crate::story::{
    Criterion, CriterionState, Estimate, EstimateOrigin, Story, StoryNotes, StoryProgress,
    VotingOpened,
};
use crate::time::Timestamp;
use crate::timer::Timer;
use crate::wall::WallStory;

/// Something that happened and that everybody may know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The room has a new title.
    Retitled(String),
    /// The room has new settings.
    SettingsChanged(Settings),

    /// The room votes with another deck. Rounds with votes that were not revealed start again.
    DeckChanged {
        /// The deck.
        deck: Deck,
        /// When.
        at: Timestamp,
    },
    /// The room votes on other dimensions beside the estimate: all of them. Cards that are not revealed and that none
    /// of them has are dropped.
    DimensionsChanged(Vec<Dimension>),
    /// Something was saved for the dimensions of a story, or cleared.
    ScoresSaved(StoryScores),
    /// The timer was set, has ended, or was taken away.
    TimerSet(Option<Timer>),

    /// A person joined the room.
    PersonJoined(Person),
    /// A person has a new name.
    PersonRenamed {
        /// Who.
        participant: ParticipantId,
        /// The new name.
        name: String,
        /// See [`Person::mark`].
        mark: u32,
    },
    /// A person became an estimator or an observer. An observer's hidden votes are dropped.
    RoleChanged {
        /// Who.
        participant: ParticipantId,
        /// The new role.
        role: Role,
    },
    /// A person became facilitator, or no longer is one.
    FacilitatorChanged {
        /// Who.
        participant: ParticipantId,
        /// Whether they are facilitator now.
        facilitator: bool,
    },
    /// A person is no longer part of the room. Their hidden votes are dropped.
    PersonRemoved(ParticipantId),
    /// Other people than before were removed and stay out: all of them, whoever was removed last at the end.
    RemovedPeople(Vec<RemovedPerson>),
    /// A person came or went. Not kept in the journal.
    PresenceChanged {
        /// Who.
        participant: ParticipantId,
        /// Whether they are connected now.
        presence: Presence,
    },

    /// A person edits another text, or none any more. Not kept in the journal.
    EditingChanged {
        /// Who.
        participant: ParticipantId,
        /// Which text.
        editing: Option<EditedText>,
    },

    /// An import added stories at the end of the backlog, and replaced the texts of others.
    StoriesAdded {
        /// Who imported them.
        by: ParticipantId,
        /// The new stories, in order.
        stories: Vec<Story>,
        /// The new texts of stories that were there already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        updated: Vec<StoryTexts>,
    },
    /// Stories were removed from the backlog.
    StoriesRemoved {
        /// Who removed them.
        by: ParticipantId,
        /// Which ones.
        stories: Vec<StoryId>,
    },
    /// Removed stories are back, with their rounds and estimates.
    StoriesRestored(Vec<RestoredStory>),
    /// A story was moved in the backlog.
    StoryMoved {
        /// Which one.
        story: StoryId,
        /// The one that it now follows; `None` for the top.
        after: Option<StoryId>,
    },
    /// A story's texts were edited; those that are `None` stay.
    StoryEdited {
        /// Which one.
        story: StoryId,
        /// The new revision.
        revision: u32,
        /// The new title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The new description.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// The new link; empty for none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// A criterion was added.
    CriterionAdded {
        /// To which story.
        story: StoryId,
        /// The criterion that it follows; `None` for the top.
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
        /// The new revision.
        revision: u32,
        /// The new text.
        text: String,
    },
    /// A criterion has a new state.
    CriterionMarked {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// The new state.
        state: CriterionState,
    },
    /// A criterion was moved in its list.
    CriterionMoved {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
        /// The one that it now follows; `None` for the top.
        after: Option<CriterionId>,
    },
    /// A criterion was removed.
    CriterionRemoved {
        /// Of which story.
        story: StoryId,
        /// Which one.
        criterion: CriterionId,
    },
    /// An estimate was saved or cleared.
    EstimateSet {
        /// Which one.
        story: StoryId,
        /// The estimate; `None` if it was cleared.
        estimate: Option<Estimate>,
        /// Where it comes from.
        #[serde(default, skip_serializing_if = "EstimateOrigin::is_team")]
        origin: EstimateOrigin,
        /// See [`Story::voting_until`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voting_until: Option<Timestamp>,
    },
    /// A story was pinned as a reference, or its actual value entered, or either was taken back.
    StoryNoted(StoryNotes),
    /// Other questions than before wait for an answer on these stories, or they became ready, or are not any more.
    Progressed(Vec<StoryProgress>),
    /// Stories were opened for voting ahead of the meeting, or closed.
    VotingOpened(VotingOpened),
    /// These stories are on the wall now, in these places: they were put on it, or moved.
    OnWall(Vec<WallStory>),
    /// Stories were taken off the wall. There is no wall any more where it was the last of them.
    OffWall(Vec<StoryId>),

    /// The room moved to another subject. Its first round begins if it has none.
    Selected {
        /// The story; `None` for a quick round.
        story: Subject,
        /// When.
        at: Timestamp,
    },
    /// The next round began, without votes. The revealed one went into the history.
    RoundStarted {
        /// On which story.
        story: Subject,
        /// The new round's number.
        round: u32,
        /// When.
        at: Timestamp,
    },
    /// The next round, in which nobody had voted, was taken back: the one before is the current one
    /// again.
    RoundTakenBack {
        /// On which story.
        story: Subject,
        /// The number of the round that was taken back.
        round: u32,
    },
    /// A countdown to the reveal began. Not kept in the journal.
    CountdownStarted {
        /// On which story.
        story: Subject,
        /// When the cards will be revealed.
        reveal_at: Timestamp,
    },
    /// The countdown to the reveal was stopped. Not kept in the journal.
    CountdownStopped {
        /// On which story.
        story: Subject,
    },
    /// The cards were revealed.
    Revealed {
        /// On which story.
        story: Subject,
        /// When.
        at: Timestamp,
        /// Everybody's ballots, in the order of participants.
        ballots: Vec<Ballot>,
    },
    /// Somebody changed their card after the reveal, or what they say of it.
    BallotChanged {
        /// On which story.
        story: Subject,
        /// Who.
        participant: ParticipantId,
        /// Their new card.
        card: Card,
        /// What they say of it now.
        #[serde(default, skip_serializing_if = "Remark::is_empty")]
        remark: Remark,
        /// Their cards for further dimensions now.
        #[serde(default, skip_serializing_if = "Scores::is_empty")]
        scores: Scores,
    },
}

impl Change {
    /// Whether the change belongs in the journal. Presence, who edits what, and countdowns do not
    /// outlive a restart.
    pub fn is_durable(&self) -> bool {
        !matches!(
            self,
            Self::PresenceChanged { .. }
                | Self::EditingChanged { .. }
                | Self::CountdownStarted { .. }
                | Self::CountdownStopped { .. }
        )
    }
}

/// A removed story that is back in the backlog.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestoredStory {
    /// Its position in the backlog when it was removed, from 0.
    pub position: u32,
    /// The story with its rounds and estimate.
    pub story: Story,
}
