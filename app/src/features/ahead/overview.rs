//! What is voted on ahead: what is hidden, what all agree on, what has to be talked about, and what can be
//! opened.

use domain::ahead::Review;
use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::open_form::OpenForm;
use super::review_agreed::ReviewAgreed;
use super::review_disputed::ReviewDisputed;
use super::review_hidden::ReviewHidden;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// Loads the content of the dialog, perhaps with a story that somebody wants to open.
#[wasm_split(ahead, fallible)]
pub fn load_overview(asked: Option<StoryId>) -> Result<AnyView, PartMissing> {
    Ok(view! { <Overview asked /> }.into_any())
}

#[component]
fn Overview(asked: Option<StoryId>) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let review = Memo::new(move |_| review(room));
    view! {
        <p class="ahead-hint">{i18n.text(Text::AheadHint)}</p>
        <Show when=move || review.with(|review| !review.agreed.is_empty())>
            <ReviewAgreed review />
        </Show>
        <Show when=move || review.with(|review| !review.disputed.is_empty())>
            <ReviewDisputed review />
        </Show>
        <Show when=move || review.with(Review::is_collecting)>
            <ReviewHidden review />
        </Show>
        <OpenForm asked />
    }
}

/// The stories that are voted on ahead, as they are now.
fn review(room: RoomStore) -> Review {
    room.track(Topic::Table);
    room.track(Topic::Room);
    room.read(Topic::Backlog, |view| Review::of(&view.board))
}
