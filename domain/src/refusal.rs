//! Why a command was refused: a closed set of codes with data, which pages put into words. A
//! refused command has changed nothing.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::settings::Permission;
use crate::time::Timestamp;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The room lets only facilitators do this.
    NotAllowed(Permission),
    /// Only a facilitator may do this, whatever the room's settings.
    FacilitatorsOnly,
    /// A facilitator removed this person, and only a facilitator can let them back in.
    Removed,
    /// The room is full.
    RoomFull {
        /// The most people connected at one time.
        limit: u32,
    },
    /// The room admits only people whom the server can vouch for.
    GuestsNotAllowed,
    /// The room is locked against newcomers.
    Locked,
    /// The room asks newcomers for a passcode, and what they gave, if anything, is another one.
    PasscodeWrong,
    /// The server does not let this person create rooms.
    MayNotCreate,
    /// The text is empty or blank.
    Empty(Field),
    /// The name consists of invisible characters.
    InvisibleName,
    /// The text is too long.
    TooLong {
        /// Which text.
        field: Field,
        /// The most characters that it may have.
        limit: u32,
        /// How many it has.
        length: u32,
    },
    /// The room or story would have more of these than it can hold.
    TooMany {
        /// What there would be too many of.
        of: Countable,
        /// The most that there may be.
        limit: u32,
    },
    /// The room would hold more than it can.
    RoomTooLarge {
        /// The most bytes that it may hold.
        limit: u32,
    },
    /// The server cannot save anything at the moment.
    CannotSave,
    /// The link is not http, https or mailto.
    BadLink,
    /// There is no such story, or no longer.
    UnknownStory,
    /// There is no such criterion, or no longer.
    UnknownCriterion,
    /// There is no such question or note, or no longer.
    UnknownItem,
    /// There is no such point in the definition of ready, or it is not one to be checked by hand.
    UnknownPoint,
    /// The story cannot be called ready yet: so many points of the definition do not hold.
    NotReady(u32),
    /// Stories of this room become ready by themselves.
    ReadyByItself,
    /// There is no such person, or no longer.
    UnknownPerson,
    /// The deck has no such card, or that of the dimension has not.
    UnknownCard,
    /// The card with this label does not have 1 to 8 visible characters, or its number is not 0 or
    /// more.
    BadCard(String),
    /// A deck has two cards with this label.
    SameCard(String),
    /// Two dimensions have this name.
    SameDimension(String),
    /// The room does not vote on such a dimension, or no longer.
    UnknownDimension,
    /// A deck has fewer cards than these.
    TooFewCards(u32),
    /// Another deck would drop so many votes that are not revealed, or other dimensions would drop cards of
    /// theirs. The command can ask for that explicitly.
    VotesWouldBeDropped(u32),
    /// A timer has a second at least, and no more seconds than these.
    TimerTooLong(u32),
    /// Voting ahead of the meeting ends later than now, and at most so many days from now.
    BadVotingEnd(u32),
    /// A special card cannot be an estimate.
    SpecialEstimate,
    /// Observers do not vote.
    Observer,
    /// The round does not wait for this person's vote.
    NotAwaited,
    /// This person was asked for their vote a moment ago. How many seconds to wait.
    NudgedBefore(u32),
    /// The round is over, or the room has moved to another story.
    RoundOver,
    /// The cards were revealed before the vote arrived.
    AlreadyRevealed,
    /// The cards have not been revealed yet.
    NotRevealed,
    /// This person had not voted before the reveal and has to wait for the next round.
    WaitForNextRound,
    /// Somebody else changed the text after the editor opened it.
    ChangedMeanwhile {
        /// The current revision.
        revision: u32,
    },
    /// Something was done since that an undo would take back as well.
    ChangedSince,
    /// There is no such command that could be undone, or no longer.
    NothingToUndo,
    /// The room would be left without a facilitator who is connected. The command can ask for that explicitly.
    LastFacilitator,
    /// A facilitator is connected, or was until a moment ago.
    FacilitatorPresent {
        /// When anyone may take over if no facilitator comes back; `None` while one is connected.
        free_at: Option<Timestamp>,
    },
    /// Too much came from this person's network within a short time.
    TooManyRequests {
        /// How many seconds to wait.
        seconds: u32,
    },
    /// The command's id is empty or longer than 40 bytes.
    BadCommandId,
}

/// A text that people type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// A person's name.
    Name,
    /// A room's title.
    RoomTitle,
    /// A story's title.
    StoryTitle,
    /// A story's description.
    Description,
    /// An acceptance criterion.
    Criterion,
    /// An estimate.
    Estimate,
    /// A room's passcode.
    Passcode,
    /// A tracker's key.
    Key,
    /// A link, a label or a parent's name.
    Link,
    /// Why a voter chose a card.
    Reason,
    /// A question, its answer, or a note.
    Item,
    /// A point of the definition of ready.
    ReadyPoint,
}

impl Field {
    /// The most user-perceived characters it may have.
    pub fn limit(self) -> usize {
        match self {
            Self::Name => limits::NAME,
            Self::RoomTitle => limits::ROOM_TITLE,
            Self::StoryTitle => limits::STORY_TITLE,
            Self::Description => limits::DESCRIPTION,
            Self::Criterion => limits::CRITERION,
            Self::Estimate => limits::ESTIMATE,
            Self::Passcode => limits::PASSCODE,
            Self::Key => limits::KEY,
            Self::Link => limits::LINK,
            Self::Reason => limits::REASON,
            Self::Item => limits::ITEM,
            Self::ReadyPoint => limits::READY_POINT,
        }
    }
}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Countable {
    /// Stories in a room.
    Stories,
    /// Criteria of a story.
    Criteria,
    /// Labels of a story.
    Labels,
    /// Cards of a deck.
    Cards,
    /// Stories that are voted on ahead of the meeting.
    VotingStories,
    /// Stories on the wall.
    WallStories,
    /// Dimensions beside the estimate.
    Dimensions,
    /// Questions and notes of a room.
    Items,
    /// Points of the definition of ready.
    ReadyPoints,
}
