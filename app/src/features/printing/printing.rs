//! Puts the whole room on the page while it is being printed.

use gloo_events::EventListener;
use leptos::prelude::*;

use super::print_sheet::load_print_sheet;
use crate::components::lazy_part::LazyPart;
use crate::host::use_host;

/// The sheet, while it is being printed. It is there at once where its part was fetched before.
#[component]
pub fn Printing() -> impl IntoView {
    let host = use_host();
    let is_printing = RwSignal::new(false);
    // Of a page around an element, only the element's part would be the room.
    if host.is_page() {
        let on = |name, printing| {
            EventListener::new(&window(), name, move |_| {
                is_printing.try_set(printing);
            })
        };
        let mut listeners = vec![on("beforeprint", true), on("afterprint", false)];
        // Not all browsers have the events, and some show the page as it would be printed.
        if let Ok(Some(media)) = window().match_media("print") {
            let print = media.clone();
            listeners.push(EventListener::new(&media, "change", move |_| {
                is_printing.try_set(print.matches());
            }));
        }
        StoredValue::new_local(listeners);
    }
    view! {
        <Show when=move || is_printing.get()>
            <div class="print-sheet">
                <LazyPart load=load_print_sheet />
            </div>
        </Show>
    }
}
