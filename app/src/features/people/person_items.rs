//! What a facilitator can do about another person.

use domain::command::Command;
use domain::ids::ParticipantId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::components::lazy_part::PartMissing;
use crate::components::menu_item::MenuItem;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::use_room;

/// Loads the items of a person's menu.
#[wasm_split(menus, fallible)]
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
    let remove = move || {
        let name = untrack(name);
        commands.send_with_undo(Command::RemovePerson(id), move |i18n| {
            i18n.format(Text::DonePersonRemoved, &[("name", &name)])
        });
    };
    view! {
        <MenuItem on_select=toggle_facilitator>{toggle_text}</MenuItem>
        <MenuItem on_select=remove>{i18n.text(Text::RemovePerson)}</MenuItem>
    }
}
