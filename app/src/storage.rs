//! What this browser remembers: who one is in which room, and choices. Without storage (a private
//! window, a frame of another site) everything is remembered for the visit only, and
//! [`is_lasting`] says so (rule 5). Knows nothing of the network.

use std::cell::RefCell;

use domain::ids::RoomId;
use domain::people::Role;
use leptos::prelude::*;

/// What the keys of rooms begin with.
const ROOM_PREFIX: &str = "ready-room:room:";

/// The key of the name that was used last, in any room.
const NAME_KEY: &str = "ready-room:name";

/// The line that stands for the role of an observer.
const OBSERVER: &str = "observer";

/// Characters of a secret: five random bits each, 160 in all.
const SECRET_CHARACTERS: usize = 32;

thread_local! {
    /// Stands in for storage that the browser does not give.
    static VISIT: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// What is kept of a room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownRoom {
    /// Proves who one is there; shown to nobody.
    pub secret: String,
    /// One's name there; empty before joining.
    pub name: String,
    /// One's role there.
    pub role: Role,
    /// The room's title when it was last seen.
    pub title: String,
    /// When that was, in milliseconds by the local clock; 0 before joining.
    pub visited: u64,
}

impl KnownRoom {
    /// One line for each part: none of them has a line break, and a whole format for five texts
    /// would cost every visitor four kilobytes.
    fn written(&self) -> String {
        let role = if self.role == Role::Observer { OBSERVER } else { "" };
        [&self.secret, &self.name, role, &self.title, &self.visited.to_string()].join("\n")
    }

    fn read(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [secret, name, role, title, visited, ..] = lines[..] else { return None };
        let role = if role == OBSERVER { Role::Observer } else { Role::Estimator };
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
pub fn room(id: &RoomId) -> KnownRoom {
    let kept = item(&room_key(id)).and_then(|text| KnownRoom::read(&text));
    kept.unwrap_or_else(|| {
        let room = KnownRoom { secret: new_secret(), ..KnownRoom::default() };
        keep_room(id, &room);
        room
    })
}

/// A secret that proves who one is in a room.
pub fn new_secret() -> String {
    random_text(SECRET_CHARACTERS)
}

/// Keeps what is known of a room.
pub fn keep_room(id: &RoomId, room: &KnownRoom) {
    set_item(&room_key(id), &room.written());
}

/// Forgets a room, and who one is there.
pub fn forget_room(id: &RoomId) {
    remove_item(&room_key(id));
}

/// The rooms that were joined here, the latest first.
pub fn recent_rooms() -> Vec<(RoomId, KnownRoom)> {
    let known = |key: &String| {
        let id = key.strip_prefix(ROOM_PREFIX)?;
        Some((RoomId(id.to_owned()), KnownRoom::read(&item(key)?)?))
    };
    let mut rooms: Vec<(RoomId, KnownRoom)> = Vec::new();
    for room in keys().iter().filter_map(known).filter(|(_, room)| room.visited > 0) {
        // Few enough to be put where they belong one by one; a sort weighs two kilobytes.
        let place = rooms.partition_point(|(_, other)| other.visited >= room.1.visited);
        rooms.insert(place, room);
    }
    rooms
}

/// The name that was used last, in any room.
pub fn last_name() -> String {
    item(NAME_KEY).unwrap_or_default()
}

/// Keeps the name for the next room.
pub fn keep_name(name: &str) {
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

/// A text that nobody can guess, of `length` characters that are safe in addresses. Works without a
/// secure context.
pub fn random_text(length: usize) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bytes: Vec<u8> = (0..length).map(|_| (js_sys::Math::random() * 256.0) as u8).collect();
    // There is no browser with WebAssembly and without this; the numbers above are for the day that
    // there is.
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| ALPHABET[usize::from(byte % 32)] as char).collect()
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

    #[test]
    fn a_room_is_read_as_it_was_written() {
        let room = KnownRoom {
            secret: "s".repeat(32),
            name: "Ana | Example".into(),
            role: Role::Observer,
            title: "Sprint 12".into(),
            visited: 1_700_000_000_000,
        };
        assert_eq!(KnownRoom::read(&room.written()), Some(room));
        let new = KnownRoom { secret: "s".into(), ..KnownRoom::default() };
        assert_eq!(KnownRoom::read(&new.written()), Some(new));
    }

    #[test]
    fn what_is_not_of_this_form_is_no_room() {
        for text in ["", "secret", "a\nb\nc\nd\nnever", "{}"] {
            assert_eq!(KnownRoom::read(text), None, "{text:?}");
        }
    }
}
