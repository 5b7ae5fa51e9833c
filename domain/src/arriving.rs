//! A large view while it arrives in parts: the board of a moment ago, the updates since, and at last
//! what is the participant's own.

use crate::ids::ParticipantId;
use crate::protocol::{BoardAt, Resume, Seated, Welcome};
use crate::view::{RoomView, Update};

/// A view of which the board is there.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivingView {
    at: Resume,
    /// Nobody's until the last part has come: no room gives anybody the number 0.
    view: RoomView,
}

impl From<BoardAt> for ArrivingView {
    fn from(BoardAt { epoch, seq, board }: BoardAt) -> Self {
        let view = RoomView { you: ParticipantId(0), board, hand: Vec::new() };
        Self { at: Resume { epoch, seq, watches: false }, view }
    }
}

impl ArrivingView {
    /// Applies the updates with this number. Returns whether it was the next one; otherwise nothing
    /// changes, and the view cannot be completed.
    pub fn apply(&mut self, seq: u64, updates: &[Update]) -> bool {
        let is_next = self.at.seq.checked_add(1) == Some(seq);
        if is_next {
            self.at.seq = seq;
            updates.iter().for_each(|update| self.view.apply(update));
        }
        is_next
    }

    /// The whole view; `None` if an update is missing.
    pub fn seat(self, Seated { seq, now, you, hand }: Seated) -> Option<Welcome> {
        let Resume { epoch, seq: last, .. } = self.at;
        let view = RoomView { you, hand, ..self.view };
        (last == seq).then_some(Welcome { epoch, seq, now, view })
    }
}
