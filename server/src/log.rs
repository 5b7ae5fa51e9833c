//! How rooms are named in the log.

use std::fmt;

use domain::ids::RoomId;

/// A room in a log line: enough of its id to recognise it, too little to enter it.
pub struct RoomTag<'a>(pub &'a RoomId);

/// Characters of a room's id that a log line shows.
const TAG_CHARACTERS: usize = 6;

impl fmt::Display for RoomTag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.0.0.get(..TAG_CHARACTERS).unwrap_or_default())
    }
}
