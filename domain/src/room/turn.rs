//! The turns of a round that the timer follows (rule 27).

use super::event::Event;
use crate::change::Change;

/// What an event does with the round that the room is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The room is at another subject, or at the next round on it.
    Begins,
    /// The cards are revealed.
    Ends,
}

impl Turn {
    /// The turn that an event is, if it is one.
    pub(super) fn of(event: &Event) -> Option<Self> {
        let Event::Change(change) = event else { return None };
        match change.as_ref() {
            Change::Selected { .. } | Change::RoundStarted { .. } => Some(Self::Begins),
            Change::Revealed { .. } => Some(Self::Ends),
            _ => None,
        }
    }
}
