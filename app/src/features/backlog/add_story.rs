//! The field for one more story, beside the button that imports many.

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::known::Known;
use domain::limits;
use domain::refusal::Field;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::components::limited_field::LimitedField;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, shortened, use_room, use_room_ui, use_toaster};

/// Adds a story by its title.
#[component]
pub fn AddStory() -> impl IntoView {
    let (commands, i18n, toaster) = (use_commands(), use_i18n(), use_toaster());
    let (room, ui) = (use_room(), use_room_ui());
    let draft = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let title = draft.get_untracked();
        if title.trim().is_empty() {
            return;
        }
        let story = StoryDraft { title: title.clone(), ..StoryDraft::default() };
        let command = Command::AddStories { stories: vec![story], known: Known::Add };
        draft.set(String::new());
        error.set(None);
        commands.send_undoable(command, move |answer| match answer {
            Ok(done) => {
                let story = shortened(&title);
                let text = untrack(|| i18n.format(Text::DoneStoryAdded, &[("story", &story)]));
                toaster.show(Toast::with_undo(text, done.id));
            }
            Err(refusal) => {
                error.try_set(Some(untrack(|| messages::refusal(i18n, &refusal))));
                if draft.try_with_untracked(String::is_empty) == Some(true) {
                    draft.set(title);
                }
            }
        });
    };
    // Counted again whenever stories come or go.
    let nearly_full = Memo::new(move |_| {
        let bytes = room.read(Topic::Backlog, |view| view.board.bytes());
        (bytes >= limits::ROOM_BYTES / 5 * 4).then_some(bytes as u32 / messages::MEGABYTE)
    });
    let fill = move || {
        let used = messages::number(i18n, nearly_full.get()?);
        let limit = messages::number(i18n, limits::ROOM_BYTES as u32 / messages::MEGABYTE);
        Some(i18n.format(Text::RoomNearlyFull, &[("used", &used), ("limit", &limit)]))
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="add-story" on:keydown=on_keydown>
            <LimitedField
                id="add-story"
                label=Text::AddStory
                field=Field::StoryTitle
                draft
                error
                placeholder=Text::AddStoryHint
            />
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=i18n.text(Text::BacklogImport)
                title=i18n.text(Text::BacklogImport)
                on:click=move |_| ui.import_open.set(true)
            >
                {Icon::Upload.view()}
            </button>
        </div>
        <Show when=move || nearly_full.get().is_some()>
            <p class="add-story-fill" role="status">
                {fill}
            </p>
        </Show>
    }
}
