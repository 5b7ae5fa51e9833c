//! The server's clocks: the only place that reads the time.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

/// The time now for all that happens in rooms. Never goes back while the server runs: when somebody
/// sets the clock back, it goes on from where it was, so that nothing waits for a time that has
/// passed already.
pub fn now() -> Timestamp {
    static STEADY: LazyLock<(Instant, Mutex<Steady>)> =
        LazyLock::new(|| (Instant::now(), Mutex::default()));
    let (start, steady) = &*STEADY;
    let mut steady = steady.lock().unwrap_or_else(PoisonError::into_inner);
    steady.at(wall(), start.elapsed())
}

/// What [`now`] was this long ago.
pub fn ago(passed: Duration) -> Timestamp {
    let passed = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
    Timestamp(now().0.saturating_sub(passed))
}

/// The time now by the machine's clock, which may be set: for comparing with other machines, as for
/// tokens, and with what is on disk.
pub fn wall() -> Timestamp {
    // It is before 1970 only on machines whose clock was never set.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// A clock that follows another one, but never back.
#[derive(Debug, Default)]
struct Steady {
    /// The last time, and when that was by the clock that nobody can set.
    last: (Timestamp, Duration),
}

impl Steady {
    fn at(&mut self, wall: Timestamp, running: Duration) -> Timestamp {
        let (last, then) = self.last;
        let passed = running.saturating_sub(then).as_millis();
        let steady = last.plus(u64::try_from(passed).unwrap_or(u64::MAX));
        if wall >= steady {
            self.last = (wall, running);
        }
        wall.max(steady)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_back_holds_nothing_up() {
        const HOUR: u64 = 60 * 60 * 1000;
        let mut clock = Steady::default();
        let start = Timestamp(1_700_000_000_000);
        let at = |clock: &mut Steady, wall: u64, running: u64| {
            clock.at(Timestamp(wall), Duration::from_millis(running)).since(start)
        };
        assert_eq!(at(&mut clock, start.0, 5), 0);
        assert_eq!(at(&mut clock, start.0 + 1_000, 1_005), 1_000);
        // Back by an hour: three seconds later it is three seconds later.
        assert_eq!(at(&mut clock, start.0 + 2_000 - HOUR, 2_005), 2_000);
        assert_eq!(at(&mut clock, start.0 + 4_000 - HOUR, 4_005), 4_000);
        // Set right again, and then forward.
        assert_eq!(at(&mut clock, start.0 + 5_000, 5_005), 5_000);
        assert_eq!(at(&mut clock, start.0 + 6_000 + HOUR, 6_005), 6_000 + HOUR);
    }

    #[test]
    fn both_clocks_tell_the_same_time() {
        assert!(now().0.abs_diff(wall().0) < 60_000);
    }
}
