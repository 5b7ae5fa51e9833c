//! The turns of a round that the timer follows (rule 27).

use super::event::Event;
use crate::change::Change;
use crate::ids::Subject;

/// What an event does with the round that the room is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The room is at another subject, or at the next round on it.
    Begins,
    /// The cards are revealed.
    Ends,
}

impl Turn {
    /// The turn that an event is, if it is one, and what the round is on.
    pub(super) fn of(event: &Event) -> Option<(Self, Subject)> {
        let Event::Change(change) = event else { return None };
        match change.as_ref() {
            Change::Selected { story, .. } | Change::RoundStarted { story, .. } => {
                Some((Self::Begins, *story))
            }
            Change::Revealed { story, .. } => Some((Self::Ends, *story)),
            _ => None,
        }
    }
}
