//! How rooms and journal entries are encoded on disk: as JSON, with a schema version stored beside
//! it. Knows no SQL.
//!
//! A change of the encoding gets the next version, and a step here that reads the version before.
//! The files in `tests/storage` were written by each version and must always load.

use domain::room::{Entry, Room};
use serde::de::DeserializeOwned;

/// The schema version that is written now, for snapshots and journal entries alike.
pub const SCHEMA: u32 = 1;

/// Why stored bytes cannot be decoded.
#[derive(Debug, PartialEq)]
pub enum Undecodable {
    /// They are damaged.
    Damaged(String),
    /// A newer server wrote them.
    TooNew(u32),
}

/// Encodes a room.
pub fn encode_room(room: &Room) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(room)
}

/// Encodes a journal entry.
pub fn encode_entry(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(entry)
}

/// Decodes a room.
pub fn decode_room(schema: u32, bytes: &[u8]) -> Result<Room, Undecodable> {
    decode(schema, bytes)
}

/// Decodes a journal entry.
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

/// Where decoding failed. The error's own text is not used because it quotes the data.
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
