//! When to connect again: at once the first time, then after growing pauses that differ from page to
//! page, so that a restarted server is not met by everybody in the same moment. Pure.

/// The pause before the second attempt; it doubles from there.
const FIRST_PAUSE_MS: f64 = 400.0;

/// The longest pause.
const LONGEST_PAUSE_MS: f64 = 8_000.0;

/// After being up for this long, the loss of a connection counts as the first again.
const STEADY_AFTER_MS: f64 = 10_000.0;

/// Counts attempts.
#[derive(Debug, Default)]
pub struct Retry {
    attempts: u32,
    up_since: Option<f64>,
}

impl Retry {
    /// The connection is up, since `now` in milliseconds.
    pub fn went_up(&mut self, now: f64) {
        self.up_since = Some(now);
    }

    /// The connection is gone, or an attempt failed. Returns how long to wait, in milliseconds; `chance` is
    /// from 0 to 1.
    pub fn pause(&mut self, now: f64, chance: f64) -> f64 {
        if self.up_since.take().is_some_and(|since| now - since >= STEADY_AFTER_MS) {
            self.attempts = 0;
        }
        let doublings = self.attempts.saturating_sub(1).min(10);
        let full = (FIRST_PAUSE_MS * f64::from(1u32 << doublings)).min(LONGEST_PAUSE_MS);
        // The first attempt waits as well: all pages lose a server that stops in the same moment.
        let full = if self.attempts == 0 { FIRST_PAUSE_MS / 2.0 } else { full };
        self.attempts += 1;
        full * (0.5 + chance / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(retry: &mut Retry, count: usize) -> Vec<f64> {
        (0..count).map(|_| retry.pause(0.0, 1.0)).collect()
    }

    #[test]
    fn pauses_grow_up_to_a_limit() {
        let grown = pauses(&mut Retry::default(), 9);
        assert_eq!(grown, [200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0, 8000.0, 8000.0, 8000.0]);
    }

    #[test]
    fn chance_halves_a_pause_at_most() {
        assert_eq!(Retry::default().pause(0.0, 0.0), 100.0);
    }

    #[test]
    fn only_a_connection_that_stayed_up_starts_the_count_anew() {
        let mut retry = Retry::default();
        pauses(&mut retry, 3);
        retry.went_up(0.0);
        assert_eq!(retry.pause(9_999.0, 1.0), 1600.0);
        retry.went_up(20_000.0);
        assert_eq!(retry.pause(30_000.0, 1.0), 200.0);
    }
}
