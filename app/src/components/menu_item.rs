//! One choice in a menu.

use leptos::prelude::*;

/// A choice; a press does it and closes the menu.
#[component]
pub fn MenuItem(
    /// Whether it is the choice in force, where the menu is a choice of one among several.
    #[prop(optional, into)]
    is_current: Signal<bool>,
    /// What it does.
    on_select: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-item"
            aria-current=move || is_current.get().to_string()
            on:click=move |_| on_select()
        >
            {children()}
        </button>
    }
}
