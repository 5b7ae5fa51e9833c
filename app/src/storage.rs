//! What this browser remembers: who one is in which room, and choices. Without storage (a private
//! window, a frame of another site) everything is remembered for the visit only, and
//! [`is_lasting`] says so (rule 5). Knows nothing of the network.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::ids::RoomId;
use domain::people::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the keys of rooms begin with.
const ROOM_PREFIX: &str = "ready-room:room:";

/// The key of the name that was used last, in any room.
const NAME_KEY: &str = "ready-room:name";

/// Characters of a secret: five random bits each, 160 in all.
const SECRET_CHARACTERS: usize = 32;

thread_local! {
    /// Stands in for storage that the browser does not give.
    static VISIT: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is kept of a room.
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
    pub visited: f64,
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
    let kept = item(&room_key(id)).and_then(|text| serde_json::from_str(&text).ok());
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
    if let Ok(text) = serde_json::to_string(room) {
        set_item(&room_key(id), &text);
    }
}

/// Forgets a room, and who one is there.
pub fn forget_room(id: &RoomId) {
    remove_item(&room_key(id));
}

/// The rooms that were joined here, the latest first.
pub fn recent_rooms() -> Vec<(RoomId, KnownRoom)> {
    let mut rooms: Vec<(RoomId, KnownRoom)> = keys()
        .iter()
        .filter_map(|key| {
            let id = key.strip_prefix(ROOM_PREFIX)?;
            Some((RoomId(id.to_owned()), serde_json::from_str(&item(key)?).ok()?))
        })
        .filter(|(_, room): &(RoomId, KnownRoom)| room.visited > 0.0)
        .collect();
    rooms.sort_by(|(_, a), (_, b)| b.visited.total_cmp(&a.visited));
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
    kept.or_else(|| VISIT.with_borrow(|visit| visit.get(key).cloned()))
}

/// Keeps a value; for the visit where the browser does not keep it.
pub fn set_item(key: &str, value: &str) {
    let kept = browser_storage().is_some_and(|storage| storage.set_item(key, value).is_ok());
    if !kept {
        VISIT.with_borrow_mut(|visit| visit.insert(key.to_owned(), value.to_owned()));
    }
}

/// Forgets a value.
pub fn remove_item(key: &str) {
    if let Some(storage) = browser_storage() {
        let _ = storage.remove_item(key);
    }
    VISIT.with_borrow_mut(|visit| visit.remove(key));
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

fn room_key(id: &RoomId) -> String {
    [ROOM_PREFIX, &id.0].concat()
}

fn keys() -> Vec<String> {
    let kept = browser_storage().into_iter().flat_map(|storage| {
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(move |index| storage.key(index).ok().flatten())
    });
    let visit = VISIT.with_borrow(|visit| visit.keys().cloned().collect::<Vec<_>>());
    kept.chain(visit).collect()
}

/// Asking for it throws in a frame whose storage is blocked.
fn browser_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
