//! What of the wall is shown: the line that says that there is one, the wall itself for who has joined in, or the
//! form that puts stories on it.

use std::time::Duration;

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::put_form::PutForm;
use super::wall_bar::WallBar;
use super::wall_page::WallPage;
use crate::components::lazy_part::PartMissing;
use crate::state::{RoomUi, use_room_ui};

/// A view of the wall.
#[derive(Clone, Copy)]
pub enum WallView {
    /// Where it is open.
    Open,
    /// Putting stories on it, perhaps with one that somebody wants there.
    Form(Option<StoryId>),
}

/// Loads a view of the wall.
#[wasm_split(wall, fallible)]
pub fn load_wall(shown: WallView) -> Result<AnyView, PartMissing> {
    Ok(match shown {
        WallView::Open => view! { <Wall /> }.into_any(),
        WallView::Form(asked) => view! { <PutForm asked /> }.into_any(),
    })
}

fn leave(ui: RoomUi) {
    ui.is_at_wall.try_set(false);
}

#[component]
fn Wall() -> impl IntoView {
    let ui = use_room_ui();
    // Whoever was at this wall has not joined the next one. Said once it is gone: what is being removed must not
    // run again.
    on_cleanup(move || set_timeout(move || leave(ui), Duration::ZERO));
    view! {
        <Show when=move || ui.is_at_wall.get() fallback=|| view! { <WallBar /> }>
            <WallPage />
        </Show>
    }
}
