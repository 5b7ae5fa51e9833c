//! The field for a day until which somebody finds out.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// The field.
#[component]
pub fn DueField(
    /// The element's id; unique on the page.
    id: &'static str,
    /// The day, as the field has it; empty for none.
    due: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {i18n.text(Text::QuestionDue)}
            </label>
            <input
                id=id
                class="field-input"
                type="date"
                prop:value=due
                on:input:target=move |event| due.set(event.target().value())
            />
        </div>
    }
}
