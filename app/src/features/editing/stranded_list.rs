//! What was typed here and has no field any more, to be copied or discarded (rule 39).

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::stranded_draft::StrandedDraft;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::DraftField;

/// Loads the list of the drafts of these fields.
#[wasm_split(editing, fallible, preload(preload_editing))]
pub fn load_stranded_list(fields: Memo<Vec<DraftField>>) -> Result<AnyView, PartMissing> {
    Ok(view! { <StrandedList fields /> }.into_any())
}

#[component]
fn StrandedList(fields: Memo<Vec<DraftField>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="stranded" aria-label=i18n.text(Text::UnsentTexts)>
            <p class="stranded-hint">{i18n.text(Text::UnsentTextsHint)}</p>
            <ul class="stranded-list">
                <For each=move || fields.get() key=|field| field.name() let(field)>
                    <StrandedDraft field />
                </For>
            </ul>
        </section>
    }
}
