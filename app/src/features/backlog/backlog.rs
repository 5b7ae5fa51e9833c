//! The backlog. It knows only which stories there are; each row reads its own story, and only those near
//! what is seen are on the page.

use domain::command::Command;
use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::add_story::AddStory;
use super::backlog_header::BacklogHeader;
use super::empty_backlog::EmptyBacklog;
use super::story_row::StoryRow;
use crate::components::lazy_part::LazyPart;
use crate::components::sortable::use_sortable;
use crate::components::windowed::use_windowed;
use crate::features::ahead::load_ahead_bar;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room, use_room_ui};

/// The stories in order, under a heading.
#[component]
pub fn Backlog() -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    let open_only = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        let open_only = open_only.get();
        room.read(Topic::Backlog, |view| {
            let stories = view.board.stories.iter();
            let shown = stories.filter(|story| !open_only || !story.is_estimated_here());
            shown.map(|story| story.id.0).collect::<Vec<u32>>()
        })
    });
    // Stories are moved among those that are shown.
    let sortable = use_sortable(rows, ".backlog-list", move |story, after| {
        let (story, after) = (StoryId(story), after.map(StoryId));
        commands.send(Command::MoveStory { story, after });
    });
    let windowed = use_windowed(rows, ".backlog-list", move || sortable.dragged());
    let may_order = Memo::new(move |_| room.may(Permission::Backlog));
    let is_voted_ahead = Memo::new(move |_| {
        room.read(Topic::Backlog, |view| {
            view.board.stories.iter().any(|story| story.voting_until.is_some())
        })
    });
    // A change runs only the two rows that it concerns.
    let current = Selector::new(move || room.read(Topic::Table, |view| view.board.current));
    let shown = Selector::new(move || ui.shown());
    view! {
        <BacklogHeader open_only />
        <Show when=move || may_order.get()>
            <AddStory />
        </Show>
        <Show when=move || is_voted_ahead.get()>
            <LazyPart load=load_ahead_bar />
        </Show>
        <ol
            class="backlog-list"
            aria-label=i18n.text(Text::Backlog)
            on:scroll=move |_| windowed.on_scroll()
        >
            <For each=move || windowed.rows() key=|row| *row let(row)>
                {
                    let (current, shown) = (current.clone(), shown.clone());
                    windowed
                        .row(
                            row,
                            move || {
                                view! {
                                    <StoryRow
                                        story=StoryId(row)
                                        sortable
                                        windowed
                                        may_order
                                        current=current.clone()
                                        shown=shown.clone()
                                    />
                                }
                                    .into_any()
                            },
                        )
                }
            </For>
        </ol>
        <Show when=move || rows.with(Vec::is_empty)>
            <EmptyBacklog open_only may_order />
        </Show>
    }
}
