//! What a conversation needs of the connection that it is held on, and how it ends.

use std::time::Duration;

use domain::protocol::Close;

use super::caller::Caller;
use crate::rooms::{Frame, RoomError};
use crate::tokens::BadToken;

/// How long a client may take to read a large view that nobody else shares, while others wait for its place.
pub const READ_WITHIN: Duration = Duration::from_secs(30);

/// What a client is connected by.
pub trait Transport: Send {
    /// How long a client may say nothing before its connection counts as dead.
    const DEAD_AFTER: Duration;

    /// The next frame, or `None` if something without a message arrived. An error ends the
    /// conversation. Nothing is lost if this is cancelled.
    fn receive(&mut self) -> impl Future<Output = Result<Option<String>, End>> + Send;

    /// The sender of the request that brought the last frame.
    fn caller(&self) -> &Caller;

    /// Takes a text or a compressed frame, which is perhaps sent only by the next [`flush`](Self::flush).
    fn send(&mut self, frame: Frame) -> impl Future<Output = Result<(), End>> + Send;

    /// Asks the client for a sign of life, as [`send`](Self::send) does.
    fn ask(&mut self) -> impl Future<Output = Result<(), End>> + Send;

    /// Sends everything that was taken.
    fn flush(&mut self) -> impl Future<Output = Result<(), End>> + Send;

    /// Tells the client why the conversation is over.
    fn close(&mut self, end: End) -> impl Future<Output = ()> + Send;
}

/// Why the server ends a conversation.
pub struct End(pub Close, pub String);

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
