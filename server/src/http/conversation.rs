//! The conversation with one client, in the messages of `domain::protocol`. Independent of the
//! transport: frames come from a [`Transport`], and outgoing messages are queued.

use std::convert::Infallible;
use std::time::Duration;

use domain::ids::RoomId;
use domain::protocol::{ClientMessage, Close, Hello, Join, PROTOCOL, ServerMessage, decode};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::app::App;
use super::caller::Caller;
use super::throttle::Throttle;
use crate::rooms::{Greeting, Outgoing, Presence, Proof, RoomError, RoomHandle, clock, secret};
use crate::tokens::BadToken;

/// How long a client may take to say hello.
const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// A duration longer than any conversation.
const FOR_EVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The transport that a client's frames arrive on.
pub trait Transport: Send {
    /// The next frame, or `None` if something without a message arrived. An error ends the
    /// conversation.
    fn next(&mut self) -> impl Future<Output = Result<Option<String>, End>> + Send;

    /// The sender of the request that brought the last frame.
    fn caller(&self) -> &Caller;
}

/// Why the server ends a conversation.
pub struct End(Close, String);

impl End {
    /// An end with a reason for authors of clients.
    pub fn new(close: Close, reason: impl Into<String>) -> Self {
        Self(close, reason.into())
    }

    /// An end without a reason, because the client is gone.
    pub fn gone() -> Self {
        Self::new(Close::GoingAway, "")
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

impl From<BadToken> for End {
    fn from(why: BadToken) -> Self {
        Self::new(Close::BadToken, why.to_string())
    }
}

/// The stage of a conversation.
enum Stage {
    New,
    Lobby(Proof),
    Present(Presence),
}

/// The conversation with one client, from the first frame to the end.
pub struct Conversation {
    app: App,
    room: RoomId,
    outgoing: Outgoing,
    stage: Stage,
    throttle: Throttle,
    hello_until: Instant,
}

impl Conversation {
    /// A conversation with a client that has sent nothing yet. Messages to it go to `outgoing`.
    pub fn new(app: App, room: RoomId, outgoing: Outgoing) -> Self {
        let hello_until = Instant::now() + HELLO_WITHIN;
        Self { app, room, outgoing, stage: Stage::New, throttle: Throttle::new(), hello_until }
    }

    /// Holds the conversation until something ends it, at the latest when `written` is cancelled
    /// because nothing can be written any more. Then the close is queued, and the room learns that
    /// the client has left.
    pub async fn hold(mut self, transport: &mut impl Transport, written: &CancellationToken) {
        let Err(End(close, reason)) = self.run(transport, written).await;
        self.outgoing.close_because(close, reason);
    }

    /// Handles one message after the other.
    async fn run(
        &mut self,
        transport: &mut impl Transport,
        written: &CancellationToken,
    ) -> Result<Infallible, End> {
        self.app.registry.status(&self.room).await?;
        let stop = self.app.stop.clone();
        loop {
            self.throttle.wait().await;
            let room_ended = self.room_ended();
            let received = tokio::select! {
                biased;
                () = stop.cancelled() => return Err(End::gone()),
                () = written.cancelled() => return Err(End::gone()),
                // The room has queued a close code of its own, if it could.
                () = room_ended.cancelled() => return Err(End::new(Close::Failed, "")),
                received = timeout_at(self.receive_until(), transport.next()) => received,
            };
            let Ok(received) = received else {
                return Err(End::new(Close::OutOfTurn, "no hello"));
            };
            if let Some(frame) = received? {
                self.message(&frame, transport.caller()).await?;
            }
        }
    }

    /// When the next message has to arrive at the latest. Unlimited once the client has said hello.
    fn receive_until(&self) -> Instant {
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

    async fn message(&mut self, text: &str, caller: &Caller) -> Result<(), End> {
        let message =
            decode(text).map_err(|error| End::new(Close::BadMessage, error.to_string()))?;
        match (message, &self.stage) {
            (ClientMessage::Hello(hello), Stage::New) => self.hello(hello, caller).await,
            (ClientMessage::Join(join), Stage::Lobby(proof)) => {
                let proof = proof.clone();
                self.join(proof, join).await
            }
            (ClientMessage::Do(request), Stage::Present(presence)) => {
                let asked = presence.submit(request, self.outgoing.clone()).await;
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

    async fn hello(&mut self, hello: Hello, caller: &Caller) -> Result<(), End> {
        if hello.protocol != PROTOCOL {
            let reason = format!("this server speaks version {PROTOCOL}");
            return Err(End::new(Close::BadVersion, reason));
        }
        let Some(secret) = secret::hash(&hello.secret) else {
            return Err(End::new(Close::BadMessage, "the secret is too short or too long"));
        };
        let vouched = caller.vouched(&self.app.tokens, &self.room, hello.token.as_deref())?;
        let proof = Proof { secret, vouched };
        self.outgoing.set_reads_gzip(hello.gzip);
        let hello = |room: RoomHandle| {
            let (proof, outgoing) = (proof.clone(), self.outgoing.clone());
            async move { room.hello(proof, hello.resume, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, hello).await?;
        self.stage = stage(greeting, proof)?;
        Ok(())
    }

    async fn join(&mut self, proof: Proof, join: Join) -> Result<(), End> {
        let join = |room: RoomHandle| {
            let (proof, join, outgoing) = (proof.clone(), join.clone(), self.outgoing.clone());
            async move { room.join(proof, join, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, join).await?;
        self.stage = stage(greeting, proof)?;
        Ok(())
    }
}

fn stage(greeting: Greeting, proof: Proof) -> Result<Stage, End> {
    match greeting {
        Greeting::Stranger => Ok(Stage::Lobby(proof)),
        Greeting::Removed => Err(End::new(Close::Removed, "")),
        Greeting::Present(presence) => Ok(Stage::Present(presence)),
    }
}
