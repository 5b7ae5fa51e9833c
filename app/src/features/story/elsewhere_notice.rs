//! Says where the room is while something else is shown here.

use domain::settings::Permission;
use leptos::prelude::*;

use super::story_actions::bring_room;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, short_name, use_room, use_room_ui};

/// The story that the room is at, the way back to it, and the way to bring the room here.
#[component]
pub fn ElsewhereNotice() -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    let text = move || {
        let current = room.read(Topic::Table, |view| view.board.current);
        match current.map(|story| room.story(story, short_name)) {
            Some(name) => i18n.format(Text::RoomIsAt, &[("story", &name)]),
            None => i18n.get(Text::RoomIsAtQuickRound),
        }
    };
    let bring = move |_| {
        if let Some(story) = ui.shown() {
            bring_room(commands, ui, story);
        }
    };
    view! {
        <div class="elsewhere">
            <p class="elsewhere-text" prop:textContent=text />
            <button type="button" class="button button--small" on:click=move |_| ui.follow_room()>
                {Icon::Left.view()}
                {i18n.text(Text::BackToRoom)}
            </button>
            <Show when=move || room.may(Permission::Steer)>
                <button type="button" class="button button--small" on:click=bring>
                    {i18n.text(Text::BringRoomHere)}
                </button>
            </Show>
        </div>
    }
}
