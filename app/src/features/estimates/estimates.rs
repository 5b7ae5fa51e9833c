//! The agreed estimates, read-only.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::estimate_chip::estimate_chip;
use crate::components::end_of_list::EndOfList;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// So many stories are drawn at first, and more whenever the end of the list comes near.
const STEP: usize = 200;

/// Loads the list, which only pages around an element show.
#[wasm_split(embedded, fallible)]
pub fn load_estimates() -> Result<AnyView, PartMissing> {
    Ok(view! { <Estimates /> }.into_any())
}

/// The stories that have an estimate, in the order of the backlog.
#[component]
fn Estimates() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let title = move || room.read(Topic::Room, |view| view.board.title.clone());
    let stories = Memo::new(move |_| {
        room.read(Topic::Backlog, |view| {
            let estimated = view.board.stories.iter().filter(|story| story.estimate.is_some());
            estimated.map(|story| story.id).collect::<Vec<_>>()
        })
    });
    let drawn = RwSignal::new(STEP);
    let draw_more = move || {
        if stories.with_untracked(Vec::len) > drawn.get_untracked() {
            drawn.update(|drawn| *drawn += STEP);
        }
    };
    let rows = move || {
        stories.with(|stories| stories.iter().take(drawn.get()).copied().collect::<Vec<_>>())
    };
    view! {
        <div class="room room--result">
            <h1 class="room-title">
                <bdi>{title}</bdi>
            </h1>
            <ol class="estimates">
                <For each=rows key=|id| id.0 let(id)>
                    <Estimate id />
                </For>
                <EndOfList on_near=draw_more />
            </ol>
            <Show when=move || stories.with(Vec::is_empty)>
                <p class="empty">{i18n.text(Text::NoEstimates)}</p>
            </Show>
        </div>
    }
}

#[component]
fn Estimate(id: StoryId) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let is_current = Memo::new(move |_| room.is_at(id));
    let estimate = move || {
        let is_current = is_current.get();
        room.story(id, |story| estimate_chip(i18n, story, is_current))
    };
    view! {
        <li class="estimate">
            <span class="estimate-story">
                <Show when=move || room.story(id, |story| story.key.is_some())>
                    <bdi class="story-key">{move || room.story(id, |story| story.key.clone())}</bdi>
                </Show>
                <bdi class="estimate-title">
                    {move || room.story(id, |story| story.title.clone())}
                </bdi>
            </span>
            {estimate}
        </li>
    }
}
