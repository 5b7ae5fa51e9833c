//! Says at the hand which story its cards are for, while another one is shown.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, short_name, use_room, use_room_ui};

/// The story that the room votes on, and the way to it.
#[component]
pub fn CardsAreFor() -> impl IntoView {
    let (i18n, room, ui) = (use_i18n(), use_room(), use_room_ui());
    let text = move || {
        let current = room.read(Topic::Table, |view| view.board.current);
        let name = current.map(|story| room.story(story, short_name));
        let name = name.unwrap_or_else(|| i18n.get(Text::QuickRound));
        i18n.format(Text::CardsAreFor, &[("story", &name)])
    };
    view! {
        <p class="hand-elsewhere">
            <span prop:textContent=text />
            <button type="button" class="button button--small" on:click=move |_| ui.follow_room()>
                {i18n.text(Text::GoThere)}
            </button>
        </p>
    }
}
