//! What would be imported, before anybody says yes. It is a part that loads when something was read.

use std::sync::Arc;

use domain::preview::Preview;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::columns::Columns;
use super::findings::load_findings;
use super::import_button::ImportButton;
use super::import_state::use_import;
use super::import_summary::ImportSummary;
use super::known_choice::load_known_choice;
use super::preview_state::PreviewState;
use super::source::load_source;
use super::story_list::StoryList;
use crate::components::lazy_part::{LazyPart, PartMissing};
use crate::i18n::{Text, messages, use_i18n};

/// Loads the preview and shows what was read.
#[wasm_split(import_preview, fallible)]
pub fn load_preview(preview: Arc<Preview>) -> Result<AnyView, PartMissing> {
    Ok(view! { <ImportPreview preview /> }.into_any())
}

/// The stories, what is left out, what to check, and the button that imports.
#[component]
fn ImportPreview(preview: Arc<Preview>) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let state = PreviewState::new(preview.clone());
    let sheet = preview.sheet.clone().map(Arc::new);
    // Before the title is chosen, all columns are to be chosen.
    let has_unused =
        sheet.as_ref().is_some_and(|sheet| sheet.has_title() && !sheet.unused.is_empty());
    let has_findings =
        has_unused || !preview.warnings.is_empty() || !preview.not_imported.is_empty();
    let has_known = move || state.known_count() > 0;
    let refusal = move || {
        state
            .refusal
            .with(|refusal| refusal.as_ref().map(|refusal| messages::refusal(i18n, refusal)))
    };
    view! {
        <div class="import-preview">
            <div class="import-head">
                <ImportSummary preview=preview.clone() />
                <Source preview=preview.clone() />
            </div>
            {sheet.map(|sheet| view! { <Columns sheet /> })}
            <Show when=has_known>
                <LazyPart load=move || load_known_choice(state) />
            </Show>
            <div class="import-lists">
                <StoryList state />
                {has_findings.then(|| view! { <Findings preview /> })}
            </div>
            <p class="field-error" role="alert">
                {refusal}
            </p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| import.back()>
                    {i18n.text(Text::ImportBack)}
                </button>
                <ImportButton state />
            </div>
        </div>
    }
}

#[component]
fn Source(preview: Arc<Preview>) -> impl IntoView {
    view! {
        <div class="import-source">
            <LazyPart load=move || load_source(preview.clone()) />
        </div>
    }
}

#[component]
fn Findings(preview: Arc<Preview>) -> impl IntoView {
    view! { <LazyPart load=move || load_findings(preview.clone()) /> }
}
