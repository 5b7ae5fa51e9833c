//! A button among the tools.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};

/// The button of one tool.
#[component]
pub fn ToolButton(
    /// What it shows.
    icon: Icon,
    /// What it says.
    label: Text,
    /// What it does.
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            type="button"
            class="button button--quiet tools-action"
            on:click=move |_| on_press()
        >
            {icon.view()}
            {i18n.text(label)}
        </button>
    }
}
