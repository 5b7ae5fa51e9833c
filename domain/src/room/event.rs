//! What happens in a room as the server knows it, what of it goes into the journal, and who is sent
//! what.

use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::command::MANY_STORIES;
use crate::ids::{CommandId, ParticipantId, SecretHash, Subject};
use crate::passcode::PasscodeHash;
use crate::product::change::ProductChange;
use crate::remark::Vote;
use crate::time::Timestamp;
use crate::view::Update;

/// Something that happened in a room, as the server knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A change of the board, the same for everybody.
    Change(Box<Change>),
    /// A change of the second board, the same for everybody who watches it.
    Product(Box<ProductChange>),
    /// Somebody voted, changed their vote, or took it back.
    Voted {
        /// On which story.
        story: Subject,
        /// Who.
        participant: ParticipantId,
        /// The new card, with what they say of it; `None` if they took it back.
        card: Option<Vote>,
    },
    /// A secret identifies a person from now on.
    Admitted {
        /// Who.
        participant: ParticipantId,
        /// The secret's hash.
        secret: SecretHash,
    },
    /// The server vouched for a person by name.
    Vouched {
        /// Who.
        participant: ParticipantId,
        /// Their name in the system that the server believes.
        name: String,
    },
    /// A person's secret is not admitted any more.
    Banned(ParticipantId),
    /// Everybody who was banned may join again.
    Readmitted,
    /// Whoever has one of these secrets may join again.
    Unbanned(Vec<SecretHash>),
    /// A command was undone.
    Undone {
        /// Whose command it was.
        participant: ParticipantId,
        /// Which command.
        command: CommandId,
        /// How much of what it did stays, because somebody has worked on it since; see
        /// [`Outcome::stayed`].
        stayed: u32,
    },
    /// Somebody asks a person for their vote. Not kept in the journal.
    Nudged {
        /// Who asks.
        by: ParticipantId,
        /// Who is asked.
        participant: ParticipantId,
        /// When.
        at: Timestamp,
    },
    /// Newcomers are asked for the passcode with this hash from now on, or for none.
    PasscodeSet(Option<PasscodeHash>),
}

/// The record of one action in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose command it was, and its id; `None` for what happened automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<(ParticipantId, CommandId)>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Who is to be sent what of one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audience {
    /// For everybody.
    pub all: Option<Update>,
    /// For everybody who watches the second board.
    pub product: Option<ProductChange>,
    /// For single people, after what is for everybody.
    pub personal: Vec<(ParticipantId, Update)>,
}

/// The result of an action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What has to be on disk before the action is confirmed; `None` if there is nothing.
    pub entry: Option<Entry>,
    /// Who is to be sent what, in order.
    pub audiences: Vec<Audience>,
    /// How many stories and criteria an undo left alone, because somebody has worked on them since.
    pub stayed: u32,
}

impl Outcome {
    /// Whether it may hold so many stories that encoding it takes longer than a moment.
    pub fn is_large(&self) -> bool {
        self.entry.as_ref().is_some_and(Entry::is_large)
    }
}

impl Entry {
    /// The same of what is written to the journal.
    pub fn is_large(&self) -> bool {
        let of_one = |event: &Event| match event {
            Event::Change(change) => match change.as_ref() {
                Change::StoriesAdded { stories, updated, .. } => stories.len() + updated.len(),
                Change::StoriesRestored(stories) => stories.len(),
                Change::Progressed(stories) => stories.len(),
                Change::Revealed { .. } => 1,
                _ => 0,
            },
            _ => 0,
        };
        self.events.iter().map(of_one).sum::<usize>() > MANY_STORIES
    }
}

impl Event {
    /// Whether the event belongs in the journal.
    pub fn is_durable(&self) -> bool {
        match self {
            Self::Change(change) => change.is_durable(),
            Self::Nudged { .. } => false,
            _ => true,
        }
    }
}

impl From<ProductChange> for Event {
    fn from(change: ProductChange) -> Self {
        Self::Product(Box::new(change))
    }
}

impl From<Change> for Event {
    fn from(change: Change) -> Self {
        Self::Change(Box::new(change))
    }
}
