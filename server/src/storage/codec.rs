//! The form of rooms and journal entries on disk: JSON with a version beside it. Knows no SQL.
//!
//! A change of form gets the next version and a step here that reads the one before; the files in
//! `tests/storage` were written by each version and must load for ever.

use domain::room::{Entry, Room};
use serde::de::DeserializeOwned;

/// The version of what is written now, for snapshots and journal entries alike.
pub const SCHEMA: u32 = 1;

/// Why stored bytes are not what they should be.
#[derive(Debug, PartialEq)]
pub enum Undecodable {
    /// They are damaged.
    Damaged(String),
    /// A newer server wrote them.
    TooNew(u32),
}

/// A room's bytes.
pub fn encode_room(room: &Room) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(room)
}

/// An entry's bytes.
pub fn encode_entry(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(entry)
}

/// The room in these bytes.
pub fn decode_room(schema: u32, bytes: &[u8]) -> Result<Room, Undecodable> {
    decode(schema, bytes)
}

/// The entry in these bytes.
pub fn decode_entry(schema: u32, bytes: &[u8]) -> Result<Entry, Undecodable> {
    decode(schema, bytes)
}

fn decode<T: DeserializeOwned>(schema: u32, bytes: &[u8]) -> Result<T, Undecodable> {
    match schema {
        1 => serde_json::from_slice(bytes).map_err(|e| Undecodable::Damaged(place(&e))),
        newer if newer > SCHEMA => Err(Undecodable::TooNew(newer)),
        unknown => Err(Undecodable::Damaged(format!("no schema {unknown}"))),
    }
}

/// Where it went wrong. Not the error's own text: it quotes the data.
fn place(error: &serde_json::Error) -> String {
    format!("{:?} at byte {} of line {}", error.classify(), error.column(), error.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_newer_version_are_not_taken_for_damage() {
        assert_eq!(decode_entry(SCHEMA + 1, b"?"), Err(Undecodable::TooNew(SCHEMA + 1)));
    }

    #[test]
    fn the_reason_names_the_place_and_not_the_data() {
        let Err(Undecodable::Damaged(why)) = decode_entry(SCHEMA, b"{\"events\":[\"Ana\"]}") else {
            panic!("decoded")
        };
        assert!(why.contains("at byte") && !why.contains("Ana"), "{why}");
    }
}
