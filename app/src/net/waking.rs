//! Hears what may mean that the network is there again or that the device woke. Knows nothing of what
//! is done about it.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What the browser says then.
const EVENTS: [&str; 3] = ["online", "pageshow", "visibilitychange"];

/// Listens until it is dropped.
pub struct Waking(Closure<dyn FnMut()>);

impl Waking {
    /// Calls `woke` at each such event.
    pub fn listen(woke: impl FnMut() + 'static) -> Self {
        let heard = Closure::<dyn FnMut()>::new(woke);
        for event in EVENTS {
            let listener = heard.as_ref().unchecked_ref();
            let _ = window().add_event_listener_with_callback(event, listener);
        }
        Self(heard)
    }
}

impl Drop for Waking {
    fn drop(&mut self) {
        for event in EVENTS {
            let listener = self.0.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback(event, listener);
        }
    }
}
