//! What the panel shows while the room votes on no story.

use domain::settings::Permission;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::features::history::History;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Drawer, RoomDialog, Topic, use_room, use_room_ui};

/// A hint at what a quick round is, the way to the first stories, and the earlier rounds.
#[component]
pub fn QuickRound() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let is_empty =
        Memo::new(move |_| room.read(Topic::Backlog, |view| view.board.stories.is_empty()));
    let hint = move || {
        i18n.get(if is_empty.get() { Text::QuickRoundHint } else { Text::QuickRoundHintStories })
    };
    view! {
        <header class="story-header">
            <h2 class="story-title">{i18n.text(Text::QuickRound)}</h2>
        </header>
        <p class="story-hint">{hint}</p>
        <Show when=move || is_empty.get() && room.may(Permission::Backlog)>
            <FirstStories />
        </Show>
        <History subject=None />
    }
}

/// The way to the first stories, where the backlog that offers it lies in a drawer.
#[component]
fn FirstStories() -> impl IntoView {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    let add = move |_| {
        ui.drawer.set(Drawer::Backlog);
        host.focus("#add-story".to_owned());
    };
    view! {
        <div class="first-stories">
            <button type="button" class="button" on:click=add>
                {Icon::Plus.view()}
                {i18n.text(Text::AddStories)}
            </button>
            <button
                type="button"
                class="button button--quiet"
                on:click=move |_| ui.dialog.set(Some(RoomDialog::Import))
            >
                {Icon::Upload.view()}
                {i18n.text(Text::BacklogImport)}
            </button>
        </div>
    }
}
