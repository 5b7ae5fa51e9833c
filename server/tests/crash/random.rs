//! Random numbers that are the same in each run.

use std::time::Duration;

/// A linear congruential generator (Knuth's MMIX).
pub struct Random(pub u64);

impl Random {
    /// A number below this.
    pub fn below(&mut self, end: usize) -> usize {
        let Self(state) = self;
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % end
    }

    /// Lets a random time pass, this many milliseconds at most. The time is what is tested, so this
    /// waits for nothing.
    pub async fn moment(&mut self, longest_ms: usize) {
        let moment = Duration::from_millis(self.below(longest_ms) as u64);
        tokio::time::sleep(moment).await;
    }
}
