//! All questions of the room that wait for an answer.

use domain::ids::{ItemId, StoryId};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::item_row::ItemRow;
use super::product_store::use_product;
use crate::components::end_of_list::EndOfList;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, full_name, use_room, use_room_ui};

/// How many are drawn at first, and more when the end comes near.
const STEP: usize = 40;

/// Loads the list.
#[wasm_split(preparation, fallible)]
pub fn load_open_questions() -> Result<AnyView, PartMissing> {
    Ok(view! { <OpenQuestions /> }.into_any())
}

/// By story, in the order of the backlog. Each can be answered here.
#[component]
fn OpenQuestions() -> impl IntoView {
    let (i18n, product, room, ui) = (use_i18n(), use_product(), use_room(), use_room_ui());
    let all: Memo<Vec<(StoryId, ItemId)>> = Memo::new(move |_| {
        product.read(|product| {
            room.read(Topic::Backlog, |view| {
                let stories = &view.board.stories;
                let open = product.open_questions();
                let open = open.filter_map(|(item, _)| {
                    let story = item.story?;
                    Some((stories.position(story)?, item.id, story))
                });
                let mut rows: Vec<_> = open.collect();
                rows.sort_unstable();
                rows.into_iter().map(|(_, item, story)| (story, item)).collect()
            })
        })
    });
    let drawn = RwSignal::new(STEP);
    let draw_more = move || {
        if all.with_untracked(Vec::len) > drawn.get_untracked() {
            drawn.update(|drawn| *drawn += STEP);
        }
    };
    let rows = move || all.with(|all| all.iter().take(drawn.get()).copied().collect::<Vec<_>>());
    let go_to = move |story| {
        ui.dialog.set(None);
        ui.open_story(story);
    };
    let row = move |(story, item): (StoryId, ItemId)| {
        view! {
            <li class="preparation-section">
                <h3 class="preparation-title">
                    <button type="button" class="link-button" on:click=move |_| go_to(story)>
                        <bdi>{move || room.story(story, full_name)}</bdi>
                    </button>
                </h3>
                <ul class="item-list">
                    <ItemRow story item />
                </ul>
            </li>
        }
    };
    view! {
        <Show when=move || product.has_arrived() && all.with(Vec::is_empty)>
            <p class="story-hint">{i18n.text(Text::NoOpenQuestions)}</p>
        </Show>
        <ol class="preparation-body">
            <For each=rows key=|row| *row let(one)>
                {row(one)}
            </For>
            <EndOfList on_near=draw_more />
        </ol>
    }
}
