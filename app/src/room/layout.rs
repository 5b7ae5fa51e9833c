//! The room as a whole: backlog, story, table and hand, people and tools. The styles decide by the
//! width of the room what stands side by side and what becomes a drawer.

use web_sys::{KeyboardEvent, MouseEvent};

use super::actions::actions;
use super::announcer::announcer;
use super::backlog::backlog;
use super::desk::{Desk, Drawer};
use super::estimates::{estimates, story_name};
use super::hand::hand;
use super::header::room_header;
use super::keys::{self, shortcuts};
use super::people::people;
use super::story_panel::story_panel;
use super::table::table;
use super::tools::tools;
use crate::dom::{El, el};
use crate::host::Extent;
use crate::i18n::Text;
use crate::page::{host, room, texts};
use crate::parts::import_dialog::import_dialog;

/// What is shown of a room.
pub fn room_layout() -> El {
    let desk = Desk::new(host(), room());
    match host().extent() {
        Extent::Full => whole(desk),
        Extent::Poker => poker(desk),
        Extent::Result => estimates(),
    }
}

/// The table and the hand.
fn poker(desk: Desk) -> El {
    keys::listen(desk);
    let stage = el("div.room-stage").child(table());
    let dock = el("div.dock").child(actions()).child(hand());
    let main = el("main.room-main").child(story_name()).child(stage).child(dock);
    el("div.room.room--poker")
        .child(el("div.room-body").child(main))
        .child(announcer(desk))
        .child(shortcuts(desk.help))
}

/// Everything.
fn whole(desk: Desk) -> El {
    let texts = texts();
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
        .on_click(move |event| skip(desk, &event))
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
        desk.focus_soon(button.to_owned());
    }
}

/// The address stays the room's: a fragment would lead elsewhere under a `<base>`.
fn skip(desk: Desk, event: &MouseEvent) {
    event.prevent_default();
    desk.focus_soon("#story".to_owned());
}
