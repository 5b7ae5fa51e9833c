//! `GET /api/rooms/{room}/socket`: a conversation over a websocket.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::ids::RoomId;
use domain::limits;
use domain::protocol::Close;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{CloseFrame, Frame as Fragment};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::app::App;
use super::budgets::Place;
use super::caller::Caller;
use super::conversation::Conversation;
use super::transport::{End, Transport};
use super::{answers, origin};
use crate::rooms::Frame;

/// The size of the buffers for each connection. The default for reading alone is 128 KiB, and most messages
/// have less than a quarter of this.
const BUFFER_BYTES: usize = 1024;

/// The most bytes of a fragment: larger messages are sent in several. What is written is copied to a buffer
/// that stays as large as the largest fragment for as long as there is the connection.
const FRAGMENT_BYTES: usize = 4 * 1024;

/// The most bytes of a close frame's reason: what RFC 6455 leaves for it, rounded down.
const REASON_BYTES: usize = 120;

/// How long a client should wait whose address has as many connections as it may have, in seconds.
const RETRY_AFTER: u32 = 10;

/// Upgrades a request to a conversation.
pub async fn open(
    State(app): State<App>,
    Path(room): Path<String>,
    headers: HeaderMap,
    caller: Caller,
    mut request: Request,
) -> Response {
    if !origin::is_allowed(&headers, &app.allowed_origins) {
        return answers::foreign_origin();
    }
    let switched = match create_response_with_body(&request, Body::empty) {
        Ok(switched) => switched,
        Err(error) => return answers::no_upgrade(error),
    };
    // The connection's own place is given back when it becomes a websocket.
    let Some(place) = app.budgets.connect(caller.address) else {
        return answers::too_many_requests(RETRY_AFTER);
    };
    let upgrade = hyper::upgrade::on(&mut request);
    let sockets = app.sockets.clone();
    sockets.spawn(converse(app, RoomId(room), upgrade, caller, place));
    switched
}

/// Holds the conversation once the answer is sent.
async fn converse(app: App, room: RoomId, upgrade: OnUpgrade, caller: Caller, place: Place) {
    // Otherwise the client has gone.
    let Ok(upgraded) = upgrade.await else { return };
    let config = WebSocketConfig::default()
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_message_size(Some(limits::FRAME_BYTES))
        .max_frame_size(Some(limits::FRAME_BYTES));
    let stream = TokioIo::new(upgraded);
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
    let transport = SocketTransport { socket, caller, is_unreadable: false, _place: place };
    Conversation::new(app, room).hold(Box::new(transport)).await;
}

/// A websocket.
struct SocketTransport {
    socket: WebSocketStream<TokioIo<Upgraded>>,
    /// The sender of the request that was upgraded.
    caller: Caller,
    /// Whether the client's data can no longer be read as frames.
    is_unreadable: bool,
    _place: Place,
}

impl Transport for SocketTransport {
    const DEAD_AFTER: Duration = Duration::from_secs(60);

    async fn receive(&mut self) -> Result<Option<String>, End> {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => Ok(Some(text.to_string())),
            Some(Ok(Message::Binary(_))) => {
                Err(End::new(Close::BadMessage, "messages are text frames"))
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
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

    async fn send(&mut self, frame: Frame) -> Result<(), End> {
        let (mut kind, mut rest) = match frame {
            Frame::Text(bytes) => (Data::Text, bytes),
            Frame::Gzip(bytes) => (Data::Binary, bytes),
            Frame::Close(close, reason) => return Err(End::new(close, reason)),
        };
        loop {
            let fragment = rest.split_to(rest.len().min(FRAGMENT_BYTES));
            let fragment = Fragment::message(fragment, OpCode::Data(kind), rest.is_empty());
            self.feed(Message::Frame(fragment)).await?;
            if rest.is_empty() {
                return Ok(());
            }
            kind = Data::Continue;
        }
    }

    async fn ask(&mut self) -> Result<(), End> {
        self.feed(Message::Ping(Bytes::new())).await
    }

    async fn flush(&mut self) -> Result<(), End> {
        self.socket.flush().await.map_err(|_| End::gone())
    }

    /// Resolves when the client has closed its side too. If a socket is dropped while it has unread
    /// data, the close frame is lost, so one that cannot be read is left open.
    async fn close(&mut self, End(close, reason): End) {
        let reason = &reason[..reason.floor_char_boundary(REASON_BYTES)];
        let frame = CloseFrame { code: close.code().into(), reason: reason.into() };
        if self.socket.send(Message::Close(Some(frame))).await.is_err() {
            return;
        }
        if self.is_unreadable {
            std::future::pending::<()>().await;
        }
        while self.socket.next().await.is_some_and(|read| read.is_ok()) {}
    }
}

impl SocketTransport {
    async fn feed(&mut self, message: Message) -> Result<(), End> {
        // It fails where the connection is broken.
        self.socket.feed(message).await.map_err(|_| End::gone())
    }
}

/// The close for a client whose frame could not be read.
fn unreadable(error: &Error) -> End {
    match error {
        Error::Capacity(_) => End::new(
            Close::TooLarge,
            format!("a frame has {} bytes at the most", limits::FRAME_BYTES),
        ),
        Error::Utf8(_) => End::new(Close::BadMessage, "not UTF-8"),
        Error::Protocol(_) => End::new(Close::BadMessage, "not a websocket frame"),
        // The connection is broken; nobody will read this.
        _ => End::new(Close::GoingAway, ""),
    }
}
