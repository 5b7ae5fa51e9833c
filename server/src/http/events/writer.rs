//! The writing half of a conversation over events: what is queued becomes the body of an answer.

use std::convert::Infallible;
use std::future::Future;

use axum::response::sse::Event;
use domain::protocol::{Close, ServerMessage, encode};
use futures_util::stream::{Stream, unfold};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::rooms::{Frame, Outbox};

/// Events on their way into the answer. The rest waits where it is bounded for every client.
const ON_THE_WAY: usize = 1;

/// The body of the answer.
struct Events {
    events: mpsc::Receiver<Event>,
    /// Beside the others, so that a client that was cut off for not reading still finds it.
    last: oneshot::Receiver<Event>,
    /// The client is gone when this is dropped.
    _gone: DropGuard,
}

/// What fills the stream, and the stream. `written` is cancelled when either of them ends.
pub fn stream(
    outbox: Outbox,
    written: CancellationToken,
) -> (impl Future<Output = ()>, impl Stream<Item = Result<Event, Infallible>>) {
    let (sink, events) = mpsc::channel(ON_THE_WAY);
    let (end, last) = oneshot::channel();
    let body = Events { events, last, _gone: written.clone().drop_guard() };
    let writing = async move {
        let _ended = written.drop_guard();
        if let Some((close, reason)) = write(&sink, outbox).await {
            // A client that is gone needs no goodbye.
            let _ = end.send(closing(close, &reason));
        }
    };
    (writing, unfold(body, next))
}

async fn next(mut body: Events) -> Option<(Result<Event, Infallible>, Events)> {
    let event = match body.events.recv().await {
        Some(event) => event,
        // Taken only once.
        None if body.last.is_terminated() => return None,
        None => (&mut body.last).await.ok()?,
    };
    Some((Ok(event), body))
}

/// Hands over what is queued until the end of the conversation, and says how it ends. `None` when
/// the client is gone.
async fn write(sink: &mpsc::Sender<Event>, mut outbox: Outbox) -> Option<(Close, String)> {
    let too_slow = outbox.too_slow();
    loop {
        let event = match outbox.next().await {
            // Rooms encode text; anything else would be a fault of theirs, and an empty event shows it.
            Frame::Text(bytes) => message(str::from_utf8(&bytes).unwrap_or_default()),
            Frame::Welcome(welcome) => message(&encode(&ServerMessage::Welcome(welcome))),
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

fn closing(close: Close, reason: &str) -> Event {
    let data = json!({ "code": close.code(), "reason": reason });
    Event::default().event("close").data(data.to_string())
}
