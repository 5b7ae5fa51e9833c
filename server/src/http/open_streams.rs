//! The open event streams, in which the requests of a client find its stream.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, oneshot};

use super::caller::Caller;

/// How many characters a connection's name has, so that it cannot be guessed.
const NAME_CHARACTERS: RangeInclusive<usize> = 22..=64;

/// How many frames may be queued for a stream. Each request waits until its frame is taken, so more
/// would not help.
const WAITING_FRAMES: usize = 1;

/// A room's id and a connection's name.
type Key = (String, String);

/// A frame that a client has sent to its stream.
pub struct Sent {
    /// The text of the frame.
    pub frame: String,
    /// Whose request brought it.
    pub caller: Caller,
    /// Told when the conversation has taken the frame.
    pub taken: oneshot::Sender<()>,
}

/// The open streams. Clones share them.
#[derive(Clone, Default)]
pub struct OpenStreams(Arc<Mutex<HashMap<Key, mpsc::Sender<Sent>>>>);

/// A stream's entry among the open ones, which is removed when this is dropped.
pub struct Registration {
    streams: OpenStreams,
    key: Key,
}

/// Whether a client may give its connection this name.
pub fn is_well_formed(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    NAME_CHARACTERS.contains(&name.len()) && name.bytes().all(plain)
}

impl OpenStreams {
    /// Adds a stream, and returns the queue of its client's frames. `None` if there is one of this
    /// name already.
    pub fn register(&self, room: &str, name: &str) -> Option<(Registration, mpsc::Receiver<Sent>)> {
        let key = (room.to_owned(), name.to_owned());
        let (sender, frames) = mpsc::channel(WAITING_FRAMES);
        match self.all().entry(key.clone()) {
            Entry::Occupied(_) => return None,
            Entry::Vacant(place) => place.insert(sender),
        };
        Some((Registration { streams: self.clone(), key }, frames))
    }

    /// The queue for the frames of a stream, if it is open.
    pub fn find(&self, room: &str, name: &str) -> Option<mpsc::Sender<Sent>> {
        self.all().get(&(room.to_owned(), name.to_owned())).cloned()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, mpsc::Sender<Sent>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.streams.all().remove(&self.key);
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
