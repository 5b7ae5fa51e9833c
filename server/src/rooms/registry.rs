//! The rooms in memory. Each is opened once, however many ask for it at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::deck::DeckChoice;
use domain::ids::{RoomId, SecretHash};
use domain::refusal::Refusal;
use domain::room::Room;
use domain::settings::SettingsPatch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::error;

use super::clock;
use super::encoder::Encoder;
use super::error::RoomError;
use super::glance::Glance;
use super::handle::{Gone, RoomHandle};
use super::passcodes::Passcodes;
use super::room_task::RoomTask;
use super::timing::Timing;
use crate::log::RoomTag;
use crate::storage::{LoadError, Loaded, Status, Storage, StorageError, Write, write_through};

/// How often a room that keeps closing is opened before giving up.
const ATTEMPTS: usize = 3;

/// The rooms in memory.
pub struct Registry {
    pub(super) storage: Arc<dyn Storage>,
    encoder: Encoder,
    /// Where hashes of passcodes are computed.
    pub passcodes: Passcodes,
    timing: Timing,
    slots: Mutex<HashMap<RoomId, Arc<Slot>>>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// The slot of one room. Locked while the room is opened or ended.
type Slot = tokio::sync::Mutex<Option<RoomHandle>>;

impl Registry {
    /// A registry without rooms in memory.
    pub fn new(storage: Arc<dyn Storage>, timing: Timing) -> Self {
        Self {
            storage,
            encoder: Encoder::new(),
            passcodes: Passcodes::default(),
            timing,
            slots: Mutex::default(),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Creates a room, and returns its id once it is on disk.
    pub async fn create(
        &self,
        title: &str,
        deck: &DeckChoice,
        settings: &SettingsPatch,
        founder: SecretHash,
    ) -> Result<Result<RoomId, Refusal>, RoomError> {
        match Room::new(title, deck, founder, clock::now()) {
            Ok(room) => self.store(room.with_settings(settings)).await.map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Stores a new room, and returns its id once it is on disk.
    pub async fn store(&self, room: Room) -> Result<RoomId, RoomError> {
        if self.storage.is_failing() {
            return Err(RoomError::Failed);
        }
        let (state, now) = (Box::new(room), clock::wall());
        let room = new_id().map_err(|error| {
            error!(%error, "no randomness for a room's id");
            RoomError::Failed
        })?;
        let create = Write::Create { room: room.clone(), state, now };
        write_through(self.storage.as_ref(), create).await.map_err(|error| {
            error!(%error, "cannot create a room");
            RoomError::Failed
        })?;
        Ok(room)
    }

    /// Whether a room can be entered, without opening it.
    pub async fn status(&self, room: &RoomId) -> Result<(), RoomError> {
        if !RoomId::is_well_formed(&room.0) {
            return Err(RoomError::Unknown);
        }
        match self.storage.status(room.clone()).await {
            Ok(Some(Status::Open)) => Ok(()),
            Ok(Some(Status::Ended)) => Err(RoomError::Ended),
            Ok(None) => Err(RoomError::Unknown),
            Err(error) => Err(failed(room, &error)),
        }
    }

    /// What may be known of a room without entering it. Does not keep the room in memory.
    pub async fn glance(&self, room: &RoomId) -> Result<Glance, RoomError> {
        if !RoomId::is_well_formed(&room.0) {
            return Err(RoomError::Unknown);
        }
        let slot = Arc::clone(self.slots().entry(room.clone()).or_default());
        let glance = self.glance_in(&slot, room).await;
        drop(slot);
        self.remove_if_unused(room);
        glance
    }

    async fn glance_in(&self, slot: &Slot, room: &RoomId) -> Result<Glance, RoomError> {
        let slot = slot.lock().await;
        if let Some(handle) = slot.as_ref() {
            if let Ok(glance) = handle.glance().await {
                return Ok(glance);
            }
            // It is still writing its last snapshot.
            handle.ended.cancelled().await;
        }
        let mut state = self.load(room).await?.state;
        state.restart(clock::now());
        Ok(Glance::at(state.board()))
    }

    /// Communicates with a room, which is opened if it is not in memory, and opened again if it
    /// closes meanwhile.
    pub async fn with<T, F: Future<Output = Result<T, Gone>>>(
        &self,
        room: &RoomId,
        communicate: impl Fn(RoomHandle) -> F,
    ) -> Result<T, RoomError> {
        for _ in 0..ATTEMPTS {
            if let Ok(answer) = communicate(self.open(room).await?).await {
                return Ok(answer);
            }
        }
        Err(RoomError::Failed)
    }

    /// The handle of a room, which is read from disk if it is not in memory.
    pub async fn open(&self, room: &RoomId) -> Result<RoomHandle, RoomError> {
        if !RoomId::is_well_formed(&room.0) {
            return Err(RoomError::Unknown);
        }
        let slot = Arc::clone(self.slots().entry(room.clone()).or_default());
        let opened = self.open_in(&slot, room).await;
        drop(slot);
        if opened.is_err() {
            self.remove_if_unused(room);
        }
        opened
    }

    async fn open_in(&self, slot: &Slot, room: &RoomId) -> Result<RoomHandle, RoomError> {
        let mut slot = slot.lock().await;
        if let Some(handle) = slot.as_ref() {
            if !handle.is_gone() {
                return Ok(handle.clone());
            }
            // It is still writing its last snapshot.
            handle.ended.cancelled().await;
        }
        let loaded = self.load(room).await?;
        let epoch = getrandom::u32().map_err(|error| failed(room, &error))?;
        let (task, handle) = RoomTask::new(
            room.clone(),
            loaded,
            epoch,
            Arc::clone(&self.storage),
            self.encoder.clone(),
            self.timing,
            self.stop.child_token(),
        );
        self.tasks.spawn(task.run());
        *slot = Some(handle.clone());
        Ok(handle)
    }

    async fn load(&self, room: &RoomId) -> Result<Loaded, RoomError> {
        if self.stop.is_cancelled() {
            return Err(RoomError::Failed);
        }
        self.storage.load(room.clone(), clock::wall()).await.map_err(|error| match error {
            LoadError::Unknown => RoomError::Unknown,
            LoadError::Ended => RoomError::Ended,
            error => failed(room, &error),
        })
    }

    /// Removes the slot of a room that is not in memory, unless somebody is just opening it.
    fn remove_if_unused(&self, room: &RoomId) {
        let mut slots = self.slots();
        if slots.get(room).is_some_and(is_unused) {
            slots.remove(room);
        }
    }

    /// The rooms that have people in them. Also removes the slots of all rooms that have left
    /// memory.
    pub(super) fn occupied(&self) -> Vec<RoomId> {
        let mut slots = self.slots();
        slots.retain(|_, slot| !is_unused(slot));
        let has_people = |slot: &Arc<Slot>| {
            slot.try_lock().is_ok_and(|handle| handle.as_ref().is_some_and(RoomHandle::has_people))
        };
        slots.iter().filter(|(_, slot)| has_people(slot)).map(|(room, _)| room.clone()).collect()
    }

    /// Writes to a room, unless it is in memory, which means that somebody was in it a moment ago.
    /// Nobody can open it meanwhile.
    pub(super) async fn write_unused(
        &self,
        room: &RoomId,
        write: Write,
    ) -> Result<bool, StorageError> {
        let slot = Arc::clone(self.slots().entry(room.clone()).or_default());
        let handle = slot.lock().await;
        let unused = handle.as_ref().is_none_or(|handle| handle.ended.is_cancelled());
        if unused {
            write_through(self.storage.as_ref(), write).await?;
        }
        drop(handle);
        drop(slot);
        self.remove_if_unused(room);
        Ok(unused)
    }

    /// Whether anything can be saved at the moment.
    pub fn can_save(&self) -> bool {
        !self.storage.is_failing() && self.storage.is_in_place()
    }

    /// Closes all connections, saves all rooms and closes the storage.
    pub async fn close(&self) {
        self.storage.give_up();
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.storage.close().await;
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<RoomId, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether only the map refers to the slot, and its room has left memory.
fn is_unused(slot: &Arc<Slot>) -> bool {
    Arc::strong_count(slot) == 1
        && slot
            .try_lock()
            .is_ok_and(|handle| handle.as_ref().is_none_or(|handle| handle.ended.is_cancelled()))
}

fn failed(room: &RoomId, error: &dyn std::fmt::Display) -> RoomError {
    error!(room = %RoomTag(room), %error, "cannot open a room");
    RoomError::Failed
}

/// The characters of a room's id, 5 bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A new id of 80 random bits, which cannot be guessed.
fn new_id() -> Result<RoomId, getrandom::Error> {
    let mut random = [0; RoomId::LENGTH];
    getrandom::fill(&mut random)?;
    Ok(RoomId(random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_well_formed_and_differ() {
        let (one, other) = (new_id().unwrap(), new_id().unwrap());
        assert!(RoomId::is_well_formed(&one.0));
        assert_ne!(one, other);
    }
}
