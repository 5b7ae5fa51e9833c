//! The timer of a room: set by people, started with a round, and what happens at its end (rule 27).

use super::Room;
use super::decide::Decision;
use super::event::Event;
use super::turn::Turn;
use crate::change::Change;
use crate::round::Round;
use crate::time::Timestamp;
use crate::timer::{Timer, TimerAction};

impl Room {
    pub(super) fn set_timer(&self, action: TimerAction, now: Timestamp) -> Decision {
        let timer = action.applied(self.board.timer, now)?;
        Ok(self.timer_set(timer))
    }

    /// What a turn of the round does to the timer: it starts anew with a round, if the room wants that,
    /// and ends with the reveal.
    pub(super) fn timer_after(&self, turn: Turn, now: Timestamp) -> Vec<Event> {
        let is_open = || self.board.round().is_some_and(|round| !round.is_revealed());
        match turn {
            Turn::Begins => {
                let seconds = Some(self.board.settings.timer_seconds);
                let seconds = seconds.filter(|seconds| *seconds > 0 && is_open());
                self.timer_set(seconds.map(|seconds| Timer::started(seconds, now)))
            }
            Turn::Ends if self.board.timer == Some(Timer::Over) => Vec::new(),
            Turn::Ends => self.timer_set(None),
        }
    }

    /// What happens when the timer has come to its end.
    pub(super) fn time_is_up(&self, now: Timestamp) -> Vec<Event> {
        let is_up = |timer: &Timer| timer.until().is_some_and(|until| until <= now);
        if !self.board.timer.as_ref().is_some_and(is_up) {
            return Vec::new();
        }
        let mut events = self.timer_set(Some(Timer::Over));
        let is_open = |round: &Round| !round.is_revealed();
        let is_open = self.board.round().is_some_and(is_open);
        if self.board.settings.reveal_at_zero && is_open && !self.board.is_voted_on_ahead() {
            events.push(self.revealed(self.board.current, now));
        }
        events
    }

    fn timer_set(&self, timer: Option<Timer>) -> Vec<Event> {
        let is_other = timer != self.board.timer;
        is_other.then(|| Change::TimerSet(timer).into()).into_iter().collect()
    }
}
