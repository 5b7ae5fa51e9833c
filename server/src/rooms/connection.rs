//! The outgoing queue of one connection: bounded, between a room, which never waits, and a client,
//! which may be slow. Knows no socket.

use bytes::Bytes;
use domain::protocol::{Close, ServerMessage, Welcome, encode};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::CancellationToken;

/// The frames that may be queued for a client. One that falls further behind is disconnected, and
/// reconnects for a fresh view. More than [`super::recent::RECENT_UPDATES`], so that a resume fits.
pub const OUTGOING_FRAMES: usize = 512;

/// Something to send to a client.
#[derive(Debug)]
pub enum Frame {
    /// A message that is encoded already, in UTF-8. Copies share the bytes.
    Text(Bytes),
    /// A first view. Encoded by the connection, so that the room does not spend time on it.
    Welcome(Box<Welcome>),
    /// The end of the connection, with a reason for authors of clients.
    Close(Close, String),
}

/// The room's end of the queue.
#[derive(Clone, Debug)]
pub struct Outgoing {
    queue: mpsc::Sender<Frame>,
    too_slow: CancellationToken,
}

/// The client's end of the queue.
#[derive(Debug)]
pub struct Outbox {
    queue: mpsc::Receiver<Frame>,
    too_slow: CancellationToken,
}

/// A queue for one connection.
pub fn connection() -> (Outgoing, Outbox) {
    let (sender, queue) = mpsc::channel(OUTGOING_FRAMES);
    let too_slow = CancellationToken::new();
    (Outgoing { queue: sender, too_slow: too_slow.clone() }, Outbox { queue, too_slow })
}

impl Outgoing {
    /// Queues a frame. If the queue is full, the client is too slow and is disconnected.
    pub fn send(&self, frame: Frame) {
        // A closed queue means that the connection has ended already.
        if let Err(TrySendError::Full(_)) = self.queue.try_send(frame) {
            self.too_slow.cancel();
        }
    }

    /// Queues a message for this connection alone.
    pub fn message(&self, message: &ServerMessage) {
        self.send(Frame::Text(Bytes::from(encode(message))));
    }

    /// Closes the connection once everything queued is sent.
    pub fn close(&self, close: Close) {
        self.close_because(close, String::new());
    }

    /// The same, with a reason.
    pub fn close_because(&self, close: Close, reason: String) {
        self.send(Frame::Close(close, reason));
    }
}

impl Outbox {
    /// The next frame; the last one is a [`Frame::Close`].
    pub async fn next(&mut self) -> Frame {
        tokio::select! {
            biased;
            () = self.too_slow.cancelled() => Frame::Close(Close::TooSlow, String::new()),
            frame = self.queue.recv() => frame.unwrap_or(Frame::Close(Close::Failed, String::new())),
        }
    }

    /// Cancelled when the client is disconnected for being too slow, also while a frame is being
    /// sent.
    pub fn too_slow(&self) -> CancellationToken {
        self.too_slow.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_client_that_does_not_read_is_disconnected_without_anybody_waiting() {
        let (outgoing, mut outbox) = connection();
        for _ in 0..=OUTGOING_FRAMES {
            outgoing.send(Frame::Text(Bytes::from_static(b"{}")));
        }
        assert!(matches!(outbox.next().await, Frame::Close(Close::TooSlow, _)));
    }

    #[tokio::test]
    async fn a_close_comes_after_what_was_queued_before() {
        let (outgoing, mut outbox) = connection();
        outgoing.send(Frame::Text(Bytes::from_static(b"{}")));
        outgoing.close(Close::Removed);
        assert!(matches!(outbox.next().await, Frame::Text(_)));
        assert!(matches!(outbox.next().await, Frame::Close(Close::Removed, _)));
    }
}
