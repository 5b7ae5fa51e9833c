//! The timer that people set for a round (rule 27). An end time and not a length that somebody counts down:
//! whoever looks at it, however late, sees the same rest.

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// A timer as everybody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// It runs until then, by the server's clock.
    Running(Timestamp),
    /// It stands still with so many milliseconds left.
    Paused(u64),
    /// It has come to its end.
    Over,
}

/// What people do with the timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimerAction {
    /// Start it anew for so many seconds: 1 to [`limits::TIMER_SECONDS`].
    Start(u32),
    /// Let it stand still.
    Pause,
    /// Let a paused one run on.
    Resume,
    /// Add so many seconds to what is left. One that is over starts again with these.
    Add(u32),
    /// Take it away.
    Stop,
}

impl Timer {
    /// A timer that begins to run now.
    pub fn started(seconds: u32, now: Timestamp) -> Self {
        Self::Running(now.plus(u64::from(seconds) * 1_000))
    }

    /// What is left, in milliseconds.
    pub fn rest_ms(self, now: Timestamp) -> u64 {
        match self {
            Self::Running(until) => until.since(now),
            Self::Paused(rest_ms) => rest_ms,
            Self::Over => 0,
        }
    }

    /// When it ends, if it runs.
    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Running(until) => Some(until),
            _ => None,
        }
    }
}

impl TimerAction {
    /// The timer after this was done to `timer`. What makes no sense changes nothing: pausing one that
    /// stands still, or adding to one that is not there.
    pub fn applied(self, timer: Option<Timer>, now: Timestamp) -> Result<Option<Timer>, Refusal> {
        let checked = |milliseconds: u64| {
            let limit = limits::TIMER_SECONDS;
            let fits = (1..=u64::from(limit) * 1_000).contains(&milliseconds);
            if fits { Ok(milliseconds) } else { Err(Refusal::TimerTooLong(limit)) }
        };
        let running = |milliseconds: u64| Some(Timer::Running(now.plus(milliseconds)));
        Ok(match (self, timer) {
            (Self::Start(seconds), _) => running(checked(u64::from(seconds) * 1_000)?),
            (Self::Pause, Some(timer @ Timer::Running(_))) => {
                Some(Timer::Paused(timer.rest_ms(now)))
            }
            (Self::Resume, Some(Timer::Paused(rest_ms))) => running(rest_ms),
            (Self::Add(seconds), Some(timer)) => {
                let rest_ms = checked(timer.rest_ms(now) + u64::from(seconds) * 1_000)?;
                match timer {
                    Timer::Paused(_) => Some(Timer::Paused(rest_ms)),
                    _ => running(rest_ms),
                }
            }
            (Self::Stop, _) => None,
            (_, timer) => timer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn after(action: TimerAction, timer: Option<Timer>) -> Option<Timer> {
        action.applied(timer, NOW).unwrap()
    }

    #[test]
    fn a_timer_that_stands_still_keeps_what_is_left_and_runs_on() {
        let running = after(TimerAction::Start(60), None);
        let later = NOW.plus(20_000);
        let paused = TimerAction::Pause.applied(running, later).unwrap();
        assert_eq!(paused, Some(Timer::Paused(40_000)));
        let resumed = TimerAction::Resume.applied(paused, later.plus(5_000)).unwrap();
        assert_eq!(resumed, Some(Timer::Running(later.plus(45_000))));
        assert_eq!(TimerAction::Stop.applied(resumed, later), Ok(None));
    }

    #[test]
    fn adding_time_adds_to_the_rest() {
        let add = TimerAction::Add(60);
        let running = Some(Timer::Running(NOW.plus(1_500)));
        assert_eq!(after(add, running), Some(Timer::Running(NOW.plus(61_500))));
        let paused = Some(Timer::Paused(500));
        assert_eq!(after(add, paused), Some(Timer::Paused(60_500)));
        assert_eq!(after(add, Some(Timer::Over)), Some(Timer::started(60, NOW)));
        assert_eq!(after(add, None), None);
    }

    #[test]
    fn a_timer_has_a_second_at_least_and_not_more_than_the_limit() {
        let limit = limits::TIMER_SECONDS;
        let refused = Err(Refusal::TimerTooLong(limit));
        for seconds in [0, limit + 1, u32::MAX] {
            assert_eq!(TimerAction::Start(seconds).applied(None, NOW), refused);
        }
        let running = Some(Timer::started(limit, NOW));
        assert_eq!(TimerAction::Add(1).applied(running, NOW), refused);
    }
}
