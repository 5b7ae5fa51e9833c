//! Adds one story by its title, and opens the import for many.

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::refusal::Field;
use leptos::prelude::*;

use super::desk::Desk;
use super::editing::is_enter;
use super::reads::{press, say};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::state::RoomState;
use crate::{commands::Toast, sentences};

/// The field for one more story.
#[component]
pub fn AddStory(desk: Desk) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let draft = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let title = draft.get_untracked();
        if title.trim().is_empty() {
            return;
        }
        let story = StoryDraft { title: title.clone(), ..StoryDraft::default() };
        let command = Command::AddStories { stories: vec![story], include_known: true };
        draft.set(String::new());
        error.set(None);
        commands.send_then(command, move |answer| match answer {
            Ok(()) => commands.notify(Toast {
                text: texts.get(Text::DoneStoryAdded),
                undo: Some(Command::RemoveStories(room.latest_added())),
                ..Toast::default()
            }),
            Err(refusal) => {
                let _ = error.try_set(Some(sentences::refusal(texts, &refusal)));
                if draft.try_get_untracked().is_some_and(|now| now.is_empty()) {
                    let _ = draft.try_set(title);
                }
            }
        });
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="add-story" on:keydown=keys>
            <LimitedField
                id="add-story"
                label=Signal::derive(move || texts.get(Text::AddStory))
                field=Field::StoryTitle
                draft
                error
                placeholder=Signal::derive(move || texts.get(Text::AddStoryHint))
            />
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=say(texts, Text::BacklogImport)
                title=say(texts, Text::BacklogImport)
                on:click=press(move |_| desk.import.set(true))
            >
                {Icon::Upload.view()}
            </button>
        </div>
    }
    .into_any()
}
