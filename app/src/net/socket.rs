//! One connection: a websocket whose callbacks go with it, so that a retired one can touch nothing.
//! Knows no messages.

use std::time::Duration;

use leptos::prelude::set_timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

/// What happens to a connection.
pub enum Happening {
    /// It is open.
    Opened,
    /// A text frame came.
    Frame(String),
    /// It is over, with the code that the other side gave, or 1006.
    Closed(u16),
}

/// A connection. Dropping it closes it; nothing is heard of it afterwards.
pub struct Socket {
    inner: WebSocket,
    _opened: Closure<dyn FnMut(Event)>,
    _frame: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Begins to connect. `None` where the browser refuses the address or sockets altogether.
    pub fn connect(address: &str, heard: impl Fn(Happening) + Clone + 'static) -> Option<Self> {
        let inner = WebSocket::new(address).ok()?;
        let hear = heard.clone();
        let opened = Closure::new(move |_: Event| hear(Happening::Opened));
        let hear = heard.clone();
        let frame = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(Happening::Frame(text));
            }
        });
        let closed = Closure::new(move |event: CloseEvent| heard(Happening::Closed(event.code())));
        inner.set_onopen(Some(opened.as_ref().unchecked_ref()));
        inner.set_onmessage(Some(frame.as_ref().unchecked_ref()));
        inner.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self { inner, _opened: opened, _frame: frame, _closed: closed })
    }

    /// Sends a frame. A connection that cannot is about to say that it is closed.
    pub fn send(&self, frame: &str) {
        let _ = self.inner.send_with_str(frame);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.inner.set_onopen(None);
        self.inner.set_onmessage(None);
        self.inner.set_onclose(None);
        let _ = self.inner.close();
    }
}

/// Drops the socket when the callback that may be running has returned.
pub fn drop_later(socket: Option<Socket>) {
    if let Some(socket) = socket {
        set_timeout(move || drop(socket), Duration::ZERO);
    }
}
