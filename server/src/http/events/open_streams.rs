//! Which streams are open, so that a client's requests find theirs.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

use super::Sent;
use crate::http::App;

/// Characters of a connection's name. With so many it cannot be guessed.
const NAME_CHARACTERS: RangeInclusive<usize> = 22..=64;

/// Frames of one client that may wait. Each request waits for its own, so more would not be faster.
const WAITING_FRAMES: usize = 1;

/// A room's id and a connection's name.
type Key = (String, String);

/// The streams that are open.
#[derive(Default)]
pub struct OpenStreams(Mutex<HashMap<Key, mpsc::Sender<Sent>>>);

/// Keeps a stream among those that are open until it is dropped.
pub struct Registration {
    app: App,
    key: Key,
}

/// Whether a client may call its connection so.
pub fn is_well_formed(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    NAME_CHARACTERS.contains(&name.len()) && name.bytes().all(plain)
}

impl OpenStreams {
    /// Adds a stream and gives what its client sends. `None` where one of this name is open.
    pub fn register(
        app: &App,
        room: &str,
        name: &str,
    ) -> Option<(Registration, mpsc::Receiver<Sent>)> {
        let key = (room.to_owned(), name.to_owned());
        let (sender, frames) = mpsc::channel(WAITING_FRAMES);
        match app.streams.all().entry(key.clone()) {
            Entry::Occupied(_) => return None,
            Entry::Vacant(place) => place.insert(sender),
        };
        Some((Registration { app: app.clone(), key }, frames))
    }

    /// Where the frames for a stream go, if it is open.
    pub fn find(&self, room: &str, name: &str) -> Option<mpsc::Sender<Sent>> {
        self.all().get(&(room.to_owned(), name.to_owned())).cloned()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, mpsc::Sender<Sent>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.app.streams.all().remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_long_enough_and_plain() {
        assert!(is_well_formed("abcdefghij-ABCDEFGHIJ_0123456789"));
        assert!(is_well_formed(&"a".repeat(22)) && is_well_formed(&"a".repeat(64)));
        let wrong = ["a".repeat(21), "a".repeat(65), "a b".repeat(10), "é".repeat(15)];
        assert!(wrong.iter().all(|name| !is_well_formed(name)), "{wrong:?}");
    }
}
