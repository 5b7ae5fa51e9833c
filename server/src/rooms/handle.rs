//! How the rest of the server speaks to a room's task: messages in, answers out. Holds no state of
//! the room.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::board::Board;
use domain::ids::{CommandId, ParticipantId, SecretHash};
use domain::protocol::{Do, Join, Resume, ServerMessage};
use domain::refusal::Refusal;
use domain::room::Vouched;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::connection::Outgoing;
use super::glance::Glance;
use super::seats::ConnectionId;

/// The room's task has ended; open the room again.
#[derive(Clone, Copy, Debug, Error)]
#[error("the room is being closed")]
pub struct Gone;

/// Speaks to a room's task.
#[derive(Clone, Debug)]
pub struct RoomHandle {
    pub(super) inbox: mpsc::Sender<Message>,
    pub(super) connections: Arc<AtomicUsize>,
    pub(super) ended: CancellationToken,
}

/// What proves who a client is.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The hash of its secret.
    pub secret: SecretHash,
    /// As whom the server vouches for the client; goes before the secret.
    pub vouched: Option<Vouched>,
}

/// What a room's task can be asked.
pub(super) enum Message {
    Hello { proof: Proof, resume: Option<Resume>, outgoing: Outgoing, seat: Seat },
    Join { proof: Proof, join: Join, outgoing: Outgoing, seat: Seat },
    Do { participant: ParticipantId, wish: Do, reply: Reply },
    Identify { secret: SecretHash, reply: oneshot::Sender<Option<ParticipantId>> },
    Board { secret: SecretHash, reply: oneshot::Sender<Option<Box<Board>>> },
    Glance { reply: oneshot::Sender<Glance> },
}

/// Where the room says how a connection stands.
pub(super) type Seat = oneshot::Sender<Standing>;

/// How a connection stands with the room.
pub(super) enum Standing {
    Stranger,
    Removed,
    Seated(SeatGuard, ParticipantId),
}

/// Frees a connection's seat when dropped, wherever that happens.
pub(super) struct SeatGuard {
    pub(super) connection: ConnectionId,
    /// One message for each connection that ended, so it needs no bound, and `Drop` need not wait.
    pub(super) departures: mpsc::UnboundedSender<ConnectionId>,
}

impl Drop for SeatGuard {
    fn drop(&mut self) {
        // When the room is gone nobody needs to know.
        let _ = self.departures.send(self.connection);
    }
}

/// How a room received a connection. What the client has to be told is in its queue already.
pub enum Greeting {
    /// Nobody the room knows, or nobody it has space for: may ask to join.
    Stranger,
    /// A facilitator removed this person.
    Removed,
    /// A participant, present from now on.
    Present(Presence),
}

/// A participant's connection. Dropping it tells the room, so no way out can forget to.
pub struct Presence {
    room: RoomHandle,
    participant: ParticipantId,
    _seat: SeatGuard,
}

/// Where the answer to a command goes, once it is on disk or refused.
pub enum Reply {
    /// To a client as a message.
    Client(Outgoing),
    /// To whoever waits. Dropped without an answer when the room could not write.
    Waiting(oneshot::Sender<Result<(), Refusal>>),
}

impl Reply {
    /// The command will outlive a power cut.
    pub fn done(self, id: CommandId) {
        match self {
            Self::Client(outgoing) => outgoing.message(&ServerMessage::Done { id }),
            // Whoever waited may have gone; then nobody wants to know.
            Self::Waiting(sender) => drop(sender.send(Ok(()))),
        }
    }

    /// The command was refused.
    pub fn refused(self, id: CommandId, refusal: Refusal) {
        match self {
            Self::Client(outgoing) => {
                outgoing.message(&ServerMessage::Refused { id: Some(id), refusal });
            }
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
        self.send(Message::Hello { proof, resume, outgoing, seat }).await?;
        self.greeting(standing.await.map_err(|_| Gone)?)
    }

    /// Makes a connection's person a participant, or tells them why not.
    pub async fn join(
        &self,
        proof: Proof,
        join: Join,
        outgoing: Outgoing,
    ) -> Result<Greeting, Gone> {
        let (seat, standing) = oneshot::channel();
        self.send(Message::Join { proof, join, outgoing, seat }).await?;
        self.greeting(standing.await.map_err(|_| Gone)?)
    }

    fn greeting(&self, standing: Standing) -> Result<Greeting, Gone> {
        Ok(match standing {
            Standing::Stranger => Greeting::Stranger,
            Standing::Removed => Greeting::Removed,
            Standing::Seated(_seat, participant) => {
                Greeting::Present(Presence { room: self.clone(), participant, _seat })
            }
        })
    }

    /// Who a secret belongs to.
    pub async fn identify(&self, secret: SecretHash) -> Result<Option<ParticipantId>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Identify { secret, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// What everybody in the room sees, for somebody with a secret that is known there.
    pub async fn board(&self, secret: SecretHash) -> Result<Option<Box<Board>>, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Board { secret, reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// What may be told without entering.
    pub(super) async fn glance(&self) -> Result<Glance, Gone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Glance { reply }).await?;
        answer.await.map_err(|_| Gone)
    }

    /// Asks for something to be done in somebody's name.
    pub async fn wish(&self, by: ParticipantId, wish: Do, reply: Reply) -> Result<(), Gone> {
        self.send(Message::Do { participant: by, wish, reply }).await
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
    /// Asks for something to be done; the answer goes to the client.
    pub async fn wish(&self, wish: Do, outgoing: Outgoing) -> Result<(), Gone> {
        self.room.wish(self.participant, wish, Reply::Client(outgoing)).await
    }

    /// Resolves when the room's task has ended.
    pub fn room_ended(&self) -> CancellationToken {
        self.room.ended.clone()
    }
}
