//! One other person in the list, and what a facilitator can do about them.

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::people::Role;
use domain::text;
use leptos::prelude::*;

use super::reads::{is_facilitator, person, say};
use crate::commands::{Commands, Toast};
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::parts::menu::{Menu, MenuItem};
use crate::state::RoomState;

/// One other person.
#[component]
pub fn PersonRow(id: ParticipantId) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let name = move || person(room, id, |person| person.shown_name());
    let initial = move || person(room, id, |person| text::initial(&person.name).to_owned());
    let away = move || person(room, id, |person| !person.is_connected());
    let facts = move || {
        let (observes, facilitates) =
            person(room, id, |person| (person.role == Role::Observer, person.facilitator));
        let facilitator = facilitates.then(|| {
            view! { <span class="person-badge">{Icon::Star.view()} {texts.get(Text::Facilitator)}</span> }
        });
        let words = match (away(), observes) {
            (true, _) => Some(Text::Away),
            (_, true) => Some(Text::Observer),
            _ => None,
        };
        view! {
            {facilitator}
            {words.map(|text| view! { <span>{texts.get(text)}</span> })}
        }
    };
    view! {
        <li class="person" class:is-away=away>
            <span class="avatar" aria-hidden="true"><bdi>{initial}</bdi></span>
            <span class="person-words">
                <bdi class="person-name" title=name>{name}</bdi>
                <span class="person-facts">{facts}</span>
            </span>
            <Show when=move || is_facilitator(room)>{menu(room, texts, id)}</Show>
        </li>
    }
    .into_any()
}

fn menu(room: RoomState, texts: Texts, id: ParticipantId) -> AnyView {
    let commands = expect_context::<Commands>();
    let facilitates = move || person(room, id, |person| person.facilitator);
    let label = Signal::derive(move || {
        let name = person(room, id, |person| person.shown_name());
        texts.with(Text::PersonActions, &[("name", &name)])
    });
    let set = move || {
        let facilitator = !untrack(facilitates);
        commands.send(Command::SetFacilitator {
            participant: id,
            facilitator,
            even_if_last: false,
        });
    };
    view! {
        <Menu label button=Icon::More.view()>
            <MenuItem act=set>
                {move || {
                    texts
                        .get(
                            if facilitates() { Text::EndFacilitator } else { Text::MakeFacilitator },
                        )
                }}
            </MenuItem>
            <MenuItem act=move || remove(room, texts, commands, id)>
                {say(texts, Text::RemovePerson)}
            </MenuItem>
        </Menu>
    }
    .into_any()
}

/// Takes a person out of the room; the toast lets them in again.
fn remove(room: RoomState, texts: Texts, commands: Commands, id: ParticipantId) {
    let name = untrack(|| person(room, id, |person| person.shown_name()));
    commands.send_then(Command::RemovePerson(id), move |answer| match answer {
        Ok(()) => commands.notify(Toast {
            text: texts.with(Text::DonePersonRemoved, &[("name", &name)]),
            undo: Some(Command::Readmit),
            ..Toast::default()
        }),
        Err(refusal) => commands.notify_refusal(&refusal),
    });
}
