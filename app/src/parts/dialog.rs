//! A dialog over the page: the browser's own, which holds the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, Texts};

/// Shows its children over the page while `open` says so; Escape and the close button end it. The
/// children live only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// One more class.
    #[prop(optional)]
    class: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
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
        <dialog node_ref=node class=["dialog ", class].concat() aria-label=title on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <header class="dialog-header">
                    <h2 class="dialog-title">{title}</h2>
                    <button
                        type="button"
                        class="button button--quiet dialog-close"
                        aria-label=move || texts.get(Text::Close)
                        on:click=move |_| open.set(false)
                    >
                        {Icon::Cross.view()}
                    </button>
                </header>
                <div class="dialog-body">{children()}</div>
            </Show>
        </dialog>
    }
    .into_any()
}
