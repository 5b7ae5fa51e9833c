//! The bar over the room: its title, its link, and what opens the drawers of a narrow room.

use domain::command::Command;
use domain::refusal::Field;
use web_sys::{Event, KeyboardEvent};

use super::desk::{Desk, Drawer};
use super::editing::is_enter;
use super::reads::is_facilitator;
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::Var;
use crate::state::{RoomState, Topic};

/// The bar over the room.
pub fn room_header(desk: Desk) -> El {
    let room = room();
    let texts = texts();
    let here = move || room.read(Topic::People, |view| view.board.connected().count()).to_string();
    let drawer_button = |drawer: Drawer, class: &str, icon: Icon, label: Text| {
        let toggle = move |_| {
            let open = desk.drawer.get_untracked() != drawer;
            desk.drawer.set(if open { drawer } else { Drawer::Closed });
            if open {
                desk.focus_soon(drawer.selector().to_owned());
            }
        };
        button(&["button button--quiet room-header-drawer ", class].concat())
            .aria("aria-expanded", move || desk.drawer.get() == drawer)
            .on_click(toggle)
            .child(icon.view())
            .child(el("span.room-header-label").text_of(texts.say(label)))
    };
    let backlog = drawer_button(Drawer::Backlog, "room-header-backlog", Icon::List, Text::Backlog);
    let side = drawer_button(Drawer::Side, "room-header-side", Icon::People, Text::People)
        .child(el("span.count").text_of(here));
    el("header.room-header").child(backlog).child(heading(room, texts)).child(side)
}

/// The room's title, and the field for another one while it is being edited.
fn heading(room: RoomState, texts: Texts) -> El {
    let draft = Var::new(String::new());
    let editing = Var::new(false);
    let shown = move || match editing.get() {
        true => field(room, texts, draft, editing).into(),
        false => title(room, texts, draft, editing),
    };
    el("div.room-heading").child(dynamic(shown))
}

fn title(room: RoomState, texts: Texts, draft: Var<String>, editing: Var<bool>) -> View {
    let title = move || match room.read(Topic::Room, |view| view.board.title.clone()) {
        title if title.is_empty() => texts.get(Text::UntitledRoom),
        title => title,
    };
    let begin = move |_| {
        draft.set(room.peek(|view| view.board.title.clone()));
        editing.set(true);
    };
    let edit = move || {
        button("button button--quiet button--icon room-title-edit")
            .attr_of("aria-label", texts.say(Text::EditRoomTitle))
            .on_click(begin)
            .child(Icon::Pencil.view())
    };
    View::of([
        el("h1.room-title").child(el("bdi").text_of(title)).into(),
        when(move || is_facilitator(room), edit),
    ])
}

fn field(room: RoomState, texts: Texts, draft: Var<String>, editing: Var<bool>) -> El {
    let commands = commands();
    let save = move || {
        // The field also loses the focus when it, or the whole room, leaves the page.
        if editing.try_get_untracked() != Some(true) {
            return;
        }
        editing.set(false);
        let typed = draft.get_untracked();
        if room.peek(|view| view.board.title != typed.trim()) {
            commands.send(Command::Retitle(typed));
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => editing.set(false),
        _ if is_enter(&event) => save(),
        _ => {}
    };
    let field = el("input.field-input.room-title-field")
        .attr_of("aria-label", texts.say(Text::RoomTitle))
        .attr("maxlength", &(Field::RoomTitle.limit() * 4).to_string())
        .draft(draft)
        .on("keydown", keys)
        .on("blur", move |_: Event| save());
    field.focus_soon();
    field
}
