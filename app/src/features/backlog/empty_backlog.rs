//! What stands in the place of the list when it shows no stories.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomDialog, use_room_ui};

/// Says why there are no stories, and offers the import where that helps.
#[component]
pub fn EmptyBacklog(
    /// Whether only stories without an estimate are shown.
    open_only: RwSignal<bool>,
    /// Whether the viewer may add stories.
    may_order: Memo<bool>,
) -> impl IntoView {
    let (i18n, ui) = (use_i18n(), use_room_ui());
    let text = move || {
        i18n.get(match (open_only.get(), may_order.get()) {
            (true, _) => Text::BacklogAllEstimated,
            (false, true) => Text::BacklogEmpty,
            (false, false) => Text::BacklogEmptyWait,
        })
    };
    view! {
        <div class="empty">
            <p>{text}</p>
            <Show when=move || may_order.get() && !open_only.get()>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| ui.dialog.set(Some(RoomDialog::Import))
                >
                    {Icon::Upload.view()}
                    {i18n.text(Text::BacklogImport)}
                </button>
            </Show>
        </div>
    }
}
