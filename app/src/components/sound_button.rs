//! A button that switches sounds on and off.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, use_i18n};

/// The button.
#[component]
pub fn SoundButton(
    /// What it switches.
    label: Text,
    /// A class beside those of a quiet button.
    class: &'static str,
    /// Whether the sounds are on.
    #[prop(into)]
    is_on: Signal<bool>,
    /// Switches them.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let icon = move || if is_on.get() { Icon::Sound.view() } else { Icon::Muted.view() };
    view! {
        <button
            type="button"
            class=format!("button button--quiet {class}")
            aria-label=i18n.text(label)
            title=i18n.text(label)
            aria-pressed=move || is_on.get().to_string()
            on:click=move |_| on_press()
        >
            {icon}
        </button>
    }
}
