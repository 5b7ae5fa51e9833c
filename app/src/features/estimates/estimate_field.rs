//! A field in which an estimate is typed, or another value by the same rules (rule 25).

use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::keyboard::is_submit;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::{Command, use_commands};
use crate::state::{DraftField, Toast, use_drafts, use_toaster};

/// The field. What is typed is a draft until the room has taken it; why it was refused is said beside it.
#[component]
pub fn EstimateField<ToCommand, Said>(
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// What is shown while nothing is typed.
    placeholder: Text,
    /// Where the draft is kept.
    field: DraftField,
    /// Why the last value was refused.
    error: RwSignal<Option<Refusal>>,
    /// The command that saves what was typed.
    command: ToCommand,
    /// What is said when that was done.
    said: Said,
    /// What stands between the field and the refusal.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    ToCommand: Fn(&str) -> Command + 'static,
    Said: Fn(&str) -> String + Clone + 'static,
{
    let (i18n, commands, toaster) = (use_i18n(), use_commands(), use_toaster());
    let (draft, drafts) = (RwSignal::new(String::new()), use_drafts());
    drafts.follow(field, draft);
    let on_keydown = move |event: KeyboardEvent| {
        let typed = draft.get_untracked();
        if !is_submit(&event) || typed.trim().is_empty() {
            return;
        }
        event.prevent_default();
        let said = said.clone();
        commands.send_undoable(command(&typed), move |answer| {
            error.try_set(answer.clone().err());
            if let Ok(done) = answer {
                draft.try_set(String::new());
                drafts.forget(field);
                toaster.show(Toast::with_undo(untrack(|| said(&typed)), done.id));
            }
        });
    };
    view! {
        <input
            class="field-input choice-field"
            aria-label=label
            placeholder=i18n.text(placeholder)
            maxlength=limits::ESTIMATE.to_string()
            prop:value=draft
            on:input:target=move |event| draft.set(event.target().value())
            on:keydown=on_keydown
        />
        {children.map(|children| children())}
        <span class="field-error" role="status">
            {move || error.try_get().flatten().map(|refusal| messages::refusal(i18n, &refusal))}
        </span>
    }
}
