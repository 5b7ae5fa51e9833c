//! Receiving bodies: within a time, or no slower than a least speed, and large ones within a share of the
//! memory, so that slow senders hold up nobody but themselves.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http_body_util::BodyExt;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout, timeout_at};

use super::answers;
use super::app::App;
use super::budgets::{Limit, Place};
use super::memory::{Memory, UNIT};

/// How long a small body may take to arrive.
const SMALL_WITHIN: Duration = Duration::from_secs(10);

/// How long a large body may take to arrive.
const LARGE_WITHIN: Duration = Duration::from_secs(120);

/// How much of a large body has to arrive in each [`SPEED_OVER`], in bytes: as over a slow phone.
const LEAST_BYTES: usize = 80 * 1024;

/// The part of what is there that has to arrive as well in each [`SPEED_OVER`]. A body that comes evenly
/// within [`LARGE_WITHIN`] is never slower, and one that stops does not keep its memory.
const LEAST_PART: usize = 12;

/// The time over which the speed of a large body is measured.
const SPEED_OVER: Duration = Duration::from_secs(10);

/// Bytes of a large body that do not count as memory: an address sends few at a time, and what people
/// import is seldom larger.
const UNCOUNTED: usize = 1024 * 1024;

/// How long a body may wait for memory. Others that wait for the same have some of it.
const MEMORY_WITHIN: Duration = Duration::from_secs(20);

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

/// A large body as far as it has come, with the memory that it takes.
struct Arriving {
    content: Vec<u8>,
    memory: Memory,
    held: Option<OwnedSemaphorePermit>,
}

impl Arriving {
    /// Makes space for so many bytes more, of `limit` in all. Waits until there is some.
    async fn reserve(&mut self, more: usize, limit: usize) -> Result<(), Missing> {
        let wanted = self.content.len() + more;
        if wanted <= self.content.capacity() {
            return Ok(());
        }
        let capacity = wanted.next_power_of_two().min(limit);
        let units = capacity.saturating_sub(UNCOUNTED).div_ceil(UNIT);
        let held = self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        if units > held {
            let more = u32::try_from(units - held).map_err(|_| Missing::TooLarge)?;
            let permit = timeout(MEMORY_WITHIN, self.memory.take(more)).await;
            let permit = permit.ok().flatten().ok_or(Missing::TooManyAtOnce)?;
            match &mut self.held {
                Some(held) => held.merge(permit),
                None => self.held = Some(permit),
            }
        }
        self.content.reserve_exact(capacity - self.content.len());
        Ok(())
    }
}

/// A received body. Counts among those in memory until it is dropped.
pub struct Received {
    /// Its content.
    pub bytes: Bytes,
    _held: Option<OwnedSemaphorePermit>,
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
    let arrived = timeout(LARGE_WITHIN, at_least_speed(&app.bodies, body, limit)).await;
    let arrived = arrived.unwrap_or(Err(Missing::Late));
    if let Err(Missing::TooManyAtOnce) = arrived {
        app.budgets.reached(Limit::Memory, address);
    }
    let Arriving { content, held, .. } = arrived?;
    Ok(Received { bytes: content.into(), _held: held, _place: place })
}

/// Gives up on a body that arrives too slowly.
async fn at_least_speed(
    memory: &Memory,
    mut body: Body,
    limit: usize,
) -> Result<Arriving, Missing> {
    let mut arriving = Arriving { content: Vec::new(), memory: memory.clone(), held: None };
    let (mut until, mut enough) = (Instant::now() + SPEED_OVER, LEAST_BYTES);
    loop {
        let Ok(frame) = timeout_at(until, body.frame()).await else { return Err(Missing::Late) };
        let Some(frame) = frame else { return Ok(arriving) };
        // A connection that breaks is answered by nobody.
        let Ok(data) = frame.map_err(|_| Missing::Late)?.into_data() else { continue };
        let length = arriving.content.len() + data.len();
        if length > limit {
            return Err(Missing::TooLarge);
        }
        let waits_from = Instant::now();
        arriving.reserve(data.len(), limit).await?;
        // That it had to wait is not the sender's fault.
        until += waits_from.elapsed();
        arriving.content.extend_from_slice(&data);
        if length >= enough {
            (until, enough) =
                (Instant::now() + SPEED_OVER, length + LEAST_BYTES.max(length / LEAST_PART));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::{StreamExt, TryStreamExt, stream};
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

    async fn received(body: Body, limit: usize) -> Result<usize, Missing> {
        at_least_speed(&Memory::new(), body, limit).await.map(|arrived| arrived.content.len())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_may_be_slow_but_not_drip() {
        let slow = body(40, 10 * 1024, Duration::from_secs(1));
        assert_eq!(received(slow, usize::MAX).await, Ok(400 * 1024));
        let dripping = body(200, 1, Duration::from_secs(1));
        assert_eq!(received(dripping, usize::MAX).await, Err(Missing::Late));
        let large = body(2, 1_000, Duration::ZERO);
        assert_eq!(received(large, 1_999).await, Err(Missing::TooLarge));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_evenly_is_in_time_and_one_that_stops_is_not() {
        const MEGABYTE: usize = 1024 * 1024;
        let evenly = body(119, MEGABYTE / 6, Duration::from_secs(1));
        assert_eq!(received(evenly, usize::MAX).await, Ok(119 * (MEGABYTE / 6)));
        let first = stream::iter([Ok::<_, Infallible>(Bytes::from(vec![b' '; 19 * MEGABYTE]))]);
        let drip = body(200, 10 * 1024, Duration::from_secs(1)).into_data_stream();
        let start = Instant::now();
        let stops = Body::from_stream(first.map_err(axum::Error::new).chain(drip));
        assert_eq!(received(stops, usize::MAX).await, Err(Missing::Late));
        assert!(start.elapsed() < 2 * SPEED_OVER);
    }

    #[tokio::test(start_paused = true)]
    async fn bodies_share_the_memory_and_small_ones_need_none_of_it() {
        let memory = Memory::of(4 * UNCOUNTED);
        let send =
            |bytes: usize| at_least_speed(&memory, Body::from(vec![b' '; bytes]), usize::MAX);
        let first = send(4 * UNCOUNTED).await.unwrap();
        assert_eq!(first.held.as_ref().unwrap().num_permits() * UNIT, 3 * UNCOUNTED);
        assert_eq!(send(4 * UNCOUNTED).await.err(), Some(Missing::TooManyAtOnce));
        assert!(send(UNCOUNTED).await.is_ok());
        drop(first);
        assert!(send(4 * UNCOUNTED).await.is_ok());
    }
}
