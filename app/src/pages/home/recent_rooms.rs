//! The rooms that were visited in this browser, the latest first.

use domain::ids::RoomId;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::api::addresses;
use crate::components::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::browser_storage::{self, KnownRoom};

/// The list; nothing where there are no such rooms.
#[component]
pub fn RecentRooms() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let known = if is_browser() { browser_storage::recent_rooms(host) } else { Vec::new() };
    let rooms = RwSignal::new(known);
    let on_forget = Callback::new(move |id: RoomId| {
        browser_storage::forget_room(host, &id);
        rooms.update(|rooms| rooms.retain(|(other, _)| *other != id));
    });
    view! {
        <Show when=move || rooms.with(|rooms| !rooms.is_empty())>
            <section class="home-recent">
                <h2>{i18n.text(Text::RecentRooms)}</h2>
                <ul class="recent-rooms">
                    <For each=move || rooms.get() key=|(id, _)| id.0.clone() let((id, room))>
                        <RecentRoom id room on_forget />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn RecentRoom(id: RoomId, room: KnownRoom, on_forget: Callback<RoomId>) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let KnownRoom { name, title, visited, .. } = room;
    let shown_title = title.clone();
    let facts = move || {
        let time = i18n.time(Timestamp(visited));
        i18n.format(Text::RecentFacts, &[("name", &name), ("time", &time)])
    };
    let forget_label = move || i18n.format(Text::ForgetRoom, &[("title", &title)]);
    view! {
        <li class="recent-room">
            <a class="recent-room-link" href=addresses::room(host, &id)>
                <bdi class="recent-room-title">{shown_title}</bdi>
                <span class="recent-room-facts">{facts}</span>
            </a>
            <button
                type="button"
                class="button button--quiet recent-room-forget"
                aria-label=forget_label
                title=i18n.text(Text::ForgetRoomHint)
                on:click=move |_| on_forget.run(id.clone())
            >
                {Icon::Cross.view()}
            </button>
        </li>
    }
}
