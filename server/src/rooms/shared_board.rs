//! A compressed board that is kept for those who come next.

use std::time::Duration;

use tokio::time::Instant;

use super::encoder::LargeMessage;

/// For how long it is kept after somebody has got it.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// A compressed board of a moment ago.
pub struct SharedBoard {
    seq: u64,
    message: LargeMessage,
    last_use: Instant,
}

impl SharedBoard {
    /// A board as it was after the update `seq`, for the first who gets it.
    pub fn new(seq: u64, message: LargeMessage) -> Self {
        Self { seq, message, last_use: Instant::now() }
    }

    /// The number of the last update in it.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The message, for one more; `None` if it could not be encoded, so that the next one tries again.
    pub fn share(&mut self) -> Option<LargeMessage> {
        if self.message.has_failed() {
            return None;
        }
        self.last_use = Instant::now();
        Some(self.message.clone())
    }

    /// When nobody is expected to want it any more.
    pub fn until(&self) -> Instant {
        self.last_use + KEPT_FOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_board_that_could_not_be_encoded_is_not_given_to_the_next_one() {
        let mut message = LargeMessage::of(|| Err(std::io::ErrorKind::OutOfMemory.into()));
        let mut kept = SharedBoard::new(7, message.clone());
        assert!(kept.share().is_some(), "it may still come");
        message.frame().await;
        assert!(kept.share().is_none());
    }
}
