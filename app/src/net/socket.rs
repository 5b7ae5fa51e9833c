//! One connection: a websocket whose callbacks go with it, so that a retired one can touch nothing.
//! Knows no messages.

use web_sys::{CloseEvent, WebSocket};

use super::line::{Happening, Hear, told_alike};
use crate::events::{Listener, at};

/// A connection. Dropping it closes it; nothing is heard of it afterwards.
pub struct Socket {
    inner: WebSocket,
    _listeners: [Listener; 3],
}

impl Socket {
    /// Begins to connect. `None` where the browser refuses the address or sockets altogether.
    pub fn connect(address: &str, heard: Hear) -> Option<Self> {
        let inner = WebSocket::new(address).ok()?;
        let [opened, frame] = told_alike(&heard);
        let closed = at(move |event: CloseEvent| heard(Happening::Closed(event.code())));
        let listeners = [opened, frame, ("close", closed)];
        let listen = |(name, act)| Listener::new(inner.clone().into(), name, act);
        Some(Self { _listeners: listeners.map(listen), inner })
    }

    /// Sends a frame. A connection that cannot is about to say that it is closed.
    pub fn send(&self, frame: &str) {
        let _ = self.inner.send_with_str(frame);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = self.inner.close();
    }
}
