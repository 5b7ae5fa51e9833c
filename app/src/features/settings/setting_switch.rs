//! A switch for one setting of the room.

use domain::command::Command;
use domain::settings::{Settings, SettingsPatch};
use leptos::prelude::*;

use crate::components::switch::Switch;
use crate::i18n::Text;
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
    let (room, commands) = (use_room(), use_commands());
    let toggle = move || {
        let on = room.peek(|view| is_on(&view.board.settings));
        commands.send(Command::Configure(patch(!on)));
    };
    let is_checked = move || room.read(Topic::Room, |view| is_on(&view.board.settings));
    view! { <Switch label is_on=is_checked on_press=toggle /> }
}
