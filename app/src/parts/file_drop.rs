//! Files that are dropped anywhere on the page, or on the element that the app is in. Knows nothing of what
//! is done with them.

use leptos::prelude::window;
use web_sys::{DragEvent, EventTarget, File};

use crate::dom::on;
use crate::host::Host;

/// Calls `act` with each dropped file. Without this the browser would show it in the page's place.
pub fn on_file_drop(host: Host, act: impl Fn(File) + 'static) {
    let target = || if host.is_page() { EventTarget::from(window()) } else { host.frame().into() };
    on(target(), "dragover", |event: DragEvent| {
        if holds_file(&event) {
            event.prevent_default();
        }
    });
    on(target(), "drop", move |event: DragEvent| {
        if holds_file(&event) {
            event.prevent_default();
            if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
                act(file);
            }
        }
    });
}

/// Texts, links and the stories of the backlog are dragged as well.
fn holds_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
