//! Receiving bodies: within a time, or no slower than a least speed, so that slow senders hold up nobody
//! but themselves.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http_body_util::BodyExt;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout, timeout_at};

use super::answers;
use super::app::App;
use super::budgets::Place;

/// How long a small body may take to arrive.
const SMALL_WITHIN: Duration = Duration::from_secs(10);

/// How long a large body may take to arrive.
const LARGE_WITHIN: Duration = Duration::from_secs(120);

/// How much of a large body has to arrive in each [`SPEED_OVER`], in bytes: as over a slow phone.
const LEAST_BYTES: usize = 80 * 1024;

/// The time over which the speed of a large body is measured.
const SPEED_OVER: Duration = Duration::from_secs(10);

/// How long a client should wait that sends too many large bodies, in seconds.
const RETRY_AFTER: u32 = 5;

/// Why a body was not received.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is larger than the limit.
    TooLarge,
    /// It did not arrive in time.
    Late,
    /// Its sender is sending as many others as it may.
    TooManyAtOnce,
}

impl Missing {
    /// The answer to a request whose body may have `limit` bytes.
    pub fn answer(self, limit: usize) -> Response {
        match self {
            Self::TooLarge => answers::too_large(limit),
            Self::Late => answers::late(),
            Self::TooManyAtOnce => answers::too_many_requests(RETRY_AFTER),
        }
    }
}

/// A received body. Counts among those in memory until it is dropped.
pub struct Received {
    /// Its content.
    pub bytes: Bytes,
    _held: OwnedSemaphorePermit,
    _place: Place,
}

/// Receives a small body completely.
pub async fn receive_small(body: Body, limit: usize) -> Result<Bytes, Missing> {
    match timeout(SMALL_WITHIN, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Missing::TooLarge),
        Err(_) => Err(Missing::Late),
    }
}

/// Receives a large body of a client at this address completely.
pub async fn receive(
    app: &App,
    address: Option<IpAddr>,
    body: Body,
    limit: usize,
) -> Result<Received, Missing> {
    let place = app.budgets.send_body(address).ok_or(Missing::TooManyAtOnce)?;
    let held = timeout(LARGE_WITHIN, app.arriving.clone().acquire_owned()).await;
    let held = held.ok().and_then(Result::ok).ok_or(Missing::Late)?;
    let bytes = timeout(LARGE_WITHIN, at_least_speed(body, limit)).await;
    let bytes = bytes.unwrap_or(Err(Missing::Late))?;
    Ok(Received { bytes, _held: held, _place: place })
}

/// Gives up on a body that arrives too slowly.
async fn at_least_speed(mut body: Body, limit: usize) -> Result<Bytes, Missing> {
    let mut content = Vec::new();
    let (mut until, mut before) = (Instant::now() + SPEED_OVER, 0);
    loop {
        let Ok(frame) = timeout_at(until, body.frame()).await else { return Err(Missing::Late) };
        let Some(frame) = frame else { return Ok(content.into()) };
        // A connection that breaks is answered by nobody.
        let Ok(data) = frame.map_err(|_| Missing::Late)?.into_data() else { continue };
        if content.len() + data.len() > limit {
            return Err(Missing::TooLarge);
        }
        content.extend_from_slice(&data);
        if content.len() >= before + LEAST_BYTES {
            (until, before) = (Instant::now() + SPEED_OVER, content.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;
    use tokio::time::sleep;

    use super::*;

    /// A body of so many pieces, each after a pause.
    fn body(pieces: usize, bytes: usize, pause: Duration) -> Body {
        Body::from_stream(stream::unfold(0, move |sent| async move {
            sleep(pause).await;
            let piece = Bytes::from(vec![b' '; bytes]);
            (sent < pieces).then_some((Ok::<_, Infallible>(piece), sent + 1))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_may_be_slow_but_not_drip() {
        let slow = body(40, 10 * 1024, Duration::from_secs(1));
        assert_eq!(at_least_speed(slow, usize::MAX).await.map(|bytes| bytes.len()), Ok(400 * 1024));
        let dripping = body(200, 1, Duration::from_secs(1));
        assert_eq!(at_least_speed(dripping, usize::MAX).await, Err(Missing::Late));
        let large = body(2, 1_000, Duration::ZERO);
        assert_eq!(at_least_speed(large, 1_999).await, Err(Missing::TooLarge));
    }
}
