//! The way to what was typed here and has no field any more.

use leptos::prelude::*;

use super::stranded_list::load_stranded_list;
use crate::components::lazy_part::LazyPart;
use crate::state::{use_drafts, use_room_ui};

/// The drafts without a field, where there are any.
#[component]
pub fn StrandedDrafts() -> impl IntoView {
    let (drafts, ui) = (use_drafts(), use_room_ui());
    let has_any = Memo::new(move |_| {
        ui.track_fields();
        drafts.any()
    });
    view! {
        <Show when=move || has_any.get()>
            <LazyPart load=load_stranded_list />
        </Show>
    }
}
