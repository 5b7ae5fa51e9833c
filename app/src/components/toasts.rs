//! The region of the short notice at the edge of the page.

use leptos::prelude::*;

use super::toast_view::ToastView;
use crate::i18n::{Text, use_i18n};
use crate::state::use_toaster;

/// The newest toast, in a region that screen readers announce politely.
#[component]
pub fn Toasts() -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    view! {
        <section
            class="toasts"
            role="status"
            aria-live="polite"
            aria-atomic="false"
            aria-label=i18n.text(Text::Notices)
        >
            <For each=move || toaster.shown() key=|shown| shown.id let(shown)>
                <ToastView shown />
            </For>
        </section>
    }
}
