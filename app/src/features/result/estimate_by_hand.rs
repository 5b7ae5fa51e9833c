//! A field for an estimate that is on no card. It is in the part with what else stands beside a result.

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::KeyboardEvent;

use super::save_estimate::saved;
use crate::components::keyboard::is_submit;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{DraftField, Toast, use_drafts, use_room, use_toaster};

/// Loads the field for the estimate of a story.
#[wasm_split(references, fallible)]
pub fn load_estimate_by_hand(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <EstimateByHand story /> }.into_any())
}

/// The field. Why an estimate was refused is said beside it.
#[component]
fn EstimateByHand(story: StoryId) -> impl IntoView {
    let (room, i18n, commands, toaster) = (use_room(), use_i18n(), use_commands(), use_toaster());
    let draft = RwSignal::new(String::new());
    let drafts = use_drafts();
    drafts.follow(DraftField::Estimate(story), draft);
    let error = RwSignal::new(None::<Refusal>);
    let save = move || {
        let text = draft.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        let command = Command::SetEstimate { story, estimate: Some(text.clone()) };
        commands.send_undoable(command, move |answer| {
            error.try_set(answer.clone().err());
            if let Ok(done) = answer {
                draft.try_set(String::new());
                drafts.forget(DraftField::Estimate(story));
                let text = saved(room, i18n, story, Some(&text));
                toaster.show(Toast::with_undo(text, done.id));
            }
        });
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) {
            event.prevent_default();
            save();
        }
    };
    view! {
        <input
            class="field-input choice-field"
            aria-label=i18n.text(Text::EstimateByHand)
            placeholder=i18n.text(Text::EstimateByHandHint)
            maxlength=limits::ESTIMATE.to_string()
            prop:value=draft
            on:input:target=move |event| draft.set(event.target().value())
            on:keydown=on_keydown
        />
        <span class="field-error" role="status">
            {move || error.get().map(|refusal| messages::refusal(i18n, &refusal))}
        </span>
    }
}
