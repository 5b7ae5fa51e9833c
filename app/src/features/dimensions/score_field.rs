//! A field in which what a story has for a dimension is typed by hand.

use domain::ids::StoryId;
use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::save_score::{command, saved};
use crate::components::keyboard::is_submit;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{DraftField, Toast, mark, use_drafts, use_room, use_toaster};

/// The field. Why a value was refused is said beside it.
#[component]
pub fn ScoreField(
    /// Of which story.
    story: StoryId,
    /// The name of the dimension.
    #[prop(into)]
    dimension: String,
) -> impl IntoView {
    let (room, i18n, commands, toaster) = (use_room(), use_i18n(), use_commands(), use_toaster());
    let (draft, drafts) = (RwSignal::new(String::new()), use_drafts());
    let field = DraftField::Score(story, mark(&dimension));
    drafts.follow(field, draft);
    let error = RwSignal::new(None::<Refusal>);
    let name = StoredValue::new(dimension);
    let label =
        move || name.try_with_value(|name| i18n.format(Text::ScoreByHand, &[("name", name)]));
    let save = move || {
        let (name, value) = (name.get_value(), draft.get_untracked());
        let command = command(story, &name, &value);
        commands.send_undoable(command, move |answer| {
            error.try_set(answer.clone().err());
            if let Ok(done) = answer {
                draft.try_set(String::new());
                drafts.forget(field);
                let text = saved(room, i18n, story, &name, &value);
                toaster.show(Toast::with_undo(text, done.id));
            }
        });
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) && !draft.with_untracked(|draft| draft.trim().is_empty()) {
            event.prevent_default();
            save();
        }
    };
    view! {
        <input
            class="field-input choice-field"
            aria-label=label
            placeholder=i18n.text(Text::EstimateByHandHint)
            maxlength=limits::ESTIMATE.to_string()
            prop:value=draft
            on:input:target=move |event| draft.set(event.target().value())
            on:keydown=on_keydown
        />
        <span class="field-error" role="status">
            {move || error.try_get().flatten().map(|refusal| messages::refusal(i18n, &refusal))}
        </span>
    }
}
