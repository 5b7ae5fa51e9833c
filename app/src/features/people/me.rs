//! Oneself among the people: name, role, and facilitating.

use domain::command::Command;
use domain::people::Role;
use leptos::prelude::*;

use super::facilitator_badge::FacilitatorBadge;
use super::my_name::MyName;
use crate::i18n::{Text, use_i18n};
use crate::session::{Commands, use_commands};
use crate::state::{RoomStore, use_room};

/// The roles with what they are called.
const ROLES: [(Role, Text); 2] =
    [(Role::Estimator, Text::Estimator), (Role::Observer, Text::Observer)];

/// What one is here, and can change.
#[component]
pub fn Me() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let segment = move |(role, text)| {
        let is_mine = move || room.is_estimator() == (role == Role::Estimator);
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || is_mine().to_string()
                on:click=move |_| set_role(room, commands, role)
            >
                {i18n.text(text)}
            </button>
        }
    };
    view! {
        <div class="me">
            <MyName />
            <div class="segmented" role="group" aria-label=i18n.text(Text::YourRole)>
                {ROLES.map(segment).into_iter().collect_view()}
            </div>
            <Show when=move || room.is_facilitator()>
                <FacilitatorBadge />
            </Show>
        </div>
    }
}

/// Changes one's role. Whoever has a hidden card is offered to undo it: an observer has no vote.
fn set_role(room: RoomStore, commands: Commands, role: Role) {
    if role == Role::Observer && room.peek(|view| !view.hand.is_empty()) {
        commands.send_with_undo(Command::SetRole(role), |i18n| i18n.get(Text::DoneNowObserving));
    } else {
        commands.send(Command::SetRole(role));
    }
}
