//! `/api/rooms/{room}/events/{connection}`: a conversation where websockets are blocked. What the
//! server says is a stream of server-sent events, and each frame of the client is a request.
//!
//! Two tasks, as with a websocket: this one reads, [`writer`] writes.

mod open_streams;
mod writer;

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use domain::limits;
use domain::protocol::Close;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::caller::Caller;
use super::conversation::{Conversation, End, Line};
use super::{App, answers, origin};
use crate::rooms::connection;
pub use open_streams::OpenStreams;
use open_streams::Registration;

/// How often a comment goes out when there is nothing to say: proxies cut idle lines.
const COMMENT_EVERY: Duration = Duration::from_secs(15);

/// How long a client may be silent. Nothing else tells that a line is dead, and browsers let a page
/// that nobody sees act once a minute.
const SILENT_FOR: Duration = Duration::from_secs(150);

/// How long what is queued may take to leave when the conversation is over.
const GOODBYE_WITHIN: Duration = Duration::from_secs(2);

/// Tells proxies that gather answers to let this one through as it comes.
const NO_BUFFERING: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// A client's frame with whose request brought it, and what is told when the conversation has taken it.
pub struct Sent(String, Caller, oneshot::Sender<()>);

/// Opens a stream; from now on the client can send frames to it.
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
    let Some((registration, frames)) = OpenStreams::register(&app, &room, &name) else {
        return answers::conflict("a stream with this name is open");
    };
    let (outgoing, outbox) = connection();
    let written = CancellationToken::new();
    let (writing, events) = writer::stream(outbox, written.clone());
    let conversation = Conversation::new(app.clone(), RoomId(room), outgoing);
    let line = EventsLine { frames, caller: Caller::default(), _registration: registration };
    app.sockets.spawn(converse(conversation, line, writing, written));
    let alive = KeepAlive::new().interval(COMMENT_EVERY);
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend([NO_BUFFERING]);
    response
}

/// Takes a frame to the stream of this name, and answers when the conversation has taken it.
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
    let Ok(bytes) = to_bytes(body, limits::FRAME_BYTES).await else {
        return answers::too_large(limits::FRAME_BYTES);
    };
    let Ok(frame) = String::from_utf8(bytes.into()) else {
        return answers::bad_request("a message is UTF-8");
    };
    let (taken, answer) = oneshot::channel();
    let queued = frames.send(Sent(frame, caller, taken)).await;
    // Not kept while waiting: a frame that is left in the queue goes with the last of these.
    drop(frames);
    match (queued, answer.await) {
        (Ok(()), Ok(())) => StatusCode::NO_CONTENT.into_response(),
        _ => no_stream(),
    }
}

async fn converse(
    conversation: Conversation,
    mut line: EventsLine,
    writing: impl Future<Output = ()> + Send + 'static,
    written: CancellationToken,
) {
    let mut writing = tokio::spawn(writing);
    conversation.hold(&mut line, &written).await;
    drop(line);
    if timeout(GOODBYE_WITHIN, &mut writing).await.is_err() {
        writing.abort();
    }
}

/// The client's frames, one request each.
struct EventsLine {
    frames: mpsc::Receiver<Sent>,
    /// Of the request that brought the last frame. Never of the one that opened the stream: any site can
    /// make a browser send that, without an origin, and knows the name of the connection then.
    caller: Caller,
    _registration: Registration,
}

impl Line for EventsLine {
    async fn next(&mut self) -> Result<Option<String>, End> {
        let Ok(received) = timeout(SILENT_FOR, self.frames.recv()).await else {
            return Err(End::new(Close::GoingAway, "nothing was heard for too long"));
        };
        let Sent(frame, caller, taken) = received.ok_or_else(End::gone)?;
        self.caller = caller;
        // A client that has not waited for the answer needs none.
        let _ = taken.send(());
        Ok(Some(frame))
    }

    fn caller(&self) -> &Caller {
        &self.caller
    }
}

fn no_stream() -> Response {
    answers::missing("no stream of this name is open")
}
