//! Saving a room: each action as a journal entry, and from time to time the whole room as a
//! snapshot.

use std::sync::Arc;
use std::time::Duration;

use domain::room::Outcome;
use tokio::time::Instant;
use tracing::error;

use super::views::HUGE;
use super::{End, RoomTask};
use crate::log::RoomTag;
use crate::rooms::aside::{aside, aside_if};
use crate::rooms::clock;
use crate::storage::{OnDisk, Write, write_through};

/// After how long a huge room tries again to have its turn.
const NEXT_TURN: Duration = Duration::from_millis(200);

/// The least time by which a snapshot is postponed while the last one is still being written.
const POSTPONED_BY: Duration = Duration::from_millis(20);

impl RoomTask {
    /// Sends the updates of an outcome at once, and has it written. `done` is called when it is on
    /// disk.
    pub(super) async fn carry_out(
        &mut self,
        outcome: Outcome,
        done: Option<Box<dyn FnOnce() + Send>>,
    ) {
        if !outcome.audiences.is_empty() || outcome.entry.is_some() {
            self.snapshot_due.get_or_insert_with(|| Instant::now() + self.timing.snapshot);
        }
        aside_if(outcome.is_large(), || self.seats.publish(&outcome.audiences));
        let write = match outcome.entry {
            Some(entry) => {
                self.journal_seq += 1;
                Write::Append { room: self.id.clone(), seq: self.journal_seq, entry }
            }
            // Carried out before, but perhaps not on disk yet.
            None if done.is_some() => Write::Flush,
            None => return,
        };
        let on_disk = self.on_disk(done);
        self.storage.write(write, on_disk).await;
    }

    /// What to do after a write. One that fails because the disk is full is tried again until it
    /// succeeds, and the room is read-only meanwhile. If it failed for good, clients have been sent
    /// what is not on disk, so the room is closed and read again.
    fn on_disk(&self, done: Option<Box<dyn FnOnce() + Send>>) -> OnDisk {
        let (room, broken) = (self.id.clone(), self.broken.clone());
        Box::new(move |result| match result {
            Ok(()) => {
                if let Some(done) = done {
                    done();
                }
            }
            Err(error) => {
                if !broken.is_cancelled() {
                    error!(room = %RoomTag(&room), %error, "cannot write; the room is read again");
                }
                broken.cancel();
            }
        })
    }

    pub(super) async fn visited(&self) {
        if self.storage.is_failing() {
            return;
        }
        let room = self.id.clone();
        let on_disk = Box::new(move |result: Result<(), _>| {
            if let Err(error) = result {
                error!(room = %RoomTag(&room), %error, "cannot note a visit");
            }
        });
        let rooms = vec![self.id.clone()];
        self.storage.write(Write::Visited { rooms, now: clock::wall() }, on_disk).await;
    }

    /// Starts writing a snapshot in the background, unless the last one is still being written or
    /// nothing can be written.
    pub(super) fn snapshot(&mut self) {
        let is_saving = self.saving.as_ref().is_some_and(|saving| !saving.is_finished());
        if is_saving || self.storage.is_failing() {
            self.snapshot_due = Some(Instant::now() + self.timing.snapshot.max(POSTPONED_BY));
            return;
        }
        let turn = if self.room.bytes() > HUGE {
            let turn = self.encoder.turn_to_save();
            if turn.is_none() {
                self.snapshot_due = Some(Instant::now() + NEXT_TURN);
                return;
            }
            turn
        } else {
            None
        };
        self.snapshot_due = None;
        let (id, storage) = (self.id.clone(), Arc::clone(&self.storage));
        let state = aside(|| Box::new(self.room.clone()));
        let write = Write::Snapshot { room: id.clone(), seq: self.journal_seq, state };
        self.saving = Some(tokio::spawn(async move {
            let _turn = turn;
            if let Err(error) = write_through(storage.as_ref(), write).await {
                // The journal still holds everything.
                error!(room = %RoomTag(&id), %error, "cannot write a snapshot");
            }
        }));
    }

    /// Waits until everything is on disk, so that whoever reads the room next gets all of it.
    pub(super) async fn finish(mut self, end: End) {
        if let Some(saving) = self.saving.take() {
            // If it failed, that is logged already.
            let _ = saving.await;
        }
        if let End::Idle | End::Stopped = end {
            self.visited_by_the_last().await;
        }
        let _turn = match self.room.bytes() > HUGE {
            true => self.encoder.last_turn_to_save().await,
            false => None,
        };
        let Self { id, room, storage, journal_seq: seq, snapshot_due, .. } = self;
        let last = match end {
            End::Idle | End::Stopped if snapshot_due.is_some() => {
                Write::Snapshot { room: id.clone(), seq, state: Box::new(room) }
            }
            _ => Write::Flush,
        };
        if let Err(error) = write_through(storage.as_ref(), last).await {
            error!(room = %RoomTag(&id), %error, "cannot write a room's last snapshot");
        }
    }

    async fn visited_by_the_last(&self) {
        if self.seats.seq() > 0 {
            self.visited().await;
        }
    }
}
