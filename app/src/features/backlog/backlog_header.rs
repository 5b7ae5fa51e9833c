//! The heading of the backlog.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomDialog, Topic, use_room, use_room_ui};

/// How many stories the team has estimated, and the switch that hides those.
#[component]
pub fn BacklogHeader(
    /// Whether only stories that the team has not estimated are shown.
    open_only: RwSignal<bool>,
) -> impl IntoView {
    let (i18n, room, ui) = (use_i18n(), use_room(), use_room_ui());
    let count = move || {
        let (estimated, all) =
            room.read(Topic::Backlog, |view| (view.board.estimated(), view.board.stories.len()));
        let (estimated, all) = (i18n.number(estimated as f64), i18n.number(all as f64));
        i18n.format(Text::BacklogEstimated, &[("estimated", &estimated), ("all", &all)])
    };
    let has_stories = move || room.read(Topic::Backlog, |view| !view.board.stories.is_empty());
    let questions =
        Memo::new(move |_| room.read(Topic::Backlog, |view| view.board.open_questions()));
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
            <Show when=move || { questions.get() > 0 }>
                <button
                    type="button"
                    class="button button--quiet button--small backlog-questions"
                    on:click=move |_| ui.dialog.set(Some(RoomDialog::OpenQuestions))
                >
                    {Icon::Question.view()}
                    {move || i18n.plural(Text::OpenQuestions, questions.get())}
                </button>
            </Show>
        </header>
    }
}
