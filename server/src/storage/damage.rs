//! Journal entries that cannot be used: what is said about them and where they go.

use domain::ids::RoomId;
use domain::time::Timestamp;
use tracing::error;

use super::writer::Job;
use crate::rooms::Tag;

/// A room's journal cannot be used from an entry on.
#[derive(Debug, PartialEq)]
pub struct Damage {
    /// The first entry that cannot be used; those behind it go with it.
    pub from: i64,
    /// What is wrong with it.
    pub why: String,
}

impl Damage {
    /// Moves the entries to the table `damaged`, where a person can look at them, and says so.
    pub fn set_aside(self, room: &RoomId, now: Timestamp) -> Job {
        error!(
            room = %Tag(room),
            from = self.from,
            why = self.why,
            "damaged journal: entries from this number on are set aside in the table `damaged`, \
             the room opens with what was before them"
        );
        let now = i64::try_from(now.0).unwrap_or(i64::MAX);
        Job::SetAside { room: room.0.clone(), from: self.from, why: self.why, now }
    }
}
