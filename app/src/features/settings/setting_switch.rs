//! A switch for one setting of the room.

use domain::command::Command;
use domain::settings::{Settings, SettingsPatch};
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The switch; all other settings stay as they are.
#[component]
pub fn SettingSwitch(
    /// What it says.
    label: Text,
    /// Whether it is on.
    is_on: fn(&Settings) -> bool,
    /// The change that switches it on or off.
    patch: fn(bool) -> SettingsPatch,
) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let toggle = move |_| {
        let on = room.peek(|view| is_on(&view.board.settings));
        commands.send(Command::Configure(patch(!on)));
    };
    let is_checked = move || room.read(Topic::Room, |view| is_on(&view.board.settings));
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || is_checked().to_string()
            on:click=toggle
        >
            <span class="switch-text">{i18n.text(label)}</span>
            <span class="switch-track" aria-hidden="true" />
        </button>
    }
}
