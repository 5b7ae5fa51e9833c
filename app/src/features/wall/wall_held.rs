//! What can be done with the story that is picked up.

use domain::command::Command;
use domain::settings::Permission;
use domain::wall::WallAction;
use leptos::prelude::*;

use super::wall_hand::WallHand;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{full_name, short_name, use_room, use_room_ui};

/// The name of the story, and where to go from here; nothing while none is picked up.
#[component]
pub fn WallHeld(
    /// Who moves stories here.
    hand: WallHand,
) -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    let (room, ui) = (use_room(), use_room_ui());
    let text = move || {
        let name = hand.held().map(|story| room.story(story, full_name)).unwrap_or_default();
        i18n.format(Text::WallHeld, &[("story", &name)])
    };
    let read = move |_| {
        if let Some(story) = hand.held_untracked() {
            ui.is_at_wall.set(false);
            ui.open_story(story);
            host.focus("#story".to_owned());
        }
    };
    let take_off = move |_| {
        let Some(story) = hand.held_untracked() else { return };
        let name = room.peek(|view| view.board.stories.get(story).map(short_name));
        hand.leave();
        commands.send_with_undo(Command::Wall(WallAction::TakeOff(vec![story])), move |i18n| {
            i18n.format(Text::DoneTakenOffWall, &[("story", &name.unwrap_or_default())])
        });
    };
    view! {
        <Show when=move || hand.held().is_some()>
            <div class="wall-held">
                <p class="wall-held-text">{text}</p>
                <button type="button" class="button button--small" on:click=read>
                    {i18n.text(Text::WallRead)}
                </button>
                <Show when=move || room.may(Permission::Steer)>
                    <button type="button" class="button button--small" on:click=take_off>
                        {i18n.text(Text::WallTakeOff)}
                    </button>
                </Show>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| hand.leave()
                >
                    {i18n.text(Text::Cancel)}
                </button>
            </div>
        </Show>
    }
}
