//! How long a conversation waits for what.

use std::time::Duration;

/// How long an attempt may take until the connection is open.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);

/// How long the first answer, or that to a request to join, may take then: a full view of a large room
/// on a slow line.
pub const WELCOME_TIMEOUT: Duration = Duration::from_secs(30);

/// An attempt that is no older than this is left alone when the device wakes, in milliseconds.
pub const RECENT_ATTEMPT_MS: f64 = 2_000.0;

/// How often the server is pinged. With [`PONG_TIMEOUT`], a lost connection shows within five seconds
/// (rule 6).
pub const PING_INTERVAL: Duration = Duration::from_millis(2_000);

/// How long the answer to a ping may take.
pub const PONG_TIMEOUT: Duration = Duration::from_millis(2_500);

/// A timer that runs later than this was delayed by a busy or sleeping page.
pub const TIMER_DELAY: Duration = Duration::from_millis(500);
