//! The backlog: the stories in order, and what makes more of them. Rows see to themselves; this list
//! only knows which there are.

use std::collections::HashSet;

use domain::command::Command;
use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::add_story::AddStory;
use super::desk::Desk;
use super::editing::focus_soon;
use super::reads::{may, press, say};
use super::sorting::{self, Sorting};
use super::story_row::{Marks, StoryRow};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// The list of stories with its heading.
#[component]
pub fn Backlog(desk: Desk) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let open_only = RwSignal::new(false);
    let ids = Memo::new(move |_| {
        let open_only = open_only.get();
        room.read(Topic::Backlog, |view| {
            let stories = view.board.stories.iter();
            let wanted = stories.filter(|story| !open_only || story.estimate.is_none());
            wanted.map(|story| story.id).collect::<Vec<StoryId>>()
        })
    });
    let sorting = Sorting::new(move |(row, place)| {
        let story = StoryId(row);
        let visible: HashSet<StoryId> = ids.get_untracked().into_iter().collect();
        let keys = room.peek(|view| view.board.stories.keys().to_vec());
        let keys: Vec<StoryId> = keys.into_iter().filter(|key| visible.contains(key)).collect();
        let Some(after) = sorting::after(&keys, story, place, StoryId) else { return };
        commands.send(Command::MoveStory { story, after });
        let place = after.and_then(|after| keys.iter().position(|key| *key == after));
        let place = place.map_or(1, |before| before + 2).min(keys.len());
        desk.say(texts.count(Text::SaidMoved, place));
    });
    Effect::new(move || {
        ids.track();
        if let Some(row) = sorting.take_moved() {
            focus_soon(["[data-row='", &row.to_string(), "'] .grip"].concat());
        }
    });
    let marks = Marks::new(room, desk);
    let may_order = Memo::new(move |_| may(room, Permission::Backlog));
    view! {
        {heading(room, texts, open_only)}
        <Show when=move || may_order.get()>
            <AddStory desk/>
        </Show>
        <ol class="backlog-list" data-scroll aria-label=say(texts, Text::Backlog)>
            <For each=move || ids.get() key=|id| *id let:id>
                <StoryRow id desk sorting marks=marks.clone() may_order/>
            </For>
        </ol>
        <Show when=move || ids.with(Vec::is_empty)>
            {move || empty(texts, desk, open_only.get(), may_order.get())}
        </Show>
    }
    .into_any()
}

fn heading(room: RoomState, texts: Texts, open_only: RwSignal<bool>) -> AnyView {
    let counts = move || {
        let (estimated, all) =
            room.read(Topic::Backlog, |view| (view.board.estimated(), view.board.stories.len()));
        let (estimated, all) = (texts.number(estimated as f64), texts.number(all as f64));
        texts.with(Text::BacklogEstimated, &[("estimated", &estimated), ("all", &all)])
    };
    let any = move || room.read(Topic::Backlog, |view| !view.board.stories.is_empty());
    view! {
        <header class="backlog-header">
            <h2 class="panel-title">{say(texts, Text::Backlog)}</h2>
            <Show when=any>
                <p class="backlog-count">{counts}</p>
                <button
                    type="button"
                    class="toggle"
                    aria-pressed=move || open_only.get().to_string()
                    on:click=press(move |_| open_only.update(|only| *only = !*only))
                >
                    {say(texts, Text::BacklogOpenOnly)}
                </button>
            </Show>
        </header>
    }
    .into_any()
}

fn empty(texts: Texts, desk: Desk, filtered: bool, may_order: bool) -> AnyView {
    let text = match (filtered, may_order) {
        (true, _) => Text::BacklogAllEstimated,
        (false, true) => Text::BacklogEmpty,
        (false, false) => Text::BacklogEmptyWait,
    };
    view! {
        <div class="empty">
            <p>{say(texts, text)}</p>
            {(may_order && !filtered)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=press(move |_| desk.import.set(true))
                        >
                            {Icon::Upload.view()}
                            {say(texts, Text::BacklogImport)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}
