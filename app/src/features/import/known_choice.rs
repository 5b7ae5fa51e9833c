//! Asks what becomes of stories that the backlog already has.

use domain::known::Known;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::preview_state::PreviewState;
use crate::components::choice::Choice;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};

/// What can become of them.
const CHOICES: [(Known, Text); 3] = [
    (Known::LeaveOut, Text::KnownLeaveOut),
    (Known::Update, Text::KnownUpdate),
    (Known::Add, Text::KnownAdd),
];

/// Loads the choices for the import that is looked at.
#[wasm_split(import_findings, fallible)]
pub fn load_known_choice(state: PreviewState) -> Result<AnyView, PartMissing> {
    Ok(view! { <KnownChoice state /> }.into_any())
}

/// The choices, as radio buttons.
#[component]
fn KnownChoice(state: PreviewState) -> impl IntoView {
    let i18n = use_i18n();
    let choices = CHOICES.map(|(known, text)| {
        view! {
            <Choice
                class="import-choice"
                group="import-known"
                is_chosen=Signal::derive(move || state.choice.get() == known)
                on_choose=move || state.choice.set(known)
            >
                <span>{i18n.text(text)}</span>
            </Choice>
        }
    });
    view! {
        <fieldset class="import-known">
            <legend>{move || i18n.plural(Text::KnownTitle, state.known_count())}</legend>
            <div class="import-choices">{choices.into_iter().collect_view()}</div>
        </fieldset>
    }
}
