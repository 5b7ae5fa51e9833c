//! The room as a whole: backlog, story, table and hand, people and tools. The styles decide by the
//! width of the room what stands side by side and what becomes a drawer.

use leptos::prelude::*;

use super::actions::Actions;
use super::announcer::Announcer;
use super::backlog::Backlog;
use super::desk::{Desk, Drawer};
use super::editing::focus_soon;
use super::hand::Hand;
use super::header::RoomHeader;
use super::keys::{self, Shortcuts};
use super::people::People;
use super::reads::{press, say};
use super::story_panel::StoryPanel;
use super::table::Table;
use super::tools::Tools;
use crate::i18n::{Text, Texts};
use crate::parts::import_dialog::ImportDialog;
use crate::state::RoomState;

/// Everything inside a room.
#[component]
pub fn RoomLayout() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let desk = Desk::new(expect_context::<RoomState>());
    keys::listen(desk);
    let drawer = move || match desk.drawer.get() {
        Drawer::Closed => "closed",
        Drawer::Backlog => "backlog",
        Drawer::Side => "side",
    };
    let close = move || desk.drawer.set(Drawer::Closed);
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && desk.drawer.get_untracked() != Drawer::Closed {
            let button = match desk.drawer.get_untracked() {
                Drawer::Backlog => ".room-header-backlog",
                _ => ".room-header-side",
            };
            close();
            focus_soon(button.to_owned());
        }
    };
    view! {
        <div class="room" data-drawer=drawer on:keydown=escape>
            <a class="skip-link" href="#story" on:click=press(skip)>{say(texts, Text::SkipToStory)}</a>
            <RoomHeader desk/>
            <div class="room-body">
                <div class="room-scrim" on:click=press(move |_| close())></div>
                <aside class="room-backlog" tabindex="-1" aria-label=say(texts, Text::Backlog)>
                    <Backlog desk/>
                </aside>
                <main class="room-main">
                    <div class="room-stage">
                        <StoryPanel desk/>
                        <Table/>
                    </div>
                    <div class="dock">
                        <Actions/>
                        <Hand/>
                    </div>
                </main>
                <aside class="room-side" tabindex="-1" aria-label=say(texts, Text::PeopleAndTools)>
                    <People/>
                    <Tools desk/>
                </aside>
            </div>
            <Announcer desk/>
            <Shortcuts open=desk.help/>
            <ImportDialog open=desk.import/>
        </div>
    }
    .into_any()
}

/// The address stays the room's: a fragment would lead elsewhere under a `<base>`.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    focus_soon("#story".to_owned());
}
