//! The heading of the backlog.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// How many stories the team has estimated, and the switch that hides those.
#[component]
pub fn BacklogHeader(
    /// Whether only stories that the team has not estimated are shown.
    open_only: RwSignal<bool>,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let count = move || {
        let (estimated, all) =
            room.read(Topic::Backlog, |view| (view.board.estimated(), view.board.stories.len()));
        let (estimated, all) = (i18n.number(estimated as f64), i18n.number(all as f64));
        i18n.format(Text::BacklogEstimated, &[("estimated", &estimated), ("all", &all)])
    };
    let has_stories = move || room.read(Topic::Backlog, |view| !view.board.stories.is_empty());
    view! {
        <header class="backlog-header">
            <h2 class="panel-title">{i18n.text(Text::Backlog)}</h2>
            <Show when=has_stories>
                <p class="backlog-count">{count}</p>
                <button
                    type="button"
                    class="toggle"
                    aria-pressed=move || open_only.get().to_string()
                    on:click=move |_| open_only.update(|on| *on = !*on)
                >
                    {i18n.text(Text::BacklogOpenOnly)}
                </button>
            </Show>
        </header>
    }
}
