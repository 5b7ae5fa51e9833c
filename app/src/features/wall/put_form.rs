//! Choosing the stories for the wall.

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::wall::WallAction;
use leptos::prelude::*;

use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, full_name, use_room, use_room_ui, use_toaster};

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
    let wanted = RwSignal::new(asked.map_or(first, |story| vec![story]));
    // What somebody else has put there or estimated meanwhile is not chosen any more.
    let chosen = Memo::new(move |_| {
        let is_wanted = |story: &&StoryId| wanted.with(|wanted| wanted.contains(story));
        all.with(|all| all.iter().filter(is_wanted).copied().collect::<Vec<_>>())
    });
    let is_all = move || all.with(Vec::len) == chosen.with(Vec::len);
    let toggle = move |story: StoryId| {
        wanted.update(|wanted| match wanted.iter().position(|one| *one == story) {
            Some(place) => drop(wanted.remove(place)),
            None => wanted.push(story),
        });
    };
    let put = move |_| {
        let stories = chosen.get_untracked();
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
    let row = move |story: StoryId| {
        view! {
            <li>
                <label class="ahead-choice">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&story))
                        on:change=move |_| toggle(story)
                    />
                    <bdi>{move || room.story(story, full_name)}</bdi>
                </label>
            </li>
        }
    };
    let form = move || {
        view! {
            <label class="ahead-choice">
                <input
                    type="checkbox"
                    prop:checked=is_all
                    on:change=move |_| {
                        wanted.set(if is_all() { Vec::new() } else { all.get_untracked() });
                    }
                />
                {i18n.text(Text::AheadAll)}
            </label>
            <ul class="ahead-choices">
                <For each=move || all.get() key=|story| *story children=row />
            </ul>
            <button
                type="button"
                class="button button--primary"
                disabled=move || chosen.with(Vec::is_empty)
                on:click=put
            >
                {move || i18n.plural(Text::WallPut, chosen.with(Vec::len))}
            </button>
        }
    };
    view! {
        <p class="ahead-hint">{i18n.text(Text::WallPutHint)}</p>
        <Show
            when=move || all.with(|all| !all.is_empty())
            fallback=move || view! { <p class="ahead-hint">{i18n.text(Text::WallNothingToPut)}</p> }
        >
            {form}
        </Show>
    }
}
