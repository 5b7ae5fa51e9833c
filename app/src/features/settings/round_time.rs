//! The time that each round begins with.

use domain::command::Command;
use domain::settings::SettingsPatch;
use leptos::prelude::*;

use crate::features::timer::{MINUTES, minutes};
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The choice of a time, or of none.
#[component]
pub fn RoundTime() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let seconds = move || room.read(Topic::Room, |view| view.board.settings.timer_seconds);
    let choose = move |value: String| {
        let timer_seconds = value.parse().ok();
        let patch = SettingsPatch { timer_seconds, ..SettingsPatch::default() };
        commands.send(Command::Configure(patch));
    };
    let option = move |minute: u32| {
        let value = minute * 60;
        view! {
            <option value=value.to_string() selected=move || seconds() == value>
                {move || minutes(i18n, minute)}
            </option>
        }
    };
    view! {
        <label class="settings-choice">
            <span>{i18n.text(Text::RoundTime)}</span>
            <select
                class="field-input"
                prop:value=move || seconds().to_string()
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="0" selected=move || seconds() == 0>
                    {i18n.text(Text::RoundTimeNone)}
                </option>
                {MINUTES.map(option).into_iter().collect_view()}
            </select>
        </label>
    }
}
