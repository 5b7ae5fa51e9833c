//! A field for text that somebody pastes or types.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::import_state::use_import;
use crate::i18n::{Text, use_i18n};

/// The field, and the button that has the text read.
#[component]
pub fn PasteForm() -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let pasted = import.pasted;
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        import.read_pasted();
    };
    view! {
        <form class="import-paste" on:submit=on_submit>
            <label class="field-label" for="import-text">
                {i18n.text(Text::ImportPaste)}
            </label>
            <textarea
                id="import-text"
                class="field-input import-text"
                rows="6"
                placeholder=i18n.text(Text::ImportPasteExample)
                prop:value=pasted
                on:input:target=move |event| pasted.set(event.target().value())
            />
            <div class="dialog-actions">
                <button
                    type="submit"
                    class="button button--primary"
                    disabled=move || pasted.with(|text| text.trim().is_empty())
                >
                    {i18n.text(Text::ImportLook)}
                </button>
            </div>
        </form>
    }
}
