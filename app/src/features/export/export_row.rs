//! One form that the room can be saved in.

use leptos::prelude::*;

use super::forms::{Form, Name};
use crate::components::icon::Icon;
use crate::i18n::use_i18n;

/// A button with its name and what it is for.
#[component]
pub fn ExportRow(
    /// The form.
    form: &'static Form,
    /// Whether its file is being fetched.
    #[prop(into)]
    is_saving: Signal<bool>,
    /// Saves it.
    on_click: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || match form.name {
        Name::Described(text) => i18n.get(text),
        Name::Proper(name) => name.to_owned(),
    };
    view! {
        <button
            type="button"
            class="export-row"
            aria-busy=move || is_saving.get().to_string()
            on:click=move |_| on_click()
        >
            <span class="export-name">{name}</span>
            // So that the two are two words to a screen reader.
            " "
            <span class="export-about">{i18n.text(form.about)}</span>
            {Icon::Download.view()}
        </button>
    }
}
