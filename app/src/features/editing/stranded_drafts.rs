//! The way to what was typed here and has no field any more.

use leptos::prelude::*;

use super::stranded_list::load_stranded_list;
use crate::components::lazy_part::LazyPart;
use crate::state::{Topic, use_drafts, use_room_ui};

/// The drafts without a field, where there are any.
#[component]
pub fn StrandedDrafts() -> impl IntoView {
    let (drafts, ui) = (use_drafts(), use_room_ui());
    let fields = Memo::new(move |_| {
        drafts.stranded(|room| {
            [Topic::Backlog, Topic::Room, Topic::People].into_iter().for_each(|it| room.track(it));
            // Criteria come and go in the story that is shown, if anything is typed in one.
            if let Some(story) = ui.shown() {
                room.track(Topic::Story(story));
            }
        })
    });
    view! {
        <Show when=move || !fields.with(Vec::is_empty)>
            <LazyPart load=move || load_stranded_list(fields) />
        </Show>
    }
}
