//! What is done when something happens to an element.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use super::El;
use crate::events::{Act, Listener, at, heard};
use crate::signals::Shared;

impl El {
    /// Calls `act` at each event of that name, for as long as the element lives.
    pub fn on<E: JsCast + 'static>(self, name: &str, act: impl Fn(E) + 'static) -> Self {
        self.listen(name, at(act))
    }

    /// Calls `act` when it is pressed.
    pub fn on_click(self, act: impl Fn(MouseEvent) + 'static) -> Self {
        self.on("click", act)
    }

    fn listen(self, name: &str, act: Box<dyn Act>) -> Self {
        // The browser frees it with the element.
        let heard = heard(act).into_js_value();
        let _ = self.0.add_event_listener_with_callback(name, heard.unchecked_ref());
        self
    }
}

/// Calls `act` at each event of that name which reaches the window, for as long as the part of the
/// page lives in which this was called.
pub fn on_window<E: JsCast + 'static>(name: &'static str, act: impl Fn(E) + 'static) {
    Shared::new(Listener::new(window().into(), name, at(act)));
}
