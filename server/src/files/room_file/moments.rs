//! Points in time in a room file.

use domain::archive::LAST_MS;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Milliseconds since 1970, before the year 10000.
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let moment = u64::deserialize(deserializer)?;
    if moment <= LAST_MS { Ok(moment) } else { Err(D::Error::custom("no time")) }
}
