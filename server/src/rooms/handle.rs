//! How the rest of the server communicates with a room's task: messages in, answers out. Holds none
//! of the room's state.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::board::Board;
use domain::ids::{CommandId, ParticipantId, SecretHash};
use domain::passcode::PasscodeHash;
use domain::product::Product;
use domain::protocol::{Do, Join, Resume, ServerMessage};
use domain::refusal::Refusal;
use domain::room::Vouched;
use domain::time::Timestamp;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::connection::Outgoing;
use super::encoder::LargeMessage;
use super::glance::Glance;
use super::seats::ConnectionId;
use super::throttle::Throttle;

/// The room's task has ended. The room can be opened again.
#[derive(Clone, Copy, Debug, Error)]
#[error("the room is being closed")]
pub struct Gone;

/// Sends messages to a room's task.
#[derive(Clone, Debug)]
pub struct RoomHandle {
    pub(super) inbox: mpsc::Sender<Message>,
    pub(super) connections: Arc<AtomicUsize>,
    pub(super) ended: CancellationToken,
}

/// What identifies a client.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The hash of its secret.
    pub secret: SecretHash,
    /// Whom the server vouches for. Takes precedence over the secret.
    pub vouched: Option<Vouched>,
    /// The hash that the passcode which it gave was found to match.
    pub passcode: Option<PasscodeHash>,
}

/// A message to a room's task. Each room has a place for many of them, so they are small.
pub(super) enum Message {
    Hello {
        proof: Box<Proof>,
        resume: Option<Resume>,
        outgoing: Outgoing,
        seat: Seat,
    },
    Join {
        proof: Box<Proof>,
        join: Box<Join>,
        outgoing: Outgoing,
        seat: Seat,
    },
    /// The same of somebody who has no connection. Answered when it is on disk.
    Enter {
        proof: Box<Proof>,
        join: Box<Join>,
        reply: oneshot::Sender<Entered>,
    },
    /// A command that came on a connection.
    Submit {
        connection: ConnectionId,
        participant: ParticipantId,
        request: Box<Do>,
    },
    /// A command that came by itself, and waits for its answer.
    Do {
        participant: ParticipantId,
        request: Box<Do>,
        reply: Reply,
    },
    /// Nothing was heard on a connection since then.
    Quiet {
        connection: ConnectionId,
        since: Timestamp,
    },
    /// Something was heard again.
    Heard {
        connection: ConnectionId,
    },
    Identify {
        secret: SecretHash,
        reply: oneshot::Sender<Option<(ParticipantId, Throttle)>>,
    },
    HasHandled {
        participant: ParticipantId,
        id: CommandId,
        reply: oneshot::Sender<bool>,
    },
    PasscodeFor {
        secret: SecretHash,
        reply: oneshot::Sender<Option<PasscodeHash>>,
    },
    /// A client asks for the second board.
    Watch {
        connection: ConnectionId,
    },
    Boards {
        secret: SecretHash,
        reply: oneshot::Sender<Option<Box<Boards>>>,
    },
    View {
        secret: SecretHash,
        reply: oneshot::Sender<Option<LargeMessage>>,
    },
    Glance {
        reply: oneshot::Sender<Glance>,
    },
}

/// What everybody in a room may see.
pub struct Boards {
    /// What everybody sees at once.
    pub board: Board,
    /// The second board.
    pub product: Product,
}

/// Who somebody is who has entered a room, or why they may not.
pub type Entered = Result<ParticipantId, Refusal>;

/// Where the room reports whether it has seated a connection.
pub(super) type Seat = oneshot::Sender<Standing>;

/// Whether the room has seated a connection.
pub(super) enum Standing {
    Stranger,
    Removed,
    TooOften,
    NoPlace,
    Seated(SeatGuard, ParticipantId, Throttle),
}

/// Frees a connection's seat when dropped, wherever that happens.
pub(super) struct SeatGuard {
    pub(super) connection: ConnectionId,
    /// Unbounded, since each connection sends one message, so that `Drop` need not wait.
    pub(super) departures: mpsc::UnboundedSender<ConnectionId>,
}

impl Drop for SeatGuard {
    fn drop(&mut self) {
        // If the room is gone, nobody needs to know.
        let _ = self.departures.send(self.connection);
    }
}

/// How a room responded to a connection. The messages for the client are in its queue already.
pub enum Greeting {
    /// Not a participant, or there is no space. The client may ask to join.
    Stranger,
    /// A facilitator removed this person.
    Removed,
    /// This person has connected too often within a short time.
    TooOften,
    /// Too many large views are on their way to clients that share none.
    NoPlace,
    /// A participant, who is present from now on.
    Present(Presence),
}

/// A participant's connection. Dropping it tells the room that it has ended.
pub struct Presence {
    room: RoomHandle,
    seat: SeatGuard,
    participant: ParticipantId,
    throttle: Throttle,
}

/// Where the answer to a command goes once the command is on disk or refused.
pub enum Reply {
    /// To a client as a message.
    Client(Outgoing),
    /// To nobody: the client has gone meanwhile.
    Nobody,
    /// To a task that waits for it. Dropped without an answer if the room could not write.
    Waiting(oneshot::Sender<Result<u32, Refusal>>),
}

impl Reply {
    /// Reports that the command is on disk; see [`ServerMessage::Done`].
    pub fn done(self, id: CommandId, stayed: u32) {
        match self {
            Self::Client(outgoing) => outgoing.message(&ServerMessage::Done { id, stayed }),
            Self::Nobody => {}
            // The task may no longer be waiting.
            Self::Waiting(sender) => drop(sender.send(Ok(stayed))),
        }
    }

    /// Reports that the command was refused.
    pub fn refused(self, id: CommandId, refusal: Refusal) {
        match self {
            Self::Client(outgoing) => {
                outgoing.message(&ServerMessage::Refused { id: Some(id), refusal });
            }
            Self::Nobody => {}
            Self::Waiting(sender) => drop(sender.send(Err(refusal))),
        }
    }
}

impl RoomHandle {
    /// Introduces a connection.
    pub async fn hello(
        &self,
        proof: Proof,
        resume: Option<Resume>,
        outgoing: Outgoing,
    ) -> Result<Greeting, Gone> {
        let (seat, standing) = oneshot::channel();
        let proof = Box::new(proof);
        self.send(Message::Hello { proof, resume, outgoing, seat }).await?;
        self.greeting(standing.await.map_err(|_| Gone)?)
    }

    /// Makes a connection's person a participant, or refuses it.
    pub async fn join(
        &self,
        proof: Proof,
        join: Join,
        outgoing: Outgoing,
    ) -> Result<Greeting, Gone> {
        let (seat, standing) = oneshot::channel();
        let (proof, join) = (Box::new(proof), Box::new(join));
        self.send(Message::Join { proof, join, outgoing, seat }).await?;
        self.greeting(standing.await.map_err(|_| Gone)?)
    }

    /// Makes somebody a participant who has no connection; returns when that is on disk.
    pub async fn enter(&self, proof: Proof, join: Join) -> Result<Entered, Gone> {
        let (reply, answer) = oneshot::channel();
        let (proof, join) = (Box::new(proof), Box::new(join));
        self.send(Message::Enter { proof, join, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    fn greeting(&self, standing: Standing) -> Result<Greeting, Gone> {
        Ok(match standing {
            Standing::Stranger => Greeting::Stranger,
            Standing::Removed => Greeting::Removed,
            Standing::TooOften => Greeting::TooOften,
            Standing::NoPlace => Greeting::NoPlace,
            Standing::Seated(seat, participant, throttle) => {
                Greeting::Present(Presence { room: self.clone(), seat, participant, throttle })
            }
        })
    }

    /// The participant whom a secret identifies. Whoever asks too often waits for the answer.
    pub async fn identify(&self, secret: SecretHash) -> Result<Option<ParticipantId>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Identify { secret, reply }).await?;
        let Some((participant, throttle)) = answer.await.map_err(|_| Gone)? else {
            return Ok(None);
        };
        throttle.turn().await;
        Ok(Some(participant))
    }

    /// Whether a participant's command was already carried out.
    pub async fn has_handled(&self, by: ParticipantId, id: CommandId) -> Result<bool, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::HasHandled { participant: by, id, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// The hash of the passcode that a newcomer with this secret has to give, if any.
    pub async fn passcode_for(&self, secret: SecretHash) -> Result<Option<PasscodeHash>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::PasscodeFor { secret, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// What everybody in the room sees, if the secret is a participant's.
    pub async fn boards(&self, secret: SecretHash) -> Result<Option<Box<Boards>>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Boards { secret, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// The view of the participant with that secret, as it is sent in `welcome`.
    pub async fn view(&self, secret: SecretHash) -> Result<Option<LargeMessage>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::View { secret, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// What may be known without entering.
    pub(super) async fn glance(&self) -> Result<Glance, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Glance { reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// Submits a participant's command.
    pub async fn submit(&self, by: ParticipantId, request: Do, reply: Reply) -> Result<(), Gone> {
        self.send(Message::Do { participant: by, request: Box::new(request), reply }).await
    }

    /// Whether the room takes no more messages.
    pub(super) fn is_gone(&self) -> bool {
        self.inbox.is_closed()
    }

    /// Whether anybody is connected.
    pub(super) fn has_people(&self) -> bool {
        self.connections.load(Ordering::Relaxed) > 0
    }

    async fn send(&self, message: Message) -> Result<(), Gone> {
        self.inbox.send(message).await.map_err(|_| Gone)
    }
}

impl Presence {
    /// Submits a command, whose answer goes to the client.
    pub async fn submit(&self, request: Do) -> Result<(), Gone> {
        let (connection, participant) = (self.seat.connection, self.participant);
        let request = Box::new(request);
        self.room.send(Message::Submit { connection, participant, request }).await
    }

    /// Asks for the second board, which is sent to the client, and what becomes of it.
    pub async fn watch(&self) -> Result<(), Gone> {
        self.room.send(Message::Watch { connection: self.seat.connection }).await
    }

    /// Whether a command was already carried out, and is only sent again.
    pub async fn has_handled(&self, id: &CommandId) -> bool {
        // If the room is gone, the command fails.
        self.room.has_handled(self.participant, id.clone()).await.unwrap_or(false)
    }

    /// Reports that nothing was heard of the client since then: the person is away, if they are not here on
    /// another connection.
    pub async fn quiet_since(&self, since: Timestamp) {
        // If the room is gone, the connection is closed.
        let _ = self.room.send(Message::Quiet { connection: self.seat.connection, since }).await;
    }

    /// Reports that the client is heard again.
    pub async fn heard_again(&self) {
        let _ = self.room.send(Message::Heard { connection: self.seat.connection }).await;
    }

    /// What slows this person down.
    pub fn throttle(&self) -> Throttle {
        self.throttle.clone()
    }
}
