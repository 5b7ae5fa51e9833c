//! The outgoing queue of one connection: bounded, between a room, which never waits, and a client,
//! which may be slow. Knows no socket.

use bytes::Bytes;
use domain::protocol::{Close, ServerMessage, encode};
use futures_util::FutureExt;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::CancellationToken;

use super::encoder::{LargeMessage, Place};
use super::frame::Frame;

/// The frames that may be queued for a client. One that falls further behind is disconnected, and
/// reconnects for a fresh view. More than [`super::recent::RECENT_UPDATES`], so that a resume fits.
pub const OUTGOING_FRAMES: usize = 512;

/// What waits in the queue.
#[derive(Debug)]
enum Queued {
    Frame(Frame),
    Large(LargeMessage),
}

/// The room's end of the queue. Boxed, because a channel has places for 32 from the start, and there are
/// thousands of channels.
#[derive(Clone, Debug)]
pub struct Outgoing {
    queue: mpsc::Sender<Box<Queued>>,
    too_slow: CancellationToken,
    reads_gzip: bool,
}

/// The client's end of the queue.
#[derive(Debug)]
pub struct Outbox {
    queue: mpsc::Receiver<Box<Queued>>,
    /// The next message, while it is being encoded.
    encoding: Option<LargeMessage>,
    /// The place of what is being sent.
    place: Option<Place>,
    too_slow: CancellationToken,
}

/// A queue for one connection.
pub fn connection() -> (Outgoing, Outbox) {
    let (sender, queue) = mpsc::channel(OUTGOING_FRAMES);
    let too_slow = CancellationToken::new();
    let outgoing = Outgoing { queue: sender, too_slow: too_slow.clone(), reads_gzip: false };
    (outgoing, Outbox { queue, encoding: None, place: None, too_slow })
}

impl Outgoing {
    /// Queues a frame. If the queue is full, the client is too slow and is disconnected.
    pub fn send(&self, frame: Frame) {
        self.queue(Queued::Frame(frame));
    }

    /// Queues a message that is being encoded. What is queued behind it waits for it.
    pub fn send_large(&self, message: LargeMessage) {
        self.queue(Queued::Large(message));
    }

    fn queue(&self, queued: Queued) {
        // A closed queue means that the connection has ended already.
        if let Err(TrySendError::Full(_)) = self.queue.try_send(Box::new(queued)) {
            self.too_slow.cancel();
        }
    }

    /// Whether the client has said that it reads gzip.
    pub fn reads_gzip(&self) -> bool {
        self.reads_gzip
    }

    /// Notes whether the client reads gzip.
    pub fn set_reads_gzip(&mut self, reads_gzip: bool) {
        self.reads_gzip = reads_gzip;
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
    /// The next frame; the last one is a [`Frame::Close`]. Nothing is lost if this is cancelled.
    pub async fn next(&mut self) -> Frame {
        loop {
            // The queue is full then, so that nobody waits for it below.
            if self.too_slow.is_cancelled() {
                return Frame::Close(Close::TooSlow, String::new());
            }
            if let Some(message) = &mut self.encoding {
                let frame = message.frame().await;
                self.place = message.place();
                self.encoding = None;
                return frame;
            }
            match self.queue.recv().await.map(|queued| *queued) {
                Some(Queued::Frame(frame)) => return frame,
                Some(Queued::Large(message)) => self.encoding = Some(message),
                None => return Frame::Close(Close::Failed, String::new()),
            }
        }
    }

    /// Whether what is being sent keeps others from a place.
    pub fn has_place(&self) -> bool {
        self.place.is_some()
    }

    /// Everything that was taken has been sent.
    pub fn flushed(&mut self) {
        self.place = None;
    }

    /// The next frame, if it is there already.
    pub fn ready(&mut self) -> Option<Frame> {
        let is_idle = self.queue.is_empty() && self.encoding.is_none();
        if is_idle { None } else { self.next().now_or_never() }
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
    use crate::rooms::encoder::Encoder;

    #[tokio::test]
    async fn a_client_that_does_not_read_is_disconnected_without_anybody_waiting() {
        let (outgoing, mut outbox) = connection();
        for _ in 0..=OUTGOING_FRAMES {
            outgoing.send(Frame::Text(Bytes::from_static(b"{}")));
        }
        assert!(matches!(outbox.next().await, Frame::Close(Close::TooSlow, _)));
    }

    #[tokio::test]
    async fn what_is_queued_behind_a_large_message_waits_for_it_and_no_cancelling_loses_it() {
        let (outgoing, mut outbox) = connection();
        let pong = ServerMessage::Pong { echo: 12, now: domain::time::Timestamp(0) };
        outgoing.send_large(Encoder::new().gzip(pong));
        outgoing.send(Frame::Text(Bytes::from_static(b"{}")));
        // It is encoded by another task, which has not run yet.
        assert!(outbox.next().now_or_never().is_none());
        assert!(matches!(outbox.next().await, Frame::Gzip(_)));
        assert!(matches!(outbox.next().await, Frame::Text(_)));
    }

    #[tokio::test]
    async fn a_place_is_held_until_the_message_is_sent() {
        let (outgoing, mut outbox) = connection();
        let encoder = Encoder::new();
        let pong = ServerMessage::Pong { echo: 12, now: domain::time::Timestamp(0) };
        let places = || std::iter::from_fn(|| encoder.place()).collect::<Vec<_>>().len();
        let all = places();
        outgoing.send_large(encoder.text(pong).in_place(encoder.place()));
        assert!(!outbox.has_place());
        outbox.next().await;
        assert!(outbox.has_place());
        assert_eq!(places(), all - 1);
        outbox.flushed();
        assert_eq!(places(), all);
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
