//! One other person in the list.

use domain::ids::ParticipantId;
use domain::people::Role;
use leptos::prelude::*;

use super::person_menu::PersonMenu;
use crate::components::icon::Icon;
use crate::i18n::{Text, characters, use_i18n};
use crate::state::use_room;

/// The person, and for facilitators what they can do about them.
#[component]
pub fn PersonRow(
    /// Who it is.
    id: ParticipantId,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let name = move || room.person(id, |person| person.shown_name());
    let initial = move || room.person(id, |person| characters::initial(&person.name));
    let is_away = Memo::new(move |_| room.person(id, |person| !person.is_connected()));
    let is_facilitator = Memo::new(move |_| room.person(id, |person| person.facilitator));
    let is_observer = Memo::new(move |_| room.person(id, |person| person.role == Role::Observer));
    let badge = move || {
        is_facilitator.get().then(|| {
            view! { <span class="person-badge">{Icon::Star.view()} {i18n.text(Text::Facilitator)}</span> }
        })
    };
    let fact = move || {
        let text = match (is_away.get(), is_observer.get()) {
            (true, _) => Text::Away,
            (_, true) => Text::Observer,
            _ => return None,
        };
        Some(view! { <span>{i18n.text(text)}</span> })
    };
    view! {
        <li class="person" class:is-away=is_away>
            <span class="avatar" aria-hidden="true">
                <bdi>{initial}</bdi>
            </span>
            <span class="person-words">
                <bdi class="person-name" title=name>
                    {name}
                </bdi>
                <span class="person-facts">{badge} {fact}</span>
            </span>
            <Show when=move || room.is_facilitator()>
                <PersonMenu id />
            </Show>
        </li>
    }
}
