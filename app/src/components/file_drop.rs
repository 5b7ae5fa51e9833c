//! Files that are dropped anywhere on the page, or on the element that the app is in. Knows nothing
//! of what is done with them.

use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File};

use crate::host::Host;

/// Calls `on_file` with the first file of each drop, until the current owner is cleaned up. Without this the
/// browser would show the file in place of the page.
pub fn use_file_drop(host: Host, on_file: impl Fn(File) + 'static) {
    let listen = |name: &'static str, on_event: Box<dyn Fn(&DragEvent)>| {
        let options = EventListenerOptions::enable_prevent_default();
        let on_event = move |event: &Event| {
            let Some(event) = event.dyn_ref::<DragEvent>().filter(|event| holds_file(event)) else {
                return;
            };
            event.prevent_default();
            on_event(event);
        };
        EventListener::new_with_options(&host.event_target(), name, options, on_event)
    };
    let on_drop = move |event: &DragEvent| {
        if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
            on_file(file);
        }
    };
    StoredValue::new_local([
        listen("dragover", Box::new(|_| {})),
        listen("drop", Box::new(on_drop)),
    ]);
}

/// Texts, links and the rows of the backlog are dragged as well.
fn holds_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
