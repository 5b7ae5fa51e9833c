//! Slows down a client that sends too much, without affecting others.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// The sustained rate of a client, in messages per second.
const RATE: f64 = 50.0;

/// How many messages a client may send at once after a pause.
const BURST: f64 = 200.0;

/// A token bucket for the messages of one client, or of one person with several. Clones share it.
#[derive(Clone, Debug)]
pub struct Throttle(Arc<Mutex<Bucket>>);

#[derive(Debug)]
struct Bucket {
    /// Below zero when more was sent than may be.
    tokens: f64,
    filled: Instant,
}

impl Default for Throttle {
    /// The throttle of somebody who has sent nothing yet.
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Bucket { tokens: BURST, filled: Instant::now() })))
    }
}

impl Throttle {
    /// Waits until another message may be sent.
    pub async fn ready(&self) {
        let delay = self.bucket().until(0.0);
        if !delay.is_zero() {
            sleep(delay).await;
        }
    }

    /// Waits until another message may be sent, and counts it. Many who wait leave the others their turns.
    pub async fn turn(&self) {
        while !self.try_spend(1) {
            let delay = self.bucket().until(1.0);
            sleep(delay).await;
        }
    }

    /// Counts so many messages.
    pub fn spend(&self, messages: u32) {
        self.bucket().tokens -= f64::from(messages);
    }

    /// Counts so many messages, if they may all be sent now.
    pub fn try_spend(&self, messages: u32) -> bool {
        let mut bucket = self.bucket();
        let may = bucket.tokens >= f64::from(messages);
        if may {
            bucket.tokens -= f64::from(messages);
        }
        may
    }

    /// Whether nobody has used it for a while.
    pub fn is_full(&self) -> bool {
        self.bucket().tokens >= BURST
    }

    /// The bucket as it is now.
    fn bucket(&self) -> MutexGuard<'_, Bucket> {
        let mut bucket = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.fill(Instant::now());
        bucket
    }
}

impl Bucket {
    fn fill(&mut self, now: Instant) {
        let gained = now.saturating_duration_since(self.filled).as_secs_f64() * RATE;
        self.tokens = (self.tokens + gained).min(BURST);
        self.filled = now;
    }

    /// How long it takes until there are so many tokens.
    fn until(&self, tokens: f64) -> Duration {
        Duration::from_secs_f64((tokens - self.tokens).max(0.0) / RATE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_a_flood_is_slowed_to_the_rate() {
        let start = Instant::now();
        let mut bucket = Bucket { tokens: BURST, filled: start };
        let mut now = start;
        let mut send = |now| {
            bucket.fill(now);
            let delay = bucket.until(0.0);
            bucket.tokens -= 1.0;
            delay
        };
        for _ in 0..200 {
            assert_eq!(send(now), Duration::ZERO);
        }
        for _ in 0..100 {
            now += send(now);
        }
        let took = now - start;
        assert!((1_970..2_010).contains(&took.as_millis()), "{took:?}");
        now += Duration::from_secs(4);
        assert_eq!(send(now), Duration::ZERO);
    }
}
