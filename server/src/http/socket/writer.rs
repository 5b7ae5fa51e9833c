//! The writing half of a conversation: sends what is queued, and pings to keep the line open and to
//! find out when nobody is there any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use domain::protocol::{Close, ServerMessage, encode};
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::rooms::{Frame, Outbox};

/// How often a client is pinged: well below the 60 seconds after which proxies cut idle lines.
const PING_EVERY: Duration = Duration::from_secs(20);

/// Pings without anything heard since, after which the line counts as dead.
const UNANSWERED: u32 = 2;

/// How long a close may take to leave. A client that was cut off for not reading may never take it.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// Bytes of a close frame's reason: what RFC 6455 leaves for it, rounded down.
const REASON_BYTES: usize = 120;

/// Counts pings that were not answered; shared by the reading and the writing half.
#[derive(Clone, Debug, Default)]
pub struct Heartbeat(Arc<AtomicU32>);

impl Heartbeat {
    /// Something came from the client.
    pub fn heard(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Another ping goes out; `false` when too many were not answered.
    fn beat(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < UNANSWERED
    }
}

type Sink = SplitSink<WebSocket, Message>;

/// Sends what is queued until the end of the conversation.
pub async fn write(mut sink: Sink, mut outbox: Outbox, heartbeat: Heartbeat) {
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    let too_slow = outbox.too_slow();
    loop {
        let message = tokio::select! {
            frame = outbox.next() => match frame {
                Frame::Text(bytes) => text(bytes),
                Frame::Welcome(welcome) => {
                    Message::text(encode(&ServerMessage::Welcome(welcome)))
                }
                Frame::Close(close, reason) => return end(&mut sink, close, &reason).await,
            },
            _ = pings.tick() => {
                if !heartbeat.beat() {
                    return;
                }
                Message::Ping(Bytes::new())
            }
        };
        match too_slow.run_until_cancelled(sink.send(message)).await {
            Some(Ok(())) => {}
            // The line is gone.
            Some(Err(_)) => return,
            None => return end(&mut sink, Close::TooSlow, "").await,
        }
    }
}

fn text(bytes: Bytes) -> Message {
    // Rooms encode text; anything else would be a fault of theirs, and an empty frame shows it.
    Message::Text(Utf8Bytes::try_from(bytes).unwrap_or_else(|_| Utf8Bytes::from_static("")))
}

async fn end(sink: &mut Sink, close: Close, reason: &str) {
    let reason = &reason[..reason.floor_char_boundary(REASON_BYTES)];
    let frame = CloseFrame { code: close.code(), reason: reason.into() };
    // A line that is gone, or that takes nothing, needs no goodbye.
    let _ = timeout(CLOSE_WITHIN, sink.send(Message::Close(Some(frame)))).await;
}
