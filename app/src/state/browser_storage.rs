//! What this browser remembers: who one is in which room, and choices. Without storage (a private
//! window, a frame of another site) everything is remembered for the visit only, and [`is_lasting`]
//! returns so (rule 5).

use std::cell::RefCell;
use std::cmp::Reverse;

use domain::ids::RoomId;
use domain::people::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::random::random_text;

/// What the keys of rooms begin with.
const ROOM_PREFIX: &str = "ready-room:room:";

/// The key of the name that was used last, in any room.
const NAME_KEY: &str = "ready-room:name";

/// Length of a secret in characters: five random bits each, 160 in all.
const SECRET_LENGTH: usize = 32;

thread_local! {
    /// Stands in for storage that the browser does not give.
    static VISIT: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// What is remembered of a room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownRoom {
    /// Proves who one is there; shown to nobody.
    pub secret: String,
    /// One's name there; empty before joining.
    #[serde(default)]
    pub name: String,
    /// One's role there.
    #[serde(default)]
    pub role: Role,
    /// The room's title when it was last seen.
    #[serde(default)]
    pub title: String,
    /// When that was, in milliseconds by the local clock; 0 before joining.
    #[serde(default)]
    pub visited: u64,
}

impl KnownRoom {
    fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().or_else(|| Self::from_lines(text))
    }

    /// Before rooms were stored as JSON, each part had a line.
    fn from_lines(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [secret, name, role, title, visited, ..] = lines[..] else { return None };
        let role = if role == "observer" { Role::Observer } else { Role::Estimator };
        let visited = visited.parse().ok()?;
        Some(Self { secret: secret.into(), name: name.into(), role, title: title.into(), visited })
    }
}

/// Whether what is remembered outlives the visit.
pub fn is_lasting() -> bool {
    // Some browsers give a storage that refuses every write.
    const PROBE: &str = "ready-room:probe";
    let Some(storage) = browser_storage() else { return false };
    let lasts = storage.set_item(PROBE, "1").is_ok();
    let _ = storage.remove_item(PROBE);
    lasts
}

/// What is kept of a room; a new secret where nothing is.
pub fn known_room(id: &RoomId) -> KnownRoom {
    let kept = item(&room_key(id)).and_then(|text| KnownRoom::from_text(&text));
    kept.unwrap_or_else(|| {
        let room = KnownRoom { secret: new_secret(), ..KnownRoom::default() };
        store_room(id, &room);
        room
    })
}

/// A secret that proves who one is in a room.
pub fn new_secret() -> String {
    random_text(SECRET_LENGTH)
}

/// Keeps what is known of a room.
pub fn store_room(id: &RoomId, room: &KnownRoom) {
    set_item(&room_key(id), &serde_json::to_string(room).unwrap_or_default());
}

/// Forgets a room, and who one is there.
pub fn forget_room(id: &RoomId) {
    remove_item(&room_key(id));
}

/// The rooms that were joined here, the latest first.
pub fn recent_rooms() -> Vec<(RoomId, KnownRoom)> {
    let known = |key: &String| {
        let id = key.strip_prefix(ROOM_PREFIX)?;
        Some((RoomId(id.to_owned()), KnownRoom::from_text(&item(key)?)?))
    };
    let mut rooms: Vec<(RoomId, KnownRoom)> = keys().iter().filter_map(known).collect();
    rooms.retain(|(_, room)| room.visited > 0);
    rooms.sort_by_key(|(_, room)| Reverse(room.visited));
    rooms
}

/// The name that was used last, in any room.
pub fn last_name() -> String {
    item(NAME_KEY).unwrap_or_default()
}

/// Keeps the name for the next room.
pub fn store_name(name: &str) {
    set_item(NAME_KEY, name);
}

/// The value of a key.
pub fn item(key: &str) -> Option<String> {
    let kept = browser_storage().and_then(|storage| storage.get_item(key).ok().flatten());
    kept.or_else(|| in_visit(key))
}

/// Keeps a value; for the visit where the browser does not keep it.
pub fn set_item(key: &str, value: &str) {
    let kept = browser_storage().is_some_and(|storage| storage.set_item(key, value).is_ok());
    if !kept {
        forget_in_visit(key);
        VISIT.with_borrow_mut(|visit| visit.push((key.to_owned(), value.to_owned())));
    }
}

/// Forgets a value.
pub fn remove_item(key: &str) {
    if let Some(storage) = browser_storage() {
        let _ = storage.remove_item(key);
    }
    forget_in_visit(key);
}

fn in_visit(key: &str) -> Option<String> {
    let found = |visit: &Vec<(String, String)>| {
        visit.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone())
    };
    VISIT.with_borrow(found)
}

fn forget_in_visit(key: &str) {
    VISIT.with_borrow_mut(|visit| visit.retain(|(other, _)| other != key));
}

fn room_key(id: &RoomId) -> String {
    [ROOM_PREFIX, &id.0].concat()
}

fn keys() -> Vec<String> {
    let mut keys = Vec::new();
    VISIT.with_borrow(|visit| visit.iter().for_each(|(key, _)| keys.push(key.clone())));
    if let Some(storage) = browser_storage() {
        for index in 0..storage.length().unwrap_or(0) {
            keys.extend(storage.key(index).ok().flatten());
        }
    }
    keys
}

/// Asking for it throws in a frame whose storage is blocked.
fn browser_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> KnownRoom {
        KnownRoom {
            secret: "s".repeat(32),
            name: "Ana | Example".into(),
            role: Role::Observer,
            title: "Sprint 12".into(),
            visited: 1_700_000_000_000,
        }
    }

    #[test]
    fn a_room_is_read_as_it_was_written() {
        let text = serde_json::to_string(&room()).unwrap();
        assert_eq!(KnownRoom::from_text(&text), Some(room()));
    }

    #[test]
    fn a_room_that_was_stored_in_lines_is_still_known() {
        let text = format!("{}\nAna | Example\nobserver\nSprint 12\n1700000000000", "s".repeat(32));
        assert_eq!(KnownRoom::from_text(&text), Some(room()));
    }

    #[test]
    fn other_text_is_no_room() {
        for text in ["", "secret", "a\nb\nc\nd\nnever", "{}"] {
            assert_eq!(KnownRoom::from_text(text), None, "{text:?}");
        }
    }
}
