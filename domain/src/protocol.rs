//! What travels between a page (or bot) and the server: JSON text frames, one message each.
//!
//! `docs/protocol.md` describes the conversation; golden files in `tests/golden` hold examples of
//! every message and fail when the form of one changes.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::ids::{CommandId, Epoch};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use crate::view::{RoomView, Update};

/// The version of the protocol, in a client's first message.
pub const PROTOCOL: u32 = 1;

/// Bytes that a participant's secret has at the least and at the most.
pub const SECRET_BYTES: std::ops::RangeInclusive<usize> = 20..=200;

/// From a client to the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientMessage {
    /// The first message on every connection.
    Hello(Hello),
    /// Asks to become a participant; only after `lobby`.
    Join(Join),
    /// Asks for something to be done; only as a participant.
    Do(Do),
    /// Asks for `pong`, to see that the line is alive and to measure the server's clock.
    Ping {
        /// Comes back as it is.
        echo: u64,
    },
}

/// Who is there, and what they still know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// The version of the protocol that the client speaks.
    pub protocol: u32,
    /// What proves who the person is in this room: chosen by the client at random, kept by it, and
    /// shown to nobody else. [`SECRET_BYTES`] long.
    pub secret: String,
    /// A signed token of somebody whom the server trusts to say who the person is. It goes before
    /// the secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Where the client's view stands, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<Resume>,
}

/// Where a client's view stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// The epoch of that view.
    pub epoch: Epoch,
    /// The number of the last update in it.
    pub seq: u64,
}

/// How a person wants to take part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// Their name.
    pub name: String,
    /// Whether they vote.
    pub role: Role,
}

/// A command with its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Do {
    /// Chosen by the client; sent again with the same id, the command counts once.
    pub id: CommandId,
    /// What shall be done.
    pub command: Command,
}

/// From the server to a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerMessage {
    /// The secret is new here: this is all that a stranger may know. `join` comes next.
    Lobby(Lobby),
    /// The client is a participant, and this is all that they may know.
    Welcome(Box<Welcome>),
    /// The client is a participant, and their view is good: updates go on from its number.
    Resumed {
        /// The server's time.
        now: Timestamp,
    },
    /// Something happened. Numbers grow by one; a client that misses one reconnects.
    Update {
        /// The number of this message in the epoch.
        seq: u64,
        /// What happened, in order.
        updates: Vec<Update>,
    },
    /// The command was carried out and will outlive a power cut.
    Done {
        /// Which command.
        id: CommandId,
    },
    /// The command, or the wish to join, was refused and changed nothing.
    Refused {
        /// Which command; `None` for `join`.
        id: Option<CommandId>,
        /// Why.
        refusal: Refusal,
    },
    /// Answers `ping`.
    Pong {
        /// What the ping held.
        echo: u64,
        /// The server's time.
        now: Timestamp,
    },
}

/// What a stranger may know of a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lobby {
    /// The room's title.
    pub title: String,
    /// How many people are connected.
    pub connected: u32,
}

/// What a participant starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// This run of the room.
    pub epoch: Epoch,
    /// The number of the last update that the view holds.
    pub seq: u64,
    /// The server's time.
    pub now: Timestamp,
    /// The room as this participant sees it.
    pub view: RoomView,
}

/// Why the server ended a connection: the websocket's close code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Close {
    /// The server stops; come back.
    GoingAway = 1001,
    /// The frame is larger than [`crate::limits::FRAME_BYTES`].
    TooLarge = 1009,
    /// The room could not be read or written; come back later.
    Failed = 1011,
    /// The frame is no message of this protocol.
    BadMessage = 4000,
    /// The server does not speak the client's version.
    BadVersion = 4001,
    /// The first message was not `hello`, or a message came at the wrong time.
    OutOfTurn = 4002,
    /// There is no such room.
    NoSuchRoom = 4004,
    /// A facilitator removed this person.
    Removed = 4005,
    /// The client did not read fast enough; come back to a fresh view.
    TooSlow = 4008,
    /// The room has ended: nobody had been in it for too long.
    Ended = 4010,
    /// The client's token cannot be believed, or has expired; the reason says which.
    BadToken = 4011,
}

impl Close {
    const ALL: [Self; 11] = [
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
    ];

    /// The number that travels.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// What a number stands for, if the server gives it.
    pub fn of(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|close| close.code() == code)
    }

    /// Whether coming back by itself would end the same way.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::GoingAway | Self::Failed | Self::TooSlow)
    }
}

/// The text frame of a message.
pub fn encode<M: Serialize>(message: &M) -> String {
    // Serialising these types cannot fail: no map has keys other than text, and nothing else can.
    serde_json::to_string(message).unwrap_or_default()
}

/// The message in a text frame. The error says where it went wrong, for logs and for people who
/// write clients.
pub fn decode<'a, M: Deserialize<'a>>(frame: &'a str) -> Result<M, serde_json::Error> {
    serde_json::from_str(frame)
}
