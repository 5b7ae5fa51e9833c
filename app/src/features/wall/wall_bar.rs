//! The line that tells everybody of an open wall.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room, use_room_ui};

/// How many stories wait on the wall, and the way to it.
#[component]
pub fn WallBar() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    let count = Memo::new(move |_| {
        room.track(Topic::Wall);
        room.read(Topic::Backlog, |view| view.board.on_wall().count())
    });
    let join = move |_| {
        ui.is_at_wall.set(true);
        host.focus(".wall-page".to_owned());
    };
    view! {
        <div class="wall-bar">
            <p class="wall-bar-text" role="status">
                {Icon::Columns.view()}
                {move || i18n.plural(Text::WallBar, count.get())}
            </p>
            <button type="button" class="button button--small" on:click=join>
                {i18n.text(Text::WallJoin)}
            </button>
        </div>
    }
}
