//! Who was removed from the room, each to be let in again by name (rule 12).

use domain::command::Command;
use domain::people::RemovedPerson;
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, use_room};

/// The list; nothing where nobody was removed.
#[component]
pub fn RemovedPeople() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let removed = Memo::new(move |_| room.read(Topic::People, |view| view.board.removed.clone()));
    let let_in = move |person: &RemovedPerson| {
        let name = person.name.clone();
        commands.send_with_toast(Command::ReadmitPerson(person.id), move || {
            Toast::done(untrack(|| i18n.format(Text::DoneReadmittedPerson, &[("name", &name)])))
        });
    };
    let row = move |person: RemovedPerson| {
        let name = person.name.clone();
        view! {
            <li class="removed-person">
                <bdi>{name}</bdi>
                <button type="button" class="button" on:click=move |_| let_in(&person)>
                    {i18n.text(Text::ReadmitPerson)}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !removed.with(Vec::is_empty)>
            <ul class="removed-people" aria-label=i18n.text(Text::RemovedPeople)>
                <For each=move || removed.get() key=|person| person.id children=row />
            </ul>
        </Show>
    }
}
