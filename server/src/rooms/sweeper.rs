//! Ends rooms that nobody has been in for a long time (rule 1).

use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use super::clock;
use super::registry::Registry;
use crate::storage::{StorageError, Write, write_through};

/// How often visits of rooms are recorded, and abandoned rooms are looked for.
const PERIOD: Duration = Duration::from_secs(60 * 60);

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Runs [`Registry::sweep`] regularly until stopped.
pub async fn sweeper(registry: Arc<Registry>, room_days: u32, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(PERIOD);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = registry.sweep(room_days, clock::now()).await {
            error!(%error, "cannot sweep");
        }
    }
}

impl Registry {
    /// Records which rooms have people in them, then ends those that nobody has visited for
    /// `room_days`. A crash may lose the visits of one period, so that is added: no room ends
    /// sooner than promised.
    pub async fn sweep(&self, room_days: u32, now: Timestamp) -> Result<(), StorageError> {
        let visited = Write::Visited { rooms: self.occupied(), now };
        write_through(self.storage.as_ref(), visited).await?;
        let kept = u64::from(room_days) * DAY_MS + PERIOD.as_secs() * 1000;
        let Some(before) = now.0.checked_sub(kept) else { return Ok(()) };
        let mut ended = 0;
        for room in self.storage.unvisited_since(Timestamp(before)).await? {
            ended += usize::from(self.end_unused(&room).await?);
        }
        if ended > 0 {
            info!(ended, "ended rooms that nobody had visited for {room_days} days");
        }
        Ok(())
    }
}
