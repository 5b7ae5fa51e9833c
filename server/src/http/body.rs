//! Bodies that are larger than a frame, received in full before they take anybody's turn: whoever sends
//! slowly or stops keeps only those waiting who send at the same time.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::App;

/// How long a body may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(120);

/// Why a body is not there.
pub enum Missing {
    /// It has more bytes than it may.
    TooLarge,
    /// It did not arrive in time, or never will.
    Late,
}

/// A body; it counts among those that are held in memory until it is dropped.
pub struct Received {
    /// What came.
    pub bytes: Bytes,
    _held: OwnedSemaphorePermit,
}

/// Waits for all of a body.
pub async fn receive(app: &App, body: Body, limit: usize) -> Result<Received, Missing> {
    let held = app.arriving.clone().acquire_owned().await.map_err(|_| Missing::Late)?;
    match timeout(ARRIVES_WITHIN, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(Received { bytes, _held: held }),
        Ok(Err(_)) => Err(Missing::TooLarge),
        Err(_) => Err(Missing::Late),
    }
}
