//! What facilitators decide for the room.

use domain::command::Command;
use domain::settings::SettingsPatch;
use leptos::prelude::*;

use super::permissions::load_permissions;
use super::setting_switch::SettingSwitch;
use super::tool_button::ToolButton;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::Toast;

/// The rules, and letting removed people in again.
#[component]
pub fn RoomRules() -> impl IntoView {
    let (i18n, commands) = (use_i18n(), use_commands());
    let unfolded = RwSignal::new(false);
    let readmit = move || {
        commands.send_with_toast(Command::Readmit, move || {
            Toast::done(untrack(|| i18n.get(Text::DoneReadmitted)))
        });
    };
    view! {
        <div class="tools-switches">
            <SettingSwitch
                label=Text::AutoReveal
                is_on=|settings| settings.auto_reveal
                patch=|on| SettingsPatch {
                    auto_reveal: Some(on),
                    ..SettingsPatch::default()
                }
            />
            <SettingSwitch
                label=Text::ChangeAfterReveal
                is_on=|settings| settings.change_after_reveal
                patch=|on| SettingsPatch {
                    change_after_reveal: Some(on),
                    ..SettingsPatch::default()
                }
            />
            <SettingSwitch
                label=Text::GuestsMayJoin
                is_on=|settings| settings.guests
                patch=|on| SettingsPatch {
                    guests: Some(on),
                    ..SettingsPatch::default()
                }
            />
        </div>
        <button
            type="button"
            class="history-toggle"
            aria-expanded=move || unfolded.get().to_string()
            on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
        >
            {i18n.text(Text::Permissions)}
            {Icon::Down.view()}
        </button>
        <div class="tools-permissions">
            <Show when=move || unfolded.get()>
                <LazyPart load=load_permissions />
            </Show>
        </div>
        <ToolButton icon=Icon::People label=Text::Readmit on_press=readmit />
    }
}
