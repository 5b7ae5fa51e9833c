//! What a facilitator can do about another person.

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::people::Role;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::components::lazy_part::PartMissing;
use crate::components::menu_item::MenuItem;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, use_room};

/// Loads the items of a person's menu.
#[wasm_split(warm, fallible)]
pub fn load_person_items(id: ParticipantId) -> Result<AnyView, PartMissing> {
    Ok(view! { <PersonItems id /> }.into_any())
}

#[component]
fn PersonItems(
    /// Who it is.
    id: ParticipantId,
) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let name = move || room.person(id, |person| person.shown_name());
    let is_facilitator = move || room.person(id, |person| person.facilitator);
    let toggle_text = move || {
        i18n.get(if is_facilitator() { Text::EndFacilitator } else { Text::MakeFacilitator })
    };
    let toggle_facilitator = move || {
        commands.send(Command::SetFacilitator {
            participant: id,
            facilitator: !untrack(is_facilitator),
            even_if_last: false,
        });
    };
    let may_take_over = move || room.person(id, |it| it.is_connected() && !it.facilitator);
    let hand_over = move || {
        let (name, me) = (untrack(name), room.peek(|view| view.you));
        let set = |participant, facilitator| Command::SetFacilitator {
            participant,
            facilitator,
            even_if_last: false,
        };
        commands.send_with_toast(set(id, true), move || {
            commands.send(set(me, false));
            Toast::done(untrack(|| i18n.format(Text::DoneHandedOver, &[("name", &name)])))
        });
    };
    let remove = move || {
        let name = untrack(name);
        commands.send_with_undo(Command::RemovePerson(id), move |i18n| {
            i18n.format(Text::DonePersonRemoved, &[("name", &name)])
        });
    };
    let other_role = move || {
        let role = room.person(id, |person| person.role == Role::Observer);
        if role { Role::Estimator } else { Role::Observer }
    };
    let role_text = move || {
        i18n.get(match other_role() {
            Role::Observer => Text::MakeObserver,
            Role::Estimator => Text::MakeEstimator,
        })
    };
    let change_role = move || {
        let (name, role) = untrack(|| (name(), other_role()));
        let text = match role {
            Role::Observer => Text::DoneMadeObserver,
            Role::Estimator => Text::DoneMadeEstimator,
        };
        commands.send_with_undo(Command::SetRoleOf { participant: id, role }, move |i18n| {
            i18n.format(text, &[("name", &name)])
        });
    };
    let is_late = move || {
        room.track(Topic::People);
        room.read(Topic::Table, |view| view.shows_as_late(id))
    };
    let nudge = move || {
        let name = untrack(name);
        commands.send_with_toast(Command::Nudge(id), move || {
            Toast::done(untrack(|| i18n.format(Text::DoneNudged, &[("name", &name)])))
        });
    };
    view! {
        <Show when=is_late>
            <MenuItem on_select=nudge>{i18n.text(Text::Nudge)}</MenuItem>
        </Show>
        <MenuItem on_select=change_role>{role_text}</MenuItem>
        <MenuItem on_select=toggle_facilitator>{toggle_text}</MenuItem>
        <Show when=may_take_over>
            <MenuItem on_select=hand_over>{i18n.text(Text::HandOver)}</MenuItem>
        </Show>
        <MenuItem on_select=remove>{i18n.text(Text::RemovePerson)}</MenuItem>
    }
}
