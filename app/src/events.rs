//! What is done when the browser tells of something.

use std::marker::PhantomData;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// What is done at an event. Not `Fn`, which would bring along two more functions for each.
pub trait Act {
    /// Does it.
    fn act(&self, event: Event);
}

struct Typed<F, E>(F, PhantomData<E>);

impl<E: JsCast, F: Fn(E)> Act for Typed<F, E> {
    fn act(&self, event: Event) {
        (self.0)(event.unchecked_into());
    }
}

type Heard = Closure<dyn Fn(Event)>;

/// What is done at events of one kind.
pub fn at<E: JsCast + 'static>(act: impl Fn(E) + 'static) -> Box<dyn Act> {
    Box::new(Typed(act, PhantomData))
}

/// Listens until it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    heard: Heard,
}

impl Listener {
    /// Does something at each event of that name which reaches `target`.
    pub fn new(target: EventTarget, name: &'static str, act: Box<dyn Act>) -> Self {
        let heard: Heard = Closure::wrap(Box::new(move |event| act.act(event)));
        let _ = target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        Self { target, name, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.name, heard);
    }
}
