//! The messages between a page (or a bot) and the server: JSON text frames, one message each.
//!
//! `docs/protocol.md` describes the conversation; golden files in `tests/golden` hold examples of
//! every message, and the tests fail when the form of one changes.

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::command::Command;
use crate::ids::{CommandId, Epoch, ParticipantId, Subject};
use crate::omit;
use crate::people::Role;
use crate::product::Product;
use crate::product::action::ProductAction;
use crate::product::change::ProductChange;
use crate::refusal::Refusal;
use crate::remark::Vote;
use crate::time::Timestamp;
use crate::view::{RoomView, Update};

/// The version of the protocol, which clients name in their first message.
pub const PROTOCOL: u32 = 1;

/// How many bytes a participant's secret may have.
pub const SECRET_BYTES: std::ops::RangeInclusive<usize> = 20..=200;

/// A message from a client to the server. See [`Command`] for `P`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClientMessage<P = ProductAction> {
    /// The first message on every connection.
    Hello(Hello),
    /// A request to become a participant; only after `lobby`.
    Join(Join),
    /// A command; only from a participant.
    Do(Do<P>),
    /// A request for the second board, and for its changes from then on; only from a participant.
    Watch,
    /// A request for `pong`, to check the connection and to measure the server's clock.
    Ping {
        /// Comes back in the answer.
        echo: u64,
    },
}

/// Who a client is, and the view that it still has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hello {
    /// The version of the protocol that the client speaks.
    pub protocol: u32,
    /// What identifies the person in this room: chosen at random by the client, kept by it, and
    /// shown to nobody else. 20 to 200 bytes long.
    pub secret: String,
    /// A signed token in which somebody whom the server trusts says who the person is. Takes
    /// precedence over the secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// How current the client's view is, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<Resume>,
    /// Whether the client reads gzip, so that a large view can travel as [`ServerMessage::Board`]
    /// and [`ServerMessage::Seated`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gzip: bool,
}

/// How current a client's view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Resume {
    /// The epoch of the view.
    pub epoch: Epoch,
    /// The number of the last update in it.
    pub seq: u64,
    /// Whether the client has a second board that is as current.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub watches: bool,
}

/// How a person wants to take part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Join {
    /// Their name.
    pub name: String,
    /// Whether they vote.
    pub role: Role,
    /// The passcode, if the room asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passcode: Option<String>,
}

/// A command with its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Do<P = ProductAction> {
    /// Chosen by the client. A command that is sent again with the same id counts once.
    pub id: CommandId,
    /// What to do.
    pub command: Command<P>,
}

/// A message from the server to a client. Who does not look into the second board may have what concerns it as
/// something else (`P`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServerMessage<P = ProductMessage> {
    /// The secret is unknown in this room. This is all that a stranger may know; `join` comes next.
    Lobby(Lobby),
    /// The client is a participant, and this is their view.
    Welcome(Box<Welcome>),
    /// The first part of a large view, for clients that read gzip: the board as it was a moment ago,
    /// the same bytes for all who come at that time. Updates since then follow, at last `seated`.
    Board(Box<BoardAt>),
    /// The last part of a large view: with it, board and updates are what `welcome` would hold.
    Seated(Box<Seated>),
    /// The client is a participant, and can keep its view: updates continue from its number.
    Resumed {
        /// The server's time.
        now: Timestamp,
    },
    /// Something happened. Numbers increase by one; a client that misses one reconnects.
    Update {
        /// The number of this message, counted within the epoch.
        seq: u64,
        /// What happened, in order.
        updates: Vec<Update>,
    },
    /// What concerns the second board; only for those who watch it.
    Product(P),
    /// The command was carried out, and its effect is on disk.
    Done {
        /// Which command.
        id: CommandId,
        /// Of an undo: how many stories and criteria stay, because somebody has worked on them since.
        #[serde(default, skip_serializing_if = "omit::zero")]
        stayed: u32,
    },
    /// The command, or the request to join, was refused and changed nothing.
    Refused {
        /// Which command; `None` for `join`.
        id: Option<CommandId>,
        /// Why.
        refusal: Refusal,
    },
    /// The answer to `ping`.
    Pong {
        /// The number in the ping.
        echo: u64,
        /// The server's time.
        now: Timestamp,
    },
}

/// What a client is told of the second board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductMessage {
    /// The answer to `watch`: the second board as it was after an update. Changes since then follow.
    Board {
        /// The number of the last update that it holds.
        seq: u64,
        /// All of it.
        product: Box<Product>,
    },
    /// It has changed with the update that was sent right before.
    Changes {
        /// The number of that update.
        seq: u64,
        /// What happened, in order.
        changes: Vec<ProductChange>,
    },
}

/// What a stranger may know of a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lobby {
    /// The room's title.
    pub title: String,
    /// How many people are connected.
    pub connected: u32,
    /// Whether newcomers are kept out: `join` is refused until a facilitator unlocks the room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Whether `join` needs a passcode.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub passcode: bool,
}

/// The state that a participant starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Welcome {
    /// The current run of the room.
    pub epoch: Epoch,
    /// The number of the last update that the view holds.
    pub seq: u64,
    /// The server's time.
    pub now: Timestamp,
    /// The room as this participant sees it.
    pub view: RoomView,
}

/// What everybody sees, as it was after an update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BoardAt {
    /// The current run of the room.
    pub epoch: Epoch,
    /// The number of the last update that the board holds.
    pub seq: u64,
    /// What everybody sees.
    pub board: Board,
}

/// What a view holds beside the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seated {
    /// The number of the last update before this message: the board must have come so far.
    pub seq: u64,
    /// The server's time.
    pub now: Timestamp,
    /// The participant.
    pub you: ParticipantId,
    /// The participant's own votes in rounds that are not revealed yet, sorted by subject.
    pub hand: Vec<(Subject, Vote)>,
}

/// Why the server ended a connection: the websocket's close code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Close {
    /// The server is stopping; reconnect.
    GoingAway = 1001,
    /// The frame is larger than [`crate::limits::FRAME_BYTES`].
    TooLarge = 1009,
    /// The room could not be read or written; reconnect later.
    Failed = 1011,
    /// The frame is not a message of this protocol.
    BadMessage = 4000,
    /// The server does not speak the client's version.
    BadVersion = 4001,
    /// The first message was not `hello`, or a message came at the wrong time.
    OutOfTurn = 4002,
    /// There is no such room.
    NoSuchRoom = 4004,
    /// A facilitator removed this person.
    Removed = 4005,
    /// The client did not read fast enough; reconnect for a fresh view.
    TooSlow = 4008,
    /// The room was deleted after nobody had been in it for too long.
    Ended = 4010,
    /// The client's token is not valid or has expired; the reason says which.
    BadToken = 4011,
    /// The person has opened more pages of the room than they may have; this was the oldest.
    TooManyPages = 4012,
    /// Too many secrets that nobody has came from this address; reconnect later.
    TooManyRequests = 4029,
}

impl Close {
    const ALL: [Self; 13] = [
        Self::GoingAway,
        Self::TooLarge,
        Self::Failed,
        Self::BadMessage,
        Self::BadVersion,
        Self::OutOfTurn,
        Self::NoSuchRoom,
        Self::Removed,
        Self::TooSlow,
        Self::Ended,
        Self::BadToken,
        Self::TooManyPages,
        Self::TooManyRequests,
    ];

    /// The close code.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// The meaning of a close code, if it is one of the server's.
    pub fn of(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|close| close.code() == code)
    }

    /// Whether reconnecting automatically would end the same way.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::GoingAway | Self::Failed | Self::TooSlow | Self::TooManyRequests)
    }
}

/// Encodes a message as a text frame.
pub fn encode<M: Serialize>(message: &M) -> String {
    // Serialising these types cannot fail: all maps have text as keys, and nothing else can fail.
    serde_json::to_string(message).unwrap_or_default()
}

/// Decodes the message in a text frame. The error says what is wrong and where, for logs and for
/// authors of clients.
pub fn decode<'a, M: Deserialize<'a>>(frame: &'a str) -> Result<M, serde_json::Error> {
    serde_json::from_str(frame)
}
