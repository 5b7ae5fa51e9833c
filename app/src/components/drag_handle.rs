//! The handle by which a row of a sortable list is dragged, or moved with the arrow keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

use super::icon::Icon;
use super::sortable::Sortable;
use crate::i18n::{Text, use_i18n};

/// Keeps a touch that drags to itself. Of one that leaves quickly a browser makes a throw, although nothing
/// scrolls here, and takes the next touch for what stops that: nothing is pressed.
pub fn keep_touch(event: &Event) {
    if event.cancelable() {
        event.prevent_default();
    }
}

/// The handle of one row.
#[component]
pub fn DragHandle(
    /// The list.
    sortable: Sortable,
    /// The number of the row.
    row: u32,
) -> impl IntoView {
    let i18n = use_i18n();
    let on_pointerdown = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        let handle = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(handle) = handle {
            let _ = handle.set_pointer_capture(event.pointer_id());
            sortable.start(row, event.pointer_id());
        }
    };
    view! {
        <button
            type="button"
            class="drag-handle"
            title=i18n.text(Text::MoveHint)
            aria-label=i18n.text(Text::MoveHint)
            on:pointerdown=on_pointerdown
            on:pointermove=move |event| sortable.drag_over(&event)
            on:pointerup=move |_| sortable.drop()
            on:pointercancel=move |_| sortable.cancel()
            on:keydown=move |event| sortable.on_key(row, &event)
            on:touchstart=move |event| keep_touch(&event)
        >
            {Icon::Grip.view()}
        </button>
    }
}
