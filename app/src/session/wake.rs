//! What may mean that the network is back or that the device woke up.

use std::rc::Rc;

use gloo_events::EventListener;
use leptos::prelude::window;

const EVENTS: [&str; 3] = ["online", "pageshow", "visibilitychange"];

/// Calls `act` at each of these, until the listeners are dropped.
pub fn on_wake(act: impl Fn() + 'static) -> Vec<EventListener> {
    let act = Rc::new(act);
    let listen = |event| {
        let act = Rc::clone(&act);
        EventListener::new(&window(), event, move |_| act())
    };
    EVENTS.map(listen).into()
}
