//! The conversation with one client, in the messages of `domain::protocol`. Independent of the
//! transport: frames come from and go to a [`Transport`].
//!
//! It is one task. There are thousands of them, and mostly they wait: waiting is all that they keep space for, and
//! the rest is boxed when it is done. While it waits for the room it writes nothing, and while it writes it reads
//! nothing: the room never waits, and a client that does not read is not listened to either.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::time::Duration;

use domain::command::Command;
use domain::ids::RoomId;
use domain::protocol::{
    ClientMessage, Close, Hello, Join, PROTOCOL, ServerMessage, decode, encode,
};
use domain::refusal::Refusal;
use futures_util::FutureExt;
use tokio::time::{Instant, Sleep, sleep_until, timeout};

use super::app::App;
use super::budgets::{Use, Wait};
use super::caller::Caller;
use super::passcode;
use super::transport::{End, READ_WITHIN, Transport};
use crate::rooms::{
    Frame, Greeting, NO_PLACE, Outbox, Outgoing, Presence, Proof, RoomHandle, Throttle, clock,
    connection, secret,
};

/// How long a client may take to say hello.
const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// After which silence a client is asked for a sign of life, and how long after that again.
const ASK_AFTER: Duration = Duration::from_secs(3);

/// After which silence a participant counts as away. Well below the ten seconds for which people wait for
/// somebody (rule 17).
const QUIET_AFTER: Duration = Duration::from_secs(8);

/// How many frames are sent together at the most, before the client is listened to again.
const SENT_TOGETHER: usize = 64;

/// How long the last frames and the close may take. A client that was disconnected for not reading may never
/// receive them.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// The stage of a conversation.
enum Stage {
    New(Outgoing),
    Lobby(Outgoing, Proof),
    Present(Presence),
}

/// The conversation with one client, from the first frame to the end.
pub struct Conversation {
    app: App,
    room: RoomId,
    outbox: Outbox,
    stage: Stage,
    throttle: Throttle,
    /// When the client was last heard of.
    heard: Instant,
    is_quiet: bool,
}

impl Conversation {
    /// A conversation with a client that has sent nothing yet.
    pub fn new(app: App, room: RoomId) -> Box<Self> {
        let (outgoing, outbox) = connection();
        let (stage, throttle) = (Stage::New(outgoing), Throttle::default());
        let heard = Instant::now();
        Box::new(Self { app, room, outbox, stage, throttle, heard, is_quiet: false })
    }

    /// Holds the conversation until something ends it. Then the room learns that the client has left, and the
    /// client gets what was queued for it, and the close.
    pub async fn hold(mut self: Box<Self>, mut transport: Box<impl Transport>) {
        let Err(end) = self.run(transport.as_mut()).await;
        Box::pin(self.end(end, transport.as_mut())).await;
    }

    async fn end(self: Box<Self>, end: End, transport: &mut impl Transport) {
        let mut outbox = self.outbox;
        drop(self.stage);
        let closing = async {
            let sent = match end.0 {
                Close::TooSlow => Ok(()),
                _ => send_rest(transport, &mut outbox).await,
            };
            transport.close(sent.err().unwrap_or(end)).await;
        };
        // Nobody may be there to read it.
        let _ = timeout(CLOSE_WITHIN, closing).await;
    }

    /// Handles one message after the other, and sends what is queued.
    async fn run<T: Transport>(&mut self, transport: &mut T) -> Result<Infallible, End> {
        self.app.registry.status(&self.room).await?;
        let stop = self.app.stop.clone();
        let mut stopping = pin!(stop.cancelled());
        let mut alarm = pin!(sleep_until(self.heard + HELLO_WITHIN));
        loop {
            tokio::select! {
                // What has arrived counts before the alarm does.
                biased;
                // A room that stops ends its own.
                () = &mut stopping, if !matches!(self.stage, Stage::Present(_)) => {
                    return Err(End::gone());
                }
                received = receive(transport, &self.throttle) => {
                    let received = received?;
                    self.note_life().await;
                    // Pings too: each is answered.
                    self.throttle.spend(1);
                    if let Some(frame) = received {
                        let is_first = matches!(self.stage, Stage::New(_));
                        Box::pin(self.message(&frame, transport)).await?;
                        if is_first {
                            alarm.as_mut().reset(self.heard + ASK_AFTER);
                        }
                    }
                }
                frame = self.outbox.next() => {
                    let start = Instant::now();
                    Box::pin(self.write(transport, frame)).await?;
                    // What had to wait was read by somebody.
                    if start.elapsed() >= ASK_AFTER {
                        self.note_life().await;
                    }
                }
                () = &mut alarm => Box::pin(self.check_silence(transport, alarm.as_mut())).await?,
            }
        }
    }

    /// Sends a frame, and whatever else waits. A client that takes nothing for long counts as quiet, and one that
    /// keeps others from a place for long is disconnected.
    async fn write(&mut self, transport: &mut impl Transport, frame: Frame) -> Result<(), End> {
        let too_slow = self.outbox.too_slow();
        let within = self.outbox.has_place().then_some(READ_WITHIN);
        let mut sending = pin!(send(transport, &mut self.outbox, frame));
        // Mostly nothing has to wait.
        if let Some(sent) = sending.as_mut().now_or_never() {
            return sent;
        }
        let writing = async {
            match timeout(QUIET_AFTER, &mut sending).await {
                Ok(sent) => sent,
                Err(_) => {
                    quiet(&self.stage, &mut self.is_quiet, self.heard).await;
                    sending.await
                }
            }
        };
        let in_time = timeout(within.unwrap_or(Duration::MAX), writing);
        match too_slow.run_until_cancelled(in_time).await {
            Some(Ok(sent)) => sent,
            Some(Err(_)) => Err(End::new(Close::TooSlow, "others wait for the place of this view")),
            None => Err(End::new(Close::TooSlow, "")),
        }
    }

    /// There was a sign of life.
    async fn note_life(&mut self) {
        self.heard = Instant::now();
        if std::mem::take(&mut self.is_quiet)
            && let Stage::Present(presence) = &self.stage
        {
            Box::pin(presence.heard_again()).await;
        }
    }

    /// Asks a client that is silent for a sign of life, and says so to the room or ends the conversation when none comes.
    async fn check_silence<T: Transport>(
        &mut self,
        transport: &mut T,
        alarm: Pin<&mut Sleep>,
    ) -> Result<(), End> {
        if let Stage::New(_) = self.stage {
            return Err(End::new(Close::OutOfTurn, "no hello"));
        }
        let silence = self.heard.elapsed();
        if silence >= T::DEAD_AFTER {
            return Err(End::new(Close::GoingAway, "nothing was heard for too long"));
        }
        if silence >= QUIET_AFTER {
            quiet(&self.stage, &mut self.is_quiet, self.heard).await;
        }
        if silence >= ASK_AFTER {
            let asking = async {
                transport.ask().await?;
                transport.flush().await
            };
            // Whoever reads nothing is not asked either.
            if let Ok(asked) = timeout(ASK_AFTER, asking).await {
                asked?;
            }
        }
        let next = if silence < ASK_AFTER { self.heard } else { Instant::now() } + ASK_AFTER;
        alarm.reset(if self.is_quiet { next } else { next.min(self.heard + QUIET_AFTER) });
        Ok(())
    }

    async fn message(&mut self, text: &str, transport: &mut impl Transport) -> Result<(), End> {
        let message =
            decode(text).map_err(|error| End::new(Close::BadMessage, error.to_string()))?;
        match (message, &self.stage) {
            (ClientMessage::Hello(hello), Stage::New(outgoing)) => {
                let outgoing = outgoing.clone();
                self.hello(hello, outgoing, transport.caller()).await
            }
            (ClientMessage::Join(join), Stage::Lobby(outgoing, proof)) => {
                let (outgoing, proof) = (outgoing.clone(), proof.clone());
                self.join(proof, join, outgoing, transport.caller()).await
            }
            (ClientMessage::Do(mut request), Stage::Present(presence)) => {
                if let Command::SetPasscode(Some(_)) = request.command
                    && !presence.has_handled(&request.id).await
                {
                    let address = transport.caller().address;
                    let hashed = passcode::hashed(&self.app, &mut request.command, address);
                    if let Err(refusal) = hashed.await {
                        let id = Some(request.id);
                        let refused: ServerMessage = ServerMessage::Refused { id, refusal };
                        let refused = Frame::Text(encode(&refused).into());
                        return self.write(transport, refused).await;
                    }
                }
                let asked = presence.submit(request).await;
                asked.map_err(|gone| End::new(Close::Failed, gone.to_string()))
            }
            (ClientMessage::Watch, Stage::Present(presence)) => {
                let asked = presence.watch().await;
                asked.map_err(|gone| End::new(Close::Failed, gone.to_string()))
            }
            (ClientMessage::Ping { echo }, Stage::Lobby(..) | Stage::Present(_)) => {
                let pong: ServerMessage = ServerMessage::Pong { echo, now: clock::now() };
                self.write(transport, Frame::Text(encode(&pong).into())).await
            }
            (ClientMessage::Hello(_), _) => Err(End::new(Close::OutOfTurn, "hello came before")),
            (_, Stage::New(_)) => Err(End::new(Close::OutOfTurn, "hello comes first")),
            (ClientMessage::Join(_), _) => Err(End::new(Close::OutOfTurn, "joined already")),
            (ClientMessage::Do(_) | ClientMessage::Watch, _) => {
                Err(End::new(Close::OutOfTurn, "join comes first"))
            }
        }
    }

    async fn hello(
        &mut self,
        hello: Hello,
        mut outgoing: Outgoing,
        caller: &Caller,
    ) -> Result<(), End> {
        if hello.protocol != PROTOCOL {
            let reason = format!("this server speaks version {PROTOCOL}");
            return Err(End::new(Close::BadVersion, reason));
        }
        let Some(secret) = secret::hash(&hello.secret) else {
            return Err(End::new(Close::BadMessage, "the secret is too short or too long"));
        };
        let vouched = caller.vouched(&self.app.tokens, &self.room, hello.token.as_deref())?;
        let proof = Proof { secret, vouched, passcode: None };
        outgoing.set_reads_gzip(hello.gzip);
        let ask = |room: RoomHandle| {
            let (proof, outgoing) = (proof.clone(), outgoing.clone());
            async move { room.hello(proof, hello.resume, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, ask).await?;
        if let Greeting::Stranger = greeting {
            let spent = self.app.budgets.spend(Use::Stranger, caller.address);
            spent.map_err(too_many_requests)?;
        }
        self.enter(greeting, outgoing, proof)
    }

    async fn join(
        &mut self,
        mut proof: Proof,
        join: Join,
        outgoing: Outgoing,
        caller: &Caller,
    ) -> Result<(), End> {
        let refuse = |refusal| {
            outgoing.message(&ServerMessage::Refused { id: None, refusal });
            Ok(())
        };
        if let Err(wait) = self.app.budgets.spend(Use::Join, caller.address) {
            return refuse(Refusal::TooManyRequests { seconds: wait.seconds() });
        }
        let (typed, address) = (join.passcode.as_deref(), caller.address);
        let compared = passcode::compared(&self.app, &self.room, &mut proof, typed, address);
        if let Err(refusal) = compared.await? {
            return refuse(refusal);
        }
        let ask = |room: RoomHandle| {
            let (proof, join, outgoing) = (proof.clone(), join.clone(), outgoing.clone());
            async move { room.join(proof, join, outgoing).await }
        };
        let greeting = self.app.registry.with(&self.room, ask).await?;
        // Whoever has to join once more is asked once more.
        self.enter(greeting, outgoing, Proof { passcode: None, ..proof })
    }

    /// Goes on as the room has said. A participant's queue is the room's alone, so that it ends with the room.
    fn enter(&mut self, greeting: Greeting, outgoing: Outgoing, proof: Proof) -> Result<(), End> {
        self.stage = match greeting {
            Greeting::Stranger => Stage::Lobby(outgoing, proof),
            Greeting::Removed => return Err(End::new(Close::Removed, "")),
            Greeting::TooOften => {
                return Err(End::new(Close::TooManyRequests, "connected too often; wait a moment"));
            }
            Greeting::NoPlace => return Err(End::new(Close::TooManyRequests, NO_PLACE)),
            Greeting::Present(presence) => {
                self.throttle = presence.throttle();
                Stage::Present(presence)
            }
        };
        Ok(())
    }
}

/// The next frame of a client that has not sent too much.
async fn receive(
    transport: &mut impl Transport,
    throttle: &Throttle,
) -> Result<Option<String>, End> {
    throttle.ready().await;
    transport.receive().await
}

/// Sends a frame, and those that wait behind it, together.
async fn send(
    transport: &mut impl Transport,
    outbox: &mut Outbox,
    first: Frame,
) -> Result<(), End> {
    let mut first = Some(first);
    for _ in 0..SENT_TOGETHER {
        match first.take().or_else(|| outbox.ready()) {
            Some(Frame::Close(close, reason)) => {
                transport.flush().await?;
                return Err(End::new(close, reason));
            }
            Some(frame) => transport.send(frame).await?,
            None => break,
        }
    }
    transport.flush().await?;
    outbox.flushed();
    Ok(())
}

/// Sends everything that waits. Fails with the close that stands behind it, if there is one.
async fn send_rest(transport: &mut impl Transport, outbox: &mut Outbox) -> Result<(), End> {
    while let Some(frame) = outbox.ready() {
        send(transport, outbox, frame).await?;
    }
    Ok(())
}

/// Tells the room that nothing was heard of a client since then.
async fn quiet(stage: &Stage, is_quiet: &mut bool, since: Instant) {
    if !std::mem::replace(is_quiet, true)
        && let Stage::Present(presence) = stage
    {
        presence.quiet_since(clock::ago(since.elapsed())).await;
    }
}

fn too_many_requests(wait: Wait) -> End {
    let reason = format!("too many newcomers from this address; wait {} seconds", wait.seconds());
    End::new(Close::TooManyRequests, reason)
}
