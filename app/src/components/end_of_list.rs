//! The end of what is drawn of a long list, which asks for more when it comes near.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far away it may be.
const NEAR: &str = "800px";

/// The last item of the list. Calls `on_near` whenever it comes near what is seen.
#[component]
pub fn EndOfList(
    /// Draws more of the list.
    on_near: impl Fn() + 'static,
) -> impl IntoView {
    let node = NodeRef::<html::Li>::new();
    node.on_load(move |end| {
        let on_change = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
            let last = entries.unchecked_into::<Array>().pop();
            if last.unchecked_into::<IntersectionObserverEntry>().is_intersecting() {
                on_near();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let function = on_change.as_ref().unchecked_ref();
        if let Ok(observer) = IntersectionObserver::new_with_options(function, &options) {
            observer.observe(&end);
            let observing = SendWrapper::new((observer, on_change));
            on_cleanup(move || observing.0.disconnect());
        }
    });
    view! { <li node_ref=node aria-hidden="true" /> }
}
