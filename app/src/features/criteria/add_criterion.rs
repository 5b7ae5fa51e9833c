//! The field for one more criterion.

use domain::ids::StoryId;
use domain::refusal::Field;
use domain::story::CriterionState;
use leptos::prelude::*;
use web_sys::{ClipboardEvent, KeyboardEvent};

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::components::limited_field::LimitedField;
use crate::components::pasted::{Pasted, pasted};
use crate::host::use_host;
use crate::i18n::{Text, refusals, use_i18n};
use crate::session::{Command, use_commands};
use crate::state::{Draft, DraftField, Toast, use_drafts, use_room_ui, use_toaster};

/// The field.
const FIELD: &str = "#add-criterion";

/// Adds what was typed by Enter, and when the field is left; of several lines that are pasted, each.
#[component]
pub fn AddCriterion(
    /// The story that it is added to.
    story: StoryId,
) -> impl IntoView {
    let (commands, i18n, ui) = (use_commands(), use_i18n(), use_room_ui());
    let (host, toaster, drafts) = (use_host(), use_toaster(), use_drafts());
    let draft = RwSignal::new(String::new());
    drafts.follow(DraftField::NewCriterion(story), draft);
    let error = RwSignal::new(None::<String>);
    let send = move |command: Command, text: String, is_pasted: bool| {
        error.try_set(None);
        drafts.sending(&text);
        commands.send_undoable(command, move |answer| {
            drafts.answered(&text);
            match answer {
                Ok(done) if is_pasted => {
                    let count = text.lines().filter(|line| !line.trim().is_empty()).count();
                    let said = untrack(|| i18n.plural(Text::DoneCriteriaAdded, count));
                    toaster.show(Toast::with_undo(said, done.id));
                }
                Ok(_) => {}
                Err(refusal) => {
                    refusals::say_beside(error, i18n, refusal);
                    match draft.try_with_untracked(String::is_empty) {
                        Some(true) => draft.set(text),
                        Some(false) => drafts.refused(&text),
                        // The field is gone, and comes back with it.
                        None => drafts.take_back(DraftField::NewCriterion(story), text),
                    }
                }
            }
        });
    };
    let add = move || {
        // The field also loses the focus while it is removed, when its draft is gone.
        let Some(text) = draft.try_get_untracked().filter(|text| !text.trim().is_empty()) else {
            return;
        };
        draft.set(String::new());
        drafts.keep(DraftField::NewCriterion(story), &Draft::default());
        let state = CriterionState::default();
        let command = Command::AddCriterion { story, text: text.clone(), state, after: None };
        send(command, text, false);
        ui.typed();
    };
    let on_paste = move |event: ClipboardEvent| {
        let (Pasted::Lines(lines) | Pasted::Many(lines)) = pasted(&event) else { return };
        event.prevent_default();
        send(Command::AddCriteria { story, lines: lines.clone() }, lines, true);
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) {
            event.prevent_default();
            add();
        }
    };
    // As soon as nothing is typed the page follows the room.
    let on_input = move |_| {
        if draft.with_untracked(|text| text.trim().is_empty()) {
            ui.typed();
        } else {
            ui.typing(story);
        }
    };
    let on_focusout = move |_| {
        if !host.is_left_by_window(FIELD) {
            add();
        }
    };
    on_cleanup(move || {
        add();
        // Whoever goes on typing must not vote by it: the field of the next story takes it.
        if host.is_left_by_window(FIELD) {
            host.focus(FIELD.to_owned());
        }
    });
    view! {
        <div
            class="add-criterion"
            on:keydown=on_keydown
            on:paste=on_paste
            on:input=on_input
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
