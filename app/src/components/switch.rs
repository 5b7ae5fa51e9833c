//! A switch with what it switches.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// The switch.
#[component]
pub fn Switch(
    /// What it switches.
    label: Text,
    /// Whether it is on.
    is_on: impl Fn() -> bool + Send + 'static,
    /// Switches it.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || is_on().to_string()
            on:click=move |_| on_press()
        >
            <span class="switch-text">{i18n.text(label)}</span>
            <span class="switch-track" aria-hidden="true" />
        </button>
    }
}
