//! Why a command was not carried out: a closed set of codes with data. The page makes sentences of
//! them; nothing was changed where one is given.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::settings::Permission;
use crate::time::Timestamp;

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The room lets only facilitators do this.
    NotAllowed(Permission),
    /// Only a facilitator may do this, whatever the room's settings.
    FacilitatorsOnly,
    /// A facilitator removed this person; one must let them in again.
    Removed,
    /// The room has as many people as it can hold.
    RoomFull {
        /// The most people connected at one time.
        limit: u32,
    },
    /// The room lets in only people whom the server can vouch for.
    GuestsNotAllowed,
    /// The server does not let this person make rooms.
    MayNotCreate,
    /// There is nothing but blanks.
    Empty(Field),
    /// A name of characters that cannot be seen.
    InvisibleName,
    /// A text is too long.
    TooLong {
        /// Which text.
        field: Field,
        /// The most characters.
        limit: u32,
        /// The characters it has.
        length: u32,
    },
    /// The room or story has as many of these as it can hold.
    TooMany {
        /// What there would be too many of.
        of: Countable,
        /// The most that there may be.
        limit: u32,
    },
    /// A link that is not http, https or mailto.
    BadLink,
    /// That story is not, or no longer, there.
    UnknownStory,
    /// That criterion is not, or no longer, there.
    UnknownCriterion,
    /// That person is not, or no longer, there.
    UnknownPerson,
    /// The deck has no such card.
    UnknownCard,
    /// A special card cannot be an estimate.
    SpecialEstimate,
    /// Observers do not vote.
    Observer,
    /// That round is over, or the room has moved to another story.
    RoundOver,
    /// The cards were turned before this arrived.
    AlreadyRevealed,
    /// The cards have not been turned yet.
    NotRevealed,
    /// This person had not voted when the cards were turned and waits for the next round.
    WaitForNextRound,
    /// Somebody else changed the text since it was opened; both versions are kept.
    ChangedMeanwhile {
        /// The revision that the text has now.
        revision: u32,
    },
    /// Nobody would be facilitator any more; say so explicitly to do it anyway.
    LastFacilitator,
    /// A facilitator is, or was a moment ago, here.
    FacilitatorPresent {
        /// When anyone may take over, if none comes back; `None` while one is here.
        free_at: Option<Timestamp>,
    },
    /// A command id of no bytes, or of more than 40.
    BadCommandId,
}

/// A text that people type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A tracker's key.
    Key,
    /// A link, a label or a parent's name.
    Link,
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
            Self::Key => limits::KEY,
            Self::Link => limits::LINK,
        }
    }
}

/// Something that there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Countable {
    /// Stories of a room.
    Stories,
    /// Criteria of a story.
    Criteria,
    /// Labels of a story.
    Labels,
}
