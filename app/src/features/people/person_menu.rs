//! The menu of another person, for facilitators.

use domain::ids::ParticipantId;
use leptos::prelude::*;

use super::person_items::load_person_items;
use crate::components::icon::Icon;
use crate::components::menu::Menu;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// The menu of one person.
#[component]
pub fn PersonMenu(
    /// Who it is.
    id: ParticipantId,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let label = Signal::derive(move || {
        let name = room.person(id, |person| person.shown_name());
        i18n.format(Text::PersonActions, &[("name", &name)])
    });
    view! { <Menu label icon=Icon::More load=move || load_person_items(id) /> }
}
