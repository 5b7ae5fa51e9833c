//! Ids, each a type of its own, so that one cannot be passed for another.
//!
//! A room numbers its people, stories and criteria from 1 and never uses a number twice.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// A person in a room.
    ParticipantId
);
number_id!(
    /// A story in a room.
    StoryId
);
number_id!(
    /// An acceptance criterion; unique in the whole room, not only in its story.
    CriterionId
);
number_id!(
    /// An item of the second board (`product`); unique in the whole room, whatever its kind.
    ItemId
);
number_id!(
    /// One run of a room in a server's memory. A client that remembers another epoch takes a fresh
    /// view.
    Epoch
);

impl ParticipantId {
    /// In the place of somebody whose name is not told (rule 44). People are numbered from 1.
    pub const ANONYMOUS: Self = Self(0);
}

text_id!(
    /// The id in a room's address: 16 characters of `a-z` and `2-7`.
    RoomId
);
text_id!(
    /// Chosen by the client for each command, so that a command sent twice counts once. 1 to
    /// 40 bytes long.
    CommandId
);
text_id!(
    /// What a room knows a participant by: the SHA-256 of their secret in lower-case hex. For a
    /// participant whom the server vouches for, a text that is the hash of no secret. Never sent to
    /// a page.
    SecretHash
);

impl RoomId {
    /// Characters in a room's id.
    pub const LENGTH: usize = 16;

    /// Whether the text has the form of a room id, whether or not that room exists.
    pub fn is_well_formed(text: &str) -> bool {
        text.len() == Self::LENGTH
            && text.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b))
    }
}

impl RoomId {
    /// The id at the end of a link as people hand it on: also in capitals, or with a sign of the
    /// text that it stood in, as it is or encoded (`.`, `)`, `%3E`). Never a part of something else.
    pub fn from_link(end: &str) -> Option<Self> {
        let (id, mut behind) = end.split_at_checked(Self::LENGTH)?;
        while let Some(first) = behind.chars().next() {
            let is_encoded = first == '%' && behind.as_bytes().get(1..3).is_some_and(is_sign);
            if first.is_alphanumeric() {
                return None;
            }
            let length = if is_encoded { 3 } else { first.len_utf8() };
            behind = &behind[length..];
        }
        let id = id.to_ascii_lowercase();
        Self::is_well_formed(&id).then_some(Self(id))
    }
}

/// Whether two hexadecimal digits encode an ASCII character that is neither letter nor digit.
fn is_sign(digits: &[u8]) -> bool {
    let digits = std::str::from_utf8(digits).ok();
    let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
    code.is_some_and(|code| code.is_ascii() && !code.is_ascii_alphanumeric())
}

impl CommandId {
    /// The most bytes that an id may have.
    pub const MAX: usize = 40;

    /// Whether the id has a valid length.
    pub fn is_well_formed(&self) -> bool {
        (1..=Self::MAX).contains(&self.0.len())
    }
}

/// What is voted on: a story, or nothing in particular (a quick round).
pub type Subject = Option<StoryId>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_its_room_with_capitals_and_with_signs_behind_it() {
        let id = "abcdefghijklmn27";
        let room = Some(RoomId(id.into()));
        for end in ["", ".", ")", ">", "),", "%3E", "%29.", "/", "./", "”", "…"] {
            assert_eq!(RoomId::from_link(&format!("{id}{end}")), room, "{end}");
            let capitals = format!("{}{end}", id.to_uppercase());
            assert_eq!(RoomId::from_link(&capitals), room, "{capitals}");
        }
        for end in ["a", "7", "/x", ".x", "%41", "é", "%"] {
            let found = RoomId::from_link(&format!("{id}{end}"));
            assert_eq!(found, room.clone().filter(|_| end == "%"), "{end}");
        }
        for other in ["", "abc", "abcdefghijklmn01", "äbcdefghijklmn2", "room/abcdefghij"] {
            assert_eq!(RoomId::from_link(other), None, "{other}");
        }
    }
}
