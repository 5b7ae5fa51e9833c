//! Slows down a client that sends too much, without affecting others.

use std::time::Duration;

use tokio::time::Instant;

/// The sustained rate of a client, in messages per second.
const RATE: f64 = 50.0;

/// How many messages a client may send at once after a pause.
const BURST: f64 = 200.0;

/// A token bucket for the messages of one client.
#[derive(Debug)]
pub struct Throttle {
    tokens: f64,
    filled: Instant,
}

impl Throttle {
    /// The throttle of a client that has sent nothing yet.
    pub fn new() -> Self {
        Self { tokens: BURST, filled: Instant::now() }
    }

    /// Waits until the client may send another message.
    pub async fn wait(&mut self) {
        let delay = self.delay(Instant::now());
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
    }

    /// How long the client has to wait before its next message.
    fn delay(&mut self, now: Instant) -> Duration {
        let gained = now.saturating_duration_since(self.filled).as_secs_f64() * RATE;
        self.tokens = (self.tokens + gained).min(BURST) - 1.0;
        self.filled = now;
        Duration::from_secs_f64((-self.tokens).max(0.0) / RATE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_a_flood_is_slowed_to_the_rate() {
        let mut throttle = Throttle::new();
        let start = Instant::now();
        let mut now = start;
        for _ in 0..200 {
            assert_eq!(throttle.delay(now), Duration::ZERO);
        }
        for _ in 0..100 {
            now += throttle.delay(now);
        }
        let took = now - start;
        assert!((1_990..2_010).contains(&took.as_millis()), "{took:?}");
        now += Duration::from_secs(4);
        assert_eq!(throttle.delay(now), Duration::ZERO);
    }
}
