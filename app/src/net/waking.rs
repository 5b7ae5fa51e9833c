//! Hears what may mean that the network is there again or that the device woke. Knows nothing of what
//! is done about it.

use leptos::prelude::window;
use web_sys::Event;

use crate::events::{Listener, at};

/// What the browser says then.
const EVENTS: [&str; 3] = ["online", "pageshow", "visibilitychange"];

/// Listens until it is dropped.
pub struct Waking {
    _listeners: [Listener; 3],
}

impl Waking {
    /// Calls `woke` at each such event.
    pub fn listen(woke: impl Fn() + Clone + 'static) -> Self {
        let listen = |name| {
            let woke = woke.clone();
            Listener::new(window().into(), name, at(move |_: Event| woke()))
        };
        Self { _listeners: EVENTS.map(listen) }
    }
}
