//! The field for one more story, beside the button that imports many.

use domain::command::Command;
use domain::limits;
use domain::refusal::Field;
use domain::story::Story;
use leptos::prelude::*;
use web_sys::{ClipboardEvent, KeyboardEvent};

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::components::limited_field::LimitedField;
use crate::components::pasted::{Pasted, pasted};
use crate::i18n::{I18n, Text, messages, refusals, use_i18n};
use crate::session::use_commands;
use crate::state::{
    DraftField, RoomDialog, RoomStore, Toast, Topic, full_name, shortened, use_drafts, use_room,
    use_room_ui, use_toaster,
};

/// Adds a story by its title, or one for each of several lines that are pasted.
#[component]
pub fn AddStory() -> impl IntoView {
    let (commands, i18n, toaster) = (use_commands(), use_i18n(), use_toaster());
    let (room, ui, drafts) = (use_room(), use_room_ui(), use_drafts());
    let draft = RwSignal::new(String::new());
    drafts.follow(DraftField::NewStory, draft);
    let error = RwSignal::new(None::<String>);
    let add = move |lines: String| {
        error.set(None);
        drafts.sending(&lines);
        commands.send_undoable(Command::AddLines(lines.clone()), move |answer| {
            drafts.answered(&lines);
            match answer {
                Ok(done) => {
                    let text = untrack(|| said_added(i18n, room, &lines));
                    toaster.show(Toast::with_undo(text, done.id));
                }
                Err(refusal) => {
                    refusals::say_beside(error, i18n, refusal);
                    if draft.try_with_untracked(String::is_empty) == Some(true) {
                        draft.set(lines);
                    } else {
                        drafts.refused(&lines);
                    }
                }
            }
        });
    };
    let on_paste = move |event: ClipboardEvent| match pasted(&event) {
        Pasted::Line => {}
        Pasted::Lines(lines) => {
            event.prevent_default();
            add(lines);
        }
        Pasted::Many(text) => {
            event.prevent_default();
            ui.import_text(text);
        }
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
            let title = draft.get_untracked();
            if !title.trim().is_empty() {
                draft.set(String::new());
                add(title);
            }
        }
    };
    view! {
        <div class="add-story" on:keydown=on_keydown on:paste=on_paste>
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
                on:click=move |_| ui.dialog.set(Some(RoomDialog::Import))
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

/// What is said of lines that were added: what one was taken for, or how many stories they are.
fn said_added(i18n: I18n, room: RoomStore, lines: &str) -> String {
    let added = room.latest_import().added;
    if added != 1 {
        return i18n.plural(Text::DoneStoriesAdded, added);
    }
    let read = |story: &Story, is_current: bool| {
        let estimate = story.shown_estimate(is_current);
        let estimate = estimate.map(|estimate| [" (", estimate.label(), ")"].concat());
        [full_name(story), estimate.unwrap_or_default()].concat()
    };
    let name = room.peek(|view| {
        let mut newest_first = view.board.stories.iter().rev();
        let added = newest_first.find(|story| lines.contains(&story.title))?;
        Some(read(added, view.board.current == Some(added.id)))
    });
    i18n.format(Text::DoneStoryAdded, &[("story", &name.unwrap_or_else(|| shortened(lines)))])
}
