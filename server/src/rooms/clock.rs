//! The server's clock: the only place that reads the time.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

/// The time now.
pub fn now() -> Timestamp {
    // It is before 1970 only on machines whose clock was never set.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
