//! A choice of how a file is read, with its label in front.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// The choice among options whose values are numbers.
#[component]
pub fn SourceSelect(
    /// What is chosen.
    label: Text,
    /// Told the number of the chosen option; `None` for one whose value is none.
    on_choose: impl Fn(Option<usize>) + 'static,
    /// The options.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="import-format">
            <span class="field-label">{i18n.text(label)}</span>
            <select
                class="field-input"
                on:change:target=move |event| on_choose(event.target().value().parse().ok())
            >
                {children()}
            </select>
        </label>
    }
}
