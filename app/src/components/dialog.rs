//! A dialog over the page: the browser's own, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, use_i18n};

/// Shows its children over the page while `open` is set; Escape and the close button unset it. The
/// children exist only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its heading.
    title: Text,
    /// A class beside `dialog`.
    #[prop(optional)]
    class: &'static str,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=node
            class=format!("dialog {class}")
            aria-label=i18n.text(title)
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <header class="dialog-header">
                    <h2 class="dialog-title">{i18n.text(title)}</h2>
                    <button
                        type="button"
                        class="button button--quiet dialog-close"
                        aria-label=i18n.text(Text::Close)
                        on:click=move |_| open.set(false)
                    >
                        {Icon::Cross.view()}
                    </button>
                </header>
                <div class="dialog-body">{children()}</div>
            </Show>
        </dialog>
    }
}
