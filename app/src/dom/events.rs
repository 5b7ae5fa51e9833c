//! What is done when something happens to an element.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, MouseEvent};

use super::El;
use crate::events::{Act, Listener, at};
use crate::signals::Shared;

impl El {
    /// Calls `act` at each event of that name, for as long as the part of the page lives in which the
    /// element was made.
    pub fn on<E: JsCast + 'static>(self, name: &'static str, act: impl Fn(E) + 'static) -> Self {
        self.listen(name, at(act))
    }

    /// Calls `act` when it is pressed.
    pub fn on_click(self, act: impl Fn(MouseEvent) + 'static) -> Self {
        self.on("click", act)
    }

    fn listen(self, name: &'static str, act: Box<dyn Act>) -> Self {
        // Taken away with its part of the page: what it does may hold the element, and no browser
        // sees through such a ring.
        Shared::new(Listener::new(self.0.clone().into(), name, act));
        self
    }
}

/// Calls `act` at each event of that name which reaches `target`, for as long as the part of the page
/// lives in which this was called.
pub fn on<E: JsCast + 'static>(target: EventTarget, name: &'static str, act: impl Fn(E) + 'static) {
    Shared::new(Listener::new(target, name, at(act)));
}

/// Like [`on`], for what reaches the window.
pub fn on_window<E: JsCast + 'static>(name: &'static str, act: impl Fn(E) + 'static) {
    on(window().into(), name, act);
}
