//! Receiving large bodies: completely, before they are queued for processing, so that slow senders
//! only hold up others who are sending at the same time.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::app::App;

/// How long a body may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(120);

/// Why a body was not received.
pub enum Missing {
    /// It is larger than the limit.
    TooLarge,
    /// It did not arrive in time.
    Late,
}

/// A received body. Counts among those in memory until it is dropped.
pub struct Received {
    /// Its content.
    pub bytes: Bytes,
    _held: OwnedSemaphorePermit,
}

/// Receives a body completely.
pub async fn receive(app: &App, body: Body, limit: usize) -> Result<Received, Missing> {
    let held = app.arriving.clone().acquire_owned().await.map_err(|_| Missing::Late)?;
    match timeout(ARRIVES_WITHIN, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(Received { bytes, _held: held }),
        Ok(Err(_)) => Err(Missing::TooLarge),
        Err(_) => Err(Missing::Late),
    }
}
