//! `/api/rooms/{room}/events/{connection}`: a conversation where websockets are blocked. The
//! server's messages are a stream of server-sent events, and each frame of the client is a request.

mod stream;

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::sse::Sse;
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use domain::limits;
use tokio::sync::{mpsc, oneshot};

use super::app::App;
use super::body::receive_small;
use super::caller::Caller;
use super::conversation::Conversation;
use super::open_streams::{self, Registration, Sent};
use super::transport::{End, Transport};
use super::{answers, origin};
use crate::rooms::Frame;
use stream::Sink;

/// Tells proxies that buffer responses to pass this one on as it arrives.
const NO_BUFFERING: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// Opens a stream, to which the client can send frames from now on.
pub async fn open(
    State(app): State<App>,
    Path((room, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if !origin::is_allowed(&headers, &app.allowed_origins) {
        return answers::foreign_origin();
    }
    if !open_streams::is_well_formed(&name) {
        return answers::bad_request("a connection's name is 22 to 64 of A-Z, a-z, 0-9, - and _");
    }
    let Some((registration, frames)) = app.streams.register(&room, &name) else {
        return answers::conflict("a stream with this name is open");
    };
    let (sink, events) = stream::stream();
    let conversation = Conversation::new(app.clone(), RoomId(room));
    let transport =
        EventsTransport { frames, sink, caller: Caller::default(), _registration: registration };
    app.sockets.spawn(conversation.hold(Box::new(transport)));
    let mut response = Sse::new(events).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend([NO_BUFFERING]);
    response
}

/// Passes a frame to the stream of this name, and responds when the conversation has received it.
pub async fn send(
    State(app): State<App>,
    Path((room, name)): Path<(String, String)>,
    headers: HeaderMap,
    caller: Caller,
    body: Body,
) -> Response {
    if !origin::is_allowed(&headers, &app.allowed_origins) {
        return answers::foreign_origin();
    }
    let Some(frames) = app.streams.find(&room, &name) else { return no_stream() };
    let bytes = match receive_small(body, limits::FRAME_BYTES).await {
        Ok(bytes) => bytes,
        Err(missing) => return missing.answer(limits::FRAME_BYTES),
    };
    let Ok(frame) = String::from_utf8(bytes.into()) else {
        return answers::bad_request("a message is UTF-8");
    };
    let (taken, answer) = oneshot::channel();
    let queued = frames.send(Sent { frame, caller, taken }).await;
    // Dropped before waiting: a frame that stays in the queue is dropped with the last sender.
    drop(frames);
    match (queued, answer.await) {
        (Ok(()), Ok(())) => StatusCode::NO_CONTENT.into_response(),
        _ => no_stream(),
    }
}

/// A stream, and the client's frames, each of them a request.
struct EventsTransport {
    frames: mpsc::Receiver<Sent>,
    sink: Sink,
    /// The sender of the request that brought the last frame. Never of the one that opened the
    /// stream: any site can make a browser send that one without an origin, and then knows the name
    /// of the connection.
    caller: Caller,
    _registration: Registration,
}

impl Transport for EventsTransport {
    /// Programs may be silent for long without being gone, and are away meanwhile.
    const DEAD_AFTER: Duration = Duration::from_secs(150);

    async fn receive(&mut self) -> Result<Option<String>, End> {
        let received = tokio::select! {
            received = self.frames.recv() => received,
            () = self.sink.closed() => None,
        };
        let Sent { frame, caller, taken } = received.ok_or_else(End::gone)?;
        self.caller = caller;
        // The client may not be waiting for the response any more.
        let _ = taken.send(());
        Ok(Some(frame))
    }

    fn caller(&self) -> &Caller {
        &self.caller
    }

    async fn send(&mut self, frame: Frame) -> Result<(), End> {
        self.sink.send(frame).await
    }

    async fn ask(&mut self) -> Result<(), End> {
        self.sink.ask().await
    }

    async fn flush(&mut self) -> Result<(), End> {
        self.sink.flush().await
    }

    async fn close(&mut self, end: End) {
        // Requests that come from now on find nothing.
        self.frames.close();
        self.sink.close(end);
    }
}

fn no_stream() -> Response {
    answers::missing("no stream of this name is open")
}
