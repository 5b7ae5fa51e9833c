//! The button that imports what was read.

use leptos::prelude::*;

use super::plan::Counts;
use super::preview_state::PreviewState;
use super::send_import::use_send_import;
use crate::i18n::{Text, use_i18n};

/// Says how many stories it adds and updates.
#[component]
pub fn ImportButton(
    /// The import that is looked at.
    state: PreviewState,
) -> impl IntoView {
    let i18n = use_i18n();
    let send = use_send_import(state);
    let label = move || match (state.is_busy.get(), state.counts()) {
        (true, _) => i18n.get(Text::ImportBusy),
        (false, Counts { added: 0, updated: 0 }) => i18n.get(Text::ImportNothing),
        (false, Counts { added: 0, updated }) => i18n.plural(Text::ImportUpdate, updated),
        (false, Counts { added, updated: 0 }) => i18n.plural(Text::ImportButton, added),
        (false, Counts { added, updated }) => {
            let updated = i18n.number(updated as f64);
            i18n.plural_with(Text::ImportBoth, added, &[("updated", &updated)])
        }
    };
    view! {
        <button
            type="button"
            class="button button--primary"
            disabled=move || state.is_busy.get() || state.counts().is_empty()
            on:click=move |_| send()
        >
            {label}
        </button>
    }
}
