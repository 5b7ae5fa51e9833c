//! Ends rooms that nobody has been in for a long time (rule 1): first they are marked, and a week
//! later deleted. No clock is trusted alone, because a wrong one would end all rooms at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::RoomId;
use domain::time::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::clock;
use super::registry::Registry;
use crate::storage::{MARKED_FOR_DAYS, StorageError, Unvisited, Write, write_through};

/// How often visits of rooms are recorded, and abandoned rooms are looked for.
const PERIOD: Duration = Duration::from_secs(60 * 60);

/// How long this process must have seen a room unused, by the clock that nobody can set, before it
/// marks or deletes it. Also how far clocks may be apart.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A moment by both clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// By the clock that can be set.
    pub wall: Timestamp,
    /// Since the process started, by the clock that cannot.
    pub running: Duration,
}

/// Looks for abandoned rooms.
pub struct Sweeper {
    registry: Arc<Registry>,
    room_days: u32,
    /// The last moment at which the clocks agreed or were found to disagree.
    last: Option<Now>,
    /// Until when nothing is marked or deleted, because a clock jumped.
    distrusts_until: Duration,
    /// Since when this process has seen each abandoned room unused.
    unused_since: HashMap<RoomId, Duration>,
}

/// Sweeps regularly until stopped.
pub async fn sweeper(registry: Arc<Registry>, room_days: u32, stop: CancellationToken) {
    let start = Instant::now();
    let mut sweeper = Sweeper::new(registry, room_days);
    let mut ticks = tokio::time::interval(PERIOD);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let now = Now { wall: clock::wall(), running: start.elapsed() };
        if let Some(Err(error)) = stop.run_until_cancelled(sweeper.sweep(now)).await {
            error!(%error, "cannot sweep");
        }
    }
}

impl Sweeper {
    /// A sweeper that has seen nothing yet. Rooms are marked when nobody has visited them for
    /// `room_days`.
    pub fn new(registry: Arc<Registry>, room_days: u32) -> Self {
        let (last, distrusts_until) = (None, Duration::ZERO);
        Self { registry, room_days, last, distrusts_until, unused_since: HashMap::new() }
    }

    /// Records which rooms have people in them, then marks those that nobody has visited for the
    /// promised time, and deletes those that were marked a week ago. A crash may lose the visits of
    /// one period, so that is added: no room ends sooner than promised.
    pub async fn sweep(&mut self, now: Now) -> Result<(), StorageError> {
        let storage = Arc::clone(&self.registry.storage);
        self.compare_clocks(now).await?;
        if !self.registry.can_save() {
            return Ok(());
        }
        let visited = Write::Visited { rooms: self.registry.occupied(), now: now.wall };
        write_through(storage.as_ref(), visited).await?;
        let unmark = Write::Unmark { after: now.wall.plus(DAY_MS) };
        write_through(storage.as_ref(), unmark).await?;
        let kept = u64::from(self.room_days) * DAY_MS + PERIOD.as_secs() * 1000;
        let Some(before) = now.wall.0.checked_sub(kept) else { return Ok(()) };
        let unvisited = storage.unvisited_since(Timestamp(before)).await?;
        self.unused_since.retain(|room, _| unvisited.iter().any(|one| one.room == *room));
        if now.running < self.distrusts_until {
            return Ok(());
        }
        let (mut marked, mut ended) = (0, 0);
        for Unvisited { room, marked: marked_at } in unvisited {
            let since = *self.unused_since.entry(room.clone()).or_insert(now.running);
            if now.running.saturating_sub(since) < DAY {
                continue;
            }
            let write = |room: RoomId| match marked_at {
                None => Some(Write::Mark { room, now: now.wall }),
                Some(at) if now.wall.since(at) >= MARKED_FOR_DAYS * DAY_MS => {
                    Some(Write::End { room, now: now.wall })
                }
                Some(_) => None,
            };
            let Some(write) = write(room.clone()) else { continue };
            let done = usize::from(self.registry.write_unused(&room, write).await?);
            if marked_at.is_some() { ended += done } else { marked += done }
        }
        if marked > 0 {
            info!(
                marked,
                "marked rooms that nobody had visited for {} days; they are deleted in \
                 {MARKED_FOR_DAYS} days, until then `ready-room rooms restore ID` brings one back",
                self.room_days
            );
        }
        if ended > 0 {
            info!(ended, "deleted rooms that were marked {MARKED_FOR_DAYS} days ago");
        }
        Ok(())
    }

    /// Compares the clock with what it should be: at first with the newest time on disk, then with
    /// the clock that nobody can set.
    async fn compare_clocks(&mut self, now: Now) -> Result<(), StorageError> {
        let expected = match self.last {
            None => self.registry.storage.newest_visit().await?,
            Some(last) => {
                let passed = now.running.saturating_sub(last.running).as_millis();
                Some(last.wall.plus(u64::try_from(passed).unwrap_or(u64::MAX)))
            }
        };
        self.last = Some(now);
        let Some(expected) = expected else { return Ok(()) };
        if expected.0.abs_diff(now.wall.0) > DAY_MS {
            warn!(
                clock_ms = now.wall.0,
                expected_ms = expected.0,
                "the clock and what it should be are more than a day apart: no room is marked or \
                 deleted before the server has run for a day with a steady clock"
            );
            self.distrusts_until = now.running + DAY;
            self.unused_since.clear();
        }
        Ok(())
    }
}
