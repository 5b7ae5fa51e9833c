//! Identities, each a type of its own, so that a story can never be passed for a person.
//!
//! Rooms give out small numbers, one after the other; a number is never given out twice in a room.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id!(
    /// A person of a room, from 1.
    ParticipantId
);
number_id!(
    /// A story of a room, from 1.
    StoryId
);
number_id!(
    /// An acceptance criterion; unique in the whole room, from 1.
    CriterionId
);
number_id!(
    /// One run of a room in a server's memory. A client that remembers another epoch takes a fresh view.
    Epoch
);

text_id!(
    /// The part of a room's address that names it: 16 characters of `a-z` and `2-7`.
    RoomId
);
text_id!(
    /// Chosen by the client for each command, so that a command sent twice counts once.
    /// 1 to [`CommandId::MAX`] bytes.
    CommandId
);
text_id!(
    /// What a room keeps of what proves who a participant is: the SHA-256 of their secret as lower-case
    /// hex, or for somebody whom the server vouches for, a form that no secret leads to. Never sent
    /// to a page.
    SecretHash
);

impl RoomId {
    /// Characters in a room's id.
    pub const LENGTH: usize = 16;

    /// Whether the text has the form of a room id. Says nothing of whether that room exists.
    pub fn is_well_formed(text: &str) -> bool {
        text.len() == Self::LENGTH
            && text.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b))
    }
}

impl CommandId {
    /// The most bytes that a client may use.
    pub const MAX: usize = 40;

    /// Whether the id may be used.
    pub fn is_well_formed(&self) -> bool {
        (1..=Self::MAX).contains(&self.0.len())
    }
}

/// What is voted on: a story, or nothing in particular (a quick round).
pub type Subject = Option<StoryId>;
