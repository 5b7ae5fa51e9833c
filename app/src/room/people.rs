//! Who is in the room, oneself first: name, role, and stepping up or down as facilitator.

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::people::Role;
use domain::refusal::{Field, Refusal};
use web_sys::KeyboardEvent;

use super::editing::is_enter;
use super::person::person_row;
use super::reads::{is_facilitator, votes};
use crate::characters;
use crate::commands::Commands;
use crate::dom::{El, View, button, dynamic, each, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::sentences;
use crate::signals::{Memo, Var};
use crate::state::{RoomState, Topic};

/// The people of the room.
pub fn people() -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let others = move |connected: bool| {
        Memo::new(move || {
            room.read(Topic::People, |view| {
                let others = view.board.people.iter().filter(|person| person.id != view.you);
                let wanted = others.filter(|person| person.is_connected() == connected);
                wanted.map(|person| person.id.0).collect::<Vec<u32>>()
            })
        })
    };
    let (here, away) = (others(true), others(false));
    let count = move || texts.number((here.with(Vec::len) + 1) as f64);
    let unfolded = Var::new(false);
    let heading = el("h2.panel-title")
        .text_of(texts.say(Text::People))
        .text(" ")
        .child(el("span.count").text_of(count));
    let away_part = move || {
        let toggle = button("history-toggle")
            .aria("aria-expanded", move || unfolded.get())
            .on_click(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
            .text_of(move || texts.count(Text::PeopleAway, away.with(Vec::len)))
            .child(Icon::Down.view());
        let list = move || list("people-list people-list--away", away);
        View::of([toggle.into(), when(move || unfolded.get(), list)])
    };
    el("section.people")
        .attr_of("aria-label", texts.say(Text::People))
        .child(heading)
        .child(me(room, texts, commands))
        .child(take_over(room, texts, commands))
        .child(list("people-list", here))
        .child(when(move || !away.with(Vec::is_empty), away_part))
}

fn list(class: &str, ids: Memo<Vec<u32>>) -> El {
    el("ul").class(class).child(each(move || ids.get(), |id| person_row(ParticipantId(id))))
}

/// Offers to become facilitator where none has been here for a while (rule 10).
pub fn take_over(room: RoomState, texts: Texts, commands: Commands) -> View {
    let from = move || {
        let mine = is_facilitator(room);
        room.read(Topic::People, |view| view.board.takeover_from()).filter(|_| !mine)
    };
    let is_free = move || from().is_some_and(|from| room.clock().now() >= from);
    let offer = move || {
        button("button take-over")
            .on_click(move |_| commands.send(Command::TakeOver))
            .child(Icon::Star.view())
            .text_of(texts.say(Text::TakeOver))
    };
    when(is_free, offer)
}

fn me(room: RoomState, texts: Texts, commands: Commands) -> El {
    let renaming = Var::new(false);
    let heading = move || match renaming.get() {
        true => rename_field(room, texts, commands, renaming),
        false => my_name(room, texts, renaming),
    };
    let role = |role: Role, text: Text| {
        button("segment")
            .aria("aria-pressed", move || votes(room) == (role == Role::Estimator))
            .on_click(move |_| commands.send(Command::SetRole(role)))
            .text_of(texts.say(text))
    };
    let roles = el("div.segmented")
        .attr("role", "group")
        .attr_of("aria-label", texts.say(Text::YourRole))
        .child(role(Role::Estimator, Text::Estimator))
        .child(role(Role::Observer, Text::Observer));
    el("div.me")
        .child(el("div.me-heading").child(dynamic(heading)))
        .child(roles)
        .child(when(move || is_facilitator(room), move || step_down(room, texts, commands)))
}

fn my_name(room: RoomState, texts: Texts, renaming: Var<bool>) -> View {
    let name = move || {
        room.read(Topic::People, |view| view.me().map(|me| me.shown_name()).unwrap_or_default())
    };
    let avatar = el("span.avatar.avatar--mine")
        .attr("aria-hidden", "true")
        .child(el("bdi").text_of(move || characters::initial(&name())));
    let shown = el("span.me-name").child(el("bdi").attr_of("title", name).text_of(name));
    let rename = button("button button--quiet button--icon")
        .attr_of("aria-label", texts.say(Text::Rename))
        .attr_of("title", texts.say(Text::Rename))
        .on_click(move |_| renaming.set(true))
        .child(Icon::Pencil.view());
    View::of([avatar.into(), shown.into(), rename.into()])
}

fn rename_field(room: RoomState, texts: Texts, commands: Commands, renaming: Var<bool>) -> View {
    let mine = room.peek(|view| view.me().map(|me| me.name.clone())).unwrap_or_default();
    let draft = Var::new(mine);
    let error = Var::new(None::<String>);
    let save = move || match characters::name(&draft.get_untracked()) {
        Ok(name) => {
            renaming.set(false);
            commands.send(Command::Rename(name));
        }
        Err(refusal) => error.set(Some(sentences::refusal(texts, &refusal))),
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            renaming.set(false);
        }
        _ if is_enter(&event) => save(),
        _ => {}
    };
    let field = el("input.field-input.me-field")
        .attr_of("aria-label", texts.say(Text::YourName))
        .attr("maxlength", &(Field::Name.limit() * 4).to_string())
        .draft(draft)
        .on("keydown", keys);
    field.focus_soon();
    let done =
        button("button button--small").on_click(move |_| save()).text_of(texts.say(Text::Save));
    let problem = el("span.field-error")
        .attr("role", "alert")
        .text_of(move || error.get().unwrap_or_default());
    View::of([field.into(), done.into(), problem.into()])
}

/// The last facilitator is warned first (rule 9).
fn step_down(room: RoomState, texts: Texts, commands: Commands) -> View {
    let warned = Var::new(false);
    let step = move |even_if_last: bool| {
        let participant = room.peek(|view| view.you);
        let command = Command::SetFacilitator { participant, facilitator: false, even_if_last };
        commands.send_then(command, move |answer| match answer {
            Err(Refusal::LastFacilitator) => warned.set(true),
            Err(refusal) => commands.notify_refusal(&refusal),
            Ok(()) => {}
        });
    };
    let badge =
        el("span.me-badge").child(Icon::Star.view()).text_of(texts.say(Text::YouFacilitate));
    let end =
        button("link-button").on_click(move |_| step(false)).text_of(texts.say(Text::StepDown));
    let warning = move || {
        let stay = button("button button--small")
            .on_click(move |_| warned.set(false))
            .text_of(texts.say(Text::StayFacilitator));
        let end = button("button button--small button--danger")
            .on_click(move |_| step(true))
            .text_of(texts.say(Text::StepDownAnyway));
        let words = texts.say(Text::LastFacilitatorWarning);
        el("div.conflict")
            .attr("role", "alert")
            .child(el("p.conflict-text").text_of(words))
            .child(el("div.form-actions").child(stay).child(end))
    };
    View::of([
        el("p.me-facilitator").child(badge).child(end).into(),
        when(move || warned.get(), warning),
    ])
}
