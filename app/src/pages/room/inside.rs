//! The room, once one is in it: provides it to the components, tells the page around, and remembers
//! it in the browser.

use leptos::prelude::*;

use crate::embedding;
use crate::features::room_layout::RoomLayout;
use crate::host::{Host, use_host};
use crate::session::{Commands, use_active_room, use_commands};
use crate::state::browser_storage::{self, KnownRoom};
use crate::state::{RoomStore, Topic};

/// The room.
#[component]
pub fn Inside(
    /// What is known of it.
    store: RoomStore,
) -> impl IntoView {
    let (host, commands) = (use_host(), use_commands());
    provide_context(store);
    use_active_room().enter(commands, store);
    embedding::watch(host, store);
    remember(host, commands, store);
    view! { <RoomLayout /> }
}

/// Remembers for the next visit who one is here and what the room is called.
fn remember(host: Host, commands: Commands, store: RoomStore) {
    let title = Memo::new(move |_| store.read(Topic::Room, |view| view.board.title.clone()));
    let me = Memo::new(move |_| {
        store.read(Topic::People, |view| view.me().map(|me| (me.name.clone(), me.role)))
    });
    Effect::new(move || {
        let title = title.get();
        host.set_title(&title);
        if let Some((name, role)) = me.get() {
            let visited = js_sys::Date::now() as u64;
            let known = KnownRoom { secret: commands.secret(), name, role, title, visited };
            browser_storage::store_room(host, &commands.room_id(), &known);
        }
    });
}
