//! `GET /api/rooms/{room}/socket`: the conversation with one client, as `domain::protocol` says.
//!
//! Two tasks: this one reads, [`writer`] writes. Neither can hold up the room.

mod writer;

use std::convert::Infallible;
use std::error::Error;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::{RoomId, SecretHash};
use domain::limits;
use domain::protocol::{ClientMessage, Close, Hello, Join, PROTOCOL, ServerMessage, decode};
use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use super::throttle::Throttle;
use super::{App, origin};
use crate::rooms::{
    Greeting, Outgoing, Presence, RoomError, RoomHandle, clock, connection, secret,
};
use writer::Heartbeat;

/// Bytes of axum's buffers for each connection. Its default for reading alone is 128 KiB.
const BUFFER_BYTES: usize = 4 * 1024;

/// How long a client may take to say hello.
const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// How long a client may take to answer a close.
const GOODBYE_WITHIN: Duration = Duration::from_secs(2);

/// Longer than any conversation.
const FOR_EVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Upgrades a request to a conversation.
pub async fn open(
    State(app): State<App>,
    Path(room): Path<String>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !origin::is_allowed(&headers, &app.allowed_origins) {
        return (StatusCode::FORBIDDEN, "this origin is not allowed").into_response();
    }
    upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(async move |socket| {
            let sockets = app.sockets.clone();
            sockets.track_future(converse(app, RoomId(room), socket)).await;
        })
}

/// Why this side ends a conversation.
struct End(Close, String);

impl End {
    fn new(close: Close, reason: impl Into<String>) -> Self {
        Self(close, reason.into())
    }
}

impl From<RoomError> for End {
    fn from(error: RoomError) -> Self {
        let close = match error {
            RoomError::Unknown => Close::NoSuchRoom,
            RoomError::Ended => Close::Ended,
            RoomError::Failed => Close::Failed,
        };
        Self::new(close, error.to_string())
    }
}

/// How far the conversation is.
enum Stage {
    New,
    Lobby(SecretHash),
    Present(Presence),
}

struct Conversation {
    app: App,
    room: RoomId,
    stream: SplitStream<WebSocket>,
    outgoing: Outgoing,
    heartbeat: Heartbeat,
    /// Cancelled when the writer has ended: said goodbye, or lost the line.
    written: CancellationToken,
    stage: Stage,
    throttle: Throttle,
    hello_until: Instant,
    /// What the client sends can no longer be told into frames.
    deaf: bool,
}

async fn converse(app: App, room: RoomId, socket: WebSocket) {
    let (sink, stream) = socket.split();
    let (outgoing, outbox) = connection();
    let (heartbeat, written) = (Heartbeat::default(), CancellationToken::new());
    let (ended, beat) = (written.clone().drop_guard(), heartbeat.clone());
    let writing = tokio::spawn(async move {
        let _ended = ended;
        writer::write(sink, outbox, beat).await;
    });
    let mut conversation = Conversation {
        app,
        room,
        stream,
        outgoing,
        heartbeat,
        written,
        stage: Stage::New,
        throttle: Throttle::new(),
        hello_until: Instant::now() + HELLO_WITHIN,
        deaf: false,
    };
    let Err(End(close, reason)) = conversation.run().await;
    conversation.outgoing.close_because(close, reason);
    // The room is told at once; the line may take its time.
    conversation.stage = Stage::New;
    let _ = timeout(GOODBYE_WITHIN, conversation.goodbye()).await;
    writing.abort();
}

impl Conversation {
    /// Takes one message after the other until something ends it.
    async fn run(&mut self) -> Result<Infallible, End> {
        self.app.registry.status(&self.room).await?;
        let stop = self.app.stop.clone();
        loop {
            self.throttle.wait().await;
            let room_ended = self.room_ended();
            let received = tokio::select! {
                biased;
                () = stop.cancelled() => return Err(End::new(Close::GoingAway, "")),
                () = self.written.cancelled() => return Err(End::new(Close::GoingAway, "")),
                // Closed by the room with a code of its own, if it could.
                () = room_ended.cancelled() => return Err(End::new(Close::Failed, "")),
                received = timeout_at(self.patience(), self.stream.next()) => received,
            };
            let Ok(received) = received else {
                return Err(End::new(Close::OutOfTurn, "no hello"));
            };
            self.heartbeat.heard();
            match received {
                Some(Ok(Message::Text(text))) => self.message(&text).await?,
                Some(Ok(Message::Binary(_))) => {
                    return Err(End::new(Close::BadMessage, "messages are text frames"));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(_))) | None => return Err(End::new(Close::GoingAway, "")),
                Some(Err(error)) => {
                    self.deaf = true;
                    return Err(unreadable(&error));
                }
            }
        }
    }

    /// Resolves when the client has taken notice of the end. A line that is dropped while there is
    /// something unread on it takes the close frame with it, so a deaf one is left open for a while.
    async fn goodbye(&mut self) {
        if self.deaf {
            std::future::pending::<()>().await;
        }
        while self.stream.next().await.is_some_and(|read| read.is_ok()) {}
    }

    /// Until when a message has to come; for ever once the client has said who it is.
    fn patience(&self) -> Instant {
        match self.stage {
            Stage::New => self.hello_until,
            Stage::Lobby(_) | Stage::Present(_) => Instant::now() + FOR_EVER,
        }
    }

    fn room_ended(&self) -> CancellationToken {
        match &self.stage {
            Stage::Present(presence) => presence.room_ended(),
            Stage::New | Stage::Lobby(_) => CancellationToken::new(),
        }
    }

    async fn message(&mut self, text: &str) -> Result<(), End> {
        let message =
            decode(text).map_err(|error| End::new(Close::BadMessage, error.to_string()))?;
        match (message, &self.stage) {
            (ClientMessage::Hello(hello), Stage::New) => self.hello(hello).await,
            (ClientMessage::Join(join), Stage::Lobby(secret)) => {
                let secret = secret.clone();
                self.join(secret, join).await
            }
            (ClientMessage::Do(wish), Stage::Present(presence)) => {
                let asked = presence.wish(wish, self.outgoing.clone()).await;
                asked.map_err(|gone| End::new(Close::Failed, gone.to_string()))
            }
            (ClientMessage::Ping { echo }, Stage::Lobby(_) | Stage::Present(_)) => {
                self.outgoing.message(&ServerMessage::Pong { echo, now: clock::now() });
                Ok(())
            }
            (ClientMessage::Hello(_), _) => Err(End::new(Close::OutOfTurn, "hello came before")),
            (_, Stage::New) => Err(End::new(Close::OutOfTurn, "hello comes first")),
            (ClientMessage::Join(_), _) => Err(End::new(Close::OutOfTurn, "joined already")),
            (ClientMessage::Do(_), _) => Err(End::new(Close::OutOfTurn, "join comes first")),
        }
    }

    async fn hello(&mut self, hello: Hello) -> Result<(), End> {
        if hello.protocol != PROTOCOL {
            let reason = format!("this server speaks version {PROTOCOL}");
            return Err(End::new(Close::BadVersion, reason));
        }
        let Some(secret) = secret::hash(&hello.secret) else {
            return Err(End::new(Close::BadMessage, "the secret is too short or too long"));
        };
        let hello = |room: RoomHandle| {
            let (secret, outgoing) = (secret.clone(), self.outgoing.clone());
            async move { room.hello(secret, hello.resume, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, hello).await?;
        self.stage = stage(greeting, secret)?;
        Ok(())
    }

    async fn join(&mut self, secret: SecretHash, join: Join) -> Result<(), End> {
        let join = |room: RoomHandle| {
            let (secret, join, outgoing) = (secret.clone(), join.clone(), self.outgoing.clone());
            async move { room.join(secret, join, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, join).await?;
        self.stage = stage(greeting, secret)?;
        Ok(())
    }
}

fn stage(greeting: Greeting, secret: SecretHash) -> Result<Stage, End> {
    match greeting {
        Greeting::Stranger => Ok(Stage::Lobby(secret)),
        Greeting::Removed => Err(End::new(Close::Removed, "")),
        Greeting::Present(presence) => Ok(Stage::Present(presence)),
    }
}

/// What to say to a client whose frame could not be read.
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
        // The line is gone; nobody will read this.
        _ => End::new(Close::GoingAway, ""),
    }
}
