//! What was typed here and has no field any more, to be copied or discarded (rule 39).

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::stranded_draft::StrandedDraft;
use crate::components::lazy_part::PartMissing;
use crate::host::Host;
use crate::i18n::{Text, use_i18n};
use crate::state::{forget_old_drafts, use_drafts, use_room_ui};

/// Loads the list of the drafts without a field.
#[wasm_split(soon, fallible, preload(preload_soon))]
pub fn load_stranded_list() -> Result<AnyView, PartMissing> {
    Ok(view! { <StrandedList /> }.into_any())
}

/// Forgets old drafts of all rooms.
#[wasm_split(soon, fallible)]
pub fn tidy_drafts(host: Host) -> Result<(), PartMissing> {
    forget_old_drafts(host);
    Ok(())
}

#[component]
fn StrandedList() -> impl IntoView {
    let (i18n, drafts, ui) = (use_i18n(), use_drafts(), use_room_ui());
    let fields = Memo::new(move |_| {
        ui.track_fields();
        drafts.stranded()
    });
    view! {
        <Show when=move || !fields.with(Vec::is_empty)>
            <section class="stranded" aria-label=i18n.text(Text::UnsentTexts)>
                <p class="stranded-hint">{i18n.text(Text::UnsentTextsHint)}</p>
                <ul class="stranded-list">
                    <For each=move || fields.get() key=|field| field.name() let(field)>
                        <StrandedDraft field />
                    </For>
                </ul>
            </section>
        </Show>
    }
}
