//! The way to the next story that waits for the viewer's vote.

use domain::ahead::next_waiting;
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room, use_room_ui};

/// A button that shows the next such story here; nothing where there is no other.
#[component]
pub fn NextOfThem() -> impl IntoView {
    let (room, i18n, ui) = (use_room(), use_i18n(), use_room_ui());
    let next = Memo::new(move |_| {
        room.track(Topic::Table);
        room.track(Topic::People);
        let (now, shown) = (room.clock().now_slowly(), ui.shown());
        let next = room.read(Topic::Backlog, |view| next_waiting(view, now, shown));
        next.filter(|next| shown != Some(*next))
    });
    let go = move |_| {
        if let Some(next) = next.get_untracked() {
            ui.open_story(next);
        }
    };
    view! {
        <Show when=move || next.with(Option::is_some)>
            <button type="button" class="button button--small" on:click=go>
                {i18n.text(Text::NextOfThem)}
            </button>
        </Show>
    }
}
