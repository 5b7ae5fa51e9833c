//! The field for one more criterion.

use domain::command::Command;
use domain::ids::StoryId;
use domain::refusal::Field;
use domain::story::CriterionState;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::components::limited_field::LimitedField;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::use_room_ui;

/// Adds what was typed by Enter, and when the field is left.
#[component]
pub fn AddCriterion(
    /// The story that it is added to.
    story: StoryId,
) -> impl IntoView {
    let (commands, i18n, ui) = (use_commands(), use_i18n(), use_room_ui());
    let draft = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        // The field also loses the focus while it is removed, when its draft is gone.
        let Some(text) = draft.try_get_untracked().filter(|text| !text.trim().is_empty()) else {
            return;
        };
        draft.set(String::new());
        error.set(None);
        let state = CriterionState::default();
        let command = Command::AddCriterion { story, text: text.clone(), state, after: None };
        commands.send_then(command, move |answer| {
            let Err(refusal) = answer else { return };
            error.try_set(Some(untrack(|| messages::refusal(i18n, &refusal))));
            if draft.try_with_untracked(String::is_empty) == Some(true) {
                draft.set(text);
            }
        });
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) {
            event.prevent_default();
            add();
        }
    };
    let on_focusout = move |_| {
        add();
        ui.unpin_story();
    };
    // When the room moves on, what was typed is added all the same.
    on_cleanup(add);
    view! {
        <div
            class="add-criterion"
            on:keydown=on_keydown
            on:focusin=move |_| ui.pin_story(story)
            on:input=move |_| ui.pin_story(story)
            on:focusout=on_focusout
        >
            {Icon::Plus.view()}
            <LimitedField
                id="add-criterion"
                label=Text::AddCriterion
                field=Field::Criterion
                draft
                error
                placeholder=Text::AddCriterionHint
            />
        </div>
    }
}
