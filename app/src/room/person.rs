//! One other person in the list, and what a facilitator can do about them.

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::people::Role;
use leptos::prelude::*;

use super::reads::{is_facilitator, person};
use crate::characters;
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::parts::menu::{item, menu};
use crate::state::RoomState;

/// One other person.
pub fn person_row(id: ParticipantId) -> El {
    let room = room();
    let texts = texts();
    let name = move || person(room, id, |person| person.shown_name());
    let initial = move || person(room, id, |person| characters::initial(&person.name));
    let away = move || person(room, id, |person| !person.is_connected());
    let facts = el("span.person-facts").child(dynamic(move || facts(room, texts, id)));
    let words = el("span.person-words")
        .child(el("bdi.person-name").attr_of("title", name).text_of(name))
        .child(facts);
    let avatar = el("span.avatar").attr("aria-hidden", "true").child(el("bdi").text_of(initial));
    el("li.person")
        .class_if("is-away", away)
        .child(avatar)
        .child(words)
        .child(when(move || is_facilitator(room), move || actions(room, texts, id)))
}

fn facts(room: RoomState, texts: Texts, id: ParticipantId) -> View {
    let (away, observes, facilitates) = person(room, id, |person| {
        (!person.is_connected(), person.role == Role::Observer, person.facilitator)
    });
    let facilitator = facilitates.then(|| {
        let badge = el("span.person-badge").child(Icon::Star.view());
        badge.text(&texts.get(Text::Facilitator))
    });
    let words = match (away, observes) {
        (true, _) => Some(Text::Away),
        (_, true) => Some(Text::Observer),
        _ => None,
    };
    let words = words.map(|words| el("span").text(&texts.get(words)));
    View::of([facilitator.into(), words.into()])
}

fn actions(room: RoomState, texts: Texts, id: ParticipantId) -> El {
    let commands = commands();
    let facilitates = move || person(room, id, |person| person.facilitator);
    let set = move |_| {
        commands.send(Command::SetFacilitator {
            participant: id,
            facilitator: !untrack(facilitates),
            even_if_last: false,
        });
    };
    let set_words =
        move || texts.get(if facilitates() { Text::EndFacilitator } else { Text::MakeFacilitator });
    let choices = move || {
        View::of([
            item(set).text_of(set_words).into(),
            item(move |_| remove(room, texts, commands, id))
                .text_of(texts.say(Text::RemovePerson))
                .into(),
        ])
    };
    let label = move || {
        let name = person(room, id, |person| person.shown_name());
        texts.with(Text::PersonActions, &[("name", &name)])
    };
    menu(label, Icon::More, choices)
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
