//! Choosing the stories for the wall.

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::wall::WallAction;
use leptos::prelude::*;

use crate::features::story_choices::{StoryChoices, use_story_choice};
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, use_room, use_room_ui, use_toaster};

/// The stories that can be put on the wall. All of them are chosen, unless somebody asks for one.
#[component]
pub fn PutForm(
    /// That one.
    asked: Option<StoryId>,
) -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    let (room, ui, toaster) = (use_room(), use_room_ui(), use_toaster());
    let all = Memo::new(move |_| {
        room.track(Topic::Wall);
        room.read(Topic::Backlog, |view| {
            view.board.off_wall().map(|story| story.id).collect::<Vec<_>>()
        })
    });
    let first = all.with_untracked(|all| all[..all.len().min(limits::WALL_STORIES)].to_vec());
    let choice = use_story_choice(all, asked.map_or(first, |story| vec![story]));
    let put = move |_| {
        let stories = choice.chosen.get_untracked();
        let count = stories.len();
        let command = Command::Wall(WallAction::Put(stories));
        commands.send_undoable(command, move |answer| match answer {
            Ok(done) => {
                let text = untrack(|| i18n.plural(Text::DonePutOnWall, count));
                toaster.show(Toast::with_undo(text, done.id));
                ui.dialog.try_set(None);
                ui.is_at_wall.try_set(true);
                host.focus(".wall-page".to_owned());
            }
            Err(refusal) => commands.show_refusal(&refusal),
        });
    };
    let form = move || {
        view! {
            <StoryChoices choice />
            <button
                type="button"
                class="button button--primary"
                disabled=move || choice.count() == 0
                on:click=put
            >
                {move || i18n.plural(Text::WallPut, choice.count())}
            </button>
        }
    };
    view! {
        <p class="ahead-hint">{i18n.text(Text::WallPutHint)}</p>
        <Show
            when=move || !choice.is_empty()
            fallback=move || view! { <p class="ahead-hint">{i18n.text(Text::WallNothingToPut)}</p> }
        >
            {form}
        </Show>
    }
}
