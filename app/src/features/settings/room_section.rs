//! The room's title, and what one wants for oneself: soft sounds of the round.

use domain::command::Command;
use domain::refusal::{Field, Refusal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::limited_field::LimitedField;
use crate::components::switch::Switch;
use crate::host::use_host;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room, use_room_ui};

/// Both.
#[component]
pub fn RoomSection() -> impl IntoView {
    let (host, i18n, room, ui) = (use_host(), use_i18n(), use_room(), use_room_ui());
    let commands = use_commands();
    let title = move || room.read(Topic::Room, |view| view.board.title.clone());
    let draft = RwSignal::new(untrack(title));
    // The title that the editor saw: whoever saves second is told.
    let seen = StoredValue::new(untrack(title));
    let refusal = RwSignal::new(None::<Refusal>);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let (before, typed) = (seen.get_value(), draft.get_untracked());
        let command = Command::EditTitle { before, title: typed };
        commands.send_undoable(command, move |answer| {
            seen.try_set_value(room.peek(|view| view.board.title.clone()));
            refusal.try_set(answer.err());
        });
    };
    let error = move || refusal.get().map(|refusal| messages::refusal(i18n, &refusal));
    let is_same = move || draft.with(|draft| *draft == title());
    let hears = move || ui.sounds.get() == Some(true);
    view! {
        <form class="settings-title" novalidate on:submit=save>
            <LimitedField
                id="settings-title"
                label=Text::RoomTitle
                field=Field::RoomTitle
                draft
                error=Signal::derive(error)
            />
            <button type="submit" class="button" disabled=is_same>
                {i18n.text(Text::SaveTitle)}
            </button>
        </form>
        <Switch
            label=Text::SoundsForMe
            is_on=hears
            on_press=move || ui.choose_sounds(host, !untrack(hears))
        />
    }
}
