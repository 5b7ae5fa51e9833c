//! Journal entries that cannot be used: how they are reported and where they are kept.

use domain::ids::RoomId;
use domain::time::Timestamp;
use tracing::error;

use super::writer::Job;
use crate::log::RoomTag;

/// The point from which a room's journal cannot be used.
#[derive(Debug, PartialEq)]
pub struct Damage {
    /// The first entry that cannot be used. Those after it cannot be used either.
    pub from: i64,
    /// What is wrong with it.
    pub why: String,
}

impl Damage {
    /// Logs the damage, and returns the job that moves the entries to the table `damaged`, where a
    /// person can inspect them.
    pub fn set_aside(self, room: &RoomId, now: Timestamp) -> Job {
        error!(
            room = %RoomTag(room),
            from = self.from,
            why = self.why,
            "damaged journal: entries from this number on are set aside in the table `damaged`, \
             the room opens with what was before them"
        );
        let now = i64::try_from(now.0).unwrap_or(i64::MAX);
        Job::SetAside { room: room.0.clone(), from: self.from, why: self.why, now }
    }
}
