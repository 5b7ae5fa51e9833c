//! Who may come in: the lock, the passcode that newcomers are asked for, and letting removed people in
//! again (rule 12).

use domain::command::Command;
use domain::passcode::NewPasscode;
use domain::refusal::Field;
use domain::settings::SettingsPatch;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::removed_people::RemovedPeople;
use super::setting_switch::SettingSwitch;
use crate::components::icon::Icon;
use crate::components::limited_field::LimitedField;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, use_room};

/// The lock, and the field for a passcode. The page does not know the one that is set.
#[component]
pub fn Access() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let draft = RwSignal::new(String::new());
    let is_set = Memo::new(move |_| room.read(Topic::Room, |view| view.board.settings.passcode));
    let set = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = draft.get_untracked();
        commands.send_with_toast(
            Command::SetPasscode(Some(NewPasscode::Typed(typed))),
            move || {
                draft.try_set(String::new());
                Toast::done(untrack(|| i18n.get(Text::DonePasscodeSet)))
            },
        );
    };
    let remove = move |_| {
        commands.send_with_toast(Command::SetPasscode(None), move || {
            Toast::done(untrack(|| i18n.get(Text::DonePasscodeRemoved)))
        });
    };
    let readmit = move |_| {
        commands.send_with_toast(Command::Readmit, move || {
            Toast::done(untrack(|| i18n.get(Text::DoneReadmitted)))
        });
    };
    view! {
        <SettingSwitch
            label=Text::KeepNewcomersOut
            is_on=|settings| settings.locked
            patch=|on| SettingsPatch {
                locked: Some(on),
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
        <form class="tools-passcode" novalidate on:submit=set>
            <LimitedField
                id="room-passcode"
                label=Text::PasscodeForNewcomers
                field=Field::Passcode
                draft
            />
            <div class="tools-passcode-actions">
                <button type="submit" class="button" disabled=move || draft.with(String::is_empty)>
                    {i18n.text(Text::SetPasscode)}
                </button>
                <Show when=move || is_set.get()>
                    <button type="button" class="button button--quiet" on:click=remove>
                        {i18n.text(Text::RemovePasscode)}
                    </button>
                </Show>
            </div>
        </form>
        <RemovedPeople />
        <button type="button" class="button button--quiet" on:click=readmit>
            {Icon::People.view()}
            {i18n.text(Text::Readmit)}
        </button>
    }
}
