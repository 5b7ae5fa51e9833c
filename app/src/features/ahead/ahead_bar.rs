//! Above the backlog: how many stories wait for the viewer's vote, and the way to them.

use domain::ahead::waiting_for_me;
use domain::settings::Permission;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::next_of_them::NextOfThem;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomDialog, Topic, use_room, use_room_ui};

/// Loads the bar.
#[wasm_split(ahead, fallible)]
pub fn load_ahead_bar() -> Result<AnyView, PartMissing> {
    Ok(view! { <AheadBar /> }.into_any())
}

#[component]
fn AheadBar() -> impl IntoView {
    let (room, i18n, ui) = (use_room(), use_i18n(), use_room_ui());
    // How many wait for me, and how many are voted on at all.
    let counts = Memo::new(move |_| {
        room.track(Topic::Table);
        room.track(Topic::People);
        let now = room.clock().now_slowly();
        room.read(Topic::Backlog, |view| {
            let all = view.board.stories.iter().filter(|story| story.voting_until.is_some());
            (waiting_for_me(view, now).len(), all.count())
        })
    });
    let text = move || match counts.get() {
        (0, all) => i18n.plural(Text::StoriesAhead, all),
        (mine, _) => i18n.plural(Text::StoriesWait, mine),
    };
    let is_mine = move || counts.get().0 > 0;
    view! {
        <div class="ahead-bar" class:is-mine=is_mine>
            <p class="ahead-bar-text" role="status">
                {text}
            </p>
            <NextOfThem />
            <Show when=move || room.may(Permission::Steer)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| ui.dialog.set(Some(RoomDialog::Ahead(None)))
                >
                    {i18n.text(Text::ShowAll)}
                </button>
            </Show>
        </div>
    }
}
