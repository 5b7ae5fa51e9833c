//! `GET /api/rooms/{room}/socket`: a conversation over a websocket.
//!
//! There are two tasks: this module reads, [`writer`] writes. Neither can hold up the room.

mod writer;

use std::error::Error;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::ids::RoomId;
use domain::limits;
use domain::protocol::Close;
use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::app::App;
use super::caller::Caller;
use super::conversation::{Conversation, End, Transport};
use super::{answers, origin};
use crate::rooms::connection;
use writer::Heartbeat;

/// The size of axum's buffers for each connection. The default for reading alone is 128 KiB.
const BUFFER_BYTES: usize = 4 * 1024;

/// How long a client may take to respond to a close.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// How long a client should wait whose address has as many connections as it may have, in seconds.
const RETRY_AFTER: u32 = 10;

/// Upgrades a request to a conversation.
pub async fn open(
    State(app): State<App>,
    Path(room): Path<String>,
    headers: HeaderMap,
    caller: Caller,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !origin::is_allowed(&headers, &app.allowed_origins) {
        return answers::foreign_origin();
    }
    // The connection's own place is given back when it becomes a websocket.
    let Some(place) = app.budgets.connect(caller.address) else {
        return answers::too_many_requests(RETRY_AFTER);
    };
    upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(async move |socket| {
            let _place = place;
            let sockets = app.sockets.clone();
            sockets.track_future(converse(app, RoomId(room), caller, socket)).await;
        })
}

async fn converse(app: App, room: RoomId, caller: Caller, socket: WebSocket) {
    let (sink, stream) = socket.split();
    let (outgoing, outbox) = connection();
    let (heartbeat, written) = (Heartbeat::default(), CancellationToken::new());
    let (ended, beat) = (written.clone().drop_guard(), heartbeat.clone());
    let writing = tokio::spawn(async move {
        let _ended = ended;
        writer::write(sink, outbox, beat).await;
    });
    let mut transport = SocketTransport { stream, caller, heartbeat, is_unreadable: false };
    Conversation::new(app, room, outgoing).hold(&mut transport, &written).await;
    // The room knows already; closing the socket may take its time.
    let _ = timeout(CLOSE_WITHIN, transport.closed_by_client()).await;
    writing.abort();
}

/// The reading half of a websocket.
struct SocketTransport {
    stream: SplitStream<WebSocket>,
    /// The sender of the request that was upgraded.
    caller: Caller,
    heartbeat: Heartbeat,
    /// Whether the client's data can no longer be read as frames.
    is_unreadable: bool,
}

impl Transport for SocketTransport {
    async fn next(&mut self) -> Result<Option<String>, End> {
        let received = self.stream.next().await;
        self.heartbeat.received();
        match received {
            Some(Ok(Message::Text(text))) => Ok(Some(text.to_string())),
            Some(Ok(Message::Binary(_))) => {
                Err(End::new(Close::BadMessage, "messages are text frames"))
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
            Some(Ok(Message::Close(_))) | None => Err(End::gone()),
            Some(Err(error)) => {
                self.is_unreadable = true;
                Err(unreadable(&error))
            }
        }
    }

    fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl SocketTransport {
    /// Resolves when the client has closed its side. If a socket is dropped while it has unread
    /// data, the close frame is lost, so one that cannot be read is left open until the timeout.
    async fn closed_by_client(&mut self) {
        if self.is_unreadable {
            std::future::pending::<()>().await;
        }
        while self.stream.next().await.is_some_and(|read| read.is_ok()) {}
    }
}

/// The close for a client whose frame could not be read.
fn unreadable(error: &axum::Error) -> End {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<tungstenite::Error>());
    match cause {
        Some(tungstenite::Error::Capacity(_)) => End::new(
            Close::TooLarge,
            format!("a frame has {} bytes at the most", limits::FRAME_BYTES),
        ),
        Some(tungstenite::Error::Utf8(_)) => End::new(Close::BadMessage, "not UTF-8"),
        Some(tungstenite::Error::Protocol(_)) => {
            End::new(Close::BadMessage, "not a websocket frame")
        }
        // The connection is broken; nobody will read this.
        _ => End::new(Close::GoingAway, ""),
    }
}
