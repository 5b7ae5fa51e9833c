//! The earlier rounds on a story, as the room knows them.

use domain::ids::Subject;
use domain::round::PastRound;

use crate::state::{RoomStore, Topic};

/// Reads the earlier rounds on a story, or the earlier quick ones.
pub fn past_rounds<R>(
    room: RoomStore,
    subject: Subject,
    read: impl FnOnce(&[PastRound]) -> R,
) -> R {
    let topic = subject.map_or(Topic::Table, Topic::Story);
    room.read(topic, |view| read(view.board.rounds(subject).map_or(&[], |rounds| &rounds.past)))
}
