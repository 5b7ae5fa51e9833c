//! A connection to a room, by websocket or by event stream. Knows no messages, only frames.

use domain::ids::RoomId;
use futures_channel::mpsc::{UnboundedSender, unbounded};
use futures_util::future::{AbortHandle, abortable};
use leptos::task::spawn_local;

use super::frames::{ABNORMAL_CLOSURE, ConnectionEvent, OnEvent};
use super::{event_stream, websocket};
use crate::host::Host;

/// How frames travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// A websocket.
    #[default]
    WebSocket,
    /// Server-sent events, and a request for each frame that is sent.
    EventStream,
}

/// A connection. Dropping it closes it.
pub struct Connection {
    outgoing: UnboundedSender<String>,
    task: AbortHandle,
}

impl Connection {
    /// Begins to connect; `on_event` is called with what happens, never before this has returned.
    pub fn open(host: Host, room: RoomId, transport: Transport, on_event: OnEvent) -> Self {
        let (outgoing, frames) = unbounded();
        let (running, task) = abortable(async move {
            let code = match transport {
                Transport::WebSocket => websocket::run(host, &room, frames, &*on_event).await,
                Transport::EventStream => {
                    match event_stream::load(host, room, frames, on_event.clone()).await {
                        Ok(running) => running.await,
                        Err(_) => ABNORMAL_CLOSURE,
                    }
                }
            };
            on_event(ConnectionEvent::Closed(code));
        });
        spawn_local(async move {
            // Aborted when the connection is dropped.
            let _ = running.await;
        });
        Self { outgoing, task }
    }

    /// Sends a frame. A connection that cannot is about to report that it is closed.
    pub fn send(&self, frame: String) {
        let _ = self.outgoing.unbounded_send(frame);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}
