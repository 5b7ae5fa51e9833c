//! The whole room: backlog, story, table and hand, people and tools.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::warm_parts::use_warm_parts;
use crate::components::keyboard::is_escape;
use crate::components::lazy_part::LazyPart;
use crate::components::quiet_part::QuietPart;
use crate::features::announcer::Announcer;
use crate::features::attention::load_attention;
use crate::features::backlog::Backlog;
use crate::features::dialogs::RoomDialogs;
use crate::features::hand::Hand;
use crate::features::header::RoomHeader;
use crate::features::import::use_dropped_file;
use crate::features::people::People;
use crate::features::printing::Printing;
use crate::features::round_actions::RoundActions;
use crate::features::shortcuts::use_shortcuts;
use crate::features::story::StoryPanel;
use crate::features::table::Table;
use crate::features::tools::Tools;
use crate::features::wall::{WallView, load_wall};
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Drawer, Topic, use_room, use_room_ui};

/// Everything.
#[component]
pub fn FullRoom() -> impl IntoView {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    use_shortcuts();
    use_warm_parts();
    let dropped = use_dropped_file();
    let room = use_room();
    let has_wall = Memo::new(move |_| room.read(Topic::Wall, |view| !view.board.wall.is_empty()));
    let drawer = move || match ui.drawer.get() {
        Drawer::Closed => "closed",
        Drawer::Backlog => "backlog",
        Drawer::Side => "side",
    };
    // Escape closes the drawer, and the focus goes back to what opened it.
    let on_keydown = move |event: KeyboardEvent| {
        let opener = match ui.drawer.get_untracked() {
            Drawer::Closed => return,
            Drawer::Backlog => ".room-header-backlog",
            Drawer::Side => ".room-header-side",
        };
        if is_escape(&event) {
            ui.drawer.set(Drawer::Closed);
            host.focus(opener.to_owned());
        }
    };
    // A fragment would lead to another address where the page has a base.
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        host.focus("#story".to_owned());
    };
    view! {
        <div class="room" data-drawer=drawer on:keydown=on_keydown>
            <a class="skip-link" href="#story" on:click=skip>
                {i18n.text(Text::SkipToStory)}
            </a>
            <RoomHeader />
            <Show when=move || has_wall.get()>
                <LazyPart load=|| load_wall(WallView::Open) />
            </Show>
            <div class="room-body">
                <div class="room-scrim" on:click=move |_| ui.drawer.set(Drawer::Closed) />
                <aside class="room-backlog" tabindex="-1" aria-label=i18n.text(Text::Backlog)>
                    <Backlog />
                </aside>
                <main class="room-main">
                    <div class="room-stage">
                        <StoryPanel />
                        <Table />
                    </div>
                    <div class="dock" translate="no">
                        <RoundActions />
                        <Hand />
                    </div>
                </main>
                <aside class="room-side" tabindex="-1" aria-label=i18n.text(Text::PeopleAndTools)>
                    <People />
                    <Tools />
                </aside>
            </div>
            <Announcer />
            <RoomDialogs dropped />
            <Show when=move || ui.is_warm.get()>
                <QuietPart load=load_attention />
            </Show>
            <Printing />
        </div>
    }
}
