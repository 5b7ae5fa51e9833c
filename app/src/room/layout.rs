//! The room as a whole: backlog, story, table and hand, people and tools. The styles decide by the
//! width of the room what stands side by side and what becomes a drawer.

use web_sys::{KeyboardEvent, MouseEvent};

use super::actions::actions;
use super::announcer::announcer;
use super::backlog::backlog;
use super::desk::{Desk, Drawer};
use super::editing::focus_soon;
use super::hand::hand;
use super::header::room_header;
use super::keys::{self, shortcuts};
use super::people::people;
use super::story_panel::story_panel;
use super::table::table;
use super::tools::tools;
use crate::dom::{El, el};
use crate::i18n::Text;
use crate::page::{room, texts};
use crate::parts::import_dialog::import_dialog;

/// Everything inside a room.
pub fn room_layout() -> El {
    let texts = texts();
    let desk = Desk::new(room());
    keys::listen(desk);
    let drawer = move || {
        let drawer = match desk.drawer.get() {
            Drawer::Closed => "closed",
            Drawer::Backlog => "backlog",
            Drawer::Side => "side",
        };
        drawer.to_owned()
    };
    let skip = el("a.skip-link")
        .attr("href", "#story")
        .on_click(skip)
        .text_of(texts.say(Text::SkipToStory));
    let scrim = el("div.room-scrim").on_click(move |_| desk.drawer.set(Drawer::Closed));
    let aside = |class, label| {
        el("aside").class(class).attr("tabindex", "-1").attr_of("aria-label", texts.say(label))
    };
    let stage = el("div.room-stage").child(story_panel(desk)).child(table());
    let dock = el("div.dock").child(actions()).child(hand());
    let body = el("div.room-body")
        .child(scrim)
        .child(aside("room-backlog", Text::Backlog).child(backlog(desk)))
        .child(el("main.room-main").child(stage).child(dock))
        .child(aside("room-side", Text::PeopleAndTools).child(people()).child(tools(desk)));
    el("div.room")
        .attr_of("data-drawer", drawer)
        .on("keydown", move |event| close_drawer(desk, &event))
        .child(skip)
        .child(room_header(desk))
        .child(body)
        .child(announcer(desk))
        .child(shortcuts(desk.help))
        .child(import_dialog(desk.import))
}

/// Escape closes the drawer, and the focus goes back to what opened it.
fn close_drawer(desk: Desk, event: &KeyboardEvent) {
    let button = match desk.drawer.get_untracked() {
        Drawer::Closed => return,
        Drawer::Backlog => ".room-header-backlog",
        Drawer::Side => ".room-header-side",
    };
    if event.key() == "Escape" {
        desk.drawer.set(Drawer::Closed);
        focus_soon(button.to_owned());
    }
}

/// The address stays the room's: a fragment would lead elsewhere under a `<base>`.
fn skip(event: MouseEvent) {
    event.prevent_default();
    focus_soon("#story".to_owned());
}
