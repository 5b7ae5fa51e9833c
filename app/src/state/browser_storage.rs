//! What this browser remembers: who one is in which room, and choices. Without storage (a private
//! window, a frame of another site) everything is remembered for the visit only, and [`is_lasting`]
//! returns so (rule 5).
//!
//! Each entry belongs to a server and its base path: several of them can share a host, and several
//! elements a page. Entries that were stored before that was so are still found.

use std::cell::RefCell;
use std::cmp::Reverse;

use domain::ids::RoomId;
use domain::people::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::json::decode;
use crate::host::Host;
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
        decode(text).ok().or_else(|| Self::from_lines(text))
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
pub fn known_room(host: Host, id: &RoomId) -> KnownRoom {
    let kept = item(host, &room_key(id)).and_then(|text| KnownRoom::from_text(&text));
    kept.unwrap_or_else(|| {
        let room = KnownRoom { secret: new_secret(), ..KnownRoom::default() };
        store_room(host, id, &room);
        room
    })
}

/// A secret that proves who one is in a room.
pub fn new_secret() -> String {
    random_text(SECRET_LENGTH)
}

/// Keeps what is known of a room.
pub fn store_room(host: Host, id: &RoomId, room: &KnownRoom) {
    let key = room_key(id);
    set_item(host, &key, &serde_json::to_string(room).unwrap_or_default());
    // Whoever has been inside knows that the room is this server's.
    if room.visited > 0 {
        remove_entry(&key);
    }
}

/// Leaves a room out of the recent ones. The secret is kept: the room may be found again.
pub fn hide_room(host: Host, id: &RoomId) {
    store_room(host, id, &KnownRoom { visited: 0, ..known_room(host, id) });
}

/// Forgets a room, and who one is there.
pub fn forget_room(host: Host, id: &RoomId) {
    remove_item(host, &room_key(id));
}

/// The rooms that were joined here, the latest first.
pub fn recent_rooms(host: Host) -> Vec<(RoomId, KnownRoom)> {
    let entries = keys().into_iter().filter_map(|key| entry(&key).map(|value| (key, value)));
    recent_of(entries.collect(), &host.base())
}

/// The name that was used last, in any room.
pub fn last_name(host: Host) -> String {
    item(host, NAME_KEY).unwrap_or_default()
}

/// Keeps the name for the next room.
pub fn store_name(host: Host, name: &str) {
    set_item(host, NAME_KEY, name);
}

/// The value of a key.
pub fn item(host: Host, key: &str) -> Option<String> {
    entry(&key_at(key, &host.base())).or_else(|| entry(key))
}

/// Keeps a value; for the visit where the browser does not keep it.
pub fn set_item(host: Host, key: &str, value: &str) {
    let key = key_at(key, &host.base());
    let kept = browser_storage().is_some_and(|storage| storage.set_item(&key, value).is_ok());
    if !kept {
        forget_in_visit(&key);
        VISIT.with_borrow_mut(|visit| visit.push((key, value.to_owned())));
    }
}

/// The values whose keys begin so, with their keys.
pub fn items(host: Host, prefix: &str) -> Vec<(String, String)> {
    let base = host.base();
    let found = keys().into_iter().filter_map(|key| {
        let (name, of) = key.split_once(' ')?;
        let is_it = of == base && name.starts_with(prefix);
        is_it.then(|| Some((name.to_owned(), entry(&key)?)))?
    });
    found.collect()
}

/// Forgets a value.
pub fn remove_item(host: Host, key: &str) {
    remove_entry(&key_at(key, &host.base()));
    remove_entry(key);
}

/// The key by which the server with this base keeps what is called `key`; the loader has the same rule.
fn key_at(key: &str, base: &str) -> String {
    // No address has a space in it.
    [key, " ", base].concat()
}

/// The recent rooms among all entries: those of this base, and those that belong to no base yet.
fn recent_of(entries: Vec<(String, String)>, base: &str) -> Vec<(RoomId, KnownRoom)> {
    let mut rooms = Vec::new();
    let mut without_base = Vec::new();
    for (key, value) in entries {
        let Some(rest) = key.strip_prefix(ROOM_PREFIX) else { continue };
        let (id, of) = rest.split_once(' ').map_or((rest, None), |(id, of)| (id, Some(of)));
        let Some(room) = KnownRoom::from_text(&value) else { continue };
        match of {
            None => without_base.push((RoomId(id.to_owned()), room)),
            Some(of) if of == base => rooms.push((RoomId(id.to_owned()), room)),
            Some(_) => {}
        }
    }
    without_base.retain(|(id, _)| !rooms.iter().any(|(other, _)| other == id));
    rooms.append(&mut without_base);
    rooms.retain(|(_, room)| room.visited > 0);
    rooms.sort_by_key(|(_, room)| Reverse(room.visited));
    rooms
}

fn entry(key: &str) -> Option<String> {
    let kept = browser_storage().and_then(|storage| storage.get_item(key).ok().flatten());
    kept.or_else(|| in_visit(key))
}

fn remove_entry(key: &str) {
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

    #[test]
    fn each_base_has_rooms_of_its_own_and_those_of_no_base() {
        let base = "https://example.org/poker/";
        let entry = |key: String, visited: u64| {
            (key, serde_json::to_string(&KnownRoom { visited, ..room() }).unwrap())
        };
        let rooms = recent_of(
            vec![
                entry(key_at("ready-room:room:here", base), 1),
                entry(key_at("ready-room:room:elsewhere", "https://example.org/"), 2),
                entry("ready-room:room:old".into(), 3),
                // Stored again since: what is newer counts, also where it says that it is hidden.
                entry("ready-room:room:here".into(), 9),
                entry("ready-room:room:hidden".into(), 9),
                entry(key_at("ready-room:room:hidden", base), 0),
                entry("ready-room:name".into(), 9),
            ],
            base,
        );
        let listed: Vec<_> = rooms.iter().map(|(id, room)| (id.0.as_str(), room.visited)).collect();
        assert_eq!(listed, [("old", 3), ("here", 1)]);
    }
}
