//! The body of the response: a client's frames as events.

use std::convert::Infallible;

use axum::response::sse::Event;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream::{Stream, unfold};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};

use super::super::transport::End;
use crate::rooms::Frame;

/// How many events are buffered for the response. The others wait in the client's bounded queue.
const BUFFERED_EVENTS: usize = 1;

/// The name of the event that asks for a sign of life. Browsers ignore names that a page does not know.
const ALIVE: &str = "alive";

/// Fills the stream.
pub struct Sink {
    events: mpsc::Sender<Queued>,
    /// Told when the last event was written.
    written: Option<oneshot::Receiver<()>>,
    /// Separate from the others, so that a client that was disconnected for not reading still gets
    /// it. `None` once it is sent.
    last: Option<oneshot::Sender<Event>>,
}

/// An event, and who is told when it was written.
struct Queued {
    event: Event,
    written: oneshot::Sender<()>,
}

/// The other end.
struct Events {
    events: mpsc::Receiver<Queued>,
    /// Of the event that is being written.
    written: Option<oneshot::Sender<()>>,
    last: oneshot::Receiver<Event>,
}

/// A stream, and what fills it.
pub fn stream() -> (Sink, impl Stream<Item = Result<Event, Infallible>>) {
    let (sink, events) = mpsc::channel(BUFFERED_EVENTS);
    let (end, last) = oneshot::channel();
    let sink = Sink { events: sink, written: None, last: Some(end) };
    (sink, unfold(Events { events, written: None, last }, next))
}

async fn next(mut body: Events) -> Option<(Result<Event, Infallible>, Events)> {
    // The connection asks for the next event when it has written all but a little of the one before.
    if let Some(written) = body.written.take() {
        // Perhaps nobody waits for it any more.
        let _ = written.send(());
    }
    let event = match body.events.recv().await {
        Some(Queued { event, written }) => {
            body.written = Some(written);
            event
        }
        // It can be received only once.
        None if body.last.is_terminated() => return None,
        None => (&mut body.last).await.ok()?,
    };
    Some((Ok(event), body))
}

impl Sink {
    /// Sends a frame.
    pub async fn send(&mut self, frame: Frame) -> Result<(), End> {
        let data = match frame {
            // Rooms always encode valid text.
            Frame::Text(bytes) => Event::default().data(str::from_utf8(&bytes).unwrap_or_default()),
            Frame::Gzip(bytes) => Event::default().data(compressed(&bytes)),
            Frame::Close(close, reason) => return Err(End::new(close, reason)),
        };
        self.event(data).await
    }

    /// Asks for a sign of life.
    pub async fn ask(&mut self) -> Result<(), End> {
        // Browsers leave out events without data.
        self.event(Event::default().event(ALIVE).data("?")).await
    }

    /// Resolves when everything that was sent is written.
    pub async fn flush(&mut self) -> Result<(), End> {
        if let Some(written) = &mut self.written {
            let was_written = written.await;
            self.written = None;
            was_written.map_err(|_| End::gone())?;
        }
        Ok(())
    }

    /// Resolves when the client is gone.
    pub async fn closed(&self) {
        self.events.closed().await;
    }

    /// Ends the stream once everything is sent.
    pub fn close(&mut self, End(close, reason): End) {
        if let Some(last) = self.last.take() {
            let data = json!({ "code": close.code(), "reason": reason });
            // The client may be gone.
            let _ = last.send(Event::default().event("close").data(data.to_string()));
        }
    }

    async fn event(&mut self, event: Event) -> Result<(), End> {
        let (written, is_written) = oneshot::channel();
        self.events.send(Queued { event, written }).await.map_err(|_| End::gone())?;
        self.written = Some(is_written);
        Ok(())
    }
}

/// A compressed message as text. Not an event with a name: programs that handle those apart from the
/// others would lose the order.
fn compressed(bytes: &[u8]) -> String {
    format!("gzip {}", STANDARD.encode(bytes))
}
