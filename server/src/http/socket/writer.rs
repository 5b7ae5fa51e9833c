//! The writing half of a conversation: sends the queued frames, and pings, which keep the
//! connection open and detect dead ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use domain::protocol::Close;
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::rooms::{Frame, Outbox};

/// How often a client is pinged: well below the 60 seconds after which proxies cut idle
/// connections.
const PING_EVERY: Duration = Duration::from_secs(20);

/// After how many unanswered pings the connection counts as dead.
const UNANSWERED: u32 = 2;

/// How long sending a close may take. A client that was disconnected for not reading may never
/// receive it.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// The most bytes of a close frame's reason: what RFC 6455 leaves for it, rounded down.
const REASON_BYTES: usize = 120;

/// Counts unanswered pings. Shared by the reading and the writing half.
#[derive(Clone, Debug, Default)]
pub struct Heartbeat(Arc<AtomicU32>);

impl Heartbeat {
    /// Notes that the client has sent something.
    pub fn received(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Counts another ping; `false` if too many are unanswered.
    fn ping(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < UNANSWERED
    }
}

type Sink = SplitSink<WebSocket, Message>;

/// Sends the queued frames until the end of the conversation.
pub async fn write(mut sink: Sink, mut outbox: Outbox, heartbeat: Heartbeat) {
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    let too_slow = outbox.too_slow();
    loop {
        let message = tokio::select! {
            frame = outbox.next() => match frame {
                Frame::Text(bytes) => text(bytes),
                Frame::Gzip(bytes) => Message::Binary(bytes),
                Frame::Close(close, reason) => return end(&mut sink, close, &reason).await,
            },
            _ = pings.tick() => {
                if !heartbeat.ping() {
                    return;
                }
                Message::Ping(Bytes::new())
            }
        };
        match too_slow.run_until_cancelled(sink.send(message)).await {
            Some(Ok(())) => {}
            // The connection is broken.
            Some(Err(_)) => return,
            None => return end(&mut sink, Close::TooSlow, "").await,
        }
    }
}

fn text(bytes: Bytes) -> Message {
    // Rooms always encode valid text.
    Message::Text(Utf8Bytes::try_from(bytes).unwrap_or_else(|_| Utf8Bytes::from_static("")))
}

async fn end(sink: &mut Sink, close: Close, reason: &str) {
    let reason = &reason[..reason.floor_char_boundary(REASON_BYTES)];
    let frame = CloseFrame { code: close.code(), reason: reason.into() };
    // The client may be gone, or receive nothing.
    let _ = timeout(CLOSE_WITHIN, sink.send(Message::Close(Some(frame)))).await;
}
