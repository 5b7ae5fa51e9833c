//! The offer to become facilitator where none has been here for a while (rule 10).

use domain::command::Command;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The button, while there is something to take over.
#[component]
pub fn TakeOver() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let free_from = Memo::new(move |_| {
        let free_from = room.read(Topic::People, |view| view.board.takeover_from());
        free_from.filter(|_| !room.is_facilitator())
    });
    let is_free =
        Memo::new(move |_| free_from.get().is_some_and(|time| room.clock().now() >= time));
    view! {
        <Show when=move || is_free.get()>
            <button
                type="button"
                class="button take-over"
                on:click=move |_| commands.send(Command::TakeOver)
            >
                {Icon::Star.view()}
                {i18n.text(Text::TakeOver)}
            </button>
        </Show>
    }
}
