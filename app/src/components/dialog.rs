//! A dialog over the page: the browser's own, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::RoomDialog;

/// Shows its children over the page while one of the dialogs is open; Escape and the close button close it. The
/// children exist only while it is open.
#[component]
pub fn Dialog(
    /// Which one is open.
    dialog: RwSignal<Option<RoomDialog>>,
    /// The heading of each, and its class beside `dialog`.
    head: fn(RoomDialog) -> (Text, &'static str),
    /// Their content.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        match (dialog.get().is_some(), element.open()) {
            (true, false) => drop(element.show_modal()),
            (false, true) => element.close(),
            _ => {}
        }
    });
    let title = move || dialog.get().map(|dialog| i18n.get(head(dialog).0));
    let class = move || {
        let class = dialog.get().map(|dialog| head(dialog).1).unwrap_or_default();
        format!("dialog {class}")
    };
    view! {
        <dialog node_ref=node class=class aria-label=title on:close=move |_| dialog.set(None)>
            <Show when=move || dialog.get().is_some()>
                <header class="dialog-header">
                    <h2 class="dialog-title">{title}</h2>
                    <button
                        type="button"
                        class="button button--quiet dialog-close"
                        aria-label=i18n.text(Text::Close)
                        on:click=move |_| dialog.set(None)
                    >
                        {Icon::Cross.view()}
                    </button>
                </header>
                <div class="dialog-body">{children()}</div>
            </Show>
        </dialog>
    }
}
