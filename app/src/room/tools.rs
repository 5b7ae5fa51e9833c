//! Room tools: the link, what the room allows, and the ways out into files.

use domain::command::Command;
use domain::settings::{Allowed, Permission, Settings};
use leptos::prelude::*;

use super::desk::Desk;
use super::export::export;
use super::reads::{is_facilitator, may};
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, button, el, when};
use crate::i18n::{Text, Texts};
use crate::net::http;
use crate::page::{commands, room, texts};
use crate::parts::copy_link::copy_link;
use crate::parts::icon::Icon;
use crate::parts::language_menu::language_menu;
use crate::parts::theme_menu::theme_menu;
use crate::signals::Var;
use crate::state::{RoomState, Topic};

/// What one can do with the room as a whole.
pub fn tools(desk: Desk) -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let can_leave_story = move || {
        may(room, Permission::Steer) && room.read(Topic::Table, |view| view.board.current.is_some())
    };
    let quick_round = move || {
        action(texts, Icon::Circle, Text::QuickRound)
            .on_click(move |_| commands.send(Command::Select(None)))
    };
    let rules = move || rules(room, texts, commands);
    let help =
        action(texts, Icon::Keyboard, Text::Shortcuts).on_click(move |_| desk.help.set(true));
    el("section.tools")
        .attr_of("aria-label", texts.say(Text::Tools))
        .child(el("h2.panel-title").text_of(texts.say(Text::Tools)))
        .child(copy_link(
            move || http::room_address(commands.host(), &commands.room()),
            Text::CopyRoomLink,
        ))
        .child(export())
        .child(when(can_leave_story, quick_round))
        .child(when(move || is_facilitator(room), rules))
        .child(help)
        .child(when(move || commands.is_over_http(), move || over_http(texts)))
        .child(el("div.tools-looks").child(language_menu()).child(theme_menu()))
}

/// A slower line than usual is said, so that nobody looks for the fault elsewhere.
fn over_http(texts: Texts) -> El {
    el("p.tools-note").attr("role", "note").text_of(texts.say(Text::OverHttp))
}

fn action(texts: Texts, icon: Icon, text: Text) -> El {
    button("button button--quiet tools-action").child(icon.view()).text_of(texts.say(text))
}

/// What facilitators decide for the room.
fn rules(room: RoomState, texts: Texts, commands: Commands) -> View {
    let switches = el("div.tools-switches")
        .child(switch(room, texts, Text::AutoReveal, |s| &mut s.auto_reveal))
        .child(switch(room, texts, Text::ChangeAfterReveal, |s| &mut s.change_after_reveal))
        .child(switch(room, texts, Text::GuestsMayJoin, |s| &mut s.guests));
    let readmit =
        action(texts, Icon::People, Text::Readmit).on_click(move |_| readmit(texts, commands));
    View::of([switches.into(), permissions(room, texts), readmit.into()])
}

/// Finds one permission among the settings.
type Part = fn(&mut Settings) -> &mut Allowed;

/// What everyone may do, and not only facilitators (rule 11).
fn permissions(room: RoomState, texts: Texts) -> View {
    let open = Var::new(false);
    let parts: [(Text, Part); 4] = [
        (Text::EveryoneReveals, |s| &mut s.reveal),
        (Text::EveryoneSteers, |s| &mut s.steer),
        (Text::EveryoneOrders, |s| &mut s.backlog),
        (Text::EveryoneEdits, |s| &mut s.texts),
    ];
    let toggle = button("history-toggle")
        .aria("aria-expanded", move || open.get())
        .on_click(move |_| open.update(|open| *open = !*open))
        .text_of(texts.say(Text::Permissions))
        .child(Icon::Down.view());
    let switches =
        move || View::of(parts.map(|(text, part)| everyone(room, texts, text, part).into()));
    let switches = when(move || open.get(), switches);
    View::of([toggle.into(), el("div.tools-permissions").child(switches).into()])
}

fn everyone(room: RoomState, texts: Texts, text: Text, part: Part) -> El {
    let is_on = move |settings: &mut Settings| *part(settings) == Allowed::Everyone;
    let toggle = move |settings: &mut Settings| {
        let on = is_on(settings);
        *part(settings) = if on { Allowed::Facilitators } else { Allowed::Everyone };
    };
    choice(room, texts, text, Box::new(is_on), Box::new(toggle))
}

fn switch(room: RoomState, texts: Texts, text: Text, part: fn(&mut Settings) -> &mut bool) -> El {
    let is_on = move |settings: &mut Settings| *part(settings);
    let toggle = move |settings: &mut Settings| {
        let on = part(settings);
        *on = !*on;
    };
    choice(room, texts, text, Box::new(is_on), Box::new(toggle))
}

/// A choice of the room; all others stay as they are.
fn choice(
    room: RoomState,
    texts: Texts,
    text: Text,
    is_on: Box<dyn Fn(&mut Settings) -> bool>,
    toggle: Box<dyn Fn(&mut Settings)>,
) -> El {
    let commands = commands();
    let settings = move || room.read(Topic::Room, |view| view.board.settings.clone());
    let act = move |_| {
        let mut settings = untrack(settings);
        toggle(&mut settings);
        commands.send(Command::Configure(settings));
    };
    button("switch")
        .attr("role", "switch")
        .aria("aria-checked", move || is_on(&mut settings()))
        .on_click(act)
        .child(el("span.switch-text").text_of(texts.say(text)))
        .child(el("span.switch-track").attr("aria-hidden", "true"))
}

fn readmit(texts: Texts, commands: Commands) {
    commands.send_then(Command::Readmit, move |answer| match answer {
        Ok(()) => {
            let text = texts.get(Text::DoneReadmitted);
            commands.notify(Toast { text, ..Toast::default() });
        }
        Err(refusal) => commands.notify_refusal(&refusal),
    });
}
