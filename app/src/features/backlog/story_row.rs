//! One story in the backlog. It subscribes to its own story only, and what shows itself under a pointer is
//! created when that first comes.

use domain::ids::{StoryId, Subject};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::story_menu::StoryMenu;
use super::story_summary::story_summary;
use crate::components::drag_handle::DragHandle;
use crate::components::sortable::Sortable;
use crate::components::windowed::Windowed;
use crate::host::use_host;
use crate::i18n::use_i18n;
use crate::state::{use_room, use_room_ui};

/// A story; a press shows it here.
#[component]
pub fn StoryRow(
    /// Which story.
    story: StoryId,
    /// The list.
    sortable: Sortable,
    /// Its rows near what is seen.
    windowed: Windowed,
    /// Whether the viewer may move stories.
    may_order: Memo<bool>,
    /// Selects the row of the story that the room is at.
    current: Selector<Subject>,
    /// Selects the row of the story that is shown here.
    shown: Selector<Subject>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (room, ui) = (use_room(), use_room_ui());
    let touched = RwSignal::new(use_host().is_touched_only());
    let touch = move || {
        if touched.try_get_untracked() == Some(false) {
            touched.set(true);
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.alt_key() && may_order.get_untracked() {
            sortable.on_key(story.0, &event);
        }
    };
    let is_shown = {
        let shown = shown.clone();
        move || shown.selected(&Some(story))
    };
    let is_current = current.clone();
    view! {
        <li
            class="story-row"
            class:is-current=move || current.selected(&Some(story))
            class:is-shown=is_shown
            style:margin-top=move || windowed.lead(story.0)
            data-row=story.0
            aria-setsize=move || windowed.size(story.0)
            aria-posinset=move || windowed.position(story.0)
            on:pointerenter=move |_| touch()
            on:focusin=move |_| {
                touch();
                windowed.on_focus(story.0);
            }
            on:keydown=on_keydown
        >
            <Show when=move || touched.get() && may_order.get()>
                <DragHandle sortable row=story.0 />
            </Show>
            <button
                type="button"
                class="story-row-open"
                aria-current=move || shown.selected(&Some(story)).to_string()
                on:click=move |_| ui.open_story(story)
            >
                {move || {
                    let is_current = is_current.selected(&Some(story));
                    room.story(
                        story,
                        |story| Some(story_summary(i18n, &room.clock(), story, is_current)),
                    )
                }}
            </button>
            <Show when=move || touched.get()>
                <StoryMenu story />
            </Show>
        </li>
    }
}
