//! How rooms and journal entries are encoded on disk: as JSON, with a schema version and a checksum
//! stored beside it. Knows no SQL.
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

/// What is stored beside the bytes of a room or an entry: what they are, and what they must be.
#[derive(Clone, Debug)]
pub struct Label<'a> {
    /// Whose they are.
    pub room: &'a str,
    /// The number of the entry, or of the last one in the room's state.
    pub seq: i64,
    /// The schema version.
    pub schema: u32,
    /// The checksum of them and of the rest of the label; `None` if they were written before there
    /// were checksums.
    pub checksum: Option<u32>,
}

impl Label<'_> {
    /// The checksum of these bytes with this label (CRC-32).
    pub fn checksum_of(&self, bytes: &[u8]) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(self.room.as_bytes());
        hasher.update(&self.seq.to_le_bytes());
        hasher.update(&self.schema.to_le_bytes());
        hasher.update(bytes);
        hasher.finalize()
    }
}

/// Decodes a room or an entry, if the bytes are those that were written.
pub fn decode<T: DeserializeOwned>(label: &Label<'_>, bytes: &[u8]) -> Result<T, Undecodable> {
    if label.checksum.is_some_and(|checksum| checksum != label.checksum_of(bytes)) {
        return Err(Undecodable::Damaged("the checksum is not that of the bytes".into()));
    }
    match label.schema {
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

    fn label(schema: u32) -> Label<'static> {
        Label { room: "a", seq: 7, schema, checksum: None }
    }

    fn decode_entry(schema: u32, bytes: &[u8]) -> Result<Entry, Undecodable> {
        decode(&label(schema), bytes)
    }

    #[test]
    fn each_flipped_bit_is_noticed() {
        let bytes = encode_entry(&Entry { by: None, events: Vec::new() }).unwrap();
        let sound = Label { checksum: Some(label(SCHEMA).checksum_of(&bytes)), ..label(SCHEMA) };
        assert!(decode::<Entry>(&sound, &bytes).is_ok());
        for bit in 0..8 * bytes.len() {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(decode::<Entry>(&sound, &flipped), Err(Undecodable::Damaged(_))));
        }
        let elsewhere = [
            Label { room: "b", ..sound.clone() },
            Label { seq: 8, ..sound.clone() },
            Label { schema: 3, ..sound.clone() },
        ];
        for label in elsewhere {
            assert!(matches!(decode::<Entry>(&label, &bytes), Err(Undecodable::Damaged(_))));
        }
    }

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
