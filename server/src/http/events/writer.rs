//! The writing half of a conversation over events: queued frames become the body of a response.

use std::convert::Infallible;
use std::future::Future;

use axum::response::sse::Event;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::protocol::Close;
use futures_util::stream::{Stream, unfold};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::rooms::{Frame, Outbox};

/// How many events are buffered for the response. The others wait in the client's bounded queue.
const BUFFERED_EVENTS: usize = 1;

/// The body of the response.
struct Events {
    events: mpsc::Receiver<Event>,
    /// Separate from the others, so that a client that was disconnected for not reading still gets
    /// it.
    last: oneshot::Receiver<Event>,
    /// Dropped when the client is gone.
    _gone: DropGuard,
}

/// The future that fills the stream, and the stream. `written` is cancelled when either of them
/// ends.
pub fn stream(
    outbox: Outbox,
    written: CancellationToken,
) -> (impl Future<Output = ()>, impl Stream<Item = Result<Event, Infallible>>) {
    let (sink, events) = mpsc::channel(BUFFERED_EVENTS);
    let (end, last) = oneshot::channel();
    let body = Events { events, last, _gone: written.clone().drop_guard() };
    let writing = async move {
        let _ended = written.drop_guard();
        if let Some((close, reason)) = write(&sink, outbox).await {
            // The client may be gone.
            let _ = end.send(closing(close, &reason));
        }
    };
    (writing, unfold(body, next))
}

async fn next(mut body: Events) -> Option<(Result<Event, Infallible>, Events)> {
    let event = match body.events.recv().await {
        Some(event) => event,
        // It can be received only once.
        None if body.last.is_terminated() => return None,
        None => (&mut body.last).await.ok()?,
    };
    Some((Ok(event), body))
}

/// Passes the queued frames on until the end of the conversation, and returns its close. `None` if
/// the client is gone.
async fn write(sink: &mpsc::Sender<Event>, mut outbox: Outbox) -> Option<(Close, String)> {
    let too_slow = outbox.too_slow();
    loop {
        let event = match outbox.next().await {
            // Rooms always encode valid text.
            Frame::Text(bytes) => message(str::from_utf8(&bytes).unwrap_or_default()),
            Frame::Gzip(bytes) => message(&compressed(&bytes)),
            Frame::Close(close, reason) => return Some((close, reason)),
        };
        match too_slow.run_until_cancelled(sink.send(event)).await {
            Some(Ok(())) => {}
            Some(Err(_)) => return None,
            None => return Some((Close::TooSlow, String::new())),
        }
    }
}

fn message(text: &str) -> Event {
    Event::default().data(text)
}

/// A compressed message as text. Not an event with a name: programs that handle those apart from the
/// others would lose the order.
fn compressed(bytes: &[u8]) -> String {
    format!("gzip {}", STANDARD.encode(bytes))
}

fn closing(close: Close, reason: &str) -> Event {
    let data = json!({ "code": close.code(), "reason": reason });
    Event::default().event("close").data(data.to_string())
}
